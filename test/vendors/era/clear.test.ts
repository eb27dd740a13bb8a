import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../provider/kernel/values";
import { bannedPath, first, ip, open, refusal, second, third } from "./open";

const token = "era:BanListClear";

async function filled() {
  const bed = await open();
  for (const node of [first, second, third]) bed.lab.era.ban(node, ip, 500);
  bed.lab.era.ban(second, "10.0.0.1", 100);
  return bed;
}

describe("clearing the ban lists", () => {
  it("happens at creation and when triggers change, and never at deletion", async () => {
    const bed = await filled();
    const { stack } = bed;
    expect(await stack.up(token, "c", { allServers: true, triggers: [1] })).toBe("create");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.writes()).toEqual(["DELETE bannedaddrs"]);
    expect(bed.said()).toEqual([`info: clears the ban lists of 3 instances: 10.0.0.1, ${ip}`]);
    const { clearedAt } = stack.outputs("c");
    expect(Math.abs(Date.parse(String(clearedAt)) - Date.now())).toBeLessThan(5000);
    expect(stack.resources.get("c")?.id).toMatch(/^[0-9a-f-]{36}$/);

    bed.lab.era.ban(first, ip, 500);
    await bed.again();
    expect(await stack.refresh("c")).toEqual([]);
    expect(await stack.up(token, "c", { allServers: true, triggers: [1] })).toBe("same");
    expect(await stack.up(token, "c", { scope: { site: "SITE1" }, triggers: [1] })).toBe("update");
    expect(bed.writes()).toEqual([]);
    expect(stack.outputs("c").clearedAt).toBe(clearedAt);
    bed.lab.clock.advance(1);
    expect(await stack.up(token, "c", { scope: { site: "SITE1" }, triggers: { week: 2 } })).toBe("update");
    expect(bed.writes()).toEqual(["DELETE bannedaddrs?site=SITE1"]);
    expect(bed.left()).toEqual([undefined, undefined, undefined]);

    bed.lab.era.ban(first, ip, 500);
    await bed.again();
    await stack.delete("c");
    expect(bed.writes()).toEqual([]);
    expect(bed.left()).toEqual([500, undefined, undefined]);
  });

  it("keeps to its scope, names who is offline, and is sent again after a lost answer", async () => {
    const bed = await filled();
    bed.lab.era.setOnline(first, false);
    bed.lab.faults.add({ vendor: "era", method: "DELETE", path: bannedPath, lose: "after" });
    await bed.stack.up(token, "c", { scope: { sites: ["SITE1"] } });
    expect(bed.left()).toEqual([500, undefined, 500]);
    expect(bed.said().at(-1)).toBe(
      `warn: era connection "sg": the ban lists of ${first} (SITE1) were not cleared, offline at the moment`,
    );
  });

  it("says so where it lifts what the same run has just banned", async () => {
    const bed = await open();
    await bed.stack.up("era:BannedAddress", "a", { ip, expires: 600 });
    await bed.stack.up(token, "c", { allServers: true });
    expect(bed.said().at(-1)).toBe(
      `warn: era connection "sg": the bans of ${ip}, made by this very run, were lifted as well: let them depend on the BanListClear`,
    );
    await bed.again();
    expect(await bed.stack.refresh("a")).toEqual(["expired"]);
  });

  it("that fails is done by the next up", async () => {
    const bed = await filled();
    await bed.stack.up(token, "c", { allServers: true, triggers: 1 });
    bed.lab.era.ban(first, ip, 500);
    await bed.again();
    bed.lab.faults.add({ vendor: "era", method: "DELETE", path: bannedPath, status: 500 });
    expect(await refusal(bed.stack.up(token, "c", { allServers: true, triggers: 2 }))).toContain(
      "error_code 1501",
    );
    expect(await bed.stack.up(token, "c", { allServers: true, triggers: 2 })).toBe("update");
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
  });

  it.each<[object, string]>([
    [{}, "allServers: found false, allowed: true, or a scope; without a scope every instance is cleared"],
    [{ scope: {} }, "allServers: found false, allowed: true, or a scope"],
    [
      { scope: { site: "SITE1" }, allServers: true },
      "allServers: found true beside a scope, allowed: one of the two",
    ],
    [{ scope: { site: "SITE1", server: "x" } }, "scope: found site and server, allowed: one of"],
    [{ scope: { site: "NOWHERE" } }, "no instance of the role sg is in the scope site:NOWHERE"],
  ])("%j is refused", async (args, message) => {
    const bed = await filled();
    expect(await refusal(bed.stack.up(token, "c", args as Record<string, unknown>))).toContain(message);
    expect(bed.writes()).toEqual([]);
  });

  it("with a scope that isn't known yet finds no fault in a preview, and could never clear everything", async () => {
    const bed = await filled();
    const message = await refusal(bed.stack.up(token, "c", { scope: { site: UNKNOWN } }));
    expect(message).toContain("a scope was used that is none, or not known yet");
    expect(bed.writes()).toEqual([]);
  });

  it("can't be imported", async () => {
    const bed = await filled();
    expect(await bed.stack.import(token, "c", "anything")).toBeUndefined();
  });
});
