import { type Context, type Phase, wordOf } from "./options";

export interface Vm {
  vmId: string;
  fixedIp: string;
  vmOs: string;
  /** Floating IP; empty without one. */
  vmIp: string;
  vmName: string;
}

export interface LoadBalancer {
  lbId: string;
  lbIp: string;
  fixedIp: string;
  lbName: string;
}

interface Enrolment {
  since: number;
  releasing?: number;
}

/** Load balancers and VMs of the account, which of them are enrolled and since when. */
export class Estate {
  readonly vms = new Map<string, Vm>();
  readonly balancers = new Map<string, LoadBalancer>();
  /** VM → the load balancer that it stands behind. */
  readonly behind = new Map<string, string>();
  private readonly enrolments = new Map<string, Enrolment>();

  constructor(private readonly context: Context) {}

  phaseOf(id: string): Phase {
    const enrolment = this.enrolments.get(id);
    if (!enrolment) return "notApplied";
    const { enrolSeconds, releaseSeconds } = this.context.options;
    if (enrolment.releasing === undefined) {
      return this.passed(enrolment.since, enrolSeconds) ? "inService" : "pending";
    }
    if (!this.passed(enrolment.releasing, releaseSeconds)) return "releasing";
    this.enrolments.delete(id);
    return "notApplied";
  }

  isEnrolled(id: string): boolean {
    return this.phaseOf(id) !== "notApplied";
  }

  /** `since`: a moment in the past for what is in service already. */
  enrol(id: string, since = this.context.clock.now()): void {
    this.enrolments.set(id, { since });
  }

  release(id: string): void {
    const enrolment = this.enrolments.get(id);
    if (enrolment) enrolment.releasing ??= this.context.clock.now();
  }

  /** As if it never had been enrolled. */
  drop(id: string): void {
    this.enrolments.delete(id);
  }

  /** The VM is gone from the account. */
  removeVm(vmId: string): void {
    this.vms.delete(vmId);
    this.behind.delete(vmId);
    this.enrolments.delete(vmId);
  }

  /** The load balancer is gone; its VMs stay, with their enrolment. */
  removeBalancer(lbId: string): void {
    for (const vm of this.vmsOf(lbId)) this.behind.delete(vm.vmId);
    this.balancers.delete(lbId);
    this.enrolments.delete(lbId);
  }

  vmsOf(lbId: string): Vm[] {
    return [...this.vms.values()].filter((vm) => this.behind.get(vm.vmId) === lbId);
  }

  /** What a name in the history stands for: the sample lists names of VMs. */
  nameOf(id: string): string {
    return this.vms.get(id)?.vmName ?? this.balancers.get(id)?.lbName ?? id;
  }

  /** Load balancers with their VMs, then bare VMs, as `applied-vms` or `not-applied-vms` shows them. */
  list(applied: boolean): object[] {
    const balancers = [...this.balancers.values()].flatMap((lb) => {
      const vms = this.shownIn(lb, applied);
      return vms === undefined ? [] : [this.showBalancer(lb, vms)];
    });
    const bare = [...this.vms.values()]
      .filter((vm) => this.isEnrolled(vm.vmId) === applied && this.standsAlone(vm.vmId))
      .map((vm) => this.showVm(vm));
    return [...balancers, ...bare];
  }

  /** Whether a VM is dealt with by its own id. One that is enrolled behind a load balancer that is not counts too. */
  standsAlone(vmId: string): boolean {
    const lbId = this.behind.get(vmId);
    return lbId === undefined || (this.isEnrolled(vmId) && !this.isEnrolled(lbId));
  }

  /** The VMs with which a load balancer shows in a list; undefined where it does not show at all. */
  private shownIn(lb: LoadBalancer, applied: boolean): Vm[] | undefined {
    const vms = this.vmsOf(lb.lbId);
    const enrolled = this.isEnrolled(lb.lbId);
    const inside = this.context.options.joined === "inside";
    if (applied) {
      if (!enrolled) return undefined;
      return inside ? vms : vms.filter((vm) => this.isEnrolled(vm.vmId));
    }
    const left = vms.filter((vm) => !this.isEnrolled(vm.vmId));
    if (!enrolled) return left;
    return inside || left.length === 0 ? undefined : left;
  }

  /** In the sequence of the sample. */
  private showBalancer({ lbIp, fixedIp, lbId, lbName }: LoadBalancer, vms: Vm[]) {
    const vm = vms.map((one) => this.showVm(one));
    return { lbIp, vm, fixedIp, lbId, lbName, serviceStatus: wordOf(this.context, this.phaseOf(lbId)) };
  }

  private showVm({ vmId, fixedIp, vmOs, vmIp, vmName }: Vm) {
    return { vmId, fixedIp, vmOs, vmIp, serviceStatus: wordOf(this.context, this.phaseOf(vmId)), vmName };
  }

  private passed(since: number, seconds: number): boolean {
    return this.context.clock.now() >= since + seconds * 1000;
  }
}
