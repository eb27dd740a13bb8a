import { objectsOf } from "../../../../kernel/answers";
import { CachedList, Mutex } from "../../../../kernel/cached-list";
import { path } from "../../../../kernel/calls";
import type { Connection } from "../../../../kernel/connections";
import type { Context } from "../../../../kernel/context";
import { isCategory } from "../../../../kernel/errors";
import { createOnce } from "../../../../kernel/once";
import { PendingCreate } from "../../../../kernel/pending-create";
import { removed } from "../../../../kernel/removal";
import { isObject, type Properties } from "../../../../kernel/values";
import { signatureText } from "../text";

const listPath = "/ips/custom";

/** A custom signature as the appliance lists it. */
export interface CustomSignature {
  sid: number;
  /** What the calls of a change know it by: the id of the page's form, the SID of the corrected one. */
  address: string;
  /** The next three come with the page's form alone. */
  id?: string;
  comment?: string;
  rule?: string;
  classtype: string;
  /** The list's own object. */
  line: Properties;
}

/** A rule as it goes to the appliance, and what of it shows in the list. */
export interface RuleText {
  sid: number;
  text: string;
  classtype?: string;
}

/** What is to change of a signature. */
export interface SignatureChange {
  rule?: RuleText;
  comment?: string;
}

/**
 * The custom signatures of one appliance as this process knows them: one list call for all readers, a text fetched
 * once, writes one after the other.
 *
 * The interface has two forms, told apart by the list's answer. The page's: an array with `id` and `rule`; PATCH and
 * DELETE go by `id`. The one that the vendor corrected it to (v18 has either, later versions this one): an object
 * with `signatures` that has neither; the text is had by SID, one at a time, comments are never shown, and PATCH and
 * DELETE go by SID.
 */
export class LiveSignatures {
  readonly turns = new Mutex();
  /**
   * Which kind of resource made or adopted a signature in this process: one that goes from a file of signatures to a
   * resource of its own, or back, must not be deleted by the one that lost it.
   */
  readonly takenBy = new Map<number, "file" | "single">();
  private readonly listing: CachedList<CustomSignature>;
  private readonly texts = new Map<number, CachedList<string>>();
  private isCorrected = false;

  private constructor(private readonly connection: Connection) {
    this.listing = new CachedList(() => this.fetch());
  }

  /** The signatures of a context's connection, the same object for everyone in the process. */
  static of({ connection }: Context): LiveSignatures {
    return connection.singleton("custom signatures", () => new LiveSignatures(connection));
  }

  /** Whether the list tells comments; known once it was fetched. */
  get tellsComments(): boolean {
    return !this.isCorrected;
  }

  items(signal?: AbortSignal): Promise<CustomSignature[]> {
    return this.listing.get(signal);
  }

  refetch(signal?: AbortSignal): Promise<CustomSignature[]> {
    return this.listing.refetch(signal);
  }

  async find(sid: number, signal?: AbortSignal): Promise<CustomSignature | undefined> {
    return (await this.items(signal)).find((item) => item.sid === sid);
  }

  /** The rule's text; undefined where the appliance doesn't give it, as it may not for a wrong rule. */
  async textOf({ sid, rule }: CustomSignature): Promise<string | undefined> {
    if (rule !== undefined) return rule;
    const known = this.texts.get(sid) ?? new CachedList(() => this.fetchText(sid));
    this.texts.set(sid, known);
    const [text] = await known.get();
    return text;
  }

  /** Makes a signature, exactly once. */
  async add(ctx: Context, rule: RuleText, comment: string): Promise<void> {
    const { sid, text, classtype = "" } = rule;
    const body = { comment, rule: text };
    const id = await createOnce<CustomSignature>({
      ctx,
      send: async () => idIn(await ctx.call({ method: "POST", path: listPath, body, repeat: false })),
      look: (signal) => this.listing.refetch(signal),
      idOf: (item) => item.address,
      matches: (item) => item.sid === sid,
      known: new Set(),
      begun: PendingCreate.of(ctx, [listPath, sid]),
    });
    this.texts.delete(sid);
    const form = this.isCorrected ? { address: String(sid) } : { address: id, id, comment, rule: text };
    const made: CustomSignature = { sid, classtype, line: { sid }, ...form };
    this.listing.patch((items) => [...items.filter((item) => item.sid !== sid), made]);
  }

  /** Sends what is to change; the SID stays. */
  async edit(
    ctx: Context,
    { sid, address }: CustomSignature,
    { rule, comment }: SignatureChange,
  ): Promise<void> {
    const body = { ...(rule && { rule: rule.text }), ...(comment !== undefined && { comment }) };
    const call = { method: "PATCH", path: `${listPath}${path`/${address}`}`, body } as const;
    await this.writing(() => ctx.call({ ...call, repeat: true, answer: "none" }));
    if (rule) this.texts.delete(sid);
    const changed = { ...(rule && { classtype: rule.classtype ?? "" }), ...(!this.isCorrected && body) };
    this.listing.patch((items) => items.map((item) => (item.sid === sid ? { ...item, ...changed } : item)));
  }

  /** Deletes a signature; one that is gone already is fine. */
  async remove(ctx: Context, { sid, address }: CustomSignature): Promise<void> {
    const call = { method: "DELETE", path: `${listPath}${path`/${address}`}` } as const;
    await removed(ctx, {
      what: `the signature ${sid}`,
      send: () => this.writing(() => ctx.call({ ...call, repeat: true, answer: "none" })),
      isThere: async () => (await this.listing.refetch(ctx.signal)).some((item) => item.sid === sid),
    });
    this.texts.delete(sid);
    this.listing.patch((items) => items.filter((item) => item.sid !== sid));
  }

  /** Sends a file of rules, one a line; what became of it only the list can tell. */
  async upload(ctx: Context, text: string): Promise<void> {
    this.listing.drop();
    const raw = { type: "text/plain", text };
    await ctx.call({ method: "POST", path: "/ips/custom_rules_file", raw, repeat: false, answer: "none" });
  }

  private async fetch(): Promise<CustomSignature[]> {
    const answer = await this.connection.http.call({ method: "GET", path: listPath });
    const corrected = isObject(answer) && Array.isArray(answer.signatures);
    const list = corrected ? answer.signatures : answer;
    const items = objectsOf(list, "custom signature", hasSid).map((line) => itemOf(line, corrected));
    this.isCorrected = corrected;
    return items;
  }

  private async fetchText(sid: number): Promise<string[]> {
    try {
      return [await signatureText(this.connection.http, sid)];
    } catch (thrown) {
      if (isCategory(thrown, "notFound")) return [];
      throw thrown;
    }
  }

  private async writing(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.listing.drop();
      throw thrown;
    }
  }
}

function hasSid({ sid }: Properties): boolean {
  return Number.isSafeInteger(Number(sid ?? Number.NaN));
}

function itemOf(line: Properties, corrected: boolean): CustomSignature {
  const sid = Number(line.sid);
  const common = { sid, classtype: String(line.classtype ?? ""), line };
  if (corrected || line.id === undefined) return { ...common, address: String(sid) };
  const rule = typeof line.rule === "string" ? line.rule : undefined;
  return {
    ...common,
    address: String(line.id),
    id: String(line.id),
    comment: String(line.comment ?? ""),
    rule,
  };
}

function idIn(answer: unknown): string | undefined {
  return isObject(answer) && answer.id !== undefined && answer.id !== null ? String(answer.id) : undefined;
}
