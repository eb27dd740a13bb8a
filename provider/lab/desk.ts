import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Appliance, Call, Reply, Route } from "./appliance";
import type { Clock } from "./clock";
import { Delivery, faultReply, withoutEnd } from "./delivery";
import { type Condition, describe, type Fault, type Faults } from "./faults";
import { type IdForm, idsIn } from "./ids";
import type { Journal } from "./journal";
import { Lagging } from "./memento";
import type { Router } from "./router";

/** Takes the calls to one appliance: finds the route, does the work, and lets go wrong what is asked for. */
export class Desk {
  private readonly lagging: Lagging;
  private readonly delivery: Delivery;

  constructor(
    private readonly appliance: Appliance,
    private readonly router: Router,
    private readonly faults: Faults,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly stopping: AbortSignal,
  ) {
    this.lagging = new Lagging(appliance);
    this.delivery = new Delivery(stopping);
  }

  /** Has to be told of a change that no call makes, before it. */
  remember(): void {
    this.lagging.remember(this.faults.lagOf(this.appliance.vendor));
  }

  async serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { appliance, faults } = this;
    const { vendor } = appliance;
    const ids = faults.idsOf(vendor);
    const { call, known, route, ok, text } = read(appliance, this.router, request, ids);
    const fault = faults.take(vendor, call.method, call.path);
    const conditions = faults.conditionsOf(vendor, call.method, call.path);
    const entry = this.journal.open({
      at: this.clock.now(),
      vendor,
      method: call.method,
      path: call.path,
      query: call.query,
      body: route?.session ? undefined : ok ? call.body : text,
      write: route?.write ?? (call.method !== "GET" && !route?.session),
    });
    appliance.redact?.(entry);
    const said = describe(fault, conditions);
    if (said !== undefined) entry.fault = said;

    const handle = (): Reply => {
      this.journal.worked(entry);
      const refused = appliance.guard(call, route);
      if (refused) return refused;
      if (known.length === 0) return appliance.refuse(404, "no such resource");
      if (!route) return appliance.refuse(405, "the resource does not support this method");
      if (!ok) return appliance.refuse(400, "the body is not JSON");
      if (entry.write) this.remember();
      const lagMs = entry.write || route.session ? 0 : longest(conditions);
      return lagMs > 0 ? this.lagging.during(lagMs, () => route.handle(call)) : route.handle(call);
    };
    const work = () => (fault?.endlessPages ? withoutEnd(call, handle) : handle());

    await faults.passed(vendor, call.method, call.path, entry.body);
    await this.pause(appliance.latencyMs + sum(faults, conditions, "delayMs"));
    const answer = await this.disturb(fault, work, request);
    await this.pause(sum(faults, conditions, "answerMs"));
    if (answer === "cut" || this.stopping.aborted) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    entry.status = answer.status ?? 200;
    return this.delivery.send(reply, answer, fault, ids);
  }

  /** Does the work, before, between, after or instead of what a fault asks for. */
  private async disturb(
    fault: Fault | undefined,
    work: () => Reply,
    request: FastifyRequest,
  ): Promise<Reply | "cut"> {
    if (!fault) return work();
    const { faults } = this;
    if (!fault.afterWork) await this.pause(faults.draw(fault.delayMs));
    if (fault.hang === "before") return this.hang(request);
    if (fault.lose === "before") return this.late(fault, work, "cut");
    if (fault.expireSessions) this.appliance.expireSessions();
    const instead = fault.status === undefined ? undefined : faultReply(this.appliance, fault, fault.status);
    if (instead && !fault.afterWork && fault.lose !== "after") return this.late(fault, work, instead);
    const done = work();
    if (fault.afterWork) await this.pause(faults.draw(fault.delayMs));
    await this.pause(faults.draw(fault.answerMs));
    if (fault.hang === "after") return this.hang(request);
    if (fault.lose === "after") return "cut";
    if (instead) return instead;
    return fault.alter ? { ...done, json: fault.alter(structuredClone(done.json)) } : done;
  }

  /** Gives the answer now and, where it is asked for, does the work later. */
  private late<T>(fault: Fault, work: () => Reply, answer: T): T {
    if (fault.lateWorkMs === undefined) return answer;
    void this.pause(this.faults.draw(fault.lateWorkMs)).then(() => this.stopping.aborted || work());
    return answer;
  }

  /** Until the caller hangs up or the lab ends. */
  private async hang(request: FastifyRequest): Promise<"cut"> {
    const { socket } = request.raw;
    if (!socket.destroyed) await once(socket, "close", { signal: this.stopping }).catch(() => undefined);
    return "cut";
  }

  private async pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await sleep(milliseconds, undefined, { signal: this.stopping }).catch(() => undefined);
  }
}

const longest = (conditions: readonly Condition[]) =>
  Math.max(0, ...conditions.map(({ lagMs }) => lagMs ?? 0));

function sum(faults: Faults, conditions: readonly Condition[], name: "delayMs" | "answerMs"): number {
  return conditions.reduce((total, condition) => total + faults.draw(condition[name]), 0);
}

/** Reads a request: the path as it was sent, the routes that are known there at the moment, the body. */
function read(appliance: Appliance, router: Router, request: FastifyRequest, ids: IdForm | undefined) {
  const own = (text: string) => (ids === undefined ? text : idsIn(text, ids));
  const [whole = "", search = ""] = splitOnce(own(request.url), "?");
  const path = whole.slice(appliance.vendor.length + 1);
  const match = router.find(path);
  const known = (match?.routes ?? []).filter((one) => one.when?.() ?? true);
  const route: Route | undefined = known.find((one) => one.method === request.method);
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const text = own(bytes.toString());
  const parsed = parse(text, route?.body ?? "json");
  const call: Call = {
    method: request.method,
    path,
    params: match?.params ?? {},
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: request.headers,
    body: parsed.value,
    length: bytes.length,
  };
  return { call, known, route, ok: parsed.ok, text };
}

export function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function parse(text: string, as: "json" | "text"): { ok: boolean; value: unknown } {
  if (text === "") return { ok: true, value: undefined };
  if (as === "text") return { ok: true, value: text };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, value: undefined };
  }
}
