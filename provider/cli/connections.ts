import { catalogue } from "../catalogue";
import { didYouMean } from "../kernel/check";
import { mergedConnections } from "../kernel/config";
import { commonSettings } from "../kernel/connections";
import type { Context } from "../kernel/context";
import { invalid, PerimeterError } from "../kernel/errors";
import { metaOf } from "../kernel/fields";
import { Runtime } from "../kernel/runtime";
import { type Properties, shown } from "../kernel/values";
import type { Vendor } from "../kernel/vendor";
import { type StackOptions, stackConnections } from "./pulumi";
import type { CommandSession } from "./session";

/** A connection of the configuration by its name. */
export interface ConnectionTarget {
  name: string;
  /** What the state calls the appliance. */
  id: string;
  vendor: Vendor;
}

/** The configured connections, ready for commands. */
export class Configured {
  constructor(
    readonly runtime: Runtime,
    private readonly settings: Record<string, Properties>,
    private readonly session: CommandSession,
  ) {}

  /**
   * The connections that a command names, or all of them.
   * @throws an `invalid` error for a name that there is not
   */
  names(names: readonly string[]): string[] {
    const known = Object.keys(this.settings);
    for (const name of names) if (!known.includes(name)) throw unknown(name, known);
    return names.length > 0 ? [...new Set(names)] : known;
  }

  /** @throws an `invalid` error for a name that there is not, and for a connection of no known vendor */
  target(name: string): ConnectionTarget {
    this.names([name]);
    const vendor = vendorOf(this.settings[name] ?? {});
    if (!vendor) {
      const known = catalogue.vendors.map((candidate) => candidate.name).join(", ");
      throw invalid(
        `connections.${name}.vendor: found ${shown(this.settings[name]?.vendor)}, allowed: ${known}`,
      );
    }
    return { name, id: this.runtime.connections.idOf(name), vendor };
  }

  /** What vendor code works with; throws where the connection's settings are not right. */
  context({ vendor, id }: ConnectionTarget): Context {
    const { runtime, session } = this;
    const connection = runtime.connections.byId(vendor, id);
    return {
      connection,
      log: session.log,
      signal: session.signal,
      call: (call) => connection.http.call(call, session.signal, { type: "perimeter", log: session.log }),
      isHeld: () => false,
    };
  }

  /** Whether a program has to name the connection, as there are others of its vendor. */
  needsName({ vendor }: ConnectionTarget): boolean {
    return this.runtime.connections.namesOf(vendor).length > 1;
  }
}

/** Reads the configuration as the command line asks: the environment, over the stack's where one is named. */
export async function configured(session: CommandSession, options: StackOptions): Promise<Configured> {
  const isStack = options.stack !== undefined || options.cwd !== undefined;
  const ofStack = isStack ? await stackConnections(session, options) : undefined;
  const settings = mergedConnections(ofStack, process.env.PERIMETER_CONNECTIONS);
  hideSecrets(session, settings);
  if (Object.keys(settings).length === 0) throw none(isStack);
  const runtime = new Runtime(catalogue.vendors, settings, session.log);
  session.atEnd(() => runtime.close());
  return new Configured(runtime, settings, session);
}

/** No remark of the command shows a credential. */
export function hideSecrets(session: CommandSession, connections: Record<string, Properties>): void {
  for (const settings of Object.values(connections)) {
    const fields = { ...commonSettings, ...vendorOf(settings)?.settings };
    const secret = Object.entries(fields).filter(([, schema]) => metaOf(schema).secret);
    session.hide(secret.map(([name]) => String(settings[name] ?? "")));
  }
}

function vendorOf(settings: Properties): Vendor | undefined {
  return catalogue.vendors.find((candidate) => candidate.name === settings.vendor);
}

function none(isStack: boolean): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_NO_CONNECTION",
    message: isStack
      ? "neither the stack's configuration perimeter:connections nor PERIMETER_CONNECTIONS names a connection"
      : "PERIMETER_CONNECTIONS names no connection",
    advice: isStack
      ? undefined
      : "Set it, or take the configuration of a stack with --stack NAME. `perimeter lab` gives one for a try.",
  });
}

function unknown(name: string, known: string[]): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_UNKNOWN_CONNECTION",
    message: `there is no connection "${name}" (known are ${known.join(", ")}${didYouMean(name, known)})`,
  });
}
