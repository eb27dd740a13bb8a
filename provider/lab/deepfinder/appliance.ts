import { z } from "zod";
import type { Appliance, Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import type { Entry } from "../journal";
import { answering, checked, Refused } from "../strict";
import { fromWall, toWall } from "../time";
import { type Group, type ListedRange, Lists, type ListType } from "./lists";

export type { ListType } from "./lists";

export interface DeepFinderOptions {
  /** Added to every answer; default 0. */
  latencyMs?: number;
  /** Added to the ids of groups and entries; default 0. */
  idOffset?: number;
  /** The account's API key; default `lab-deepfinder-key`. */
  key?: string;
  /** Time zone of `expired_date`, which the page does not say; default `Asia/Seoul`. */
  timeZone?: string;
  /** Domain groups that exist; default 4 and 5. */
  domainGroups?: readonly (string | number)[];
  /** Whether the id in the name of the interface's groups stands bare, as in the sample answer, or quoted, as in the text. */
  groupName?: "plain" | "quoted";
  /** Adding the same range again (unknown): its expiry is replaced, it is refused, or it is there twice. */
  again?: "replace" | "error" | "duplicate";
  /** Deleting what is not there (unknown); default `error`. */
  absentDelete?: "error" | "completed";
  /** `expired_date` in the past (unknown): taken and removed at once, or refused. Default `accept`. */
  past?: "accept" | "refuse";
  /** The answer of get without any group (unknown): `[]`, or no body at all. Default `array`. */
  emptyGet?: "array" | "nothing";
  /** Whether domain group 4 starts with a black list of the administrators; default true. */
  seed?: boolean;
}

const defaults: Required<DeepFinderOptions> = {
  latencyMs: 0,
  idOffset: 0,
  key: "lab-deepfinder-key",
  timeZone: "Asia/Seoul",
  domainGroups: [4, 5],
  groupName: "plain",
  again: "replace",
  absentDelete: "error",
  past: "accept",
  emptyGet: "array",
  seed: true,
};

const listType = z.enum(["black", "white"]);
const ipv4 = z.ipv4();
const getForm = z.strictObject({ key: z.string(), type: listType, domaingid: z.string() });
const range = { start_ip: ipv4, end_ip: ipv4.optional() };
const applyForm = getForm.extend({ ...range, expired_date: z.string().optional() });
const deleteForm = getForm.extend({ ...range, job: z.literal("del").optional() });

/** An entry as a hand adds or `state` shows it; `expiredDate` in the manager's time zone. */
export interface EntryState {
  ipid: string;
  startIp: string;
  endIp: string;
  expiredDate: string | null;
}

/** Every answer but the list is text, failures too, with HTTP 200; the words of failures are the lab's (unknown). */
const text = (words: string, status = 200): Reply => ({
  status,
  text: words,
  headers: { "content-type": "text/plain; charset=utf-8" },
});
const failure = (words: string) => new Refused(200, words);

/** A simulated DeepFinder manager, written from the vendor's page "IP Control API". */
export class DeepFinderAppliance implements Appliance {
  readonly vendor = "deepfinder";
  readonly routes: Route[];
  private readonly options: Required<DeepFinderOptions>;
  private readonly lists: Lists;

  constructor(
    private readonly clock: Clock,
    options: DeepFinderOptions = {},
  ) {
    this.options = { ...defaults, ...options };
    this.lists = new Lists(clock, this.options);
    for (const id of this.options.domainGroups) this.addDomainGroup(id);
    if (this.options.seed) this.add("black", 4, { startIp: "203.0.113.7" }, "SOC_BLOCK");
    const routes: Route[] = [
      { method: "GET", path: "/api/apply_white_black_ip", handle: (call) => this.apply(call), write: true },
      { method: "GET", path: "/api/del_white_black_ip", handle: (call) => this.remove(call), write: true },
      { method: "GET", path: "/api/get_white_black_ip", handle: (call) => this.get(call) },
      { method: "GET", path: "/api/getversion", handle: (call) => this.version(call) },
    ];
    this.routes = answering(routes, ({ message, status }) =>
      text(status === 400 ? `잘못된 파라미터입니다. (${message})` : message),
    );
  }

  get latencyMs(): number {
    return this.options.latencyMs;
  }

  /** Changes how the appliance behaves while it runs; what is left out stays. */
  configure(options: Omit<DeepFinderOptions, "domainGroups" | "seed">): void {
    Object.assign(this.options, options);
  }

  addDomainGroup(id: string | number): void {
    this.lists.domainGroups.add(String(id));
  }

  /**
   * Adds an entry by hand: to the interface's own group, or to a group of the administrators by its name.
   * Gives the entry's `ipid`.
   */
  add(
    list: ListType,
    domainGroupId: string | number,
    entry: { startIp: string; endIp?: string; expiredDate?: string | null; ipid?: string },
    group?: string,
  ): string {
    const { startIp, endIp = startIp, expiredDate = null, ipid } = entry;
    const until = expiredDate === null ? null : this.moment(expiredDate);
    const to = this.groupFor(list, String(domainGroupId), group);
    return this.lists.add(to, { startip: startIp, endip: endIp, until, ...(ipid ? { ipid } : {}) }).ipid;
  }

  /** Removes an entry by hand, whatever its group. */
  removeEntry(ipid: string): void {
    const removed = this.lists.all().map((group) => this.lists.remove(group, (entry) => entry.ipid === ipid));
    if (removed.every((count) => count === 0)) throw new Error(`there is no entry ${ipid}`);
  }

  /** Domain groups, and every IP group with its entries. */
  state() {
    const groups = this.lists.all().map(({ groupname, igid, atype, domaingid, entries }) => ({
      groupName: groupname,
      igid,
      list: atype,
      domainGroupId: domaingid,
      entries: entries.map((entry) => this.stateOf(entry)),
    }));
    return { domainGroups: [...this.lists.domainGroups], groups };
  }

  refuse(status: number, message: string): Reply {
    return text(message, status);
  }

  /** The key is a parameter of every call. */
  guard(call: Call): Reply | undefined {
    return call.query.key === this.options.key ? undefined : text("API 키가 유효하지 않습니다.");
  }

  /** The key is static: there are no sessions. */
  expireSessions(): void {}

  redact(entry: Entry): void {
    // A copy: the call itself still needs its key.
    if ("key" in entry.query) entry.query = { ...entry.query, key: "***" };
  }

  connection(endpoint: string): Record<string, unknown> {
    const { key, timeZone } = this.options;
    return { endpoint, key, ...(timeZone === defaults.timeZone ? {} : { timeZone }) };
  }

  private apply(call: Call): Reply {
    const { type, domaingid, start_ip, end_ip = start_ip, expired_date } = checked(applyForm, call.query);
    this.known(domaingid);
    ordered(start_ip, end_ip);
    const until = expired_date === undefined ? null : this.moment(expired_date);
    if (until !== null && until <= this.clock.now() && this.options.past === "refuse") {
      throw failure("만료시간이 현재 시간보다 이전입니다.");
    }
    const group = this.lists.apiGroup(type, domaingid);
    const same = group.entries.find((entry) => entry.startip === start_ip && entry.endip === end_ip);
    if (same && this.options.again === "error") throw failure("이미 등록된 IP입니다.");
    if (same && this.options.again === "replace") same.until = until;
    else this.lists.add(group, { startip: start_ip, endip: end_ip, until });
    return text("Completed");
  }

  /** Only a whole range that the interface added: "[API]_BLACK_LIST … 에 등록되어 있는 IP를 삭제". */
  private remove(call: Call): Reply {
    const { type, domaingid, start_ip, end_ip = start_ip } = checked(deleteForm, call.query);
    this.known(domaingid);
    ordered(start_ip, end_ip);
    const meant = (entry: ListedRange) => entry.startip === start_ip && entry.endip === end_ip;
    const group = this.lists.knownApiGroup(type, domaingid);
    const removed = group ? this.lists.remove(group, meant) : 0;
    if (removed === 0 && this.options.absentDelete === "error") throw failure("등록되지 않은 IP입니다.");
    return text("Completed");
  }

  private get(call: Call): Reply {
    const { type, domaingid } = checked(getForm, call.query);
    this.known(domaingid);
    const groups = this.lists.groupsOf(type, domaingid);
    if (groups.length === 0 && this.options.emptyGet === "nothing") return text("");
    return { json: groups.map((group) => this.lists.show(group)) };
  }

  private version(call: Call): Reply {
    checked(z.strictObject({ key: z.string() }), call.query);
    return { json: "DeepFinder_API_v1_0_0" };
  }

  private known(domaingid: string): void {
    if (!this.lists.domainGroups.has(domaingid)) throw failure("존재하지 않는 도메인 그룹입니다.");
  }

  private groupFor(list: ListType, domaingid: string, name: string | undefined): Group {
    if (name === undefined) return this.lists.apiGroup(list, domaingid);
    return this.lists.named(list, domaingid, name) ?? this.lists.addGroup(list, domaingid, name);
  }

  private moment(expiredDate: string): number {
    const at = fromWall(expiredDate, this.options.timeZone);
    if (at === undefined) throw failure("만료시간 형식이 올바르지 않습니다. (YYYY-MM-DDTHH:MM:SS)");
    return at;
  }

  private stateOf({ ipid, startip, endip, until }: ListedRange): EntryState {
    const expiredDate = until === null ? null : toWall(until, this.options.timeZone);
    return { ipid, startIp: startip, endIp: endip, expiredDate };
  }
}

function ordered(start: string, end: string): void {
  if (numberOf(start) > numberOf(end)) throw failure("시작 IP가 종료 IP보다 큽니다.");
}

const numberOf = (ip: string) => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
