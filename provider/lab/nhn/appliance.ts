import { randomUUID } from "node:crypto";
import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import type { Entry } from "../journal";
import { answering } from "../strict";
import { Enrolment } from "./enrolment";
import { Estate, type LoadBalancer, type Vm } from "./estate";
import { History, type HistoryEntry } from "./history";
import { type Event, Incidents, type Ticket } from "./incidents";
import { type Context, defaults, type NhnOptions, type Phase, stamp } from "./options";
import { revokePath, Tokens, tokenPath } from "./tokens";

export type { LoadBalancer, Vm } from "./estate";
export type { NhnOptions, Phase } from "./options";

const keyInPath = /^\/v1\.0\/appkeys\/([^/]*)/;
const day = 24 * 3600 * 1000;

/** Simulated security monitoring of NHN Cloud, written from the vendor's API guide v1.1 (`/v1.0/appkeys/…`). */
export class NhnAppliance implements Appliance {
  readonly vendor = "nhn";
  readonly routes: Route[];
  private readonly context: Context;
  private readonly tokens: Tokens;
  private readonly estate: Estate;
  private readonly past: History;
  private readonly incidents: Incidents;

  constructor(clock: Clock, options: NhnOptions = {}) {
    this.context = { clock, options: { ...defaults, ...options } };
    this.tokens = new Tokens(this.context);
    this.estate = new Estate(this.context);
    this.past = new History(this.context, this.estate);
    this.incidents = new Incidents(this.context);
    const enrolment = new Enrolment(this.estate, this.past);
    const routes = [
      ...this.tokens.routes,
      ...enrolment.routes,
      ...this.past.routes,
      ...this.incidents.routes,
    ];
    // "Failures can come as HTTP 200 with isSuccessful: false": here every refused call does.
    this.routes = answering(routes, (refused) => this.failure(200, refused.message));
    if (this.context.options.seed) this.seed();
  }

  get latencyMs(): number {
    return this.context.options.latencyMs;
  }

  /** Changes how the appliance behaves while it runs; what is left out stays. */
  configure(options: Omit<NhnOptions, "seed">): void {
    Object.assign(this.context.options, options);
  }

  /** A VM appears in the account, behind a load balancer where one is named. */
  addVm(fields: Partial<Vm> = {}, behind?: string): Vm {
    const n = this.estate.vms.size + 1;
    const vm = { vmId: randomUUID(), fixedIp: `192.168.1.${n}`, vmOs: "CentOS 7.8", vmIp: "", ...fields };
    const named = { vmName: `vm${n}`, ...vm };
    this.estate.vms.set(named.vmId, named);
    if (behind !== undefined) this.joinLoadBalancer(named.vmId, behind);
    return named;
  }

  removeVm(vmId: string): void {
    this.estate.removeVm(vmId);
  }

  addLoadBalancer(fields: Partial<LoadBalancer> = {}): LoadBalancer {
    const n = this.estate.balancers.size + 1;
    const address = { lbIp: `133.186.111.${n}`, fixedIp: `192.168.2.${n}` };
    const lb = { lbId: randomUUID(), ...address, lbName: `lb${n}`, ...fields };
    this.estate.balancers.set(lb.lbId, lb);
    return lb;
  }

  /** Its VMs stay, with the enrolment that they have. */
  removeLoadBalancer(lbId: string): void {
    this.estate.removeBalancer(lbId);
  }

  joinLoadBalancer(vmId: string, lbId: string): void {
    if (!this.estate.vms.has(vmId)) throw new Error(`there is no VM ${vmId}`);
    if (!this.estate.balancers.has(lbId)) throw new Error(`there is no load balancer ${lbId}`);
    this.estate.behind.set(vmId, lbId);
  }

  leaveLoadBalancer(vmId: string): void {
    this.estate.behind.delete(vmId);
  }

  /** Sets where a VM or load balancer stands, as somebody else would in the console. */
  setPhase(id: string, phase: Phase): void {
    this.estate.drop(id);
    if (phase === "notApplied") return;
    const now = this.context.clock.now();
    this.estate.enrol(id, phase === "pending" ? now : now - this.context.options.enrolSeconds * 1000);
    if (phase === "releasing") this.estate.release(id);
  }

  addHistory(entry: Partial<HistoryEntry> = {}): HistoryEntry {
    return this.past.add(entry);
  }

  addTicket(fields: Partial<Ticket> = {}): Ticket {
    return this.incidents.addTicket(fields);
  }

  addEvent(fields: Partial<Event> = {}): Event {
    return this.incidents.addEvent(fields);
  }

  /** How many access tokens are open. */
  get openTokens(): number {
    return this.tokens.count;
  }

  /** VMs and load balancers with where they stand, the history, tickets and events; the newest first. */
  state() {
    const { vms, balancers, behind } = this.estate;
    const phase = (id: string) => this.estate.phaseOf(id);
    return {
      vms: [...vms.values()].map((vm) => ({
        ...vm,
        lbId: behind.get(vm.vmId) ?? null,
        phase: phase(vm.vmId),
      })),
      loadBalancers: [...balancers.values()].map((lb) => ({ ...lb, phase: phase(lb.lbId) })),
      history: this.past.state(),
      ...this.incidents.state(),
    };
  }

  refuse(status: number, message: string): Reply {
    return this.failure(status, message);
  }

  guard(call: Call): Reply | undefined {
    if (call.path === tokenPath || call.path === revokePath) return undefined;
    const { appKey, authStatus } = this.context.options;
    const key = keyInPath.exec(call.path)?.[1];
    if (key !== undefined && key !== appKey) return this.failure(authStatus, "유효하지 않은 앱키입니다.");
    if (!this.tokens.allows(call)) return this.failure(authStatus, "인증 토큰이 유효하지 않습니다.");
    return undefined;
  }

  expireSessions(): void {
    this.tokens.expireAll();
  }

  redact(entry: Entry): void {
    entry.path = entry.path.replace(/\/appkeys\/[^/]*/, "/appkeys/***");
  }

  connection(endpoint: string): Record<string, unknown> {
    const { appKey, tokens, tokenPrefix, accessKeyId, secretAccessKey } = this.context.options;
    const keys = tokens ? { accessKeyId, secretAccessKey } : {};
    const prefix = tokenPrefix === "" ? {} : { tokenPrefix };
    return { endpoint, appKey, tokenEndpoint: endpoint + tokenPath, ...keys, ...prefix };
  }

  /** Codes other than 1 are not on the page. */
  private failure(status: number, message: string): Reply {
    const header = { resultCode: -1, resultMessage: message, isSuccessful: false };
    return { status, json: { header } };
  }

  /** The samples of the page; tickets and events are as old as fits what is kept. */
  private seed(): void {
    const lb = this.addLoadBalancer({
      lbIp: "133.186.111.22",
      fixedIp: "192.168.0.18",
      lbId: "8b031032-e0a0-4b36-8a98-642b6d3ca07b",
      lbName: "lb1",
    });
    this.addVm({ vmId: "9d5cbf7b-4826-4e83-b13a-ef608bacf0e9", fixedIp: "192.168.0.9" }, lb.lbId);
    const alone = { vmId: "2300727f-3771-4bdc-bba1-35ca12cb8635", fixedIp: "192.168.0.4" };
    this.addVm({ ...alone, vmIp: "133.186.112.33" });
    const now = this.context.clock.now();
    this.addTicket({ detectDate: stamp(now - 3 * day) });
    this.addTicket({
      detectDate: stamp(now - 200 * day),
      attackType: "Brute Force",
      srcIp: "209.126.122.16",
      dstIp: "103.194.108.15",
      ticketType: "침입탐지",
      ticketName: "판교IDC 미등록(103.194.108.15) Bruteforce_Inbound",
    });
    this.addEvent({ detectTime: stamp(now - 3600 * 1000) });
  }
}
