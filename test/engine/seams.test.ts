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
