import { createInterface } from "node:readline/promises";
import { mergedConnections } from "../../kernel/config";
import { asPerimeterError, invalid, type PerimeterError } from "../../kernel/errors";
import { inParallel } from "../../kernel/parallel";
import { hideSecrets } from "../connections";
import { compared } from "../drift/compare";
import { changesOf, refreshPreview } from "../events";
import { pulumiFailure, runPulumi, type StackOptions } from "../pulumi";
import type { CommandSession, Outcome } from "../session";
import { Progress } from "./progress";
import { FleetRecord } from "./record";
import { connectionsOf, readFleet, type Site, wavesOf } from "./sites";

export type FleetAction = "preview" | "up" | "drift" | "destroy";

export interface FleetOptions {
  parallel: number;
  first?: string;
  then?: string[];
  only?: string[];
  resume?: boolean;
  yes?: boolean;
}

/** What became of a site. `skipped`: an earlier wave failed; `before`: an earlier run had done it. */
interface SiteResult {
  name: string;
  stack: string;
  wave: number;
  outcome: "done" | "drift" | "failed" | "skipped" | "before";
  changes?: Record<string, number>;
  warnings?: string[];
  /** Objects that are not as the last `up` left them. */
  drift?: string[];
  seconds?: number;
  error?: PerimeterError;
}

/** `perimeter fleet`: one program, a stack a site. A site that fails stops no other one of its wave, and every later wave. */
export async function fleet(
  session: CommandSession,
  action: FleetAction,
  file: string,
  options: FleetOptions,
): Promise<Outcome> {
  const { program, sites } = readFleet(file);
  const meant = chosen(sites, options.only);
  if (options.then && options.first === undefined) throw invalid("--then: found without --first");
  const waves = wavesOf(meant, options.first === undefined ? [] : [options.first, ...(options.then ?? [])]);
  if (!(await isConfirmed(session, action, meant.length, options.yes ?? false))) {
    session.note("Nothing was begun.");
    return "fine";
  }
  if (action === "up" || action === "destroy") session.writes();
  const record = new FleetRecord(file, action, options.resume ?? false);
  const there = await stacksIn(session, program);
  const progress = new Progress(
    session,
    meant.map((site) => site.name),
  );
  const results: SiteResult[] = [];
  try {
    for (const [at, wave] of waves.entries()) {
      const stops = results.some(({ outcome }) => outcome === "failed") || session.signal.aborted;
      const work = async (site: Site) => {
        const known = { name: site.name, stack: site.stack, wave: at + 1 };
        const early = stops || session.signal.aborted ? "skipped" : record.has(site) ? "before" : undefined;
        if (early) {
          results.push({ ...known, outcome: early });
          progress.ended(site.name, early === "skipped" ? "not begun" : "done by an earlier run");
          return;
        }
        progress.begins(site.name);
        const result = { ...known, ...(await carriedOut(session, action, site, program, there)) };
        results.push(result);
        if (result.outcome === "done") record.add(site);
        progress.ended(site.name, resultText(result));
      };
      await inParallel(wave, options.parallel, work);
    }
  } finally {
    progress.stop();
  }
  const failed = results.filter(({ outcome }) => outcome === "failed" || outcome === "skipped");
  if (failed.length === 0) record.clear();
  tell(session, action, file, inOrder(meant, results));
  session.signal.throwIfAborted();
  if (failed.length > 0) return "failed";
  return results.some(({ outcome }) => outcome === "drift") ? "findings" : "fine";
}

function chosen(sites: readonly Site[], only: readonly string[] | undefined): Site[] {
  const unknown = only?.find((name) => !sites.some((site) => site.name === name));
  if (unknown !== undefined)
    throw invalid(
      `--only: there is no site "${unknown}", there are ${sites.map(({ name }) => name).join(", ")}`,
    );
  return sites.filter(({ name }) => only?.includes(name) ?? true);
}

/** A script has made up its mind, but for what it would destroy without saying so. */
async function isConfirmed(
  session: CommandSession,
  action: FleetAction,
  count: number,
  yes: boolean,
): Promise<boolean> {
  if (yes || action === "preview" || action === "drift") return true;
  if (session.json || !process.stdin.isTTY || !process.stderr.isTTY) {
    if (action === "destroy") throw invalid("destroy: nobody can be asked here", "Say --yes.");
    return true;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `${action} of ${count} ${count === 1 ? "site" : "sites"}: go on? [y/N] `;
    return /^y(es)?$/i.test((await terminal.question(question, { signal: session.signal })).trim());
  } finally {
    terminal.close();
  }
}

/** The names of the stacks of the program, in one call for all sites. */
async function stacksIn(session: CommandSession, cwd: string): Promise<Set<string>> {
  const result = await runPulumi(["stack", "ls", "--json"], { cwd }, session.signal);
  if (result.code !== 0) throw pulumiFailure("stack ls", result);
  const list = JSON.parse(result.stdout) as { name: string }[];
  return new Set(list.flatMap(({ name }) => [name, name.split("/").at(-1) ?? name]));
}

type Carried = Omit<SiteResult, "name" | "stack" | "wave">;

/** A failure is a result as well: it ends this site and no other. */
async function carriedOut(
  session: CommandSession,
  action: FleetAction,
  site: Site,
  cwd: string,
  there: ReadonlySet<string>,
): Promise<Carried> {
  const begun = Date.now();
  try {
    const connections = connectionsOf(site, process.env);
    hideSecrets(session, mergedConnections(undefined, connections));
    const stack = { stack: site.stack, cwd, env: { PERIMETER_CONNECTIONS: connections } };
    if (!(await isReady(session, action, site, stack, there)))
      return { outcome: "done", changes: {}, seconds: 0 };
    const result = await act(session, action, stack);
    return { ...result, seconds: Math.round((Date.now() - begun) / 100) / 10 };
  } catch (thrown) {
    const seconds = Math.round((Date.now() - begun) / 100) / 10;
    return { outcome: "failed", seconds, error: asPerimeterError(thrown) };
  }
}

/** Makes a stack that is still missing, and gives it its variables; false where there is nothing to destroy. */
async function isReady(
  session: CommandSession,
  action: FleetAction,
  { stack: name, variables }: Site,
  stack: StackOptions,
  there: ReadonlySet<string>,
): Promise<boolean> {
  if (!there.has(name)) {
    if (action === "destroy") return false;
    if (action === "drift") throw invalid(`there is no stack ${name}`, "Make it with `perimeter fleet up`.");
    const where = { ...stack, stack: undefined };
    const made = await runPulumi(["stack", "init", "--no-select", name], where, session.signal);
    if (made.code !== 0) throw pulumiFailure("stack init", made);
  }
  const pairs = Object.entries(variables).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  if (pairs.length === 0 || action === "drift" || action === "destroy") return true;
  const set = await runPulumi(["config", "set-all", ...pairs], stack, session.signal);
  if (set.code !== 0) throw pulumiFailure("config set-all", set);
  return true;
}

async function act(session: CommandSession, action: FleetAction, stack: StackOptions): Promise<Carried> {
  if (action === "drift") {
    const { steps, warnings } = await refreshPreview(session, stack, true);
    const { drift } = await compared(steps);
    const names = drift.map(({ type, name }) => `${type} ${name}`);
    return { outcome: drift.length > 0 ? "drift" : "done", drift: names, warnings };
  }
  const args = action === "preview" ? ["preview"] : [action, "--yes", "--skip-preview"];
  return { outcome: "done", ...(await changesOf(session, stack, args)) };
}

function inOrder(sites: readonly Site[], results: readonly SiteResult[]): SiteResult[] {
  return sites.flatMap(({ name }) => results.find((result) => result.name === name) ?? []);
}

function tell(
  session: CommandSession,
  action: FleetAction,
  file: string,
  results: readonly SiteResult[],
): void {
  const count = (wanted: SiteResult["outcome"]) => results.filter(({ outcome }) => outcome === wanted).length;
  const counts = {
    done: count("done") + count("before"),
    drift: count("drift"),
    failed: count("failed"),
    skipped: count("skipped"),
  };
  if (session.json) {
    const sites = results.map(({ error, ...rest }) => ({ ...rest, ...(error && { error: error.toJSON() }) }));
    session.print(session.redact(JSON.stringify({ action, file, ...counts, sites }, undefined, 2)));
    return;
  }
  const lines = results.flatMap((result) => [
    `${result.name}: ${resultText(result)}`,
    ...(result.warnings ?? []).map((text) => `  warning: ${text}`),
    ...(result.drift ?? []).map((text) => `  changed by hand: ${text}`),
  ]);
  const head = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${number} ${name}`);
  session.print(session.redact([`${action}: ${head.join(", ")}`, ...lines].join("\n")));
  if (counts.failed > 0 && action !== "preview" && action !== "drift")
    session.note("With --resume only what is not done yet is done.");
}

function resultText({ outcome, changes = {}, drift = [], seconds, error }: SiteResult): string {
  if (outcome === "skipped") return "not begun, as an earlier wave failed or the run was ended";
  if (outcome === "before") return "done by an earlier run";
  const time = seconds === undefined ? "" : `, ${seconds} s`;
  if (error) return `FAILED${time}: ${error.message} [${error.code}]`;
  if (outcome === "drift") return `${drift.length} changed by hand${time}`;
  const parts = Object.entries(changes).map(([name, count]) => `${count} ${name}`);
  return `${parts.join(", ") || "nothing to do"}${time}`;
}
