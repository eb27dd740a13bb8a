import { catalogue } from "../../catalogue";
import { timeLimited } from "../../kernel/limits";
import { type Log, silent } from "../../kernel/log";
import { type ContextOptions, Runtime } from "../../kernel/runtime";
import type { Properties } from "../../kernel/values";
import { EngineLog } from "../engine-log";
import { connectionsIn } from "./config";
import { Running } from "./running";
import { stackIn } from "./urn";

/** What one plugin process has: its configuration, the way to the engine's log, and the calls under way. */
export class PluginProcess {
  readonly running = new Running();
  private engine?: EngineLog;
  private configured?: Runtime;

  engineAt(address: string): void {
    if (address === this.engine?.address) return;
    void this.engine?.close();
    this.engine = new EngineLog(address);
  }

  get runtime(): Runtime {
    this.configured ??= this.runtimeFor("", {});
    return this.configured;
  }

  /** @throws {PerimeterError} where the configuration can't be read; then it stays as it was */
  configure(urn: string, config: Properties): void {
    const runtime = this.runtimeFor(urn, config);
    void this.configured?.close();
    this.configured = runtime;
    this.running.renew();
  }

  /** @param timeoutSeconds the resource option `customTimeouts`; 0 is none */
  options(signal: AbortSignal, urn?: string, timeoutSeconds = 0): ContextOptions {
    const limited = timeoutSeconds > 0 ? timeLimited(signal, timeoutSeconds * 1000) : signal;
    return { log: this.logAt(urn), signal: limited, ...(urn && { stack: stackIn(urn) }) };
  }

  logAt(urn?: string): Log {
    return this.engine?.at(urn) ?? silent;
  }

  /** Waits until the engine has everything that was said: what comes after the answer may be too late to be shown. */
  async heard(): Promise<void> {
    await this.engine?.heard();
  }

  /** Logs out everywhere. */
  async close(isOrderly: boolean): Promise<void> {
    await this.configured?.close(isOrderly);
    await this.engine?.close();
  }

  private runtimeFor(urn: string, config: Properties): Runtime {
    return new Runtime(catalogue.vendors, connectionsIn(urn, config), this.logAt(), this.engine?.address);
  }
}
