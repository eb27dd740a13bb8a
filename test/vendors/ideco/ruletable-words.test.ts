import { expect, test } from "vitest";
import { openTable } from "./ruletable-bed";

test("what changes for the traffic is told with the names of categories, and without them where they can't be had", async () => {
  const bed = await openTable("contentFilter");
  const rule = { key: "games", name: "Games", access: "deny", categories: ["extended.id.3"] };
  await bed.up({ rules: [rule] });
  expect(bed.said().join("\n")).toContain("newly denied: to Азартные игры (extended.id.3) (rule `games`)");

  bed.lab.faults.add({ method: "GET", path: "/content-filter/categories", status: 502, times: 100 });
  await bed.up({ rules: [{ ...rule, categories: ["extended.id.2"] }] });
  expect(bed.said().join("\n")).toContain("newly denied: to extended.id.2 (rule `games`)");
});
