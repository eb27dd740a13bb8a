import { notUnderstoodAnswer } from "../../../kernel/answers";
import { listedObjects } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { PerimeterError } from "../../../kernel/errors";
import { poll } from "../../../kernel/polling";
import { isObject, type Properties, sameValue, shown } from "../../../kernel/values";
import { packetChecks } from "./packet-check";
import { type CheckResult, fetchResults, type Results } from "./results";

export interface RunInputs {
  timeoutSeconds: number;
  failOnMismatch: boolean;
  allowBlock: boolean;
}

export interface RunOutputs {
  passed: boolean;
  blockStatus: boolean;
  results: CheckResult[];
}

/** Whether a failed check makes the appliance block all traffic. */
export async function blocksTraffic(ctx: Context): Promise<boolean> {
  const settings = await ctx.call({ method: "GET", path: "/firewall/checks_settings" });
  return flagIn(settings, "block_traffic");
}

/** Runs the enabled checks, waits for the results of this very run, and judges them. */
export async function runChecks(ctx: Context, run: RunInputs): Promise<RunOutputs> {
  if (!run.allowBlock && (await blocksTraffic(ctx))) throw wouldBlock();
  const checks = await listedObjects(ctx, packetChecks);
  const found = await newResults(ctx, checks.filter(isEnabled).length, run.timeoutSeconds);
  const failures = failuresIn(checks, found.results);
  const outputs = {
    passed: failures.length === 0,
    blockStatus: found.blockStatus,
    results: inOrder(checks, found.results),
  };
  if (!(await rulesAreOn(ctx)))
    ctx.log.warn(
      `${ctx.connection.where}: the firewall's rules are switched off on the appliance: the checks met only its own`,
    );
  if (!checks.some(isEnabled))
    ctx.log.warn(`${ctx.connection.where}: no packet check is enabled: nothing was tested`);
  if (found.blockStatus) ctx.log.warn(`${ctx.connection.where}: ${blocked}`);
  if (!outputs.passed && run.failOnMismatch) throw mismatch(failures, found.blockStatus);
  return outputs;
}

const blocked =
  "the appliance blocks ALL traffic because a packet check failed; only a run without errors opens it again";

/** Whether the rules of administrators are in force at all. */
export async function rulesAreOn(ctx: Context): Promise<boolean> {
  const state = await ctx.call({ method: "GET", path: "/firewall/state" });
  return flagIn(state, "enabled");
}

/** What isn't told is not guessed: a run may end in all traffic being blocked. */
function flagIn(answer: unknown, name: string): boolean {
  const flag = isObject(answer) ? answer[name] : undefined;
  if (typeof flag !== "boolean")
    throw notUnderstoodAnswer(`the answer has no ${name} that is true or false: ${shown(answer)}`);
  return flag;
}

export function wouldBlock(): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_WOULD_BLOCK",
    message:
      "the packet checks were not started: the appliance is set to block all traffic where a check fails (block_traffic)",
    advice: "Set PacketCheckSettings.blockTraffic to false first, or say allowBlock: true.",
  });
}

function isEnabled(check: Properties): boolean {
  return check.enabled !== false;
}

/**
 * Starts a run and waits for it. Results that were there before are never taken for it: it was seen running, or the
 * time of the last run changed, or the results did. A run that ends within the second of the one before, with the same
 * results, can't be told from it; so it is started again in a later second.
 */
async function newResults(ctx: Context, enabled: number, timeoutSeconds: number): Promise<Results> {
  const end = Date.now() + timeoutSeconds * 1000;
  const left = () => Math.max(1, (end - Date.now()) / 1000);
  const before = await poll(ctx, {
    what: "a run of packet checks that somebody else started to end",
    timeoutSeconds,
    look: () => idle(ctx),
  });
  const runs = new Runs(ctx);
  await runs.start();
  return poll(ctx, {
    what: "the packet checks to end",
    timeoutSeconds: left(),
    async look() {
      const now = await fetchResults(ctx);
      if (now.inProgress) {
        runs.seen = true;
        ctx.log.progress(`packet checks are running: ${now.results.length} of ${enabled} have a result`);
        return undefined;
      }
      if (runs.seen || isNew(before, now, enabled)) return now;
      if (runs.isDue) await runs.start();
      return undefined;
    },
  });
}

async function idle(ctx: Context): Promise<Results | undefined> {
  const results = await fetchResults(ctx);
  return results.inProgress ? undefined : results;
}

/** `check_datetime` is not padded, so it can stay the same although time went on, but never the other way round. */
function isNew(before: Results, now: Results, enabled: number): boolean {
  if (now.checkDatetime !== before.checkDatetime && now.checkDatetime !== 0) return true;
  // Fewer results than checks: the old ones were just reset.
  return now.results.length > 0 && now.results.length >= enabled && !sameValue(now.results, before.results);
}

/** The starts of one run. */
class Runs {
  /** Whether the appliance was seen running checks. */
  seen = false;
  private count = 0;
  private startedAt = 0;

  constructor(private readonly ctx: Context) {}

  async start(): Promise<void> {
    // A second start begins the same run anew.
    await this.ctx.call({ method: "POST", path: "/firewall/checks_start", repeat: true, answer: "none" });
    this.count += 1;
    this.startedAt = Date.now();
  }

  /** Whether nothing came for so long that another start is due. */
  get isDue(): boolean {
    return Date.now() - this.startedAt > 1500 * 2 ** (this.count - 1);
  }
}

/** What went wrong, in words, check by check; checks that are off don't count. */
function failuresIn(checks: readonly Properties[], results: readonly CheckResult[]): string[] {
  const byId = new Map(checks.map((check) => [String(check.id), check]));
  const failed = results.filter(({ checkId, verdict }) => {
    const check = byId.get(checkId);
    return !verdict && (check === undefined || isEnabled(check));
  });
  const answered = new Set(results.map(({ checkId }) => checkId));
  const missing = checks.filter((check) => isEnabled(check) && !answered.has(String(check.id)));
  // Results may go by another id (a UUID) than the list: then their number has to do.
  const strangers = results.filter(({ checkId }) => !byId.has(checkId)).length;
  return [
    ...failed.map((result) => failureText(result, byId.get(result.checkId))),
    ...(missing.length > strangers ? missing.map((check) => `${checkText(check)} has no result`) : []),
  ];
}

function failureText({ checkId, result, matchedRule }: CheckResult, check: Properties | undefined): string {
  const expected = check?.expected_result ?? (result === "drop" ? "accept" : "drop");
  const by = matchedRule === "" ? "" : ` by ${matchedRule}`;
  return `${checkText(check ?? { id: checkId })} expects ${expected}, but met ${result || "nothing"}${by}`;
}

function checkText(check: Properties): string {
  return `check ${check.id}${check.comment ? ` (${check.comment})` : ""}`;
}

function mismatch(failures: string[], isBlocked: boolean): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_PACKET_CHECKS_FAILED",
    message: `${failures.length === 1 ? "a packet check" : `${failures.length} packet checks`} failed: ${failures.join("; ")}${isBlocked ? `; ${blocked}` : ""}`,
    advice: "Look at the rules that they met; failOnMismatch: false gives the results as outputs instead.",
  });
}

/** In the order of the list of checks. */
function inOrder(checks: readonly Properties[], results: readonly CheckResult[]): CheckResult[] {
  const order = new Map(checks.map((check, index) => [String(check.id), index]));
  const place = ({ checkId }: CheckResult) => order.get(checkId) ?? order.size;
  return [...results].sort((a, b) => place(a) - place(b));
}
