import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { Stack } from "./stack";

type Place = { first: true } | { last: true } | { after: string | number } | { before: string | number };
/** Name of a rule → where it shall stand, `{}` is anywhere; `after` and `before` name another one, or a number. */
type Program = Record<string, Place | Record<string, never>>;

const forward = "ideco:ForwardRule";

/** A stack of forward rules on an appliance of its own; a rule's comment is its name. */
class Table {
  private constructor(
    private readonly lab: Lab,
    private readonly stack: Stack,
  ) {}

  static async open(): Promise<Table> {
    const lab = await Lab.start();
    return new Table(lab, new Stack(lab.connections()));
  }

  async close(): Promise<void> {
    await this.stack.close();
    await this.lab.stop();
  }

  get hand() {
    return this.lab.ideco.table("forward");
  }

  get names(): string[] {
    return this.hand.rules.map((rule) => rule.comment);
  }

  id(name: string): number {
    const found = this.hand.rules.find((rule) => rule.comment === name);
    if (!found) throw new Error(`there is no rule ${name}`);
    return found.id;
  }

  /** `up` in a process of its own; gives the writes. */
  async up(program: Program): Promise<string[]> {
    await this.stack.restart();
    return this.apply(program);
  }

  /** `refresh` in a process of its own: the places of the rules that differ from what the program wished. */
  async refresh(): Promise<Record<string, unknown>> {
    await this.stack.restart();
    const names = [...this.stack.resources.keys()];
    // The engine reads all rules at once.
    const changes = await Promise.all(names.map((name) => this.stack.refresh(name)));
    const drifted = names.filter((_, index) => changes[index]?.length);
    return Object.fromEntries(drifted.map((name) => [name, this.placeOf(name)]));
  }

  /** `up --refresh`, which is one process; gives what the refresh found, and the writes. */
  async repair(program: Program): Promise<{ found: Record<string, unknown>; writes: string[] }> {
    return { found: await this.refresh(), writes: await this.apply(program) };
  }

  private async apply(program: Program): Promise<string[]> {
    this.lab.journal.clear();
    for (const [name, place] of Object.entries(program)) {
      await this.stack.up(forward, name, { action: "drop", comment: name, ...this.position(place) });
    }
    const left = [...this.stack.resources.keys()].filter((name) => !(name in program));
    for (const name of left) await this.stack.delete(name);
    return this.lab.journal.writes().map(({ method, path }) => `${method} ${path.replace(/\/\d+$/, "")}`);
  }

  private position(place: Program[string]) {
    const [[key, value] = []] = Object.entries(place);
    if (key === undefined) return {};
    return { position: { [key]: this.stack.resources.get(String(value))?.id ?? value } };
  }

  /** A number of a rule as its comment. */
  private placeOf(name: string): unknown {
    const stored = this.stack.resources.get(name);
    if (!stored) return "gone";
    const { after } = (stored.inputs.position ?? {}) as { after?: string };
    const anchor = this.hand.rules.find((rule) => String(rule.id) === after);
    return anchor ? { after: anchor.comment } : stored.inputs.position;
  }
}

async function table(program: Program): Promise<Table> {
  const opened = await Table.open();
  onTestFinished(() => opened.close());
  await opened.up(program);
  return opened;
}

const move = "PATCH /firewall/rules/forward/move";
const create = "POST /firewall/rules/forward";

describe("the place of a rule", () => {
  test("is the one it was asked for, whatever is made before it", async () => {
    const program: Program = {
      anywhere: {},
      bottom: { last: true },
      top: { first: true },
      below: { after: "top" },
      above: { before: "bottom" },
      top2: { first: true },
      below2: { after: "top" },
      bottom2: { last: true },
      above2: { before: "bottom2" },
      anywhere2: {},
    };
    const office = await table(program);
    expect(office.names).toEqual([
      ...["top", "top2", "below2", "below"],
      "anywhere",
      ...["above", "above2", "anywhere2", "bottom", "bottom2"],
    ]);
    expect(await office.refresh()).toEqual({});
    expect(await office.up(program)).toEqual([]);
  });

  test("may be anywhere below or above the other rule, and among those that claim the same end", async () => {
    const program: Program = {
      a: { first: true },
      b: { first: true },
      c: { after: "b" },
      z: { last: true },
      y: { before: "z" },
    };
    const office = await table(program);
    office.hand.move(office.id("a"), { after: office.id("b") });
    office.hand.add({ comment: "foreign" }, { after: office.id("b") });
    office.hand.move(office.id("a"), { before: office.id("b") });
    office.hand.move(office.id("y"), { before: office.id("c") });
    expect(await office.refresh()).toEqual({});
  });

  test("that was changed by hand reads as the real one, and one move puts it back", async () => {
    const program: Program = { a: { first: true }, b: { after: "a" }, c: { after: "b" }, d: { after: "c" } };
    const office = await table(program);
    office.hand.move(office.id("b"), { after: office.id("d") });
    expect(office.names).toEqual(["a", "c", "d", "b"]);
    expect(await office.repair(program)).toEqual({ found: { c: { after: "a" } }, writes: [move] });
    expect(office.names).toEqual(["a", "b", "c", "d"]);

    office.hand.move(office.id("a"), { after: office.id("d") });
    const found = { a: { after: "d" }, b: { first: true } };
    expect(await office.repair(program)).toEqual({ found, writes: [move] });
    expect(office.names).toEqual(["a", "b", "c", "d"]);
    expect(await office.refresh()).toEqual({});
  });

  test("at an end is lost to a foreign rule that was put there, and taken back", async () => {
    const program: Program = { a: { first: true }, b: { first: true }, y: { last: true }, z: { last: true } };
    const office = await table(program);
    office.hand.add({ comment: "above" }, { before: office.id("a") });
    office.hand.add({ comment: "below" });
    const found = { a: { after: "above" }, b: { after: "a" }, y: { after: "b" }, z: { after: "y" } };
    expect(await office.repair(program)).toEqual({ found, writes: [move, move, move, move] });
    expect(office.names).toEqual(["a", "b", "above", "below", "y", "z"]);
    expect(await office.refresh()).toEqual({});
  });

  test("beside a rule that was deleted is kept, where the rule comes back", async () => {
    const program: Program = { a: { first: true }, b: { after: "a" }, c: { after: "b" } };
    const office = await table(program);
    office.hand.delete(office.id("b"));
    const found = { b: "gone", c: { after: "a" } };
    expect(await office.repair(program)).toEqual({ found, writes: [create] });
    expect(office.names).toEqual(["a", "b", "c"]);
    expect(await office.refresh()).toEqual({});
  });

  test("changes with the program, and the rules that hang on it follow", async () => {
    const office = await table({
      a: { first: true },
      b: { after: "a" },
      c: { after: "b" },
      d: { after: "c" },
    });
    // A rule in between, and the last one up: one call each.
    const between: Program = { a: { first: true }, x: { after: "a" }, b: { after: "x" }, c: { after: "b" } };
    expect(await office.up({ ...between, d: { after: "c" }, e: { after: "d" } })).toEqual([create, create]);
    expect(office.names).toEqual(["a", "x", "b", "c", "d", "e"]);
    expect(await office.up({ ...between, e: { after: "c" }, d: { after: "e" } })).toEqual([move]);
    expect(office.names).toEqual(["a", "x", "b", "c", "e", "d"]);
    // Below a rule that stands further down: what is below it by its own wish comes along.
    const below: Program = { e: { after: "a" }, d: { after: "e" }, x: { after: "d" }, b: { after: "x" } };
    await office.up({ a: { first: true }, ...below, c: { after: "b" } });
    expect(office.names).toEqual(["a", "e", "d", "x", "b", "c"]);
    expect(await office.refresh()).toEqual({});
  });

  test("beside a number that no rule has is an error that lists the rules", async () => {
    const office = await table({ a: { first: true } });
    await expect(office.up({ a: { first: true }, b: { after: 77 } })).rejects.toThrow(
      "position.after: there is no rule 77 in the table forward. Its rules are 1.",
    );
    expect(office.names).toEqual(["a"]);
  });

  test("is not managed where the program asks for none", async () => {
    const office = await table({ a: {}, b: {} });
    office.hand.move(office.id("a"), { after: office.id("b") });
    expect(await office.repair({ a: {}, b: {} })).toEqual({ found: {}, writes: [] });
  });

  test("holds after one repair, whatever was done by hand and to the program", async () => {
    await fc.assert(
      fc.asyncProperty(programs, programs, fc.array(deeds, { maxLength: 4 }), async (old, program, hand) => {
        const office = await Table.open();
        try {
          await office.up(old);
          expect(await office.refresh()).toEqual({});
          for (const deed of hand) deed(office);
          await office.repair(program);
          expect(await office.refresh()).toEqual({});
          expect(await office.up(program)).toEqual([]);
        } finally {
          await office.close();
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

/** Programs whose wishes can all be met: nothing is asked to be below a last or above a first rule. */
const programs: fc.Arbitrary<Program> = fc
  .array(fc.tuple(fc.constantFrom("first", "last", "after", "before", "anywhere"), fc.nat()), {
    minLength: 2,
    maxLength: 7,
  })
  .map((wishes) => {
    const program: Program = {};
    for (const [index, [kind, choice]] of wishes.entries())
      program[`r${index}`] = wish(program, kind, choice);
    return program;
  });

function wish(program: Program, kind: string, choice: number): Program[string] {
  const free = Object.keys(program).filter(
    (name) => !(kind === "after" ? "last" : "first" in program[name]!),
  );
  if (kind === "first") return { first: true };
  if (kind === "last") return { last: true };
  const anchor = free[choice % Math.max(free.length, 1)];
  if (anchor === undefined || kind === "anywhere") return {};
  return kind === "after" ? { after: anchor } : { before: anchor };
}

/** Things that an administrator does. */
const deeds: fc.Arbitrary<(office: Table) => void> = fc
  .tuple(fc.constantFrom("add", "delete", "move", "edit"), fc.nat(), fc.nat())
  .map(([kind, one, other]) => ({ hand }) => {
    const ids = hand.rules.map((rule) => rule.id);
    const [id, near] = [ids[one % ids.length], ids[other % ids.length]];
    if (id === undefined || near === undefined || kind === "add") hand.add({ comment: "foreign" });
    else if (kind === "delete") hand.delete(id);
    else if (kind === "edit") hand.edit(id, { action: "accept" });
    else if (id !== near) hand.move(id, { before: near });
  });
