import { CachedList } from "../../../../kernel/cached-list";
import type { Context } from "../../../../kernel/context";
import { asPerimeterError } from "../../../../kernel/errors";
import { paused } from "../../../../kernel/polling";
import { itemsOf } from "../../found";
import { ipsService, ipsStatusCall } from "../status";
import type { LiveSignatures } from "./live";

/**
 * A wrong signature can be taken by a write and show up in `/ips/status` alone, some time later: "Проверка валидности
 * сигнатур может занять некоторое время". What such a message looks like is not documented, so these are assumptions:
 * one that names our SID is about us; one that is new since before the write and names nobody else's is about us too.
 */

interface Status {
  messages: string[];
  /** Whether the services are being started or read their signatures anew. */
  busy: boolean;
  /** Whether anything runs that would look at signatures. */
  running: boolean;
}

/** Who looks at the same moment shares the answer. */
const freshMs = 150;
/** How long nothing may come up before a signature is taken for right. */
const quietMs = 500;
const longestMs = 30_000;

async function statusOf(ctx: Context): Promise<Status> {
  const { connection } = ctx;
  const fetch = async () => itemsOf(ipsService, await connection.http.call(ipsStatusCall));
  const services = await connection
    .singleton("intrusion prevention status", () => new CachedList(fetch, freshMs))
    .get(ctx.signal);
  const broken = services.filter(({ status }) => status === "failed").map(({ name }) => `${name} has failed`);
  return {
    messages: [...broken, ...services.flatMap(({ msg }) => msg)],
    busy: services.some(({ status }) => /ing$/.test(status)),
    running: services.some(({ status }) => status !== "inactive"),
  };
}

/** What the status says before a write; undefined where it can't be had. */
export async function messagesBefore(ctx: Context): Promise<string[] | undefined> {
  try {
    return (await statusOf(ctx)).messages;
  } catch (thrown) {
    ctx.log.debug(`${ctx.connection.where}: ${asPerimeterError(thrown).message}`);
    return undefined;
  }
}

/**
 * What the appliance finds wrong with signatures after a write; nothing, where it finds nothing for a while.
 * @param sids the signatures that were written
 * @param before what the status said before the write; without it only what names a signature is counted
 */
export async function complaintsAbout(
  ctx: Context,
  live: LiveSignatures,
  sids: ReadonlySet<number>,
  before: string[] | undefined,
): Promise<string[]> {
  const others = new Set(
    (await live.items(ctx.signal)).map(({ sid }) => sid).filter((sid) => !sids.has(sid)),
  );
  const isNew = (text: string) => before !== undefined && !before.includes(text);
  const isOurs = (text: string) => names(text, sids) || (isNew(text) && !names(text, others));
  const start = Date.now();
  for (let pause = 200; ; pause = Math.min(pause * 1.5, 3000)) {
    const { messages, busy, running } = await statusOf(ctx);
    const ours = messages.filter(isOurs);
    // What was said before of an older text may stand for a moment yet.
    if (ours.some((text) => !before?.includes(text))) return ours;
    const waited = Date.now() - start;
    if (!running || (waited >= quietMs && !busy) || waited >= longestMs) return ours;
    await paused(pause, ctx.signal);
  }
}

/** Whether a text has one of these numbers in it. */
function names(text: string, sids: ReadonlySet<number>): boolean {
  return (text.match(/\d+/g) ?? []).some((number) => sids.has(Number(number)));
}
