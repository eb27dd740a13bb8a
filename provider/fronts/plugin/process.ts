import { catalogue } from "../../catalogue";
import { didYouMean } from "../../kernel/check";
import { mergedConnections } from "../../kernel/config";
import { asPerimeterError } from "../../kernel/errors";
import { timeLimited } from "../../kernel/limits";
import { type Log, silent } from "../../kernel/log";
import { type ContextOptions, Runtime } from "../../kernel/runtime";
import { isUnknown, type Properties } from "../../kernel/values";
import { EngineLog } from "../enginelog";
import { secret } from "../wire";

/** What one plugin process has: its configuration, the way to the engine's log, and how it is stopped. */
export class PluginProcess {
  private engine?: EngineLog;
  private configured?: Runtime;
  private stop = new AbortController();

  engineAt(address: string): void {
    this.engine = new EngineLog(address);
  }

  get runtime(): Runtime {
    if (!this.configured) this.configure({}, true);
    return this.configured as Runtime;
  }

  /** @param isDefault whether it is the provider that the engine makes from the stack's configuration */
  configure(config: Properties, isDefault: boolean): void {
    void this.configured?.close();
    this.stop = new AbortController();
    this.configured = new Runtime(catalogue.vendors, connectionsIn(config, isDefault), this.logAt());
  }

  checkConfig(config: Properties, isDefault: boolean): { inputs: Properties; failures: Failure[] } {
    const { connections } = config;
    const known = connections !== undefined && !isUnknown(connections);
    const failures = [...unknownKeys(config), ...(known ? connectionFailures(config, isDefault) : [])];
    // Credentials get into the state encrypted, whatever the program said.
    return { inputs: known ? { ...config, connections: secret(connections) } : config, failures };
  }

  options(urn: string | undefined, timeoutSeconds: number): ContextOptions {
    const { signal } = this.stop;
    const limited = timeoutSeconds > 0 ? timeLimited(signal, timeoutSeconds * 1000) : signal;
    return { log: this.logAt(urn), signal: limited };
  }

  /** Interrupts everything under way. */
  cancel(): void {
    this.stop.abort();
  }

  /** Logs out; the engine waits five seconds for it. */
  async end(): Promise<void> {
    this.cancel();
    await Promise.allSettled([this.configured?.close(), this.engine?.close()]);
  }

  private logAt(urn?: string): Log {
    return this.engine?.at(urn) ?? silent;
  }
}

interface Failure {
  property: string;
  reason: string;
}

/** An explicit provider wins over the environment, and the environment over the stack's configuration. */
function connectionsIn(config: Properties, isDefault: boolean): Record<string, Properties> {
  const environment = process.env.PERIMETER_CONNECTIONS;
  const given = config.connections;
  if (isDefault) return mergedConnections(given, environment);
  return mergedConnections(environment, typeof given === "string" ? given : JSON.stringify(given));
}

const keys = ["connections"];
/** Put there by the engine itself. */
const engineKeys = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

function unknownKeys(config: Properties): Failure[] {
  return Object.keys(config)
    .filter((key) => !keys.includes(key) && !engineKeys.has(key))
    .map((key) => ({
      property: key,
      reason: `unknown configuration${didYouMean(key, keys) || `, allowed: ${keys.join(", ")}`}`,
    }));
}

function connectionFailures(config: Properties, isDefault: boolean): Failure[] {
  try {
    const { connections } = new Runtime(catalogue.vendors, connectionsIn(config, isDefault), silent);
    return connections.problems().map((problem) => ({ property: "connections", reason: problem }));
  } catch (thrown) {
    return [{ property: "connections", reason: asPerimeterError(thrown).message }];
  }
}
