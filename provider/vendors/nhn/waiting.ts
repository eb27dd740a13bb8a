import type { Context } from "../../kernel/context";
import { asPerimeterError, isCategory, PerimeterError } from "../../kernel/errors";
import { abortable } from "../../kernel/limits";
import { cancelled } from "../../kernel/network-errors";
import { poll } from "../../kernel/polling";
import { type EnrollmentTarget, type Found, isEnrolled, LiveVms, type View } from "./live-vms";
import { statusOf } from "./status";

/** What is waited for. */
interface Wait {
  target: EnrollmentTarget;
  /** In messages: `the VM "vm1" (2300727f-…) to be in service`. */
  what: string;
  minutes: number;
  isOver(found: Found | undefined): boolean;
}

/** Waits until the service of a target has begun; for a load balancer also that of the VMs enrolled with it. */
export async function waitForService(
  ctx: Context,
  target: EnrollmentTarget,
  name: string,
  minutes: number,
): Promise<void> {
  let unenrolled = 0;
  await wait(ctx, {
    target,
    what: `${name} to be in service`,
    minutes,
    isOver(found) {
      unenrolled = found && !isEnrolled(found) ? unenrolled + 1 : 0;
      if (unenrolled === surely) throw releasedMeanwhile(name);
      return isInService(found);
    },
  });
}

/** Waits until a target isn't enrolled any more. */
export async function waitForRelease(
  ctx: Context,
  target: EnrollmentTarget,
  name: string,
  minutes: number,
): Promise<void> {
  const isOver = (found: Found | undefined) => !found || !isEnrolled(found);
  await wait(ctx, { target, what: `${name} to be released`, minutes, isOver });
}

/** How many looks in a row it takes to believe that it isn't enrolled any more. */
const surely = 3;

function isInService(found: Found | undefined): boolean {
  if (!found) return false;
  if (found.kind === "vm") return statusOf(found.vm.word) === "inService";
  const { word, vms } = found.balancer;
  return statusOf(word) === "inService" && !vms.some((vm) => statusOf(vm.word) === "pending");
}

/** It takes up to an hour: the looks become rarer, and all who wait share them. */
async function wait(ctx: Context, { target, what, minutes, isOver }: Wait): Promise<void> {
  const since = Date.now();
  let last = "nothing could be seen";
  await poll(ctx, {
    what,
    timeoutSeconds: minutes * 60,
    firstPauseMs: 500,
    longestPauseMs: 30_000,
    async look() {
      const view = await unlessBusy(ctx);
      if (!view) return undefined;
      const found = view.find(target);
      if (isOver(found)) return true;
      last = `the status is ${wordsOf(found)}`;
      const passed = Math.floor((Date.now() - since) / 60_000);
      ctx.log.progress(`waiting for ${what}: ${last}, ${passed} of at most ${minutes} minutes are over`);
      return undefined;
    },
    late: () => ({
      where: ctx.connection.where,
      message: `${minutes} minutes were not enough for ${what}: ${last}`,
      advice: "It takes up to an hour; `timeoutMinutes` sets how long to wait.",
    }),
  });
}

/** A service that can't be reached for a moment ends no wait. */
async function unlessBusy(ctx: Context): Promise<View | undefined> {
  try {
    return await abortable(LiveVms.of(ctx).view(sharedMs), ctx.signal);
  } catch (thrown) {
    if (ctx.signal.aborted) throw cancelled(ctx.signal.reason, false);
    const error = asPerimeterError(thrown);
    if (!error.retryable && !isCategory(error, "unavailable", "throttled")) throw error;
    ctx.log.debug(`waiting goes on: ${error.message}`);
    return undefined;
  }
}

/** Who waits side by side looks side by side. */
const sharedMs = 400;

function wordsOf(found: Found | undefined): string {
  if (!found) return "not known, as it is in none of the lists";
  if (found.kind === "vm") return shownWord(found.vm.word);
  const words = new Set([found.balancer.word, ...found.balancer.vms.map((vm) => vm.word)]);
  return [...words].map(shownWord).join(", ");
}

function shownWord(word: string): string {
  return `"${word}" (${statusOf(word)})`;
}

function releasedMeanwhile(name: string): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message: `${name} is not enrolled any more: somebody released it meanwhile`,
  });
}
