import { awaitShared } from "../../kernel/cached-list";
import type { Context } from "../../kernel/context";
import { asPerimeterError, type ErrorDetails, PerimeterError } from "../../kernel/errors";
import type { CreateResult } from "../../kernel/resource";
import { EnrollmentQueue } from "./enrollment-queue";
import {
  balancerText,
  behindText,
  type EnrollmentTarget,
  type Found,
  isEnrolled,
  LiveVms,
  nameOf,
  targetId,
  unenrolledIn,
  vmText,
} from "./live-vms";
import {
  type EnrollmentInputs,
  type EnrollmentOutputs,
  isSettled,
  outputsIn,
  shownEnrollment,
  targetOf,
} from "./shape";
import { waitForRelease, waitForService } from "./waiting";

export async function create(
  ctx: Context,
  inputs: EnrollmentInputs,
): Promise<CreateResult<EnrollmentOutputs>> {
  const target = targetOf(inputs);
  const mayBeEnrolled = !EnrollmentQueue.of(ctx).wasReleased(target);
  const found = await foundFor(ctx, target, (one) => standsAlone(one) && (mayBeEnrolled || !isEnrolled(one)));
  const fault = faultOf(target, found);
  if (!found || fault) {
    throw failure(ctx, { category: found ? "invalid" : "notFound", message: fault ?? "it is gone" });
  }
  // An enrolment has no content of its own: one that is there already is taken over, as a ban is.
  if (isEnrolled(found) && !mayBeEnrolled) throw beingReleased(ctx, found);
  return { id: targetId(target), outputs: await ensure(ctx, inputs, found, inputs.waitForService) };
}

function beingReleased(ctx: Context, found: Found): PerimeterError {
  return failure(ctx, {
    category: "conflict",
    message: `${nameOf(found)} is being released`,
    advice: "That takes up to an hour: run `pulumi up` again when it is over.",
  });
}

export function adopts({ adopt, adoptId }: EnrollmentInputs): boolean {
  return adopt === true || adoptId !== undefined;
}

export async function update(
  ctx: Context,
  id: string,
  state: EnrollmentInputs & EnrollmentOutputs,
  inputs: EnrollmentInputs,
): Promise<EnrollmentOutputs> {
  if (isSettled(state, inputs)) return outputsIn(state);
  const target = targetOf(inputs);
  const found = await foundFor(ctx, target, standsAlone);
  const fault = found && isEnrolled(found) ? undefined : faultOf(target, found);
  if (!found || fault) {
    const advice = "Run `pulumi up --refresh`.";
    throw failure(ctx, { category: "notFound", message: fault ?? `${id} is gone`, advice });
  }
  const isOwed = state.waitingForService === true || state.status === undefined;
  return ensure(ctx, inputs, found, inputs.waitForService && isOwed);
}

/**
 * Enrols what isn't enrolled, and waits for the service.
 * @param isOwed whether to wait although nothing has to be enrolled
 */
async function ensure(
  ctx: Context,
  inputs: EnrollmentInputs,
  found: Found,
  isOwed: boolean,
): Promise<EnrollmentOutputs> {
  const target = targetOf(inputs);
  const isMissing = !isEnrolled(found) || unenrolledIn(found).length > 0;
  const waits = isOwed || (isMissing && inputs.waitForService);
  let isThere = isEnrolled(found);
  try {
    if (isMissing) await EnrollmentQueue.of(ctx).enrol(target, ctx.signal);
    isThere = true;
    if (waits) await waitForService(ctx, target, nameOf(found), inputs.timeoutMinutes);
    return shownEnrollment((await LiveVms.of(ctx).view()).find(target) ?? found);
  } catch (thrown) {
    const error = described(ctx, asPerimeterError(thrown), found);
    if (!isThere && !error.outcomeUnknown) throw error;
    // A failure is no time for another look.
    const known = shownEnrollment(LiveVms.of(ctx).seen?.find(target) ?? found);
    throw incomplete(error, target, { ...known, ...(waits && { waitingForService: true }) });
  }
}

/** It is enrolled, or may be: the state keeps it. */
function incomplete(
  error: PerimeterError,
  target: EnrollmentTarget,
  outputs: EnrollmentOutputs,
): PerimeterError {
  const advice = [error.advice, "The state keeps the resource, and the next `pulumi up` goes on."];
  return error.with({
    category: "partial",
    retryable: false,
    advice: advice.filter(Boolean).join(" "),
    incomplete: { id: targetId(target), outputs, reasons: [error.message] },
  });
}

/**
 * Asks for the release. What isn't enrolled any more needs none, nor does a VM that a load balancer has taken over:
 * it is released through that.
 */
export async function release(ctx: Context, state: EnrollmentInputs & EnrollmentOutputs): Promise<void> {
  const target = targetOf(state);
  const found = await foundFor(ctx, target, isEnrolled);
  if (!found || !isEnrolled(found)) return;
  if (found.kind === "vm" && found.behind?.enrolled) {
    const { vm, behind } = found;
    ctx.log.warn(
      `${ctx.connection.where}: ${vmText(vm)} was not released, as it stands behind ${balancerText(behind)} now and stays enrolled through it`,
    );
    return;
  }
  const refusal = await failureOf(EnrollmentQueue.of(ctx).release(target, ctx.signal));
  if (refusal && !mayBeUnderWay(refusal, state)) throw described(ctx, refusal, found);
  if (!state.waitForService) return;
  if (refusal) ctx.log.warn(`${described(ctx, refusal, found).message} ${underWay}`);
  const late = await failureOf(waitForRelease(ctx, target, nameOf(found), state.timeoutMinutes));
  if (late) throw late.with({ vendorMessage: refusal?.vendorMessage });
}

const underWay = "A release may be under way already, so its end is waited for.";

/**
 * The lists don't tell a release that is under way from service, and a second one is refused: who waits for the end
 * goes on waiting, such as after an interruption.
 */
function mayBeUnderWay({ status, category }: PerimeterError, { waitForService }: EnrollmentInputs): boolean {
  return waitForService && status !== undefined && category === "vendor";
}

async function failureOf(work: Promise<void>): Promise<PerimeterError | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    return asPerimeterError(thrown);
  }
}

/** A target in the lists: from memory where it stands there as hoped for, else as it is now. */
export async function foundFor(
  ctx: Context,
  target: EnrollmentTarget,
  isHopedFor: (found: Found) => boolean,
): Promise<Found | undefined> {
  const estate = LiveVms.of(ctx);
  const found = (await awaitShared(estate.roughly(), ctx.signal)).find(target);
  return found && isHopedFor(found)
    ? found
    : (await awaitShared(estate.view(recentMs), ctx.signal)).find(target);
}

/** Many who miss something at the same time look once. */
const recentMs = 2000;

/** Whether it is what can be enrolled by itself. */
export function standsAlone(found: Found): boolean {
  return found.kind === "loadBalancer" || !found.behind;
}

/** Why a target can't be enrolled. */
export function faultOf(target: EnrollmentTarget, found: Found | undefined): string | undefined {
  if (!found) {
    const kind = "vmId" in target ? "VM" : "load balancer";
    return `found "${targetId(target)}", allowed: a ${kind} of the project and region of this app key; none of its lists has it`;
  }
  return found.kind === "vm" && found.behind ? behindText(found.vm, found.behind) : undefined;
}

export function failure(ctx: Context, details: ErrorDetails): PerimeterError {
  return new PerimeterError({ where: ctx.connection.where, ...details });
}

/** A failure of a call for several resources, with the one that it means here. */
function described(ctx: Context, error: PerimeterError, found: Found): PerimeterError {
  const { message, where = ctx.connection.where } = error.details;
  const name = nameOf(found);
  return error.with({ where, message: message.includes(name) ? message : `${name}: ${message}` });
}
