import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import { examples } from "../../provider/lab/examples";
import { actions } from "../../provider/lab/hands";
import { showLab } from "../../provider/lab/page/page";
import { root } from "../../scripts/lib/paths.mjs";

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start({ extend: showLab });
});
afterEach(() => lab.stop());

async function hand(action: string, given: Record<string, string> = {}) {
  const body = JSON.stringify({ action, arguments: given });
  const answer = await fetch(`${lab.url}/lab/do`, { method: "POST", body });
  const { said, message } = (await answer.json()) as { said?: string; message?: string };
  expect(answer.status).toBe(said === undefined ? 400 : 200);
  return said ?? `no: ${message}`;
}

describe("hands", () => {
  it("add, edit, move and delete rules as the interface would take them", async () => {
    const table = "forward";
    expect(
      await hand("add-rule", { table, comment: "a", source_ports: "port.id.1", protocol: "protocol.tcp" }),
    ).toBe("rule 1 was added to forward");
    await hand("add-rule", { table, comment: "b", before: "1", enabled: "false" });
    const state = () =>
      lab.ideco.table(table).rules.map(({ id, comment, enabled }) => [id, comment, enabled]);
    expect(state()).toEqual([
      [2, "b", false],
      [1, "a", true],
    ]);
    expect(lab.ideco.table(table).get(1)?.source_ports).toEqual(["port.id.1"]);
    expect(await hand("edit-rule", { table, id: "1", comment: "by hand", timetable: "any" })).toBe(
      "rule 1 of forward was changed: comment, timetable",
    );
    expect(await hand("move-rule", { table, id: "1", before: "2" })).toBe("rule 1 of forward stands above 2");
    expect(await hand("delete-rule", { table, id: "2" })).toBe("rule 2 of forward was deleted");
    expect(state()).toEqual([[1, "by hand", true]]);
    expect(await hand("delete-rule", { table, id: "2" })).toBe("no: there is no rule 2");
    expect(await hand("edit-rule", { table, id: "9", comment: "" })).toBe(
      "no: there is no rule 9 in forward",
    );
    expect(await hand("edit-rule", { table, id: "1", destination_addresses: "ip.id.9" })).toMatch(
      /^no: destination_addresses\.0: "ip\.id\.9" is not the identifier of an object/,
    );
    expect(await hand("edit-rule", { table, id: "1", colour: "red" })).toMatch(
      /^no: colour: there is no such field/,
    );
    expect(await hand("edit-rule", { table: "other", id: "1" })).toMatch(/^no: table: /);
    expect(await hand("delete-rule", { table })).toBe("no: id is missing");
    expect(lab.journal.count()).toBe(0);
  });

  it("send a packet and tell the rule that decides", async () => {
    lab.ideco.table("dnat").add({
      action: "dnat",
      protocol: "protocol.tcp",
      change_destination_address: "192.168.0.20",
      comment: "web",
    });
    lab.ideco.table("forward").add({ action: "drop", destination_addresses: ["ip.id.1"], comment: "closed" });
    const given = { from: "198.51.100.1", to: "203.0.113.2", port: "443", by: "interface.id.2" };
    expect(await hand("packet", given)).toBe(
      'DNAT: rule 1 "web", to 192.168.0.20:443\nFORWARD: drop, rule 1 "closed"',
    );
    expect(await hand("firewall", { enabled: "false" })).toBe("user rules are off");
    expect(await hand("packet", given)).toBe("INPUT: accept, no rule matched");
    expect(await hand("packet", { ...given, from: "here" })).toMatch(/^no: from: /);
  });

  it("change the other appliances", async () => {
    const [first] = lab.era.state().instances;
    const node = first?.node ?? "";
    expect(await hand("ban", { ip: "192.0.2.9", seconds: "2h", node })).toBe(
      `192.0.2.9 is banned for 7200 s on ${node}`,
    );
    expect(await hand("instance", { node, online: "false" })).toBe(`${node} is offline`);
    const isBanned = () => lab.era.state().instances[0]?.banned.length;
    expect(isBanned()).toBe(1);
    await hand("clock", { by: "3h" });
    expect(isBanned()).toBe(0);
    await hand("ban", { ip: "192.0.2.9" });
    await hand("unban", { ip: "192.0.2.9" });
    expect(lab.era.state().instances.flatMap(({ banned }) => banned)).toEqual([]);
    expect(await hand("unban", { ip: "192.0.2.9", node: "x" })).toBe("no: there is no instance on x");

    lab.selectel.monitor("203.0.113.10");
    await hand("open-port", { ip: "203.0.113.10", port: "8080" });
    await hand("tag-port", { ip: "203.0.113.10", port: "8080", known: "true" });
    expect(lab.selectel.state().monitored["203.0.113.10"]).toEqual([
      { port: 8080, protocol: "tcp", known: true },
    ]);
    await hand("close-port", { ip: "203.0.113.10", port: "8080" });
    expect(lab.selectel.state().monitored["203.0.113.10"]).toEqual([]);

    const [vm] = lab.nhn.state().vms;
    await hand("enrolment", { id: vm?.vmId ?? "", phase: "inService" });
    expect(lab.nhn.state().vms[0]?.phase).toBe("inService");
    const listed = await hand("list-ip", { list: "white", domain: "4", from: "192.0.2.1", group: "HAND" });
    const id = listed.split(" ").at(-1) ?? "";
    expect(await hand("unlist-ip", { id })).toBe(`${id} is on no list any more`);
  });

  it("let things go wrong, and end that", async () => {
    const key = `${lab.url}/deepfinder/api/getversion?key=lab-deepfinder-key`;
    expect(await hand("fault", { path: "getversion", times: "always", status: "502", html: "true" })).toBe(
      "1 faults are set",
    );
    expect((await fetch(key)).status).toBe(502);
    expect(await hand("condition", { vendor: "deepfinder", delayMs: "0-5" })).toBe("1 conditions are set");
    const { wrong } = (await (await fetch(`${lab.url}/lab`)).json()) as { wrong: string[] };
    expect(wrong).toEqual(["502, always", "slow"]);
    await hand("clear-faults");
    expect((await fetch(key)).status).toBe(200);
    expect(await hand("fault", { vendor: "ideco" })).toMatch(
      /^no: what goes wrong is missing; one of status, /,
    );
    expect(await hand("fault", { colour: "red" })).toMatch(/^no: there is no parameter colour/);
    expect(await hand("dance")).toBe("no: there is no action dance");
    const answer = await fetch(`${lab.url}/lab/do`, { method: "POST", body: "{" });
    expect(answer.status).toBe(400);
  });

  it("are all told apart and explained", () => {
    expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length);
    for (const { summary, parameters } of actions) {
      expect(summary).toMatch(/^[a-z]/);
      for (const parameter of parameters) expect(parameter).toMatch(/^\w+=\S.*$/);
    }
  });

  it("are of this machine and this page alone", async () => {
    const body = JSON.stringify({ action: "clear-faults", arguments: {} });
    const strange = await fetch(`${lab.url}/lab/do`, {
      method: "POST",
      body,
      headers: { origin: "http://lab.example" },
    });
    expect(strange.status).toBe(403);
  });
});

describe("what examples need", () => {
  const folder = join(root, "examples");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("Pulumi.yaml") && !path.includes("node_modules"))
    .map((path) => path.replace(/.Pulumi\.yaml$/, "").replaceAll("\\", "/"));

  it("is known of every example that there was, and holds once", async () => {
    for (const [name, seed] of Object.entries(examples)) {
      expect(names).toContain(name);
      seed(lab);
    }
  });

  it("is all that ideco-firewall names", () => {
    examples["ideco-firewall"]?.(lab);
    const text = readFileSync(join(folder, "ideco-firewall", "policy.csv"), "utf8");
    const lines: Record<string, string>[] = parse(text, {
      columns: true,
      comment: "#",
      comment_no_infix: true,
    });
    const named = lines.flatMap(({ from = "", to = "", when = "" }) =>
      [from.replace(/^!/, ""), to.replace(/^!/, ""), when].flatMap((cell) => cell.split("; ")),
    );
    const titles = new Set([...lab.ideco.objects.values()].map(({ title }) => title));
    expect(lines.length).toBeGreaterThanOrEqual(60);
    expect(named.filter((name) => name !== "" && name !== "any" && !titles.has(name))).toEqual([]);
    expect(lab.ideco.objects.get("port_range.id.10")).toMatchObject({
      title: "ports-rtp",
      start: 10000,
      end: 20000,
    });
  });
});
