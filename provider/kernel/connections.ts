import { z } from "zod";
import { checkFields, type Problem, problemText } from "./check";
import { invalid, PerimeterError } from "./errors";
import { type Fields, field, metaOf } from "./fields";
import { Http } from "./http";
import { Redactor } from "./secrets";
import { isObject, type Properties } from "./values";
import type { Vendor } from "./vendor";

/** One appliance and the way to it: `where` for messages, `http` to talk, and a memory for the process. */
export class Connection {
  readonly http: Http;
  readonly where: string;
  /** Another way to the same appliance, with a connection and a session of its own; to be closed by the caller. */
  readonly fresh: () => Http;
  private readonly memory = new Map<string, unknown>();

  constructor(
    readonly name: string,
    readonly id: string,
    readonly vendor: Vendor,
    readonly settings: Properties,
    common: CommonSettings,
  ) {
    this.where = `${vendor.name} connection "${name}"`;
    const redactor = new Redactor(secretsOf(vendor, settings));
    const options = { ...common, ...tlsOf(settings), where: this.where };
    this.fresh = () => new Http(vendor, settings, options, redactor);
    this.http = this.fresh();
  }

  /** Something of this appliance that is kept for the life of the process: a listing, a dialect, a registry. */
  kept<T>(key: string, make: () => T): T {
    if (!this.memory.has(key)) this.memory.set(key, make());
    return this.memory.get(key) as T;
  }
}

/** What every connection may say, whatever its vendor. */
export const commonSettings = {
  vendor: field(z.string(), "The vendor: `ideco`, `selectel`, `era`, `nhn` or `deepfinder`."),
  id: field(
    z.string().min(1).optional(),
    "What the state calls this appliance; by default the connection's name. Keep it when you rename the connection.",
  ),
  timeoutSeconds: field(z.number().positive().max(3600), "Time limit of one call, in seconds.", {
    default: 30,
  }),
  concurrency: field(z.int().min(1).max(256), "Calls at the same time, at most.", { default: 8 }),
  requestsPerSecond: field(
    z.number().positive().optional(),
    "Calls a second, at most. By default unlimited.",
  ),
  retries: field(z.int().min(0).max(20), "How often a call that may be repeated is repeated.", {
    default: 4,
  }),
  proxy: field(z.url().optional(), "URL of an HTTP proxy; by default that of `HTTPS_PROXY`."),
  readOnly: field(z.boolean(), "Refuses every write; for drift jobs.", { default: false }),
} satisfies Fields;

/** Fields of connections whose appliance is in the user's own network, with a certificate of its own. */
export const tlsSettings = {
  ca: field(z.string().optional(), "Certificate of the CA that signed the appliance's certificate, in PEM."),
  insecure: field(
    z.boolean(),
    "Doesn't check the appliance's certificate at all: anyone in between can read and change everything.",
    {
      default: false,
    },
  ),
} satisfies Fields;

type CommonSettings = z.infer<z.ZodObject<typeof commonSettings>>;

function tlsOf(settings: Properties): { ca?: string; insecure?: boolean } {
  return { ca: settings.ca as string | undefined, insecure: settings.insecure as boolean | undefined };
}

function secretsOf(vendor: Vendor, settings: Properties): unknown[] {
  return Object.entries(vendor.settings)
    .filter(([, schema]) => metaOf(schema).secret)
    .map(([name]) => settings[name]);
}

/** All connections of a process, by name; made when first asked for, so that a fault in one harms no other. */
export class Connections {
  private readonly made = new Map<string, Connection>();

  constructor(
    private readonly vendors: readonly Vendor[],
    private readonly config: Record<string, Properties>,
  ) {}

  /**
   * The connection that a program means.
   * @param requested the argument `connection`: a name, or the id that the state holds
   * @param remembered the id that the state holds, if any; it decides where the program says nothing
   */
  resolve(vendor: Vendor, requested: string | undefined, remembered: string | undefined): { id: string } {
    if (requested !== undefined) return { id: this.idOf(this.nameOf(vendor, requested)) };
    if (remembered !== undefined) return { id: remembered };
    const names = this.namesOf(vendor);
    if (names.length === 1) return { id: this.idOf(names[0]!) };
    throw names.length === 0 ? noneConfigured(vendor) : severalConfigured(vendor, names);
  }

  /** The connection with this id, ready to use. */
  byId(vendor: Vendor, id: string): Connection {
    const name = this.namesOf(vendor).find((candidate) => this.idOf(candidate) === id);
    if (name === undefined) throw unknownConnection(vendor, id, this.namesOf(vendor));
    const known = this.made.get(name) ?? this.make(vendor, name);
    this.made.set(name, known);
    return known;
  }

  namesOf(vendor: Vendor): string[] {
    return Object.keys(this.config).filter((name) => this.config[name]?.vendor === vendor.name);
  }

  /** Every fault of the whole configuration, as `connections.hq.endpoint: …`. */
  problems(): string[] {
    return Object.keys(this.config).flatMap((name) => this.problemsOf(name));
  }

  /** Logs out everywhere. */
  async close(): Promise<void> {
    const all = [...this.made.values()];
    this.made.clear();
    await Promise.all(all.map((connection) => connection.http.close()));
  }

  private nameOf(vendor: Vendor, requested: string): string {
    const names = this.namesOf(vendor);
    const found =
      names.find((name) => name === requested) ?? names.find((name) => this.idOf(name) === requested);
    if (found === undefined) throw unknownConnection(vendor, requested, names);
    return found;
  }

  idOf(name: string): string {
    const id = this.config[name]?.id;
    return typeof id === "string" && id !== "" ? id : name;
  }

  private make(vendor: Vendor, name: string): Connection {
    const faults = this.problemsOf(name);
    if (faults.length > 0) throw invalid(`the configuration is not right: ${faults.join("; ")}`);
    const { inputs } = checkFields(fieldsOf(vendor), this.config[name]!);
    return new Connection(name, this.idOf(name), vendor, inputs, inputs as CommonSettings);
  }

  private problemsOf(name: string): string[] {
    const given = this.config[name];
    const path = `connections.${name}`;
    if (name.includes("/") || name === "")
      return [`${path}: a connection's name has no "/" and is not empty`];
    if (!isObject(given)) return [`${path}: is no object of settings`];
    const vendor = this.vendors.find((candidate) => candidate.name === given.vendor);
    if (!vendor) return [`${path}.vendor: ${vendorProblem(given.vendor, this.vendors)}`];
    const { inputs, problems } = checkFields(fieldsOf(vendor), given);
    const texts = problems.map((problem) => secretFree(problem, vendor));
    const together = texts.length === 0 ? vendor.check?.(inputs) : undefined;
    return [...texts, ...(together ? [together] : [])].map((text) => `${path}.${text}`);
  }
}

function fieldsOf(vendor: Vendor): Fields {
  return { ...commonSettings, ...vendor.settings };
}

/** The message of a problem of a secret field must not quote what was found. */
function secretFree(problem: Problem, vendor: Vendor): string {
  const schema = vendor.settings[String(problem.path[0])];
  const hidden = schema !== undefined && metaOf(schema).secret && problem.message !== "is required";
  return problemText(
    hidden ? { ...problem, message: "is not valid (its value is not shown here)" } : problem,
  );
}

function vendorProblem(found: unknown, vendors: readonly Vendor[]): string {
  const allowed = vendors.map((vendor) => vendor.name).join(", ");
  return found === undefined
    ? `is required, one of ${allowed}`
    : `found ${JSON.stringify(found)}, allowed: ${allowed}`;
}

const howTo =
  "Connections stand in the stack configuration `perimeter:connections` or in the environment variable PERIMETER_CONNECTIONS.";

function noneConfigured(vendor: Vendor): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_NO_CONNECTION",
    message: `there is no connection of the vendor ${vendor.name}`,
    advice: howTo,
  });
}

function severalConfigured(vendor: Vendor, names: string[]): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_CONNECTION_AMBIGUOUS",
    message: `there are several connections of the vendor ${vendor.name}: ${names.join(", ")}`,
    advice: "Say which one with the argument `connection`.",
  });
}

function unknownConnection(vendor: Vendor, wanted: string, names: string[]): PerimeterError {
  const known = names.length > 0 ? `known are ${names.join(", ")}` : "there is none at all";
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_UNKNOWN_CONNECTION",
    message: `there is no connection "${wanted}" of the vendor ${vendor.name} in the configuration (${known})`,
    advice: `${howTo} The engine's refresh and destroy use the configuration of the last \`up\`, unless --run-program is given.`,
  });
}
