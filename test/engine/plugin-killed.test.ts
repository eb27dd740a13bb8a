import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { isAlive } from "../../scripts/lib/processes.mjs";
import { native } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

/** None depends on another, so that all are under way at the same time; two are equal. */
const program = `
const { ideco, era, selectel } = require("${native.module}");
new ideco.ForwardRule("one", { action: "drop", comment: "equal" });
new ideco.ForwardRule("two", { action: "drop", comment: "equal" });
new ideco.RuleTable("input", {
  table: "input",
  ownership: "exclusive",
  rules: [{ key: "a", action: "accept", comment: "a" }, { key: "b", action: "drop", comment: "b" }],
});
new ideco.IpAlias("host", { title: "Host", ip: "10.0.0.7" });
new ideco.ContentCategory("category", { name: "Partners", urls: ["partner.example"] });
new ideco.IpsProtectedNet("net", { address: "10.9.0.0/16" });
new era.BorderRule("border", { remoteIpMask: "203.0.113.0/24", action: "drop", priority: 4 });
new era.BannedAddress("ban", { ip: "198.51.100.7", expires: 600 });
new selectel.MonitoredIp("monitored", { ip: "99.99.99.99" });
`;

/** What is made, by the paths of the calls that make it. */
const creations = [
  "/firewall/rules/forward",
  "/firewall/rules/input",
  "/aliases/ip_addresses",
  "/content-filter/users_categories",
  "/ips/nets",
  /borderrules/,
  /bannedaddrs/,
  /v1\/ips$/,
];

test("a plugin that is killed in the middle of everything leaves nothing that the next up makes twice", async () => {
  const lab = await Lab.start({ ideco: { dialect: "v18" } });
  onTestFinished(() => lab.stop());
  const count = async () => ({
    forward: lab.ideco.table("forward").rules.map(({ comment }) => comment),
    input: lab.ideco.table("input").rules.map(({ comment }) => comment),
    hosts: [...lab.ideco.objects.values()].filter(({ title }) => title === "Host").length,
    categories: ((await lab.byHand("ideco", "GET", "/content-filter/users_categories")) as unknown[]).length,
    nets: ((await lab.byHand("ideco", "GET", "/ips/nets")) as { address: string }[]).filter(
      ({ address }) => address === "10.9.0.0/16",
    ).length,
    border: lab.era.state().borderRules.length,
    monitored: Object.keys(lab.selectel.state().monitored),
  });
  const patient = Object.entries(lab.connections()).map(([name, settings]) => {
    return [name, { ...settings, timeoutSeconds: 600 }] as const;
  });
  const connections = Object.fromEntries(patient);
  const project = await Project.create({
    program,
    pulumiYaml: native.pulumiYaml,
    env: { PERIMETER_CONNECTIONS: JSON.stringify(connections) },
  });
  // The appliances do the work, and nobody hears of it.
  for (const path of creations) lab.faults.add({ method: "POST", path, afterWork: true, delayMs: 600_000 });
  const running = project.start("up", { args: ["--parallel", "20"] });
  await vi.waitFor(() => expect(lab.faults.unused()).toEqual([]), { timeout: 120_000, interval: 100 });
  const [plugin] = running.providers();
  running.signalProviders("SIGKILL");
  expect((await running.result).code).not.toBe(0);
  expect(plugin && isAlive(plugin.pid)).toBe(false);
  expect(await count()).toMatchObject({ forward: ["equal"], input: ["a"], hosts: 1, border: 1 });

  lab.faults.clear();
  await project.up();
  expect(await count()).toEqual({
    forward: ["equal", "equal"],
    input: ["a", "b"],
    hosts: 1,
    categories: 1,
    nets: 1,
    border: 1,
    monitored: ["99.99.99.99"],
  });
  await project.preview({ args: ["--refresh", "--expect-no-changes"] });
});
