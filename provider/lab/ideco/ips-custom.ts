import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { type Context, isV18 } from "./context";
import { listed, parseSignature, type Signature } from "./signature";
import { checked, comment, invalid, json, notFound, ok, route } from "./validate";

const rule = z
  .string()
  .max(8196)
  .refine((text) => !/[\r\n]/.test(text), "line breaks are not allowed");
const customForm = z.strictObject({ comment, rule });
const fileLimit = 32 * 1024 * 1024;

interface Custom {
  id: string;
  comment: string;
  signature: Signature;
}

/**
 * Custom signatures. A rule without SID or with one that exists is refused with 542 ("Значения SID … должны быть
 * уникальными"); anything else that is wrong with it is accepted and shows up in `/ips/status`.
 */
export class CustomSignatures {
  readonly routes: Route[];
  private readonly bySid = new Map<number, Custom>();
  private last: number;

  constructor(
    private readonly context: Context,
    private readonly isStandard: (sid: number) => boolean,
  ) {
    this.last = context.options.idOffset;
    const path = "/ips/custom";
    this.routes = [
      route("GET", path, () => this.list()),
      route("POST", path, (call) => {
        const body = checked(customForm, call.body);
        return json({ id: this.store(body.comment, this.fresh(body.rule)) });
      }),
      route("PATCH", `${path}/:id`, (call) => this.edit(call)),
      route("DELETE", `${path}/:id`, (call) => {
        this.bySid.delete(this.known(call).signature.sid);
        return ok;
      }),
      route("POST", "/ips/custom_rules_file", (call) => this.upload(call), { body: "text" }),
    ];
  }

  /** Signatures that work, and what is wrong with the others. */
  get valid(): Signature[] {
    return this.signatures.filter((signature) => signature.mistake === undefined);
  }

  get mistakes(): string[] {
    const wrong = this.signatures.filter((signature) => signature.mistake !== undefined);
    return wrong.map(({ sid, mistake }) => `custom signature ${sid}: ${mistake}`);
  }

  find(sid: number): Signature | undefined {
    return this.bySid.get(sid)?.signature;
  }

  private get signatures(): Signature[] {
    return [...this.bySid.values()].map((custom) => custom.signature);
  }

  private get corrected(): boolean {
    return !isV18(this.context) || this.context.options.customSignatures === "corrected";
  }

  private list(): Reply {
    if (this.corrected) return json({ signatures: this.signatures.map((one) => listed(one, "custom")) });
    return json(
      [...this.bySid.values()].map(({ id, comment, signature }) => ({
        id,
        comment,
        rule: signature.text,
        sid: signature.sid,
        classtype: listed(signature, "custom").classtype,
      })),
    );
  }

  /** The page addresses a signature by its id, the corrected form by its SID. */
  private known(call: Call): Custom {
    const id = call.params.id ?? "";
    const found = this.corrected
      ? this.bySid.get(Number(id))
      : [...this.bySid.values()].find((custom) => custom.id === id);
    if (found === undefined) throw notFound(`custom signature ${id}`);
    return found;
  }

  /** "все или некоторые поля". */
  private edit(call: Call): Reply {
    const custom = this.known(call);
    const body = checked(customForm.partial(), call.body);
    const signature =
      body.rule === undefined ? custom.signature : this.fresh(body.rule, custom.signature.sid);
    this.bySid.delete(custom.signature.sid);
    this.bySid.set(signature.sid, { ...custom, comment: body.comment ?? custom.comment, signature });
    return ok;
  }

  private fresh(text: string, ownSid?: number): Signature {
    const signature = parseSignature(text);
    const mistake = this.sidMistake(signature.sid, ownSid);
    if (mistake !== undefined) throw invalid("rule", mistake);
    return signature;
  }

  private sidMistake(sid: number, ownSid?: number): string | undefined {
    if (sid === 0) return "the signature has no sid";
    if (sid === ownSid) return undefined;
    return this.bySid.has(sid) || this.isStandard(sid) ? `the sid ${sid} exists already` : undefined;
  }

  private store(comment: string, signature: Signature): string {
    this.last += 1;
    const id = String(this.last);
    this.bySid.set(signature.sid, { id, comment, signature });
    return id;
  }

  /** All or nothing; wrong lines are named by number ("ошибку с указанием номеров строк файла"). */
  private upload(call: Call): Reply {
    const type = String(call.headers["content-type"] ?? "").split(";")[0];
    if (type !== "text/plain") throw invalid("", "the file must be text/plain");
    if (call.length > fileLimit) throw invalid("", "the file is larger than 32 MB");
    const replaces = this.context.options.customFile === "replaces";
    const seen = new Set<number>(replaces ? [] : this.bySid.keys());
    const wrong: number[] = [];
    const signatures: Signature[] = [];
    for (const [index, line] of String(call.body ?? "")
      .split(/\r?\n/)
      .entries()) {
      const text = line.trim();
      if (text === "" || text.startsWith("#")) continue;
      const signature = parseSignature(text);
      const { sid } = signature;
      if (signature.mistake || text.length > 8196 || sid === 0 || seen.has(sid) || this.isStandard(sid)) {
        wrong.push(index + 1);
      }
      seen.add(sid);
      signatures.push(signature);
    }
    if (wrong.length > 0) throw invalid("", `wrong signatures in lines ${wrong.join(", ")}`);
    if (replaces) this.bySid.clear();
    for (const signature of signatures) this.store("", signature);
    return json({ count: signatures.length });
  }
}
