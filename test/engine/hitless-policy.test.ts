import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { Random, setting } from "../policy/random";
import { madeUp, translated } from "./accesslist";
import { dynamic } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 3_600_000 });

/** Files of published access lists, parted by colons, as PERIMETER_ACCESS_LISTS; without them a list that is made up. */
function lists(): string {
  const files = process.env.PERIMETER_ACCESS_LISTS;
  if (!files) return madeUp(new Random(7), setting("PERIMETER_ACCESS_LINES", 1000));
  return files
    .split(":")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

const source = `
const { readFileSync, writeFileSync } = require("node:fs");
const { ideco } = require("${dynamic.module}");
const table = new ideco.RuleTable("table", JSON.parse(readFileSync("table.json", "utf8")));
table.lastChange.apply((change) => writeFileSync("change.json", JSON.stringify(change)));
`;

test("access lists of a backbone's size: made, reordered, edited, and left alone", async () => {
  const { rules, objects } = translated(lists());
  expect(rules.length).toBeGreaterThanOrEqual(process.env.PERIMETER_ACCESS_LISTS ? 100 : 1000);
  const lab = await Lab.start({ ideco: { dialect: "v20", history: false } });
  onTestFinished(() => lab.stop());
  for (const [id, alias] of objects) lab.ideco.objects.set(id, alias);
  const { vendor, endpoint, login, password } = lab.connections()["lab-ideco"] ?? {};
  const project = await Project.create({
    program: source,
    connections: { hq: { vendor, endpoint, login, dialect: "v20" } },
    secrets: { "perimeter:connections.hq.password": String(password) },
  });
  onTestFinished(() => project.remove());
  project.env.PERIMETER_SNAPSHOTS = join(project.dir, "snapshots");

  const up = async (name: string, wanted: typeof rules) => {
    await writeFile(
      join(project.dir, "table.json"),
      JSON.stringify({ table: "forward", ownership: "exclusive", rules: wanted }),
    );
    const before = lab.journal.writes().length;
    const running = project.start("up");
    let peak = 0;
    const watch = setInterval(() => {
      for (const { pid } of running.providers()) peak = Math.max(peak, memoryOf(pid));
    }, 500);
    const result = await running.result;
    clearInterval(watch);
    if (result.code !== 0) throw new Error(result.stdout + result.stderr);
    const change = JSON.parse(readFileSync(join(project.dir, "change.json"), "utf8")) as {
      calls: number;
      leastCalls: number;
    };
    const writes = lab.journal.writes().length - before;
    console.log(
      `${name}: ${rules.length} rules, ${writes} calls (least possible ${change.leastCalls}), ${Math.round(result.durationMs / 100) / 10} s, ${peak} MB`,
    );
    expect(lab.ideco.table("forward").rules.map(({ comment }) => comment)).toEqual(
      wanted.map(({ comment }) => comment),
    );
    return { writes, ...change };
  };

  const made = await up("made", rules);
  expect(made.writes).toBe(rules.length);
  // Two blocks change places, and a rule from the bottom comes to the top.
  const [first, second] = [rules.slice(100, 110), rules.slice(300, 320)];
  const others = rules.filter((rule) => !first.includes(rule) && !second.includes(rule));
  const swapped = others.toSpliced(280, 0, ...first).toSpliced(100, 0, ...second);
  const reordered = [
    swapped.at(-2) as (typeof rules)[number],
    ...swapped.slice(0, -2),
    swapped.at(-1) as (typeof rules)[number],
  ];
  const moved = await up("reordered", reordered);
  expect([moved.writes, moved.calls]).toEqual([31, 31]);
  expect(moved.leastCalls).toBe(31);
  const edited = await up(
    "edited",
    reordered.map((rule, index) => (index === 500 ? { ...rule, enabled: false } : rule)),
  );
  expect(edited.writes).toBe(1);
  const same = await up(
    "left alone",
    reordered.map((rule, index) => (index === 500 ? { ...rule, enabled: false } : rule)),
  );
  expect(same.writes).toBe(0);
});

/** Peak of a process in MB; 0 where it is gone. */
function memoryOf(pid: number): number {
  try {
    return Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    );
  } catch {
    return 0;
  }
}
