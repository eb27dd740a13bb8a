import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { page } from "../../provider/cli/report/page";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "./command";

interface Reported {
  connections: {
    name: string;
    error?: { code: string };
    firewall?: {
      tables: {
        name: string;
        rules: { name: string; packets?: number; findings: { kind: string }[] }[];
        matrix?: {
          rows: string[];
          columns: string[];
          cells: { verdict: string; by: { rule: string }[] }[][];
        };
        since?: { traffic: string[]; matrix?: { cells: { verdict: string }[][] } };
      }[];
    };
    ports?: { port: number; openedBy: string[] }[];
    bans?: { ip: string; seconds: { most: number } }[];
    enrolments?: { status: string }[];
  }[];
}

test("perimeter report tells who reaches what, what changed, dead rules, exposure, bans and enrolments, on one page", async () => {
  const lab = await Lab.start();
  const folder = await mkdtemp(join(tmpdir(), "perimeter-report-"));
  onTestFinished(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await lab.byHand("ideco", "PUT", "/firewall/watch", { enabled: true });
  const forward = lab.ideco.table("forward");
  const tcp = { protocol: "protocol.tcp" };
  forward.add({
    comment: "<web> & 'all'",
    ...tcp,
    destination_addresses: ["ip.id.1"],
    destination_ports: ["port.id.2"],
  });
  forward.add({ comment: "guests", action: "drop", source_addresses: ["subnet.id.1"] });
  forward.add({ comment: "never", ...tcp, source_addresses: ["subnet.id.1"] });
  const snapshot = join(folder, "before.json");
  const before = { format: 1, appliance: "lab-ideco", table: "forward", taken: "2026-01-31T12:00:00.000Z" };
  await writeFile(snapshot, JSON.stringify({ ...before, rules: forward.rules }));
  forward.add({ comment: "rest", action: "drop" });
  lab.selectel.monitor("192.168.0.20");
  lab.selectel.openPort("192.168.0.20", 443);
  for (const { node } of lab.era.state().instances) {
    lab.era.ban(node, "192.0.2.9", 95_000);
    lab.era.ban(node, "192.0.2.8", 600);
  }

  const out = join(folder, "report.html");
  const { "lab-deepfinder": _, ...connections } = lab.connections();
  const gone = { ...connections["lab-ideco"], password: "no-such-pass" };
  const { code, stdout, stderr } = await perimeter(
    ["report", "--out", out, "--compare", snapshot, "--json"],
    {
      connections: { ...connections, gone },
    },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gone: .*the login was refused/);
  const found = JSON.parse(stdout) as Reported;
  const of = (name: string) => found.connections.find((each) => each.name === name);
  expect(of("gone")?.error?.code).toBe("PERIMETER_AUTH");
  const [table] = of("lab-ideco")?.firewall?.tables ?? [];
  expect(
    table?.rules.map(({ name, packets, findings }) => [name, packets, findings.map(({ kind }) => kind)]),
  ).toEqual([
    ["rule 1 (<web> & 'all')", 0, []],
    ["rule 2 (guests)", 0, expect.any(Array)],
    ["rule 3 (never)", 0, ["shadowed"]],
    ["rule 4 (rest)", 0, expect.any(Array)],
  ]);
  const { rows = [], columns = [], cells = [] } = table?.matrix ?? {};
  const cell = (row: string, column: string, all: { verdict: string; by?: { rule: string }[] }[][] = cells) =>
    all[rows.indexOf(row)]?.[columns.indexOf(column)];
  expect({ rows, columns }).toEqual({
    rows: ["anybody", "Local network"],
    columns: ["anything", "Web server tcp/HTTPS", "tcp"],
  });
  expect(cell("anybody", "Web server tcp/HTTPS")).toMatchObject({
    verdict: "accept",
    by: [{ rule: "rule 1 (<web> & 'all')" }],
  });
  expect(cell("Local network", "anything")?.verdict).toBe("part");
  expect(cell("anybody", "tcp")?.verdict).toBe("part");
  expect(table?.since?.traffic).toEqual([
    expect.stringMatching(/^newly denied: any packet \(rule `rule 4 \(rest\)`\)/),
  ]);
  expect(of("lab-selectel")?.ports).toEqual([
    expect.objectContaining({ port: 443, openedBy: ["lab-ideco: forward: rule 1 (<web> & 'all')"] }),
  ]);
  expect(of("lab-era")?.bans?.map(({ ip }) => ip)).toEqual(["192.0.2.8", "192.0.2.9"]);
  expect(of("lab-nhn")?.enrolments?.length).toBeGreaterThan(0);
  expect(lab.journal.writes()).toEqual([]);

  const text = await readFile(out, "utf8");
  expect(text).toContain("rule 1 (&lt;web&gt; &amp; &#39;all&#39;)");
  expect(text).not.toMatch(/<web>|<script|https?:\/\/|no-such-pass|url\(/);
  expect(text).toContain("default-src 'none'");
  for (const words of ["0: never met", "newly denied", "1 d 2 h", "It could not be looked at as a whole"])
    expect(text).toContain(words);

  const other = join(folder, "other.json");
  await writeFile(other, JSON.stringify({ ...before, appliance: "branch", rules: [] }));
  const refused = await perimeter(["report", "lab-ideco", "--compare", other], { connections });
  expect(refused.stderr).toContain(
    'the snapshot is of the table forward of "branch", which none of the connections is',
  );
});

test("a page of an appliance with nothing on it says so", () => {
  const nothing = { name: "a</title><script>", vendor: "ideco", title: "Ideco NGFW" };
  const text = page(
    [
      { ...nothing, firewall: { inForce: false, tables: [], others: [] } },
      { ...nothing, bans: [] },
    ],
    "now",
  );
  expect(text).toContain("There is no rule in any table.");
  expect(text).toContain("The firewall&#39;s rules are switched off".replace("&#39;", "'"));
  expect(text).toContain("Nobody is banned.");
  expect(text).not.toContain("<script");
});
