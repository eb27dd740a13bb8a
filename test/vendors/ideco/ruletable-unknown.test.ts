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
      "info: forward: rules that the program doesn't list will be deleted; which of these, can be told once its objects are made: rule 1 (forgotten)",
    );
  });

  test.each([
    ["a shared table", { ownership: "shared" }, "drop"],
    ["an empty table", {}, undefined],
  ] as const)("says nothing of %s", async (_, more, there) => {
    const bed = await openTable();
    if (there) bed.table.add({ action: there });
    const told = await refusal(bed.up({ rules, ...more }));
    expect(told).not.toContain("can't be taken over");
    expect(bed.said()).toEqual([]);
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
