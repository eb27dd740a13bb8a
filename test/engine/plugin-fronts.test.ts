import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { dynamic, type Front, native } from "./fronts";
import { type ExportedState, operations, type Preview, Project, type Result } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

/** Something of every vendor, and of every kind of resource; the second version changes some of it. */
const program = (front: Front, version: 1 | 2) => `
const pulumi = require("@pulumi/pulumi");
const perimeter = require("${front.module}");
const { ideco, era, nhn, selectel, deepfinder } = perimeter;
const changed = ${version === 2};
const host = new ideco.IpAlias("host", { title: "Host", ip: changed ? "10.0.0.8" : "10.0.0.7" });
new ideco.AddressListAlias("hosts", { title: "Hosts", members: [host.id, "subnet.id.1"] });
const first = new ideco.ForwardRule("first", {
  action: "accept",
  comment: pulumi.secret("s3cret of the rule"),
  destinationAddresses: [host.id],
  position: { first: true },
});
new ideco.ForwardRule("second", {
  action: changed ? "drop" : "accept",
  comment: "second",
  position: { after: first.id },
});
new ideco.RuleTable("input", {
  table: "input",
  ownership: "exclusive",
  rules: [
    ...(changed ? [{ key: "new", action: "drop", protocol: "protocol.icmp" }] : []),
    { key: "web", action: "accept", protocol: "protocol.tcp", destinationPorts: ["port.id.2"] },
    { key: "rest", action: "drop", comment: changed ? "the rest" : "" },
  ],
});
new ideco.FirewallSettings("settings", { logMode: "selected", logActions: ["drop"] });
new ideco.MorphDictionary("words", { title: "Words", threshold: 10, words: [{ value: "payroll", weight: 5 }] });
new ideco.IpsCustomSignature("signature", {
  rule: 'alert tcp any any -> any 22 (msg:"SSH"; sid:100001; rev:1;)',
});
if (!changed) new ideco.ContentCategory("dropped", { name: "Dropped", urls: ["dropped.example"] });
if (changed) new ideco.ContentCategory("added", { name: "Added", urls: ["added.example"] });
new era.BannedAddress("ban", { ip: changed ? "198.51.100.8" : "198.51.100.7", expires: 600 });
new era.BorderRule("border", { remoteIpMask: "203.0.113.0/24", action: "drop", priority: changed ? 5 : 4 });
new nhn.Enrollment("vm", { vmId: "2300727f-3771-4bdc-bba1-35ca12cb8635" });
const monitored = new selectel.MonitoredIp("monitored", { ip: "99.99.99.99" });
new selectel.KnownPorts("ports", { ip: "99.99.99.99", ports: [{ port: 443 }] }, { dependsOn: monitored });
new deepfinder.IpEntry("entry", { list: "black", domainGroupId: 4, startIp: "1.1.1.1", endIp: "1.1.1.3" });
`;

const resources = 15;

/** What the plugin shows of the change: a field, an element of a list, a rule of a table by its key. */
const changedPlaces = {
  host: { ip: "update" },
  second: { action: "update" },
  input: { "rules[0]": "add", "rules[2]": "update" },
  ban: { ip: "update-replace" },
  border: { priority: "update" },
};

const functions = `
exports.comments = ideco.getRules({ table: "input" }).then(({ items }) => items.map(({ action }) => action));
exports.ports = selectel.getOpenPortsOutput({ ip: "99.99.99.99" }).items.apply((items) => items.length);
`;

/** An appliance of each vendor, and a stack of one of the fronts. */
class Bench {
  private constructor(
    readonly front: Front,
    readonly lab: Lab,
    readonly project: Project,
  ) {}

  static async open(front: Front): Promise<Bench> {
    const lab = await Lab.start({ ideco: { dialect: "v18" } });
    onTestFinished(() => lab.stop());
    lab.selectel.openPort("99.99.99.99", 443);
    // No line in Pulumi.yaml: the first `up` finds the plugin by itself, whichever front it comes from.
    const project = await Project.create({ program: program(front, 1), ...(await connectionsFor(lab)) });
    return new Bench(front, lab, project);
  }

  /** What an operation did, as far as the two fronts can be compared. */
  async seen(work: () => Promise<Result>) {
    this.lab.journal.clear();
    const result = await work();
    return { planned: planned(result), done: done(result), calls: this.calls(), ...(await this.state()) };
  }

  /** Logging in aside, as the engine runs a process for each provider. Side by side, the order is nobody's. */
  private calls(): string[] {
    const all = this.lab.journal.list().filter(({ path }) => !/login|sessions|token/.test(path));
    return all
      .map(({ vendor, method, path, body }) =>
        withoutUuids(`${vendor} ${method} ${path} ${JSON.stringify(body)}`),
      )
      .sort();
  }

  private async state() {
    const states = ours(await this.project.exportState());
    return {
      ids: Object.fromEntries(states.map(({ name, id }) => [name, withoutUuids(String(id))])),
      inputs: Object.fromEntries(states.map(({ name, inputs }) => [name, comparable(inputs)])),
      outputs: Object.fromEntries(states.map(({ name, outputs }) => [name, comparable(outputs)])),
    };
  }
}

/** Every credential encrypted, as `pulumi config set --secret` does it. */
async function connectionsFor(lab: Lab) {
  const connections: Record<string, Record<string, unknown>> = {};
  const secrets: Record<string, string> = {};
  for (const [name, settings] of Object.entries(lab.connections())) {
    for (const [field, value] of Object.entries(settings)) {
      if (isCredential(field)) secrets[`perimeter:connections.${name}.${field}`] = String(value);
      else connections[name] = { ...connections[name], [field]: value };
    }
  }
  return { connections, secrets };
}

const isCredential = (field: string) => /password|token$|appKey|secretAccessKey|^key$/.test(field);

function credentialsOf(lab: Lab): string[] {
  const fields = Object.values(lab.connections()).flatMap((settings) => Object.entries(settings));
  return fields.filter(([field]) => isCredential(field)).map(([, value]) => String(value));
}

function ours({ deployment }: ExportedState) {
  return (deployment.resources ?? [])
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map((resource) => ({ ...resource, name: nameOf(resource.urn) }));
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** The steps of a preview that do something. */
function planned(result: Result): string[] {
  const { steps = [] } = result as Partial<Preview>;
  const some = steps.filter(({ op, urn }) => op !== "same" && !isProvider(urn));
  return some.map(({ op, urn }) => `${op} ${nameOf(urn)}`).sort();
}

function places({ steps }: Preview): Record<string, Record<string, string>> {
  const some = steps.filter(({ op, detailedDiff }) => /^(update|replace)$/.test(op) && detailedDiff);
  return Object.fromEntries(
    some.map(({ urn, detailedDiff }) => [
      nameOf(urn),
      Object.fromEntries(Object.entries(detailedDiff ?? {}).map(([path, { kind }]) => [path, kind])),
    ]),
  );
}

function done(result: Result): string[] {
  const some = operations(result).filter(({ op, urn }) => op !== "same" && !isProvider(urn));
  return some.map(({ op, urn }) => `${op} ${nameOf(urn)}`).sort();
}

const isProvider = (urn: string) => /::pulumi:(providers|pulumi):/.test(urn);

/** Without what belongs to a front, to the clock or to chance; encrypted values differ each time. */
function comparable(properties: Record<string, unknown> = {}): unknown {
  const { __provider, __defaults, ...own } = properties;
  const text = JSON.stringify(own, (key, value: unknown) => (key === "ciphertext" ? "…" : value));
  return JSON.parse(withoutUuids(text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")));
}

function withoutUuids(text: string): string {
  return text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "UUID");
}

describe("one program through both fronts", () => {
  test("plans, sends and keeps the same; then the dynamic stack moves to the plugin, and nothing happens", async () => {
    const parallel = { args: ["--parallel", "1"] };
    const lives = [];
    const benches = [await Bench.open(dynamic), await Bench.open(native)] as const;
    for (const bench of benches) {
      const { project, front } = bench;
      const made = await bench.seen(() => project.up(parallel));
      await project.write(program(front, 2));
      const foreseen = await bench.seen(async () => {
        const preview = await project.preview();
        if (front === native) expect(places(preview)).toEqual(changedPlaces);
        return preview;
      });
      const changed = await bench.seen(() => project.up(parallel));
      const refreshed = await bench.seen(() => project.refresh());
      lives.push({ made, foreseen, changed, refreshed });
    }
    const [one, other] = lives;
    expect(one?.made.done.filter((line) => line.startsWith("create "))).toHaveLength(resources);
    expect(one?.foreseen.planned).toEqual(
      expect.arrayContaining([
        "create added",
        "delete dropped",
        "replace ban",
        "update input",
        "update host",
      ]),
    );
    expect(one?.changed.calls.filter((call) => call.includes(" POST ")).length).toBeGreaterThan(2);
    expect(other).toEqual(one);

    const [bench, { lab: elsewhere }] = benches;
    await moves(bench);
    await hides(bench, elsewhere);
  });
});

/** The dynamic stack, with another import: the classes carry the aliases. */
async function moves({ lab, project }: Bench): Promise<void> {
  lab.journal.clear();
  await project.write(program(native, 2) + functions);
  const moved = await project.up();
  expect(done(moved)).toEqual([]);
  expect(lab.journal.writes()).toEqual([]);
  expect(await project.stackOutputs()).toEqual({ comments: ["drop", "accept", "drop"], ports: 1 });
  const states = ours(await project.exportState());
  expect(states.map(({ type }) => type.split(":")[0])).toEqual(Array(resources).fill("perimeter"));
  const again = await project.preview({ args: ["--expect-no-changes"] });
  expect(Object.keys(again.changes)).toEqual(["same"]);
}

/** What is secret is encrypted in the state, also the connections of a provider of the program's own. */
async function hides({ lab, project }: Bench, elsewhere: Lab): Promise<void> {
  const own = (settings: object) => `
    const connections = { there: ${JSON.stringify({ ...elsewhere.connections()["lab-ideco"], ...settings })} };
    const provider = new perimeter.Provider("elsewhere", { connections });
    new ideco.IpAlias("theirs", { title: "Theirs", ip: "10.9.9.9" }, { provider });
  `;
  const asked = `
    exports.theirs = ideco.getAliasesOutput({ title: "Host" }, { provider }).items.apply(([host]) => host.value);
  `;
  await project.write(program(native, 2) + own({}) + asked);
  await project.up();
  expect(await project.stackOutputs()).toEqual({ theirs: "10.0.0.8" });
  expect([...elsewhere.ideco.objects.values()].map(({ title }) => title)).toContain("Theirs");
  const exported = await project.exportState();
  const secrets = [...credentialsOf(lab), "s3cret of the rule"];
  expect(secrets.filter((secret) => JSON.stringify(exported).includes(secret))).toEqual([]);
  const providers = (exported.deployment.resources ?? []).filter(({ type }) => type.endsWith(":perimeter"));
  expect(providers.map(({ inputs }) => Object.keys(inputs?.connections ?? {}))).toEqual(
    Array(2).fill(expect.arrayContaining(["ciphertext"])),
  );
  const clear = JSON.stringify(await project.exportState({ showSecrets: true }));
  expect(secrets.filter((secret) => !clear.includes(secret))).toEqual([]);

  await project.write(program(native, 2) + own({ timeoutSeconds: 20, password: "another-password" }));
  const { steps } = await project.preview();
  const changed = steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${nameOf(urn)}`);
  expect(changed).toEqual(["update elsewhere"]);
}
