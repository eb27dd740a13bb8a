import type { Connection } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { isObject, type Properties } from "../../kernel/values";
import { resultsIn } from "./results";
import { statusOf } from "./status";
import { textOf } from "./text";

/** The vendor's page: VMs that are enrolled, and those that are not. */
export const appliedPath = "/applied-vms";
export const notAppliedPath = "/not-applied-vms";

export interface Vm {
  vmId: string;
  vmName: string;
  fixedIp: string;
  vmIp: string;
  vmOs: string;
  word: string;
  enrolled: boolean;
}

export interface LoadBalancer {
  lbId: string;
  lbName: string;
  lbIp: string;
  fixedIp: string;
  word: string;
  enrolled: boolean;
  /** All that stand behind it, enrolled or not. */
  vms: Vm[];
}

/** What a program enrols: a VM by itself, or a load balancer with the VMs behind it. */
export type EnrollmentTarget = { vmId: string } | { loadBalancerId: string };

/** A target as the lists show it. A VM may stand behind a load balancer, which then is what can be enrolled. */
export type Found =
  | { kind: "vm"; vm: Vm; behind?: LoadBalancer }
  | { kind: "loadBalancer"; balancer: LoadBalancer };

/** Both lists of the project as one picture. */
export class View {
  private readonly balancers = new Map<string, LoadBalancer>();
  private readonly bare = new Map<string, Vm>();

  constructor(applied: Properties[], notApplied: Properties[]) {
    for (const item of applied) this.add(item, true);
    for (const item of notApplied) this.add(item, false);
  }

  find(target: EnrollmentTarget): Found | undefined {
    if ("loadBalancerId" in target) {
      const balancer = this.balancers.get(target.loadBalancerId);
      return balancer && { kind: "loadBalancer", balancer };
    }
    const vm = this.bare.get(target.vmId);
    return vm ? { kind: "vm", vm } : this.behindOne(target.vmId);
  }

  /** Everything that can be enrolled: load balancers, and VMs that stand alone. */
  all(): Found[] {
    return [
      ...[...this.balancers.values()].map((balancer): Found => ({ kind: "loadBalancer", balancer })),
      ...[...this.bare.values()].map((vm): Found => ({ kind: "vm", vm })),
    ];
  }

  private behindOne(vmId: string): Found | undefined {
    for (const behind of this.balancers.values()) {
      const vm = behind.vms.find((one) => one.vmId === vmId);
      if (vm) return { kind: "vm", vm, behind };
    }
    return undefined;
  }

  private add(item: Properties, applied: boolean): void {
    if (hasText(item.lbId)) this.addBalancer(balancerIn(item, applied));
    else if (hasText(item.vmId) && !this.bare.has(item.vmId)) this.bare.set(item.vmId, vmIn(item, applied));
  }

  /** One whose VMs are enrolled in part may stand in both lists, with some of them in each. */
  private addBalancer(found: LoadBalancer): void {
    const known = this.balancers.get(found.lbId);
    if (!known) {
      this.balancers.set(found.lbId, found);
      return;
    }
    known.enrolled ||= found.enrolled;
    known.vms.push(...found.vms.filter((vm) => !known.vms.some((one) => one.vmId === vm.vmId)));
  }
}

export function isEnrolled(found: Found): boolean {
  return found.kind === "vm" ? found.vm.enrolled : found.balancer.enrolled;
}

export function targetId(target: EnrollmentTarget): string {
  return "vmId" in target ? target.vmId : target.loadBalancerId;
}

/** VMs that joined an enrolled load balancer and are not enrolled themselves. */
export function unenrolledIn(found: Found): Vm[] {
  if (found.kind === "vm" || !found.balancer.enrolled) return [];
  return found.balancer.vms.filter((vm) => !vm.enrolled);
}

/** `VM "vm1" (2300727f-…)` */
export function nameOf(found: Found): string {
  return found.kind === "vm" ? vmText(found.vm) : balancerText(found.balancer);
}

export function vmText({ vmName, vmId }: Vm): string {
  return `the VM "${vmName}" (${vmId})`;
}

export function balancerText({ lbName, lbId }: LoadBalancer): string {
  return `the load balancer "${lbName}" (${lbId})`;
}

/** Why a VM can't be enrolled or released by itself. */
export function behindText(vm: Vm, behind: LoadBalancer): string {
  return `${vmText(vm)} stands behind ${balancerText(behind)} and is enrolled through it alone: give loadBalancerId: "${behind.lbId}" instead`;
}

function balancerIn(item: Properties, applied: boolean): LoadBalancer {
  const vms = Array.isArray(item.vm) ? item.vm.filter(isObject) : [];
  return {
    lbId: textOf(item.lbId),
    lbName: textOf(item.lbName),
    lbIp: textOf(item.lbIp),
    fixedIp: textOf(item.fixedIp),
    ...standing(item, applied),
    vms: vms.map((vm) => vmIn(vm, applied)),
  };
}

function vmIn(item: Properties, applied: boolean): Vm {
  return {
    vmId: textOf(item.vmId),
    vmName: textOf(item.vmName),
    fixedIp: textOf(item.fixedIp),
    vmIp: textOf(item.vmIp),
    vmOs: textOf(item.vmOs),
    ...standing(item, applied),
  };
}

/**
 * Each element's own word decides, and where it says nothing the list that it stands in: whether a VM that joined an
 * enrolled load balancer is listed with the enrolled ones or with the others is not on the page.
 */
function standing(item: Properties, applied: boolean): { word: string; enrolled: boolean } {
  const word = textOf(item.serviceStatus);
  const status = statusOf(word);
  return { word, enrolled: status === "unknown" ? applied : status !== "notApplied" };
}

function hasText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The project's two lists, fetched together for all who read in this process. */
export class LiveVms {
  private latest?: { at: number; view: Promise<View>; outdated?: boolean };
  private lastSeen?: View;

  static of({ connection }: Pick<Context, "connection">): LiveVms {
    return connection.singleton("estate", () => new LiveVms(connection));
  }

  constructor(private readonly connection: Connection) {}

  /** The picture, not older than so many milliseconds; 0 fetches. */
  view(atMostMs = freshMs): Promise<View> {
    const { latest } = this;
    if (latest && !latest.outdated && Date.now() - latest.at < atMostMs) return latest.view;
    return this.fetch();
  }

  /** The picture as far as somebody has it: good enough where the service itself refuses what is wrong. */
  roughly(): Promise<View> {
    const { latest } = this;
    return latest && Date.now() - latest.at < freshMs ? latest.view : this.fetch();
  }

  /** The last picture that there was, however old. */
  get seen(): View | undefined {
    return this.lastSeen;
  }

  /** Somebody changed something: readers fetch. */
  outdate(): void {
    if (this.latest) this.latest.outdated = true;
  }

  private fetch(): Promise<View> {
    const latest = { at: Date.now(), view: this.fetchBoth() };
    this.latest = latest;
    latest.view.catch(() => {
      if (this.latest === latest) this.latest = undefined;
    });
    return latest.view;
  }

  private async fetchBoth(): Promise<View> {
    const ask = async (path: string) =>
      resultsIn(await this.connection.http.call({ method: "GET", path }), path);
    const [applied, notApplied] = await Promise.all([ask(appliedPath), ask(notAppliedPath)]);
    this.lastSeen = new View(applied, notApplied);
    return this.lastSeen;
  }
}

/** A provider process lives for one operation; longer than this, somebody else's change should be seen. */
const freshMs = 5 * 60_000;
