import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../provider/kernel/values";
import { centerGroup } from "../../../provider/lab/ideco/context";
import { refusal } from "./open";
import { openTable } from "./ruletable-harness";

/** A rule of an object that the same `up` has still to make. */
const rules = [{ key: "web", action: "accept", destinationAddresses: [UNKNOWN] }];

describe("the preview of a table whose objects are not made yet", () => {
  test("refuses what stands in the way, whatever the rules will be", async () => {
    const bed = await openTable();
    bed.table.addFromConsole("above", { comment: "from the console" }, centerGroup);
    bed.table.add({ comment: "forgotten" });
    expect(await refusal(bed.up({ rules }))).toContain(
      "table: the table forward can't be taken over: it holds rules that the program doesn't list: rule 2 (forgotten). ",
    );
    expect(bed.writes()).toEqual([]);
  });

  test("tells with adopt what may be deleted", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "forgotten" });
    // The preview ends here; an `up` would know the object.
    await refusal(bed.up({ rules, adopt: true }));
    expect(bed.said()).toContain(
      "info: forward: rules that the program doesn't list will be deleted: rule 1 (forgotten)",
    );
  });

  test.each([
    ["a shared table", { ownership: "shared" }, "drop"],
    ["an empty table", {}, undefined],
  ] as const)("tells plan and traffic of %s", async (_, more, there) => {
    const bed = await openTable();
    if (there) bed.table.add({ action: there });
    const mail = [{ key: "mail", action: "drop", sourceAddresses: [UNKNOWN, "10.0.0.7"] }, ...rules];
    const told = await refusal(bed.up({ rules: mail, ...more }));
    expect(told).not.toContain("can't be taken over");
    const said = bed.said().join("\n");
    expect(said).toContain("forward: 2 inserted, 0 edited, 0 moved, 0 deleted: 2 calls");
    expect(said).toContain("objects to be made: 10.0.0.7");
    if (!there) expect(said).toContain("an object still to be made: mail");
  });

  test("refuses what the guard surely forbids, whatever the unknown object is", async () => {
    const bed = await openTable();
    const packet = {
      protocol: "tcp",
      sourceAddress: "192.168.0.10",
      destinationAddress: "10.0.0.1",
      destinationPort: 22,
    };
    const guard = { keep: [packet] };
    const rest = { key: "rest", action: "drop", sourceAddresses: ["192.168.0.0/24"] };
    expect(await refusal(bed.up({ rules: [rest, ...rules], guard }))).toContain(
      "the guard of the table forward forbids",
    );
    expect(bed.writes()).toEqual([]);
    // Whether the unknown object lets the packet pass is not known yet.
    expect(await refusal(bed.up({ rules: [...rules, rest], guard }))).not.toContain(
      "the guard of the table forward forbids",
    );
    // The preview ends here; an `up` would know the object.
    expect(bed.said().join("\n")).toContain("the guard can't decide it");
  });

  test("of an update tells the rest of it as well", async () => {
    const bed = await openTable();
    const rest = { key: "rest", action: "drop", sourceAddresses: ["ip.id.1"] };
    await bed.up({ rules: [rest] });
    await bed.stack.restart();
    bed.said();
    await bed.stack.preview("table", { table: "forward", ownership: "exclusive", rules: [...rules, rest] });
    expect(bed.said().join("\n")).toContain("forward: 1 inserted, 0 edited, 0 moved, 0 deleted: 1 calls");
  });

  test("says nothing of what a killed process made", async () => {
    const bed = await openTable();
    const made = [
      { ...rules[0], destinationAddresses: ["ip.id.1"] },
      { key: "rest", action: "drop" },
    ];
    await bed.killed(1, () => bed.up({ rules: made }));
    expect(bed.rules).not.toEqual([]);
    expect(await refusal(bed.up({ rules: [...rules, ...made.slice(1)] }))).not.toContain(
      "can't be taken over",
    );
  });
});
