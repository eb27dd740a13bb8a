import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked } from "../strict";
import type { Estate } from "./estate";
import { type Context, home, stamp } from "./options";
import { paged, pageNumber } from "./paging";

/** An entry as the page prints it. */
export interface HistoryEntry {
  status: string;
  reason: string;
  contents: string;
  /** "변경 대상": names of VMs with ` | ` in between. */
  vmId: string;
  meter: string;
  type: string;
  regDate: string;
  historyId: number;
}

interface Order {
  kind: "add" | "remove";
  ids: string[];
  names: string;
  at: number;
}

/** The first line is printed; the others are the lab's, after its pattern. */
const lines = {
  add: {
    opened: { status: "접수", contents: "보안관제 추가 진행 중 입니다.", meter: "NO", type: "신규" },
    done: { status: "완료", contents: "보안관제 추가가 완료되었습니다.", meter: "YES", type: "신규" },
  },
  remove: {
    opened: { status: "접수", contents: "보안관제 해지 진행 중 입니다.", meter: "YES", type: "해지" },
    done: { status: "완료", contents: "보안관제 해지가 완료되었습니다.", meter: "NO", type: "해지" },
  },
};

/** Changes of enrolment, the newest first. */
export class History {
  readonly routes: Route[];
  private entries: HistoryEntry[] = [];
  private orders: Order[] = [];
  private last: number;

  constructor(
    private readonly context: Context,
    private readonly estate: Estate,
  ) {
    this.last = 4500 + context.options.idOffset;
    this.routes = [{ method: "GET", path: `${home}/history`, handle: (call) => this.list(call) }];
  }

  /** An order to enrol or release was taken; that it is done is noted when its time has come. */
  opened(kind: Order["kind"], ids: string[]): void {
    this.settle();
    // A load balancer is named by its VMs, as the sample does, unless it has none.
    const vms = ids.filter((id) => this.estate.vms.has(id));
    const names = (vms.length > 0 ? vms : ids).map((id) => this.estate.nameOf(id)).join(" | ");
    const at = this.context.clock.now();
    if (kind === "remove")
      this.orders = this.orders.filter((order) => !order.ids.some((id) => ids.includes(id)));
    this.orders.push({ kind, ids, names, at });
    this.note(kind, "opened", names, at);
  }

  /** For hands. */
  add(entry: Partial<HistoryEntry>): HistoryEntry {
    const at = this.context.clock.now();
    const blank = { ...lines.add.opened, reason: "사용자신청", vmId: "vm1", regDate: stamp(at) };
    const added = { ...blank, historyId: this.nextId(), ...entry };
    this.entries.unshift(added);
    return added;
  }

  state(): HistoryEntry[] {
    this.settle();
    return structuredClone(this.entries);
  }

  private list(call: Call): Reply {
    const { page } = checked(z.strictObject({ page: pageNumber }), call.query);
    this.settle();
    return paged(call, this.entries, page, this.context.options.pageSize);
  }

  private settle(): void {
    const { enrolSeconds, releaseSeconds } = this.context.options;
    const endOf = ({ kind, at }: Order) => at + (kind === "add" ? enrolSeconds : releaseSeconds) * 1000;
    const now = this.context.clock.now();
    const done = this.orders.filter((order) => endOf(order) <= now).sort((a, b) => endOf(a) - endOf(b));
    this.orders = this.orders.filter((order) => !done.includes(order));
    for (const order of done) this.note(order.kind, "done", order.names, endOf(order));
  }

  private note(kind: Order["kind"], step: "opened" | "done", names: string, at: number): void {
    this.add({ ...lines[kind][step], vmId: names, regDate: stamp(at) });
  }

  private nextId(): number {
    this.last += 1;
    return this.last;
  }
}
