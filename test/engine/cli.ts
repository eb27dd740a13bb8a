import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { constants } from "node:os";
import { performance } from "node:perf_hooks";
import { descendants, killTree, type Process, signal } from "../../scripts/lib/processes.mjs";

/** One entry of the engine's event log, of which the tests read these. */
export interface EngineEvent {
  sequence: number;
  diagnosticEvent?: { severity: string; message: string; urn?: string; ephemeral?: boolean };
  resourcePreEvent?: { metadata: EventStep };
  resOutputsEvent?: { metadata: EventStep };
  resOpFailedEvent?: { metadata: EventStep };
  summaryEvent?: { resourceChanges: Record<string, number>; result: string; maybeCorrupt: boolean };
}

/** What the engine does with one resource, as its events tell it. */
export interface EventStep {
  op: string;
  urn: string;
  type: string;
  diffs?: string[] | null;
  detailedDiff?: Record<string, { diffKind: string; inputDiff: boolean }> | null;
}

/** A command of the engine that has ended. */
export interface Result {
  /** The exit code; 128 + n where signal n ended it. */
  code: number;
  stdout: string;
  stderr: string;
  /** The engine's event log; empty for commands that have none. */
  events: EngineEvent[];
  durationMs: number;
}

/** Thrown where a command ends with another exit code than the expected one; its message is the whole output. */
export class UnexpectedExit extends Error {
  constructor(
    readonly args: readonly string[],
    readonly result: Result,
  ) {
    super(`pulumi ${args.join(" ")} ended with ${result.code}\n${result.stdout}\n${result.stderr}`);
    this.name = "UnexpectedExit";
  }
}

export interface CliOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where the command was told to write its event log; read and removed at its end. */
  eventLog?: string | undefined;
  /** Gets each piece of output as it comes, also that of stderr. */
  onOutput?: ((text: string) => void) | undefined;
}

/** A command of the engine that runs. */
export class Running {
  /** Its end, whatever it is: this does not reject. */
  readonly result: Promise<Result>;
  readonly #child: ChildProcess;

  constructor(pulumi: string, args: readonly string[], options: CliOptions) {
    this.#child = spawn(pulumi, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.result = this.#collect(options);
  }

  /** The process of the CLI. */
  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("the CLI did not start");
    return pid;
  }

  /** Ctrl-C: the first one lets running operations end, the second one does not. */
  interrupt(): void {
    signal(this.pid, "SIGINT");
  }

  /** Ends the CLI and everything below it at once, as a power cut would. */
  kill(): void {
    killTree(this.pid);
  }

  /** The processes of providers that this command runs now, dynamic and plugin. */
  providers(): Process[] {
    const below = descendants(this.pid).filter((each) =>
      /dynamic-provider|pulumi-resource-/.test(each.command),
    );
    // A provider may be started by a script that waits for it: the one without a child is the provider itself.
    return below.filter((each) => !below.some((other) => other.parent === each.pid));
  }

  /**
   * Sends a signal to every provider of this command.
   * @throws where none runs
   */
  signalProviders(name: NodeJS.Signals): void {
    const providers = this.providers();
    if (providers.length === 0) throw new Error("no provider runs");
    for (const { pid } of providers) signal(pid, name);
  }

  async #collect({ eventLog, onOutput }: CliOptions): Promise<Result> {
    const started = performance.now();
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      this.#child[name]?.setEncoding("utf8").on("data", (piece: string) => {
        text[name] += piece;
        onOutput?.(piece);
      });
    }
    const [code, killedBy] = (await once(this.#child, "close")) as [number | null, NodeJS.Signals | null];
    const durationMs = performance.now() - started;
    const events = eventLog === undefined ? [] : await readEvents(eventLog);
    return { code: code ?? 128 + (killedBy ? constants.signals[killedBy] : 0), ...text, events, durationMs };
  }
}

/** A killed engine leaves half a last line, or no log at all. */
async function readEvents(file: string): Promise<EngineEvent[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  await rm(file, { force: true });
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** What the engine and the providers told the user, debug messages left out. */
export function diagnostics(result: Result): { severity: string; message: string; urn?: string }[] {
  return result.events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent ? [diagnosticEvent] : []))
    .filter(({ severity }) => severity !== "debug");
}

/** What was done, in the order in which it ended: `["create urn:…", …]` as pairs. */
export function operations(result: Result): { op: string; urn: string; failed: boolean }[] {
  return result.events.flatMap(({ resOutputsEvent, resOpFailedEvent }) => {
    const { metadata } = resOutputsEvent ?? resOpFailedEvent ?? {};
    return metadata ? [{ op: metadata.op, urn: metadata.urn, failed: resOpFailedEvent !== undefined }] : [];
  });
}
