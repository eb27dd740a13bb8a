import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { readExpected } from "../../provider/vendors/ideco/expected/file";
import { policyProblemLines } from "../../provider/vendors/ideco/ruletable/policy-text";
import { perimeter } from "./command";

interface Result {
  line: number;
  outcome: string;
  rules: string[];
  text: string;
}

async function openLab() {
  const lab = await Lab.start();
  const folder = await mkdtemp(join(tmpdir(), "perimeter-test-"));
  onTestFinished(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const forward = lab.ideco.table("forward");
  const tcp = { protocol: "protocol.tcp" };
  forward.add({
    comment: "web",
    ...tcp,
    destination_addresses: ["ip.id.1"],
    destination_ports: ["port.id.2"],
  });
  forward.add({ comment: "guests", action: "drop", incoming_interface: "interface.id.3" });
  forward.add({ comment: "petrova", ...tcp, source_addresses: ["user.id.2"] });
  forward.add({ comment: "rest <all>", action: "drop" });
  lab.ideco.table("input").add({ comment: "off", action: "drop", enabled: false });
  const command = async (text: string, ...args: string[]) => {
    const file = join(folder, "expected.csv");
    await writeFile(file, text);
    return perimeter(["test", file, ...args], { connections: lab.connections(), cwd: folder });
  };
  return { lab, folder, command };
}

const expected = `# What must hold, whoever edits the rules.
from,to,service,zone,verdict,why,table
any,192.168.0.20,tcp/443,,accept,"the web server, for all",
10.20.0.0/16,!192.168.0.20,,Guests,drop,guests stay outside,
10.20.0.0/16,192.168.0.0/24,tcp/443,,drop,"a part of them is not, by the rule above",
192.168.0.11,203.0.113.9,tcp/25,Local network,accept,"a user, not an address",
,,,,accept,nothing is closed,input
,203.0.113.9,udp/53,interface.id.1,accept,no rule opens it,
`;

describe("perimeter test", () => {
  test("tells what holds, what doesn't, by which rule and which packet, and what can't be told; JUnit says the same", async () => {
    const { lab, folder, command } = await openLab();
    const { code, stdout, stderr } = await command(expected, "--json", "--junit", "out.xml");
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    const told = JSON.parse(stdout) as { results: Result[] };
    expect(told).toMatchObject({
      connection: "lab-ideco",
      on: "appliance",
      passed: 3,
      failed: 2,
      undecided: 1,
    });
    expect(told.results.map(({ line, outcome, rules }) => [line, outcome, rules])).toEqual([
      [3, "passed", ["rule 1 (web)"]],
      [4, "passed", ["rule 2 (guests)"]],
      [5, "failed", ["rule 1 (web)"]],
      [6, "undecided", ["rule 4 (rest <all>)"]],
      [7, "passed", [""]],
      [8, "failed", ["rule 4 (rest <all>)"]],
    ]);
    expect(told.results.map(({ text }) => text).slice(2, 4)).toEqual([
      expect.stringMatching(
        /^expected drop, but meets accept by `rule 1 \(web\)` \(accept: .*\), e\.g\. tcp 10\.20\.0\.0 → 192\.168\.0\.20:443$/,
      ),
      expect.stringMatching(/^expected accept, but may meet drop by `rule 4 .*what can't be told from here$/),
    ]);
    const xml = await readFile(join(folder, "out.xml"), "utf8");
    expect(xml).toContain('<testsuites tests="6" failures="3" errors="0">');
    expect(xml.match(/<failure type="(failed|undecided)"/g)).toHaveLength(3);
    expect(xml).toContain("by `rule 4 (rest &lt;all&gt;)`");
    expect(lab.journal.writes()).toEqual([]);
  });

  test("names what is wrong with the file by line and column, and what the appliance doesn't have", async () => {
    const { command } = await openLab();
    const faults = (text: string) => policyProblemLines(readExpected(text).problems);
    const wrong = 'from,to,service,verdict\n10.0.0.300,a,443,allow\nany,any,tcp/443;udp/53,drop,"x\n';
    expect(faults(wrong)).toEqual([
      'line 2, column verdict: found "allow", allowed: accept, drop',
      'line 2, column service: found "443", allowed: a protocol with a port; did you mean "tcp/443"?',
      'line 2, column from: found "10.0.0.300", which is no IPv4 address',
      "line 3: a quote is opened and never closed",
    ]);
    expect(faults("from,to,verdikt\n")).toEqual([
      'line 1: found the column "verdikt"; did you mean "verdict"?',
      "line 1: the column verdict is required: accept or drop",
    ]);
    expect(faults("")).toEqual([expect.stringContaining("line 1: found no header line")]);
    expect(faults("verdict\n")).toEqual(["line 1: found no line below the header"]);
    const unknown = await command("from,verdict,why\nAcounting,drop,\n");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/line 2, column from: found "Acounting".*did you mean "Accounting"\?/);
  });

  test("has the appliance judge by its own packet checks, which go again; not where a failed one blocks all traffic", async () => {
    const { lab, command } = await openLab();
    const before = await lab.byHand("ideco", "GET", "/firewall/checks_packets", undefined);
    const { code, stdout } = await command(expected, "--on", "checks", "--json");
    const { results } = JSON.parse(stdout) as { results: Result[] };
    expect(code).toBe(2);
    expect(results.map(({ outcome, rules }) => [outcome, rules])).toEqual([
      ["undecided", []],
      ["passed", ["fwd.ngfw.2"]],
      ["undecided", []],
      ["passed", ["fwd.ngfw.3"]],
      ["undecided", []],
      ["failed", ["fwd.ngfw.4"]],
    ]);
    expect(results[1]?.text).toBe(
      "drop by `rule 2 (guests)` (fwd.ngfw.2): the packet tcp 10.20.0.1:50000 → 198.51.100.1:443",
    );
    expect(results[0]?.text).toBe("a packet check needs one network interface in the column zone");
    expect(await lab.byHand("ideco", "GET", "/firewall/checks_packets", undefined)).toEqual(before);

    await lab.byHand("ideco", "PUT", "/firewall/checks_settings", { block_traffic: true });
    lab.journal.clear();
    const refused = await command(expected, "--on", "checks");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("the packet checks were not started");
    expect(lab.journal.writes()).toEqual([]);
  });
});
