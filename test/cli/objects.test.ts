import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { Stack } from "../vendors/stack";
import { perimeter } from "./command";

const policy = [
  "key,action,from,service,comment",
  "web,accept,10.5.0.0/16; Accounting,tcp/HTTPS,web",
  "rest,drop,,,rest",
  "",
].join("\n");

async function office() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const connections = lab.connections();
  const stack = new Stack({ hq: connections["lab-ideco"] as Record<string, unknown> });
  await stack.up("ideco:RuleTable", "t", { table: "forward", ownership: "exclusive", policy });
  await stack.close();
  lab.journal.clear();
  return { lab, connections };
}

test("perimeter objects lists what rules can name and who names it, and changes nothing", async () => {
  const { lab, connections } = await office();
  const { code, stdout } = await perimeter(["objects", "lab-ideco", "--kind", "subnet", "--json"], {
    connections,
  });
  expect(code).toBe(0);
  const { objects } = JSON.parse(stdout);
  expect(objects).toMatchObject([
    { id: "subnet.id.1", title: "Local network", value: "192.168.0.0/24", made: false, users: [] },
    { title: "10.5.0.0/16", value: "10.5.0.0/16", made: true },
  ]);
  expect(objects[1].users).toEqual([expect.stringMatching(/^forward rule \d+$/)]);
  const unused = await perimeter(["objects", "lab-ideco", "--unused"], { connections });
  expect(unused.stdout).toContain("Local network");
  expect(unused.stdout).not.toContain("10.5.0.0/16");
  const wrong = await perimeter(["objects", "lab-ideco", "--kind", "subnets"], { connections });
  expect(wrong).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--kind: found "subnets", allowed: '),
  });
  const other = await perimeter(["objects", "lab-nhn"], { connections });
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining("has no objects that rules name") });
  expect(lab.journal.writes()).toEqual([]);
});

test("perimeter export writes titles and values, as a program and as policies, or ids", async () => {
  const { connections } = await office();
  const folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-export-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const exported = async (to: string, ...more: string[]) => {
    const out = join(folder, `${to}${more.length}`);
    const args = ["export", "lab-ideco", "--to", to, "--out", out, ...more];
    expect(await perimeter(args, { connections })).toMatchObject({ code: 0 });
    return (file: string) => readFile(join(out, file), "utf8");
  };
  const csv = await (await exported("csv"))("forward.csv");
  expect(csv).toContain("key,action,from,protocol,destinationPorts,comment\n");
  expect(csv).toMatch(/^id-\d+,accept,10.5.0.0\/16; Accounting,protocol.tcp,HTTPS,web$/m);
  const named = await exported("typescript");
  const program = await named("index.ts");
  expect(program).toMatch(/sourceAddresses: \["10.5.0.0\/16", "Accounting"\]/);
  // What was made for a value is no resource of its own.
  expect(program).not.toContain('title: "10.5.0.0/16"');
  expect(await named("stack.json")).toContain('"Accounting": "group.id.2"');
  expect(await (await exported("typescript", "--ids"))("index.ts")).toContain("group.id.2");
});
