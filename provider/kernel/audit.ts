import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { type Call, callText } from "./calls";
import { PerimeterError } from "./errors";
import type { Log } from "./log";
import type { Redactor } from "./secrets";
import { isObject } from "./values";

/** The work that calls belong to, for the audit. */
export interface AuditedWork {
  /** `ideco:ForwardRule` */
  type: string;
  /** Undefined while it is being made. */
  id?: string | undefined;
  /** What the state holds, and what the program wants: as far as there is one. */
  before?: Readonly<Record<string, unknown>> | undefined;
  after?: Readonly<Record<string, unknown>> | undefined;
  /** `project/stack`, where the engine tells. */
  stack?: string | undefined;
  log: Log;
}

/** Whose calls are written down. */
interface Audited {
  /** For messages. */
  where: string;
  connection: string;
  vendor: string;
  appliance: string;
}

/**
 * Writes down every write to an appliance as two lines of JSON, one before it is sent and one when its outcome is known;
 * a line without a second one is of a process that was killed in between. A write that can't be written down is not sent.
 * Several processes may append to one file: each line goes out in one piece.
 */
export class Audit {
  constructor(
    private readonly file: string,
    private readonly of: Audited,
    private readonly redactor: Redactor,
  ) {}

  /** @throws `PERIMETER_AUDIT` where the line can't be written; then the call must not be sent */
  begin(call: Call, work: AuditedWork | undefined): AuditedCall {
    const id = randomUUID();
    const { connection, vendor, appliance } = this.of;
    try {
      this.append({
        time: new Date().toISOString(),
        id,
        event: "sending",
        connection,
        vendor,
        appliance,
        call: callText(call),
        query: call.query,
        ...objectOf(call, work),
        sent: call.body ?? call.raw?.text,
      });
    } catch (thrown) {
      throw refusal(this.file, thrown);
    }
    return {
      done: (answer) => this.end(id, { outcome: "done", made: idIn(answer) }, work),
      failed: (error) =>
        this.end(id, { outcome: error.outcomeUnknown ? "unknown" : "failed", error: errorIn(error) }, work),
    };
  }

  /** The write is out: that its outcome can't be written down undoes nothing, and is said. */
  private end(id: string, outcome: Record<string, unknown>, work: AuditedWork | undefined): void {
    try {
      this.append({ time: new Date().toISOString(), id, event: "outcome", ...outcome });
    } catch (thrown) {
      const text = `${this.of.where}: the outcome of a write could not be written to the audit ${this.file}: ${reason(thrown)}`;
      if (work) work.log.warn(text);
      else process.emitWarning(text);
    }
  }

  /** One call of the system for one line: the file may have several writers, and may be rotated away at any time. */
  private append(line: Record<string, unknown>): void {
    appendFileSync(this.file, `${JSON.stringify(this.clean(line))}\n`, { mode: 0o600 });
  }

  private clean(value: unknown): unknown {
    if (typeof value === "string") return this.redactor.redact(value);
    if (Array.isArray(value)) return value.map((each) => this.clean(each));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.clean(each)]));
  }
}

export interface AuditedCall {
  done(answer: unknown): void;
  failed(error: PerimeterError): void;
}

/** What a call is about: what was there, where the caller has just seen it; else what changes of the resource. */
function objectOf({ before }: Call, work: AuditedWork | undefined) {
  if (!work) return { before };
  const { type, id, stack } = work;
  const changes = before === undefined ? changesIn(work) : undefined;
  return { stack, object: { type, id }, before, changes };
}

/** Longer values would be said again with each call of a table. */
const longestValue = 2000;

function changesIn({ before = {}, after = {} }: AuditedWork) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const texts = (name: string) => [before[name], after[name]].map((value) => JSON.stringify(value));
  const changed = names.filter((name) => Object.hasOwn(after, name) || Object.keys(after).length === 0);
  const entries = changed.flatMap((name) => {
    const [was = "", is = ""] = texts(name);
    if (was === is) return [];
    const shown = (text: string, value: unknown) =>
      text.length > longestValue ? `(${text.length} characters)` : value;
    return [[name, { before: shown(was, before[name]), after: shown(is, after[name]) }] as const];
  });
  return Object.fromEntries(entries);
}

function idIn(answer: unknown): unknown {
  return isObject(answer) && ["string", "number"].includes(typeof answer.id) ? answer.id : undefined;
}

function errorIn({ code, status, message }: PerimeterError) {
  return { code, status, message };
}

function reason(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? String(thrown);
}

function refusal(file: string, thrown: unknown): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_AUDIT",
    message: `the write was not sent, as it could not be written to the audit ${file} (${reason(thrown)})`,
    advice:
      "Make the file's folder and give this account the right to write there, or take `audit` out of the connection.",
  });
}
