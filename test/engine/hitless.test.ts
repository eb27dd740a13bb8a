import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { Rule } from "../../provider/lab/ideco/rules";
import { encodeRule } from "../../provider/vendors/ideco/rules/codec";
import { tables } from "../../provider/vendors/ideco/rules/tables";
import { wantedRules } from "../../provider/vendors/ideco/ruletable/forms";
import { signal } from "../../scripts/lib/processes.mjs";
import { type Keyed, nextProgram, program, World } from "../hitless/draw";
import { isSafe, objects, Universe, type Verdicts } from "../hitless/universe";
import { Random, setting } from "../policy/random";
import { dynamic } from "./fronts";
import { Project } from "./harness";

/** Repeat a walk with PERIMETER_WALK_SEED, lengthen it with PERIMETER_WALK, the number of programs. */
const SEED = setting("PERIMETER_WALK_SEED", Math.floor(Math.random() * 1e9));
const PROGRAMS = setting("PERIMETER_WALK", 15);

vi.setConfig({ testTimeout: 7_200_000 });

const source = `
const { readFileSync } = require("node:fs");
const { ideco } = require("${dynamic.module}");
new ideco.RuleTable("table", JSON.parse(readFileSync("table.json", "utf8")));
`;

const troubles = ["none", "none", "lost before", "lost after", "killed", "error"] as const;
type Trouble = (typeof troubles)[number];

/** One stack on a walk from program to program, and the appliance that it manages. */
class Walk {
  readonly counts = {
    programs: 0,
    ups: 0,
    changes: 0,
    writes: 0,
    tables: 0,
    verdicts: 0,
    killed: 0,
    lost: 0,
  };
  private readonly universe: Universe;
  private wanted: Keyed[];
  private old: Verdicts;

  constructor(
    private readonly lab: Lab,
    private readonly project: Project,
    private readonly world: World,
    private readonly random: Random,
  ) {
    this.universe = new Universe("forward", world.used);
    this.wanted = program(world, random, 12);
    this.old = this.universe.judge(this.table.rules);
  }

  private get table() {
    return this.lab.ideco.table("forward");
  }

  /** The next program, and what somebody else does to the table before it comes. */
  async step(trouble: Trouble): Promise<void> {
    const before = this.counts.programs === 0 ? [] : this.wanted;
    if (before.length > 0) this.wanted = this.grown(nextProgram(this.world, this.random, before));
    this.counts.programs++;
    this.counts.changes += changes(before, this.wanted);
    this.interfere();
    this.lab.ideco.resetHistory("forward");
    this.old = this.universe.judge(this.table.rules);
    await this.write();
    const failed = await this.up(trouble);
    if (failed) await this.up("none");
    this.judge(trouble);
  }

  /** A walk that runs dry is none. */
  private grown(rules: Keyed[]): Keyed[] {
    while (rules.length < 8) {
      const key = `grown${this.random.below(2 ** 31)}`;
      rules.splice(this.random.below(rules.length + 1), 0, { key, rule: this.world.rule(this.random) });
    }
    return rules.slice(0, 20);
  }

  /** Rules that are not ours come and go. */
  private interfere(): void {
    const theirs = this.table.rules.filter(({ comment }) => comment === "theirs");
    if (theirs.length < 2)
      this.table.add({ action: "drop", source_addresses: ["ip.id.2"], comment: "theirs" } as never);
    else if (this.random.chance(0.3)) this.table.delete((theirs[0] as Rule).id);
  }

  private write(): Promise<void> {
    const rules = this.wanted.map(({ key, rule }) => ({ ...rule, key }));
    const args = { table: "forward", ownership: "shared", placement: { first: true }, rules };
    return writeFile(join(this.project.dir, "table.json"), JSON.stringify(args));
  }

  /** Whether it failed, as it may where the provider was killed. */
  private async up(trouble: Trouble): Promise<boolean> {
    this.counts.ups++;
    const running = this.project.start("up");
    const disarm = this.arm(trouble, () => running.providers().map(({ pid }) => pid));
    const result = await running.result;
    disarm();
    const mayFail = trouble === "killed" || trouble === "error";
    if (result.code !== 0 && !mayFail) throw new Error(`${trouble}: ${result.stdout}${result.stderr}`);
    return result.code !== 0;
  }

  private arm(trouble: Trouble, providers: () => number[]): () => void {
    const skip = this.random.below(4);
    const path = /^\/firewall\/rules\/forward\//;
    if (trouble === "lost before" || trouble === "lost after") {
      this.counts.lost++;
      this.lab.faults.add({ path, skip, lose: trouble === "lost before" ? "before" : "after" });
    } else if (trouble === "error") this.lab.faults.add({ path, skip, status: 542 });
    const { journal } = this.lab;
    const [open, start] = [journal.open.bind(journal), journal.writes().length];
    if (trouble === "killed") {
      journal.open = (entry) => {
        if (entry.write && journal.writes().length === start + skip) {
          for (const pid of providers()) signal(pid, "SIGKILL");
          this.counts.killed++;
        }
        return open(entry);
      };
    }
    return () => {
      journal.open = open;
      this.lab.faults.clear();
      this.counts.writes += journal.writes().length - start;
    };
  }

  /** Every table on the way; at the end it is the program's. */
  private judge(trouble: Trouble): void {
    const { rules } = this.table;
    const due = wantedRules(
      tables.forward.fields,
      this.wanted.map(({ key, rule }) => ({ ...rule, key })),
    );
    const own = rules.filter(({ comment }) => comment !== "theirs");
    expect(own.map(contentOf)).toEqual(
      due.map(({ rule }, index) =>
        contentOf(
          encodeRule(tables.forward.fields, rule, { dialect: "v20" }, own[index] as never) as unknown as Rule,
        ),
      ),
    );
    const wish = this.universe.judge(rules);
    for (const { call, rules: then } of this.lab.ideco.history("forward")) {
      this.counts.tables++;
      this.counts.verdicts += this.universe.size;
      const now = this.universe.judge(then);
      if (!this.universe.spotCheck(then, now, this.random))
        throw new Error("the lab judges the whole table differently");
      if (!isSafe(this.old, wish, now))
        throw new Error(`seed ${SEED}, ${trouble}: a third verdict after ${call}`);
    }
  }
}

/** Rules inserted, deleted, edited, and at least so many moved. */
function changes(before: readonly Keyed[], after: readonly Keyed[]): number {
  const old = new Map(before.map((each) => [each.key, each.rule]));
  const now = new Map(after.map((each) => [each.key, each.rule]));
  const come = after.filter(({ key }) => !old.has(key)).length;
  const gone = before.filter(({ key }) => !now.has(key)).length;
  const edited = after.filter(({ key, rule }) => old.has(key) && old.get(key) !== rule).length;
  const kept = before
    .filter(({ key }) => now.has(key))
    .map(({ key }) => after.findIndex((each) => each.key === key));
  const tails: number[] = [];
  for (const place of kept) {
    const at = tails.findIndex((tail) => tail > place);
    tails[at < 0 ? tails.length : at] = place;
  }
  return come + gone + edited + kept.length - tails.length;
}

function contentOf({ id: _, ...rule }: Rule): string {
  const sorted = (_key: string, value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value].sort() : value;
  return JSON.stringify(
    Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1)),
    sorted,
  );
}

/** A world with enough in use that there are packets to tell apart. */
function worldFrom(seed: number): World {
  const world = new World("forward", seed);
  return world.used.size > 1 && world.v20 ? world : worldFrom(seed + 1);
}

test("one stack on a random walk: every table on the way judges each packet as the one before or as the next", async () => {
  const lab = await Lab.start({ ideco: { dialect: "v20" } });
  onTestFinished(() => lab.stop());
  for (const [id, alias] of objects) lab.ideco.objects.set(id, alias);
  const { vendor, endpoint, login, password } = lab.connections()["lab-ideco"] ?? {};
  const project = await Project.create({
    program: source,
    pulumiYaml: dynamic.pulumiYaml,
    files: { "table.json": "{}" },
    connections: { hq: { vendor, endpoint, login } },
    secrets: { "perimeter:connections.hq.password": String(password) },
  });
  onTestFinished(() => project.remove());
  project.env.PERIMETER_SNAPSHOTS = join(project.dir, "snapshots");
  const random = new Random(SEED);
  const walk = new Walk(lab, project, worldFrom(SEED), random);
  try {
    for (let at = 0; at < PROGRAMS; at++) await walk.step(at < 1 ? "none" : random.pick(troubles));
  } finally {
    console.log(`seed ${SEED}: ${JSON.stringify(walk.counts)}`);
  }
  const { counts } = walk;
  expect(counts.programs).toBe(PROGRAMS);
  if (PROGRAMS >= 30) expect(counts.changes).toBeGreaterThanOrEqual(200);
  expect(counts.killed + counts.lost).toBeGreaterThan(0);
  await project.destroy();
  expect(new Set(lab.ideco.table("forward").rules.map(({ comment }) => comment))).toEqual(
    new Set(["theirs"]),
  );
});
