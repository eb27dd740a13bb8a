import { catalogue } from "../../catalogue";
import { mergedConnections } from "../../kernel/config";
import { asPerimeterError, type PerimeterError } from "../../kernel/errors";
import { silent } from "../../kernel/log";
import { type ContextOptions, Runtime } from "../../kernel/runtime";
import { EngineLog } from "../engine-log";

/** What the provider process has once, for all types: its runtime, its way to the engine, and an orderly end. */
export class DynamicHost {
  private configured?: Runtime | PerimeterError;
  private readonly stop = new AbortController();
  private readonly log?: EngineLog;
  private readonly onSignal = () => void this.exit();
  private stack?: string | undefined;

  /** @param engineAddress the engine gives it as the first argument; without one somebody else loaded the module */
  constructor(engineAddress = process.argv[2] ?? "") {
    if (/^[\w.-]+:\d+$/.test(engineAddress)) this.log = new EngineLog(engineAddress);
  }

  /** The configuration is the same for all types; the first one told makes the runtime. */
  configure(connections: unknown): void {
    if (this.configured) return;
    this.configured = this.runtimeFor(connections);
    for (const signal of signals) process.once(signal, this.onSignal);
  }

  /** Pulumi tells a dynamic provider no names: the stack's is asked of the engine, once it knows the program. */
  async options(): Promise<ContextOptions> {
    this.stack ??= await this.log?.stack();
    return { signal: this.stop.signal, ...(this.stack !== undefined && { stack: this.stack }) };
  }

  get runtime(): Runtime {
    if (!this.configured) this.configure(undefined);
    if (this.configured instanceof Runtime) return this.configured;
    throw this.configured;
  }

  /** Interrupts what is under way and logs out. */
  async end(): Promise<void> {
    this.stop.abort();
    for (const signal of signals) process.off(signal, this.onSignal);
    const runtime = this.configured instanceof Runtime ? this.configured : undefined;
    await Promise.allSettled([runtime?.close(), this.log?.close()]);
  }

  /** A configuration that can't be read is an error of every call, whichever comes first. */
  private runtimeFor(connections: unknown): Runtime | PerimeterError {
    try {
      const merged = mergedConnections(connections, process.env.PERIMETER_CONNECTIONS);
      return new Runtime(catalogue.vendors, merged, this.log?.at() ?? silent, this.log?.address);
    } catch (thrown) {
      return asPerimeterError(thrown);
    }
  }

  /** The engine ends a provider with SIGINT and waits five seconds. */
  private async exit(): Promise<void> {
    const limit = new Promise((resolve) => setTimeout(resolve, exitMs).unref());
    await Promise.race([this.end(), limit]);
    process.exit(0);
  }
}

const signals = ["SIGINT", "SIGTERM"] as const;
const exitMs = 3000;
