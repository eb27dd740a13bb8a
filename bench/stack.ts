import { cp, mkdtemp, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../scripts/lib/paths.mjs";
import { UnexpectedExit } from "../test/engine/cli";
import { Project } from "../test/engine/project";
import type { Appliance } from "./appliance";
import { type Contender, keepsRules } from "./contenders";
import { type Phase, phases } from "./phases";
import { rules } from "./programs/rules";
import { type Cost, watch } from "./watch";

/** What one phase of one contender took. */
export interface Measurement extends Cost {
  phase: string;
  logins: number;
  reads: number;
  writes: number;
}

/** What a contender took from its first phase to its last. */
export interface Run {
  contender: string;
  rules: number;
  measurements: Measurement[];
  /** Of the stack's state as it is stored, after the first `up`. */
  stateBytes: number;
}

/**
 * A copy of the built package in a folder of its own: what somebody else builds in the checkout while we measure
 * changes nothing.
 */
export async function frozenPackage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "perimeter-bench-"));
  for (const name of ["dist", "package.json", "schema.json", "pulumi-resource-perimeter"])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** A stack of one contender; its rounds begin and end with no rule. */
export class Stack {
  private constructor(
    readonly contender: Contender,
    private readonly project: Project,
    private readonly appliance: Appliance,
  ) {}

  static async create(contender: Contender, folder: string, appliance: Appliance): Promise<Stack> {
    const source = (name: string) => readFile(join(root, "bench", "programs", name), "utf8");
    const project = await Project.create({
      name: "bench",
      program: await source(`${contender.program}.js`),
      files: { "rules.js": await source("rules.js") },
      ...(contender.module === "pulumi-perimeter/native" && {
        pulumiYaml: { plugins: { providers: [{ name: "perimeter", path: folder }] } },
      }),
      env: { ...appliance.env, ...(contender.module && { BENCH_MODULE: contender.module }) },
    });
    const link = join(project.dir, "node_modules", "pulumi-perimeter");
    await rm(link);
    await symlink(folder, link, "dir");
    return new Stack(contender, project, appliance);
  }

  remove(): Promise<void> {
    return this.project.remove();
  }

  /**
   * Goes through all phases.
   * @throws where a command fails, or where the appliance is not as it has to be: a contender that does not do its
   *   work is not measured
   */
  async run(count: number): Promise<Run> {
    const measurements: Measurement[] = [];
    let stateBytes = 0;
    for (const phase of phases) {
      measurements.push(await this.phase(phase, count));
      if (phase.name === "up") stateBytes = await this.stateBytes();
    }
    return { contender: this.contender.name, rules: count, measurements, stateBytes };
  }

  /** Goes through one phase; see {@link run}. */
  async phase(phase: Phase, count: number): Promise<Measurement> {
    const before = (await this.appliance.look()).rules;
    const env = { BENCH_RULES: String(count), BENCH_STAGE: String(phase.stage ?? 0) };
    const running = this.project.run(phase.args, { env });
    const { result, cost } = await watch(running.pid, running.result);
    if (result.code !== 0) throw new UnexpectedExit(phase.args, result);
    const { logins, reads, writes, failed, rules: after } = await this.appliance.look();
    this.hold(failed === 0, phase, `${failed} calls were refused`);
    this.hold(!phase.isReading || writes === 0, phase, `${writes} writes where nothing is to be written`);
    const expected = phase.isReading ? before : phase.stage === undefined ? [] : texts(count, phase.stage);
    const isRight = !keepsRules(this.contender) || after.join() === expected.join();
    this.hold(isRight, phase, "the table is not as it has to be");
    return { phase: phase.name, ...cost, logins, reads, writes };
  }

  private hold(condition: boolean, phase: Phase, problem: string): void {
    if (!condition) throw new Error(`${this.contender.name}, ${phase.name}: ${problem}`);
  }

  private async stateBytes(): Promise<number> {
    const file = join(dirname(this.project.dir), "state", ".pulumi", "stacks", "bench", "dev.json");
    return (await stat(file)).size;
  }
}

const texts = (count: number, stage: number) =>
  rules(count, stage).map(({ comment, action }) => `${comment}: ${action}`);
