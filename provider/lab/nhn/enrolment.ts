import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked, noQuery, Refused } from "../strict";
import type { Estate, LoadBalancer, Vm } from "./estate";
import type { History } from "./history";
import { home, success } from "./options";

/** "필수": every printed field is required, and no other one is printed. */
const vmForm = z.strictObject({
  vmId: z.string(),
  fixedIp: z.string(),
  vmOs: z.string(),
  vmIp: z.string(),
  vmName: z.string(),
});
const balancerForm = z.strictObject({
  lbIp: z.string(),
  vm: z.array(vmForm),
  fixedIp: z.string(),
  lbId: z.string(),
  lbName: z.string(),
});
const orderForm = z.strictObject({ vmList: z.array(z.record(z.string(), z.unknown())).min(1) });
const releaseForm = z.strictObject({ vmId: z.string().min(1) });

/** Every refusal is HTTP 200 with `isSuccessful: false`; its words are the lab's, none are on the page. */
const refused = (message: string) => new Refused(200, message);

/** Lists, enrolment and release. A call is carried out whole or not at all (unknown). */
export class Enrolment {
  readonly routes: Route[];

  constructor(
    private readonly estate: Estate,
    private readonly history: History,
  ) {
    this.routes = [
      { method: "GET", path: `${home}/not-applied-vms`, handle: (call) => this.list(call, false) },
      { method: "GET", path: `${home}/applied-vms`, handle: (call) => this.list(call, true) },
      { method: "POST", path: `${home}/vm`, handle: (call) => this.enrol(call) },
      { method: "DELETE", path: `${home}/vm`, handle: (call) => this.release(call) },
    ];
  }

  private list(call: Call, applied: boolean): Reply {
    checked(noQuery, call.query);
    return { json: { header: success, results: this.estate.list(applied) } };
  }

  private enrol(call: Call): Reply {
    checked(noQuery, call.query);
    const { vmList } = checked(orderForm, call.body);
    const wanted = vmList.flatMap((element) => this.wanted(element));
    if (new Set(wanted).size < wanted.length) throw refused("동일한 대상이 중복되었습니다.");
    for (const id of wanted) this.estate.enrol(id);
    this.history.opened("add", wanted);
    return { json: { header: success } };
  }

  /** The ids that an element of `vmList` asks to enrol. */
  private wanted(element: Record<string, unknown>): string[] {
    const isBalancer = ["lbId", "lbIp", "lbName", "vm"].some((name) => name in element);
    return isBalancer ? this.balancer(checked(balancerForm, element)) : this.bareVm(checked(vmForm, element));
  }

  private balancer({ vm: vms, ...given }: z.infer<typeof balancerForm>): string[] {
    const lb = this.estate.balancers.get(given.lbId);
    if (!lb) throw refused(`존재하지 않는 로드 밸런서입니다. (${given.lbId})`);
    sameAs(given, lb);
    const behind = this.estate.vmsOf(lb.lbId);
    if (vms.length === 0 && behind.length > 0) throw refused("로드 밸런서에 연결된 VM 목록이 없습니다.");
    for (const vm of vms) {
      const known = behind.find((one) => one.vmId === vm.vmId);
      if (!known) throw refused(`로드 밸런서에 연결된 VM이 아닙니다. (${vm.vmId})`);
      sameAs(vm, known);
    }
    return this.notYet([lb.lbId, ...vms.map((vm) => vm.vmId)]);
  }

  private bareVm(given: Vm): string[] {
    const vm = this.estate.vms.get(given.vmId);
    if (!vm) throw refused(`존재하지 않는 VM입니다. (${given.vmId})`);
    if (this.estate.behind.has(vm.vmId)) {
      throw refused("로드 밸런서에 연결된 VM은 로드 밸런서 단위로만 신청할 수 있습니다.");
    }
    sameAs(given, vm);
    return this.notYet([vm.vmId]);
  }

  /** Those that are not enrolled; none, or one whose release is going on, is refused. */
  private notYet(ids: string[]): string[] {
    const leaving = ids.find((id) => this.estate.phaseOf(id) === "releasing");
    if (leaving !== undefined) throw refused(`관제 해지가 진행 중인 대상입니다. (${leaving})`);
    const left = ids.filter((id) => !this.estate.isEnrolled(id));
    if (left.length === 0) throw refused(`이미 관제 신청된 대상입니다. (${ids[0]})`);
    return left;
  }

  private release(call: Call): Reply {
    const ids = checked(releaseForm, call.query).vmId.split(",");
    const meant = [...new Set(ids)].flatMap((id) => this.releasable(id));
    for (const id of meant) this.estate.release(id);
    this.history.opened("remove", meant);
    return { json: { header: success } };
  }

  /** A load balancer goes with all its VMs; a VM behind an enrolled one not without it. */
  private releasable(id: string): string[] {
    const phase = this.estate.phaseOf(id);
    if (phase === "notApplied") throw refused(`관제 신청되지 않은 대상입니다. (${id})`);
    if (phase === "releasing") throw refused(`관제 해지가 진행 중인 대상입니다. (${id})`);
    if (!this.estate.balancers.has(id) && !this.estate.standsAlone(id)) {
      throw refused("로드 밸런서에 연결된 VM은 로드 밸런서 단위로만 해지할 수 있습니다.");
    }
    const vms = this.estate.vmsOf(id).map((vm) => vm.vmId);
    return [id, ...vms.filter((vmId) => this.estate.isEnrolled(vmId))];
  }
}

/** Whether the service compares what it is told with what it has is unknown: the lab does, so that mistakes show. */
function sameAs<T extends Vm | LoadBalancer>(given: T, known: T): void {
  const wrong = Object.entries(known).find(([name, value]) => given[name as keyof T] !== value);
  if (wrong) throw refused(`${wrong[0]} 값이 올바르지 않습니다. (${wrong[1]})`);
}
