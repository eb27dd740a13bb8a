import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { silent } from "../../provider/kernel/log";
import { Runtime } from "../../provider/kernel/runtime";
import { Lab } from "../../provider/lab/core";
import { ruleTable } from "../../provider/vendors/ideco/ruletable/resource";
import { writeSnapshot } from "../../provider/vendors/ideco/ruletable/snapshot";
import { perimeter, RunningCommand } from "./command";

/** A table of which a snapshot was taken, and which then was changed. */
async function changedTable() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-restore-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const table = lab.ideco.table("forward");
  for (const comment of ["a", "b", "c"]) table.add({ comment, action: "drop" });
  const rules = (await lab.byHand("ideco", "GET", "/firewall/rules/forward")) as Array<{ id: number }>;
  const runtime = new Runtime(catalogue.vendors, { hq: lab.connections()["lab-ideco"] ?? {} }, silent);
  const { connection } = runtime.context(ruleTable, "hq");
  const before = process.env.PERIMETER_SNAPSHOTS;
  process.env.PERIMETER_SNAPSHOTS = folder;
  const file = writeSnapshot({ connection }, "forward", structuredClone(rules));
  if (before === undefined) delete process.env.PERIMETER_SNAPSHOTS;
  else process.env.PERIMETER_SNAPSHOTS = before;
  table.edit(1, { action: "accept" });
  table.delete(2);
  table.add({ comment: "intruder" });
  const connections = { hq: lab.connections()["lab-ideco"], eye: lab.connections()["lab-selectel"] };
  const restore = (...args: string[]) =>
    perimeter(["restore", ...args], { connections, env: { PERIMETER_SNAPSHOTS: folder } });
  const start = (...args: string[]) =>
    new RunningCommand(["restore", ...args], { connections, env: { PERIMETER_SNAPSHOTS: folder } });
  return {
    lab,
    table,
    folder,
    file,
    restore,
    start,
    comments: () => table.rules.map(({ comment }) => comment),
  };
}

describe("perimeter restore", () => {
  test("shows what it would do, does it, writes a snapshot of its own, and has nothing to do after it", async () => {
    const { lab, table, file, restore, comments } = await changedTable();
    const dry = await restore("hq", file, "--dry-run");
    expect(dry).toMatchObject({ code: 0, stderr: "" });
    expect(dry.stdout).toMatch(/^hq: the table forward goes back to \S+, in 3 calls:\n/);
    expect(dry.stdout).toMatch(/Nothing was sent\.\n$/);
    expect(lab.journal.writes()).toEqual([]);

    const done = await restore("hq", file, "--json");
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(done.stdout)).toMatchObject({
      connection: "hq",
      table: "forward",
      done: true,
      calls: 3,
    });
    expect(comments()).toEqual(["a", "b", "c"]);
    expect(table.rules.map(({ action }) => action)).toEqual(["drop", "drop", "drop"]);
    expect(lab.journal.writes()).toHaveLength(3);
    expect(await readdir(dirname(file))).toHaveLength(2);

    const again = await restore("hq", file);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toMatch(/^hq: the table forward is as it was at \S+; nothing to do\.\n$/);
    expect(lab.ideco.sessions.count).toBe(0);
  });

  test("tells what was done when it is interrupted, and completes it the next time", async () => {
    const { lab, file, start, restore, comments } = await changedTable();
    const deletion = { vendor: "ideco", method: "DELETE", path: /^\/firewall/ };
    lab.faults.add({ ...deletion, delayMs: 30_000, lose: "before" });
    const running = start("hq", file);
    await vi.waitFor(() => expect(lab.journal.count(deletion)).toBe(1), 60_000);
    running.interrupt();
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(
      /calls of putting the table forward back were done.* The same command completes it/,
    );
    expect(await restore("hq", file)).toMatchObject({ code: 0 });
    expect(comments()).toEqual(["a", "b", "c"]);
  });

  test("refuses another appliance, another vendor, and what is no snapshot", async () => {
    const { lab, file, folder, restore, comments } = await changedTable();
    const foreign = join(folder, "foreign.json");
    await writeFile(foreign, (await readFile(file, "utf8")).replace('"hq"', '"branch"'));
    const refused = await restore("hq", foreign);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('the snapshot is of "branch" and the connection is "hq"');
    const namesake = join(folder, "namesake.json");
    await writeFile(
      namesake,
      (await readFile(file, "utf8")).replace(/"place": "\w+"/, '"place": "elsewhere"'),
    );
    const other = await restore("hq", namesake);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('of another appliance, which was called "hq" as well');
    const vendor = await restore("eye", file);
    expect(vendor.code).toBe(1);
    expect(vendor.stderr).toContain("only Ideco NGFW has rule tables");
    const nothing = join(folder, "nothing.json");
    await writeFile(nothing, '{"format": 2}');
    const broken = await restore("hq", nothing, "--json");
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({ error: { category: "invalid" } });
    expect(lab.journal.writes()).toEqual([]);

    expect(await restore("hq", foreign, "--force", "--dry-run")).toMatchObject({ code: 0 });
    expect(await restore("hq", namesake, "--force")).toMatchObject({ code: 0 });
    expect(comments()).toEqual(["a", "b", "c"]);
  });
});
