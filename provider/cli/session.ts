import { setMaxListeners } from "node:events";
import { asPerimeterError, isCategory } from "../kernel/errors";
import type { Log } from "../kernel/log";
import { Redactor } from "../kernel/secrets";

/** How a command ends: `failed` is exit code 1, for one that told itself what failed, `findings` is 2. */
export type Outcome = "fine" | "failed" | "findings";
export type CommandWork = (session: CommandSession) => Promise<Outcome>;

const exitCodes: Record<Outcome, number> = { fine: 0, failed: 1, findings: 2 };
export const interrupted = 130;
/** How long after Ctrl-C the work may take to end, and then the logging out. */
const graceMs = 1000;
/** The same for work that writes: what was done until then has to be told. */
const graceOfWriteMs = 40_000;

/** What a command has while it runs: where it writes, what calls it off, and what is to be closed at its end. */
export class CommandSession {
  readonly json: boolean;
  private readonly redactor = new Redactor();
  private readonly stop = new AbortController();
  private grace = graceMs;
  private readonly closers: Array<() => Promise<void>> = [];

  constructor(options: { json?: boolean | undefined }) {
    this.json = options.json ?? false;
    // One signal ends all the calls of a command.
    setMaxListeners(0, this.stop.signal);
  }

  /** Ends with Ctrl-C. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** Messages of the work itself stand beside the result. */
  readonly log: Log = {
    debug: () => {},
    info: (message) => this.note(message),
    warn: (message) => this.note(`warning: ${message}`),
    progress: (message) => this.note(message),
  };

  /** A part of the result, on stdout. */
  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  printJson(value: unknown): void {
    this.print(JSON.stringify(value, undefined, 2));
  }

  /** A remark, on stderr. */
  note(text: string): void {
    process.stderr.write(`${this.redact(text)}\n`);
  }

  /** Values that no remark and no error may show. */
  hide(secrets: Iterable<unknown>): void {
    for (const secret of secrets) this.redactor.add(secret);
  }

  redact(text: string): string {
    return this.redactor.redact(text);
  }

  /** Has something closed at the end, whatever it is: sessions are logged out of. */
  atEnd(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  /** From now on the work changes an appliance: after a Ctrl-C it gets the time to tell what was done. */
  writes(): void {
    this.grace = graceOfWriteMs;
  }

  /** Until Ctrl-C. */
  async interrupted(): Promise<void> {
    if (this.signal.aborted) return;
    await new Promise<void>((resolve) =>
      this.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
  }

  /** Runs a command to its end and gives the exit code. */
  async run(work: CommandWork): Promise<number> {
    const interrupt = () => this.interrupt();
    process.on("SIGINT", interrupt);
    process.on("SIGTERM", interrupt);
    process.stdout.on("error", withoutReader);
    try {
      return exitCodes[await Promise.race([work(this), this.abandoned()])];
    } catch (thrown) {
      // What was done by half is worth a word, also to somebody who called it off.
      if (this.signal.aborted && !isCategory(thrown, "partial")) return interrupted;
      this.tell(thrown);
      if (this.signal.aborted) return interrupted;
      return exitCodes.failed;
    } finally {
      this.grace = graceMs;
      await Promise.race([
        Promise.allSettled(this.closers.map((close) => close())),
        this.abandoned().catch(() => {}),
      ]);
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    }
  }

  /** Rejects a moment after Ctrl-C: not everything that is under way can be called off. */
  private async abandoned(): Promise<never> {
    await this.interrupted();
    await new Promise((resolve) => setTimeout(resolve, this.grace).unref());
    throw this.signal.reason;
  }

  private tell(thrown: unknown): void {
    const error = asPerimeterError(thrown);
    if (this.json) this.print(this.redact(JSON.stringify({ error: error.toJSON() }, undefined, 2)));
    this.note(`perimeter: ${error.message} [${error.code}]`);
  }

  /** The first Ctrl-C ends the work and logs out; the second one waits for nothing. */
  private interrupt(): void {
    if (this.signal.aborted) process.exit(interrupted);
    this.stop.abort();
  }
}

/** Who reads may have seen enough: `perimeter lint | head`. */
function withoutReader(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}
