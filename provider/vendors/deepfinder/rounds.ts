import type { Context } from "../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../kernel/errors";
import { inParallel } from "../../kernel/parallel";
import { lagPausesMs, paused } from "../../kernel/polling";
import type { DesiredEntry, Group, LiveIpLists } from "./live-ip-lists";

/** How far it got. */
export interface Brought {
  /** The interface's own group as it is now; undefined where the last look failed. */
  group?: Group;
  /** Something was sent that was answered well, or may have been done: without a `group` nobody has seen what came of it. */
  touched: boolean;
  /** What broke it off. */
  failure?: PerimeterError;
}

/** What is known of one entry under way. */
export interface EntryJob {
  readonly wish: DesiredEntry;
  /** What the last sending came to: nothing yet, a good answer, a refusal, or nobody knows. */
  outcome: "none" | "answered" | "refused" | "unknown";
  failure?: PerimeterError;
  sent: number;
}

/** What is to be done with every entry of a batch. */
export interface EntryWork {
  isDone(job: EntryJob, group: Group): boolean;
  /** After a refusal: whether nothing else can be tried. */
  isHopeless(job: EntryJob, group: Group): boolean;
  /** Whether the first hopeless entry keeps the others from being tried. */
  stops: boolean;
  /** After a good answer: whether its work is not to be seen, so that it must not be sent again. */
  isLost(job: EntryJob, group: Group): boolean;
  /** What to do then. */
  adviceOfLost: string;
  send(job: EntryJob, group: Group): Promise<void>;
}

/** Sends what is left to do, in parallel, and looks what came of it, until nothing is left. */
export async function inRounds(
  ctx: Context,
  book: LiveIpLists,
  wishes: DesiredEntry[],
  work: EntryWork,
): Promise<Brought> {
  const jobs = wishes.map((wish): EntryJob => ({ wish, outcome: "none", sent: 0 }));
  const touched = () => jobs.some(({ outcome }) => outcome === "answered" || outcome === "unknown");
  let group: Group | undefined;
  try {
    let seen: Group = await book.own(ctx.signal);
    const isLeft = (job: EntryJob) => !work.isDone(job, seen);
    for (;;) {
      group = seen;
      const left = jobs.filter(isLeft);
      if (left.length === 0) return { group, touched: touched() };
      // An answer says that it was done: that the list doesn't show it yet is no sight of it.
      if (left.some((job) => work.isLost(job, seen))) group = undefined;
      for (const job of left) stopWhereNothingHelps(ctx, job, seen, work);
      const failure = await sendAll(ctx, left, seen, work);
      group = undefined;
      seen = await lookAfter(ctx, book, left, work).catch((thrown) => Promise.reject(failure ?? thrown));
      if (failure && jobs.some(isLeft)) return { group: seen, touched: touched(), failure };
    }
  } catch (thrown) {
    return { group, touched: touched(), failure: asPerimeterError(thrown) };
  }
}

function stopWhereNothingHelps(ctx: Context, job: EntryJob, group: Group, work: EntryWork): void {
  const isTired = job.sent > mostSendings + Number(ctx.connection.settings.retries);
  if (isTired || work.isHopeless(job, group) || work.isLost(job, group)) {
    throw job.failure ?? withoutEffect(job.wish.key, work.adviceOfLost);
  }
}

/** A failure after which the others need not be tried either stops it and is given back. */
async function sendAll(
  ctx: Context,
  jobs: EntryJob[],
  group: Group,
  work: EntryWork,
): Promise<PerimeterError | undefined> {
  try {
    await inParallel(jobs, Number(ctx.connection.settings.concurrency), async (job) => {
      job.sent += 1;
      try {
        await work.send(job, group);
        Object.assign(job, { outcome: "answered", failure: undefined });
      } catch (thrown) {
        const failure = asPerimeterError(thrown);
        Object.assign(job, { outcome: outcomeOf(failure), failure });
        if (job.outcome === "none" || (work.stops && work.isHopeless(job, group))) throw failure;
      }
    });
    return undefined;
  } catch (thrown) {
    return asPerimeterError(thrown);
  }
}

/** Of a refusal in the vendor's words the work was not done; without an answer nobody knows. */
function outcomeOf(failure: PerimeterError): EntryJob["outcome"] {
  if (failure.outcomeUnknown) return "unknown";
  return failure.status !== undefined && failure.category === "vendor" ? "refused" : "none";
}

/** Work whose answer was lost may still be going on, and a list can lag behind: then it looks again. */
async function lookAfter(ctx: Context, book: LiveIpLists, jobs: EntryJob[], work: EntryWork): Promise<Group> {
  let group = await book.ownNow(ctx.signal);
  for (const pause of lagPausesMs) {
    const now = group;
    const isLate = (job: EntryJob) => job.outcome === "unknown" || work.isLost(job, now);
    if (!jobs.some((job) => isLate(job) && !work.isDone(job, now))) break;
    await paused(pause, ctx.signal);
    group = await book.ownNow(ctx.signal);
  }
  return group;
}

const mostSendings = 3;

function withoutEffect(key: string, advice: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_EFFECT",
    message: `the appliance answered "Completed" for ${key}, but its list does not show it as wished`,
    outcomeUnknown: true,
    advice,
  });
}
