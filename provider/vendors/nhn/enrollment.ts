import type { Context } from "../../kernel/context";
import { defineResource, type Preview, type ReadResult } from "../../kernel/resource";
import { takenOver } from "../../kernel/taking-over";
import { EnrollmentQueue } from "./enrollment-queue";
import { adopts, create, failure, faultOf, foundFor, release, standsAlone, update } from "./lifecycle";
import { behindText, type EnrollmentTarget, isEnrolled, LiveVms, nameOf, type View } from "./live-vms";
import {
  type EnrollmentInputs,
  type EnrollmentOutputs,
  inputs,
  isSettled,
  outputs,
  outputsIn,
  shownEnrollment,
  targetOf,
} from "./shape";
import { nhn } from "./vendor";

export const enrollment = defineResource(nhn, {
  sendsTogether: true,
  name: "Enrollment",
  doc: "A VM, or a load balancer with the VMs behind it, under NHN Cloud's security monitoring. Enrolments and releases that run side by side go out as one call; the service begins and ends up to an hour later.",
  page: "nhn-security-monitoring: /vm (POST, DELETE), /applied-vms, /not-applied-vms",
  importId:
    "the id of the VM, or of the load balancer that VMs stand behind, e.g. `2300727f-3771-4bdc-bba1-35ca12cb8635`",
  example: { vmId: "2300727f-3771-4bdc-bba1-35ca12cb8635" },
  inputs,
  outputs,
  adoptable: true,
  check({ vmId, loadBalancerId, adoptId }: Partial<EnrollmentInputs>, report) {
    const own = vmId ?? loadBalancerId;
    if (own === undefined) report(["vmId"], "is required, or loadBalancerId: exactly one of the two");
    if (vmId !== undefined && loadBalancerId !== undefined) {
      const path = typeof loadBalancerId === "string" ? "loadBalancerId" : "vmId";
      report([path], "is one id too many, allowed: exactly one of vmId and loadBalancerId");
    }
    if (typeof own === "string" && adoptId !== undefined && adoptId !== own) {
      report(
        ["adoptId"],
        `found "${adoptId}", allowed: "${own}", the id that is enrolled; adopt: true means the same`,
      );
    }
  },
  claims({ vmId, loadBalancerId }) {
    const own = vmId ?? loadBalancerId;
    return own === undefined ? [] : [{ key: `the enrolment of ${own}`, mode: "sole" }];
  },
  preview,
  create,
  read,
  update,
  needsUpdate: (state, { waitForService }) => [
    ...(state.unenrolledVms?.length ? ["unenrolledVms"] : []),
    ...(state.waitingForService && waitForService && state.status !== "inService" ? ["status"] : []),
  ],
  previewOutputs: (given, state) => (isSettled(state, given) ? outputsIn(state) : {}),
  delete: (ctx, _, state) => release(ctx, state),
  async list(ctx) {
    const enrolled = (await LiveVms.of(ctx).view()).all().filter(isEnrolled);
    return enrolled.map((found) =>
      found.kind === "vm"
        ? { id: found.vm.vmId, name: found.vm.vmName }
        : { id: found.balancer.lbId, name: found.balancer.lbName },
    );
  },
});

/** What can't be enrolled is refused before anything is changed. */
async function preview(
  ctx: Context,
  given: EnrollmentInputs,
  state: EnrollmentOutputs | undefined,
): Promise<Preview> {
  const { where } = ctx.connection;
  if (state) {
    const joined = (state.unenrolledVms ?? []).map(({ vmName, vmId }) => `"${vmName}" (${vmId})`);
    if (joined.length === 0) return {};
    return {
      notes: [
        `${where}: not monitored behind the load balancer "${state.lbName}", to be enrolled: ${joined.join(", ")}`,
      ],
    };
  }
  const target = targetOf(given);
  const found = await foundFor(ctx, target, standsAlone);
  const fault = faultOf(target, found);
  if (fault) return { problems: [{ path: Object.keys(target), message: fault }] };
  if (!found || !isEnrolled(found) || adopts(given)) return {};
  // A resource of this very run has just given it up.
  if (EnrollmentQueue.of(ctx).wasReleased(target)) return {};
  return { warnings: [`${takenOver(ctx, nameOf(found))}. ${mayBeReleased}`] };
}

/** The lists show what is being released as enrolled. */
const mayBeReleased =
  "Where it was released within the last hour, its monitoring ends all the same: run `pulumi up --refresh` after that.";

async function read(
  ctx: Context,
  id: string,
  state: (EnrollmentInputs & EnrollmentOutputs) | undefined,
): Promise<ReadResult<EnrollmentInputs, EnrollmentOutputs> | undefined> {
  const view = await LiveVms.of(ctx).view();
  const target = state ? targetOf(state) : importedTarget(ctx, view, id);
  const found = view.find(target);
  if (!found || !isEnrolled(found)) return undefined;
  const outputs = shownEnrollment(found);
  const isWaiting = state?.waitingForService && outputs.status !== "inService";
  const { waitForService, timeoutMinutes } = state ?? {};
  return {
    inputs: { ...target, waitForService, timeoutMinutes },
    outputs: { ...outputs, ...(isWaiting && { waitingForService: true }) },
  };
}

/** An id doesn't tell what it is of, but the lists do. */
function importedTarget(ctx: Context, view: View, id: string): EnrollmentTarget {
  if (view.find({ loadBalancerId: id })) return { loadBalancerId: id };
  const found = view.find({ vmId: id });
  if (found?.kind !== "vm" || !found.behind) return { vmId: id };
  throw failure(ctx, { category: "invalid", message: behindText(found.vm, found.behind) });
}
