import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { dynamic, type Front, native } from "./fronts";
import { operations, Project, type Result } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

/** What changes from one `up` to the next, besides the front. */
interface Version {
  name: string;
  options?: string;
  connection?: string;
  rules: string[];
}

const program = (front: Front, { name, options = "{}", connection = "a", rules }: Version) => `
const pulumi = require("@pulumi/pulumi");
const { ideco, era } = require("${front.module}");
class Group extends pulumi.ComponentResource {
  constructor(name) { super("test:index:Group", name); }
}
const opts = ${options};
const rule = { web: "protocol.tcp", ping: "protocol.icmp", rest: "protocol.udp" };
new ideco.RuleTable("${name}", {
  connection: "ideco-${connection}",
  table: "input",
  ownership: "exclusive",
  adopt: true,
  rules: ${JSON.stringify(rules)}.map((key) => ({ key, action: key === "rest" ? "drop" : "accept", protocol: rule[key] })),
}, opts);
new ideco.IpAlias("${name}-host", { connection: "ideco-${connection}", title: "Host", ip: "10.0.0.7", adopt: true }, opts);
new era.BannedAddress("${name}-ban", { connection: "era-${connection}", ip: "198.51.100.7", expires: 6000 }, opts);
`;

const belowGroup = '{ parent: new Group("g"), aliases: [{ parent: pulumi.rootStackResource }] }';

/** One after the other, each with the other front than the one before; `moves`: the aliases take everything along. */
const versions: Array<Version & { what: string; moves: boolean }> = [
  { what: "a rule more", moves: true, name: "one", rules: ["web", "ping", "rest"] },
  { what: "another name", moves: false, name: "two", rules: ["web", "rest"] },
  { what: "a parent, with an alias", moves: true, name: "two", rules: ["web", "rest"], options: belowGroup },
  {
    what: "another connection to the same appliance",
    moves: false,
    name: "two",
    rules: ["web", "ping"],
    options: belowGroup,
    connection: "b",
  },
];

function done(result: Result): string[] {
  const some = operations(result).filter(
    ({ op, urn }) => op !== "same" && !/::pulumi:|test:index:/.test(urn),
  );
  return some.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`).sort();
}

/** Each appliance under two names. */
function connections(lab: Lab) {
  const { "lab-ideco": ideco, "lab-era": era } = lab.connections();
  return { "ideco-a": ideco, "ideco-b": ideco, "era-a": era, "era-b": era };
}

function held(lab: Lab) {
  return {
    rules: lab.ideco.table("input").rules.map(({ protocol }) => protocol),
    hosts: [...lab.ideco.objects.values()].filter(({ title }) => title === "Host").length,
    bans: lab.era.state().instances.map(({ banned }) => banned.map(({ ip }) => ip)),
  };
}

const protocols: Record<string, string> = {
  web: "protocol.tcp",
  ping: "protocol.icmp",
  rest: "protocol.udp",
};

describe.each([[[native, dynamic]], [[dynamic, native]]])("to the other front and back", (fronts) => {
  test(`from ${fronts[0]?.name}: a deletion takes nothing that the same update made or took over`, async () => {
    const lab = await Lab.start({ ideco: { dialect: "v18" } });
    onTestFinished(() => lab.stop());
    const frontOf = (index: number) => fronts[index % 2] as Front;
    const first: Version = { name: "one", rules: ["web", "rest"] };
    const project = await Project.create({
      program: program(frontOf(0), first),
      env: { PERIMETER_CONNECTIONS: JSON.stringify(connections(lab)) },
    });
    await project.up();
    for (const [index, version] of versions.entries()) {
      await project.write(program(frontOf(index + 1), version));
      const result = await project.up();
      const others = done(result).filter((step) => !step.startsWith("update "));
      if (version.moves) expect.soft(others, version.what).toEqual([]);
      expect.soft(held(lab), version.what).toEqual({
        rules: version.rules.map((key) => protocols[key]),
        hosts: 1,
        bans: Array(3).fill(["198.51.100.7"]),
      });
    }
    await project.preview({ args: ["--refresh", "--expect-no-changes"] });
    await project.destroy();
    expect(held(lab)).toEqual({ rules: [], hosts: 0, bans: Array(3).fill([]) });
  });
});

const numbers = Array.from({ length: 12 }, (_, index) => index + 1);

/** Entries by their places in a list, a list of addresses that a rule uses, and a table. */
const byIndex = (front: Front, first: number, members: string) => `
const { deepfinder, ideco, selectel } = require("${front.module}");
const addresses = ${JSON.stringify(numbers)}.slice(${first});
addresses.forEach((n, index) => {
  new deepfinder.IpEntry("entry-" + index, { list: "black", domainGroupId: 4, startIp: n + "." + n + "." + n + "." + n });
  if (n < 4) new selectel.MonitoredIp("monitored-" + index, { ip: "99.99.99." + n });
});
const list = new ideco.AddressListAlias("list", { title: "Servers", members: ${members}, connection: "lab-ideco" });
new ideco.ForwardRule("rule", { action: "accept", sourceAddresses: [list.id], connection: "lab-ideco" });
new ideco.RuleTable("table", {
  table: "input", ownership: "exclusive", adopt: true, connection: "lab-ideco",
  rules: [{ key: "web", action: "accept", protocol: "protocol.tcp" }, { key: "rest", action: "drop" }],
});
`;

test.each([native, dynamic])(
  "the first of a list taken out, an object in use replaced, a table by force: $name",
  async (front) => {
    const lab = await Lab.start({ ideco: { dialect: "v18" } });
    onTestFinished(() => lab.stop());
    const blocked = () =>
      lab.deepfinder
        .state()
        .groups.flatMap(({ groupName, entries }) => (groupName.startsWith("[API]") ? entries : []))
        .map(({ startIp }) => startIp)
        .sort();
    const wanted = (first: number) =>
      numbers
        .slice(first)
        .map((n) => Array(4).fill(n).join("."))
        .sort();
    const project = await Project.create({
      program: byIndex(front, 0, '["ip.id.1"]'),
      env: { PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()) },
    });
    await project.up();
    expect(blocked()).toEqual(wanted(0));
    lab.selectel.openPort("99.99.99.2", 443);
    lab.selectel.setKnown("99.99.99.2", 443, true);
    const table = lab.ideco.table("input").rules.map(({ id, ...rule }) => rule);

    await project.write(byIndex(front, 1, '["192.168.0.7", "10.0.0.0/8"]'));
    await project.up();
    expect(blocked()).toEqual(wanted(1));
    expect(lab.selectel.state().monitored).toEqual({
      "99.99.99.2": [expect.objectContaining({ known: true })],
      "99.99.99.3": [],
    });
    const lists = [...lab.ideco.objects.values()].filter(({ title }) => title === "Servers");
    expect(lists.map(({ id }) => String(id).split(".")[0])).toEqual(["ip_address_list"]);

    const { deployment } = await project.exportState();
    const urns = (deployment.resources ?? [])
      .map(({ urn }) => urn)
      .filter((urn) => /::(table|rule|entry-0)$/.test(urn));
    await project.up({ args: urns.flatMap((urn) => ["--replace", urn]) });
    expect(lab.ideco.table("input").rules.map(({ id, ...rule }) => rule)).toEqual(table);
    expect(blocked()).toEqual(wanted(1));
    await project.preview({ args: ["--refresh", "--expect-no-changes"] });
    await project.destroy();
    expect([blocked(), lab.ideco.table("input").rules]).toEqual([[], []]);
  },
);
