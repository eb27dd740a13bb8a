import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { ensureEngine } from "../scripts/engine.mjs";
import { root } from "../scripts/lib/paths.mjs";
import { duration } from "../scripts/lib/run.mjs";
import { removeAll } from "../test/engine/project";
import { Appliance } from "./appliance";
import { mixedChanges, shuffle, worstReorders } from "./changes";
import { contenders } from "./contenders";
import { type Change, greedy, planned, planOf } from "./movers";
import { type Options, parseOptions, usage } from "./options";
import { type Contest, merged, type Results, report } from "./report";
import { frozenPackage, Stack } from "./stack";

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args);
  if (options === "help") return void process.stdout.write(usage);
  const results = options.from ? merged(options.from.map(load)) : await measure(options);
  const text = report({ ...results, ...(options.note && { note: options.note }) });
  process.stdout.write(text);
  if (options.out !== undefined) writeFileSync(resolve(root, options.out), text);
}

const load = (file: string): Results => JSON.parse(readFileSync(file, "utf8"));

async function measure(options: Options): Promise<Results> {
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    versions: await versionsOf(),
    rounds: [],
    movers: contests(1000),
  };
  const { folder, remove } = await frozenPackage();
  const appliance = await Appliance.start(folder, Math.max(...options.rules));
  const stacks: Stack[] = [];
  try {
    const chosen = contenders.filter(({ name }) => options.only.includes(name));
    for (const contender of chosen) stacks.push(await Stack.create(contender, folder, appliance));
    for await (const run of allRuns(options, stacks)) {
      results.rounds[run.round] = [...(results.rounds[run.round] ?? []), run];
      if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(results));
    }
    return results;
  } finally {
    appliance.stop();
    for (const stack of stacks) await stack.remove();
    await remove();
  }
}

/** Round by round all sizes and contenders, as long as there is time. */
async function* allRuns({ rules, rounds, minutes }: Options, stacks: readonly Stack[]) {
  const deadline = Date.now() + minutes * 60_000;
  const lasted = new Map<number, number>();
  for (let round = 0; round < rounds; round++) {
    for (const count of rules) {
      const started = Date.now();
      if (started + (lasted.get(count) ?? 0) > deadline) {
        say(`round ${round + 1} of ${count} rules is left out: there is no time for it`);
        continue;
      }
      yield* oneRound(round, count, stacks);
      lasted.set(count, Date.now() - started);
    }
  }
}

/** Every contender once; who begins changes from round to round. */
async function* oneRound(round: number, count: number, stacks: readonly Stack[]) {
  const order = stacks.map((_, index) => stacks[(index + round) % stacks.length] as Stack);
  for (const stack of order) {
    const { name, mostRules } = stack.contender;
    if (count > mostRules) continue;
    const started = Date.now();
    yield { round, ...(await stack.run(count)) };
    say(`round ${round + 1}, ${count} rules, ${name}: ${duration(Date.now() - started)}`);
  }
}

function contests(rules: number): Results["movers"] {
  const contest = (change: Change): Contest => {
    const made = planOf(change);
    return { name: change.name, least: made.least, planned: planned(change, made), greedy: greedy(change) };
  };
  const planning = [1_000, 10_000].map((count) => ({
    rules: count,
    milliseconds: planOf(shuffle(count)).milliseconds,
  }));
  return {
    rules,
    reorders: worstReorders(rules, (change) => planOf(change).least).map(contest),
    mixed: mixedChanges(rules).map(contest),
    planning,
  };
}

async function versionsOf(): Promise<string[]> {
  const version = (path: string) =>
    JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).version;
  const { pulumi, env } = await ensureEngine({ log: say });
  const engine = execFileSync(pulumi, ["version"], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  }).trim();
  return [
    `pulumi-perimeter ${version(".")}`,
    `Pulumi ${engine}`,
    `@pulumi/pulumi ${version("node_modules/@pulumi/pulumi")}`,
    `Node ${process.version}`,
    `${availableParallelism()} processors`,
  ];
}

let interrupted = false;
for (const name of ["SIGINT", "SIGTERM"]) {
  process.on(name, () => {
    interrupted = true;
    void removeAll(); // The command under way fails, and everything is cleaned up as after any failure.
  });
}

main(process.argv.slice(2)).catch((error: Error) => {
  say(interrupted ? "bench: interrupted" : `bench: ${error.message}`);
  process.exitCode = 1;
});
