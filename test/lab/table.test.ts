import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as model from "../../provider/lab/ideco/table";

interface Named extends model.Row {
  name: string;
}

type Step =
  | { kind: "insert"; anchor: number | undefined; after: boolean }
  | { kind: "move"; id: number; anchor: number; after: boolean }
  | { kind: "edit"; id: number }
  | { kind: "remove"; id: number };

const id = fc.integer({ min: 1, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("insert" as const),
    anchor: fc.option(id, { nil: undefined }),
    after: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("move" as const), id, anchor: id, after: fc.boolean() }),
  fc.record({ kind: fc.constant("edit" as const), id }),
  fc.record({ kind: fc.constant("remove" as const), id }),
);

function apply(table: model.Table<Named>, one: Step, name: string): model.Table<Named> {
  if (one.kind === "insert") {
    const anchor = one.anchor === undefined ? undefined : { id: one.anchor, after: one.after };
    return model.insert(table, { name }, anchor);
  }
  if (one.kind === "move") return model.move(table, one.id, { id: one.anchor, after: one.after });
  return one.kind === "edit" ? model.edit(table, one.id, { name }) : model.remove(table, one.id);
}

const ids = (table: model.Table<Named>) => model.rows(table).map((row) => row.id);

describe("the table model", () => {
  it("keeps identities, order and the central console's blocks through any calls", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let table = model.insertConsole(model.emptyTable<Named>(), { name: "above" }, "above");
        table = model.insertConsole(table, { name: "below" }, "below");
        for (const [n, one] of steps.entries()) {
          const before = table;
          try {
            table = apply(before, one, `step ${n}`);
          } catch (error) {
            expect(error).toBeInstanceOf(model.TableError);
            expect(table).toBe(before);
            continue;
          }
          const [now, was] = [ids(table), ids(before)];
          expect([now[0], now.at(-1)]).toEqual([1, 2]);
          expect(new Set(now).size).toBe(now.length);
          const touched = one.kind === "insert" ? table.lastId : one.id;
          expect(now.filter((other) => other !== touched)).toEqual(was.filter((other) => other !== touched));
          if (one.kind === "insert") expect(table.lastId).toBe(before.lastId + 1);
          if ((one.kind === "insert" || one.kind === "move") && one.anchor !== undefined) {
            expect(now.indexOf(touched) - now.indexOf(one.anchor)).toBe(one.after ? 1 : -1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is a value: a change leaves the earlier table as it was", () => {
    const one = model.insert(model.emptyTable<Named>(), { name: "a" });
    const two = model.edit(one, 1, { name: "b" });
    expect([one.local[0]?.name, two.local[0]?.name]).toEqual(["a", "b"]);
  });
});
