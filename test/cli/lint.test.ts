import { describe, expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "./command";

interface Found {
  connections: {
    name: string;
    findings: {
      kind: string;
      object: string;
      place: { in: string; line?: number };
      text: string;
      remark?: boolean;
    }[];
    error?: { code: string };
  }[];
}

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    invocations: { executionSuccessful: boolean }[];
    results: {
      ruleId: string;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
      }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}

/** A finding of GitLab's code quality report. */
interface Quality {
  fingerprint: string;
  severity: string;
}

async function openLab() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const lint = (...args: string[]) => perimeter(["lint", ...args], { connections: lab.connections() });
  return { lab, lint };
}

describe("perimeter lint", () => {
  test("finds nothing where there is nothing to find", async () => {
    const { lint } = await openLab();
    const { code, stdout, stderr } = await lint();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("lab-ideco: no finding\n\nlab-selectel: no finding");
    const sarif = JSON.parse((await lint("lab-era", "--format", "sarif")).stdout) as Sarif;
    expect(sarif).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  });

  test("finds each kind of rule, unused categories and closed ports, by line; what can't be decided is a remark", async () => {
    const { lab, lint } = await openLab();
    const forward = lab.ideco.table("forward");
    const tcp = { protocol: "protocol.tcp" };
    forward.add({
      comment: "web",
      ...tcp,
      destination_addresses: ["ip.id.1"],
      destination_ports: ["port.id.2"],
    });
    forward.add({
      comment: "never",
      action: "drop",
      ...tcp,
      destination_addresses: ["ip.id.1"],
      destination_ports: ["port.id.2"],
    });
    forward.add({
      comment: "twice",
      ...tcp,
      destination_addresses: ["ip.id.1"],
      destination_ports: ["port.id.2"],
    });
    forward.add({
      comment: "user",
      action: "drop",
      source_addresses: ["user.id.1"],
      destination_addresses: ["ip.id.1"],
    });
    forward.add({ comment: "local", source_addresses: ["subnet.id.1"] });
    forward.add({
      comment: "other",
      source_addresses: ["user.id.2"],
      ...tcp,
      destination_ports: ["port.id.2"],
    });
    forward.add({ comment: "rest", action: "drop" });
    await lab.byHand("ideco", "POST", "/content-filter/users_categories", {
      name: "Unused",
      comment: "",
      urls: ["a.example"],
    });
    lab.selectel.monitor("192.168.0.20");
    for (const port of [443, 22, 25]) lab.selectel.openPort("192.168.0.20", port);
    for (const port of [443, 22]) lab.selectel.setKnown("192.168.0.20", port, true);
    forward.edit(5, { enabled: false });

    const { code, stdout, stderr } = await lint("--json");
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    const { connections } = JSON.parse(stdout) as Found;
    const of = (name: string) => connections.find((each) => each.name === name)?.findings ?? [];
    const seen = of("lab-ideco").map(({ kind, object, place, remark }) => [
      kind,
      object,
      `${place.in} ${place.line ?? ""}`,
      remark ?? false,
    ]);
    expect(seen).toEqual([
      ["shadowed", "rule 2 (never)", "forward 2", false],
      ["redundant", "rule 3 (twice)", "forward 3", false],
      ["correlated", "rule 4 (user)", "forward 4", false],
      ["correlated", "rule 6 (other)", "forward 6", false],
      ["unknown", "rule 6 (other)", "forward 6", true],
      ["unusedCategory", "category users.id.1 (Unused)", "categories ", false],
    ]);
    expect(of("lab-ideco")[0]?.text).toEqual(
      expect.stringMatching(
        /^rule `2 \(never\)` \(drop: .*\) never applies: `1 \(web\)` \(accept: .*\) above it takes all its packets and does otherwise$/,
      ),
    );
    expect(of("lab-selectel").map(({ object, text }) => [object, text])).toEqual([
      [
        "port 192.168.0.20 tcp/22",
        "tcp/22 of 192.168.0.20 is open and has the KNOWN tag, but no rule of the firewall opens it",
      ],
    ]);
    expect(lab.journal.writes()).toEqual([]);

    const text = await lint("lab-ideco");
    expect(text.code).toBe(2);
    expect(text.stdout).toMatch(
      /^lab-ideco: 5 findings\n {2}forward, line 2: error: shadowed: rule `2 \(never\)`/,
    );
    expect(text.stdout).toContain("forward, line 6: note: remark: ");

    const all = "shadowed,redundant,generalising,correlated,unusedCategory";
    expect(await lint("lab-ideco", "--ignore", all)).toMatchObject({ code: 0 });
    const wrong = await lint("--ignore", "shadwed");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('--ignore: found "shadwed", allowed: overlyBroad, shadowed, redundant');

    const sarif = JSON.parse((await lint("--format", "sarif")).stdout) as Sarif;
    const [run] = sarif.runs;
    const rules = new Set(run?.tool.driver.rules.map(({ id }) => id));
    expect(run?.results.every(({ ruleId }) => rules.has(ruleId))).toBe(true);
    expect(new Set(run?.results.map((each) => each.partialFingerprints["perimeter/v1"])).size).toBe(7);
    expect(run?.results[0]).toMatchObject({
      ruleId: "shadowed",
      level: "error",
      locations: [
        { physicalLocation: { artifactLocation: { uri: "lab-ideco/forward" }, region: { startLine: 2 } } },
      ],
    });

    const quality = JSON.parse((await lint("--format", "codequality")).stdout) as Quality[];
    expect(quality).toHaveLength(run?.results.length ?? -1);
    expect(new Set(quality.map(({ fingerprint }) => fingerprint)).size).toBe(7);
    expect(quality[0]).toEqual({
      description: expect.stringContaining("never applies"),
      check_name: "shadowed",
      fingerprint: run?.results[0]?.partialFingerprints["perimeter/v1"],
      severity: "major",
      location: { path: "lab-ideco/forward", lines: { begin: 2 } },
    });
    const allowed = ["info", "minor", "major", "critical", "blocker"];
    expect(quality.filter(({ severity }) => !allowed.includes(severity))).toEqual([]);
  });

  test("opens a port by a rule of dnat, and by none that stands below one that drops", async () => {
    const { lab, lint } = await openLab();
    lab.selectel.monitor("203.0.113.2");
    for (const port of [443, 80]) {
      lab.selectel.openPort("203.0.113.2", port);
      lab.selectel.setKnown("203.0.113.2", port, true);
    }
    lab.ideco.table("dnat").add({
      action: "dnat",
      protocol: "protocol.tcp",
      destination_ports: ["port.id.2"],
      change_destination_address: "ip.id.1",
    });
    lab.ideco.table("input").add({ action: "drop" });
    lab.ideco
      .table("input")
      .add({ action: "accept", protocol: "protocol.tcp", destination_ports: ["port.id.1"] });
    const { stdout } = await lint("--json");
    const ports = (JSON.parse(stdout) as Found).connections.find(({ name }) => name === "lab-selectel");
    expect(ports?.findings.map(({ object }) => object)).toEqual(["port 203.0.113.2 tcp/80"]);
  });

  test.each([
    [404, { vendor: "ideco", path: /application_control/ }, 0],
    [403, { vendor: "ideco", path: /application_control/ }, 0],
    [403, { vendor: "ideco", path: /rules|categories|application_control/ }, 1],
  ] as const)(
    "a part that answers %i is a remark, and all of them are a failure",
    async (status, fault, code) => {
      const { lab, lint } = await openLab();
      lab.faults.add({ ...fault, status, times: 99 });
      const result = await lint("lab-ideco", "--format", "json");
      const [found] = (JSON.parse(result.stdout) as Found).connections;
      const unseen = found?.findings.filter(({ kind }) => kind === "notSeen");
      expect({ code: result.code, failed: found?.error !== undefined, unseen }).toEqual({
        code,
        failed: code === 1,
        unseen:
          code === 1
            ? []
            : [
                expect.objectContaining({
                  object: "appControl",
                  remark: true,
                  text: expect.stringContaining(`(status ${status})`),
                }),
              ],
      });
    },
  );

  test("says of the appliance that can't be looked at, and of the others what it found", async () => {
    const { lab } = await openLab();
    lab.ideco.table("log").add({ action: "mark_log", comment: "a" });
    lab.ideco.table("log").add({ action: "mark_not_log", comment: "b" });
    const { "lab-ideco": hq } = lab.connections();
    const connections = { hq, gone: { ...hq, password: "no-such-pass" } };
    const { code, stdout, stderr } = await perimeter(["lint"], { connections });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "hq: 1 finding\n  log, line 1: error: shadowed: rule `1 (a)` (mark_log: any packet) never applies: `2 (b)` (mark_not_log: any packet) below it",
    );
    expect(stdout).toContain("gone: could not be looked at");
    expect(stderr).toMatch(/^gone: .*the login was refused/);
    expect(stdout + stderr).not.toContain("no-such-pass");
  });
});
