import { expect, test } from "vitest";
import { openTable } from "./ruletable-harness";

test("what changes for the traffic is told with the names of categories, and without them where they can't be had", async () => {
  const bed = await openTable("contentFilter");
  const rule = { key: "games", name: "Games", access: "deny", categories: ["extended.id.3"] };
  await bed.up({ rules: [rule] });
  expect(bed.said().join("\n")).toContain("newly denied: to Азартные игры (extended.id.3) (rule `games`)");

  bed.lab.faults.add({ method: "GET", path: "/content-filter/categories", status: 502, times: 100 });
  await bed.up({ rules: [{ ...rule, categories: ["extended.id.2"] }] });
  expect(bed.said().join("\n")).toContain("newly denied: to extended.id.2 (rule `games`)");
});

test("a line tells which packets, what decided them until now, and one of them", async () => {
  const bed = await openTable("forward");
  for (const [id, type, value] of [
    ["ip.id.900", "ip", "192.168.0.20"],
    ["subnet.id.900", "subnet", "198.51.100.0/24"],
    ["port.id.900", "port", "443"],
  ] as const)
    bed.lab.ideco.objects.set(id, { id, type, value, title: `object ${value}`, comment: "" });
  const to = [{ addresses: ["ip.id.900"] }];
  const noTestland = { key: "no-testland", action: "drop", sources: [{ addresses: ["subnet.id.900"] }] };
  const web = {
    key: "web",
    action: "accept",
    protocol: "protocol.tcp",
    destinations: to,
    destinationPorts: ["port.id.900"],
  };
  const wall = { key: "wall", action: "drop" };
  await bed.up({ rules: [noTestland, web, wall] });
  bed.said();
  await bed.up({ rules: [web, noTestland, wall] });
  const said = bed.said().join("\n");
  expect(said).toContain(
    "newly allowed: over TCP (protocol.tcp), to object 192.168.0.20 (ip.id.900), to ports object 443 (port.id.900) (rule `web`), of what `no-testland` denied until now, e.g. tcp 198.51.100.1 → 192.168.0.20:443",
  );
  expect(said).toContain("the firewall's state table keeps them");
  await bed.up({ rules: [wall, web, noTestland] });
  const denied = bed.said().join("\n");
  expect(denied).toContain(
    "newly denied: any packet (rule `wall`), of what `web` allowed until now, e.g. tcp",
  );
  expect(denied).not.toContain("newly allowed");
});

test("equal rules that the state doesn't know are named before they stand twice", async () => {
  const bed = await openTable("forward");
  const rules = [{ key: "wall", action: "drop", comment: "wall" }];
  bed.table.add({ action: "drop", comment: "wall" });
  await bed.up({ ownership: "shared", rules });
  expect(bed.said().join("\n")).toContain("which will stand twice: `wall` (rule 1 (wall)). If they are");
  expect(bed.comments).toEqual(["wall", "wall"]);
});

test("the deletion of a table tells what it means for the traffic, before its first call", async () => {
  const bed = await openTable("forward");
  await bed.up({ rules: [{ key: "wall", action: "drop" }] });
  await bed.stack.restart();
  bed.said();
  bed.lab.faults.add({ method: "DELETE", path: /forward/, status: 542 });
  await expect(bed.stack.delete("table")).rejects.toThrow();
  expect(bed.said().join("\n")).toContain("newly allowed: any packet (denied by rule `wall` until now)");
  expect(bed.comments).toHaveLength(1);
});
