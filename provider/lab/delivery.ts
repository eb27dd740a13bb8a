import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { Appliance, Call, Reply } from "./appliance";
import type { Fault } from "./faults";
import { type IdForm, idsOut } from "./ids";

/** The answer that a fault puts in the place of the appliance's own. */
export function faultReply(appliance: Appliance, fault: Fault, status: number): Reply {
  const headers = { ...retryAfter(fault), ...fault.headers };
  if (fault.html) {
    const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
    return { status, text: page, headers: { "content-type": "text/html", ...headers } };
  }
  if (typeof fault.body === "string") return { status, text: fault.body, headers };
  if (fault.body !== undefined) return { status, json: fault.body, headers };
  if (status === 204) return { status, headers };
  // With a good status the body still says that something is wrong.
  const said = appliance.refuse(status < 300 ? 500 : status, "the lab was asked to fail here");
  return { ...said, status, headers: { ...said.headers, ...headers } };
}

function retryAfter({ retryAfterSeconds, retryAfterAs }: Fault): Record<string, string> {
  if (retryAfterSeconds === undefined) return {};
  const date = new Date(Date.now() + retryAfterSeconds * 1000).toUTCString();
  return { "retry-after": retryAfterAs === "date" ? date : String(retryAfterSeconds) };
}

/** Does the work of a list as if it had no end: every page is the first, is full, and is followed by another. */
export function withoutEnd(call: Call, work: () => Reply): Reply {
  const { offset: _offset, page = "1", ...query } = call.query;
  const size = Number(query.limit ?? 0);
  call.query = query;
  const { json, ...rest } = work();
  if (Array.isArray(json)) return { ...rest, json: full(json, size) };
  if (typeof json !== "object" || json === null || !("next" in json)) return { ...rest, json };
  const next = new URLSearchParams({ ...query, page: String(Number(page) + 1) });
  return { ...rest, json: { ...json, next: `http://${call.headers.host}${call.path}?${next}` } };
}

function full(items: unknown[], size: number): unknown[] {
  if (items.length === 0) return items;
  return Array.from({ length: Math.max(size, items.length) }, (_, index) => items[index % items.length]);
}

/** Sends answers, whole or as a fault wants them. */
export class Delivery {
  constructor(private readonly stopping: AbortSignal) {}

  send(reply: FastifyReply, answer: Reply, fault: Fault | undefined, ids: IdForm | undefined): FastifyReply {
    reply.code(answer.status ?? 200);
    for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
    const broken = fault?.corrupt || fault?.endless !== undefined || fault?.hang === "body";
    if (answer.json === undefined && !broken) return reply.send(answer.text ?? "");
    if (!reply.hasHeader("content-type")) reply.header("content-type", "application/json; charset=utf-8");
    const whole = written(answer, ids);
    if (fault?.corrupt) return reply.send(half(whole));
    if (fault?.endless) return reply.send(Readable.from(this.forever(whole, fault.endless)));
    if (fault?.hang === "body") return reply.send(Readable.from(this.stuck(whole)));
    return reply.send(whole);
  }

  /** A list whose next item is the whole answer, again and again. */
  private async *forever(whole: string, pace: "fast" | "slow"): AsyncGenerator<string> {
    const item = `${whole || "{}"},`;
    yield "[";
    const much = item.repeat(Math.ceil(65536 / item.length));
    while (!this.stopping.aborted) {
      if (pace === "fast") yield much;
      else {
        for (const letter of item) {
          await this.pause(50);
          yield letter;
        }
      }
    }
  }

  private async *stuck(whole: string): AsyncGenerator<string> {
    yield half(whole);
    while (!this.stopping.aborted) await this.pause(60_000);
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping, ref: false }).catch(() => undefined);
  }
}

function written({ json, text = "" }: Reply, ids: IdForm | undefined): string {
  if (json === undefined) return text;
  return ids === undefined ? JSON.stringify(json) : idsOut(json, ids);
}

const half = (whole: string) => whole.slice(0, Math.floor(whole.length / 2)) || '{"';
