import { z } from "zod";
import { type Fields, field, type ValuesOf } from "../../kernel/fields";
import { monitoredVm, shownVm } from "./fields";
import { type EnrollmentTarget, type Found, unenrolledIn } from "./live-vms";
import { statusFields, statusOf } from "./status";

const id = z
  .string()
  // Ids stand side by side in the URL of a release.
  .regex(/^[^\s,/]+$/, "allowed: an id as the console shows it, e.g. 2300727f-3771-4bdc-bba1-35ca12cb8635");

export const inputs = {
  vmId: field(
    id.optional(),
    "Id of a VM that stands behind no load balancer. Exactly one of `vmId` and `loadBalancerId` is given.",
    { replace: true },
  ),
  loadBalancerId: field(
    id.optional(),
    "Id of a load balancer, which is enrolled with all VMs behind it: they can't be enrolled by themselves.",
    { replace: true },
  ),
  waitForService: field(
    z.boolean(),
    "Whether creation waits until the service has begun, and deletion until it has ended; each takes up to an hour. A change sends nothing and counts from the next creation, completion or deletion on.",
    { default: false },
  ),
  timeoutMinutes: field(
    z.number().positive().max(1440),
    "How long to wait, in minutes. After that a creation fails, but keeps the resource, and the next `up` goes on waiting.",
    { default: 70 },
  ),
} satisfies Fields;

export const outputs = {
  ...statusFields,
  vmName: field(z.string().optional(), "Name of the VM."),
  vmIp: field(z.string().optional(), "Floating IP of the VM; empty without one."),
  vmOs: field(z.string().optional(), "Operating system of the VM; empty where the service doesn't know it."),
  lbName: field(z.string().optional(), "Name of the load balancer."),
  lbIp: field(z.string().optional(), "Floating IP of the load balancer; empty without one."),
  fixedIp: field(z.string(), "Fixed (private) IP of the VM or load balancer."),
  vms: field(z.array(monitoredVm), "The VMs behind the load balancer, enrolled or not; empty for a VM."),
  unenrolledVms: field(
    z.array(monitoredVm),
    "VMs that joined the load balancer since it was enrolled and are not monitored: the next `up` enrols them.",
  ),
  waitingForService: field(
    z.boolean().optional(),
    "True where the waiting for the service was broken off: the next `up` goes on with it.",
  ),
} satisfies Fields;

export type EnrollmentInputs = ValuesOf<typeof inputs> & { adopt?: boolean; adoptId?: string };
export type EnrollmentOutputs = ValuesOf<typeof outputs>;

export function targetOf({ vmId, loadBalancerId }: Partial<EnrollmentInputs>): EnrollmentTarget {
  return vmId === undefined ? { loadBalancerId: loadBalancerId ?? "" } : { vmId };
}

/** Whether nothing is left to do, so that changed inputs need no call. */
export function isSettled(state: Partial<EnrollmentOutputs>, { waitForService }: EnrollmentInputs): boolean {
  const isKnown = state.status !== undefined && state.status !== "notApplied";
  return isKnown && !state.unenrolledVms?.length && !(state.waitingForService && waitForService);
}

/** The outputs that a target has as the lists show it. */
export function shownEnrollment(found: Found): EnrollmentOutputs {
  const common = { unenrolledVms: unenrolledIn(found).map(shownVm) };
  if (found.kind === "vm") {
    const { vmName, vmIp, vmOs, fixedIp, word } = found.vm;
    return { status: statusOf(word), rawStatus: word, vmName, vmIp, vmOs, fixedIp, vms: [], ...common };
  }
  const { lbName, lbIp, fixedIp, word, vms } = found.balancer;
  const behind = { vms: vms.map(shownVm), ...common };
  return { status: statusOf(word), rawStatus: word, lbName, lbIp, fixedIp, ...behind };
}

/** The outputs among everything that the state holds; a wait that was broken off is none any more. */
export function outputsIn(state: EnrollmentOutputs): EnrollmentOutputs {
  const { waitingForService: _, ...kept } = outputs;
  return Object.fromEntries(
    Object.keys(kept).map((name) => [name, state[name as keyof EnrollmentOutputs]]),
  ) as unknown as EnrollmentOutputs;
}
