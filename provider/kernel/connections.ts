import { createHash, X509Certificate } from "node:crypto";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { Audit } from "./audit";
import { checkFields, didYouMean, oneOf, type Problem, problemText } from "./check";
import { asWritten } from "./config";
import { invalid, PerimeterError } from "./errors";
import { type Fields, field, metaOf } from "./fields";
import { Http } from "./http";
import { PendingCreate } from "./pending-create";
import { Redactor } from "./secrets";
import type { Properties } from "./values";
import type { Vendor } from "./vendor";

/** One appliance and the way to it: `where` for messages, `http` to talk, and a memory for the process. */
export class Connection {
  readonly http: Http;
  readonly where: string;
  /** Tells this appliance from all others, whatever the connection is called: a digest, as an account may be a secret. */
  readonly appliance: string;
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
    this.appliance = applianceOf(vendor, settings);
    const redactor = new Redactor(secretsOf(vendor, settings));
    for (const secret of loginOf(settings.proxy)) redactor.add(secret);
    const of = { where: this.where, connection: name, vendor: vendor.name, appliance: this.appliance };
    const ledger = common.audit === undefined ? {} : { ledger: new Audit(common.audit, of, redactor) };
    const options = { ...common, ...tlsOf(settings), ...ledger, where: this.where };
    this.fresh = () => new Http(vendor, settings, options, redactor);
    this.http = this.fresh();
  }

  /** Something of this appliance that is kept for the life of the process: a listing, a dialect, a registry. */
  singleton<T>(key: string, make: () => T): T {
    if (!this.memory.has(key)) this.memory.set(key, make());
    return this.memory.get(key) as T;
  }
}

function applianceOf(vendor: Vendor, settings: Properties): string {
  const place = [vendor.name, new URL(vendor.endpoint(settings)).href.replace(/\/+$/, "")];
  const account = vendor.account?.(settings) ?? null;
  return createHash("sha256")
    .update(JSON.stringify([...place, account]))
    .digest("hex")
    .slice(0, 20);
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
  proxy: field(
    z.url({ protocol: /^https?$/ }).optional(),
    "URL of an HTTP proxy, with its login if it has one; by default that of `HTTPS_PROXY`.",
    { secret: true },
  ),
  readOnly: field(z.boolean(), "Refuses every write; for drift jobs.", { default: false }),
  audit: field(
    z
      .string()
      .refine(isAbsolute, { error: "allowed: an absolute path, as processes run in different folders" })
      .optional(),
    "A file to which every write is appended as lines of JSON, credentials taken out: when, what, before and after. A write that can't be written down is not sent.",
  ),
} satisfies Fields;

/** Fields of connections whose appliance is in the user's own network, with a certificate of its own. */
export const tlsSettings = {
  ca: field(
    z
      .string()
      .refine(isCertificate, {
        error:
          "this is no certificate in PEM (-----BEGIN CERTIFICATE----- …); give its text, not the name of a file",
      })
      .optional(),
    "Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA.",
  ),
  insecure: field(
    z.boolean(),
    "Doesn't check the appliance's certificate at all: anyone in between can read and change everything.",
    {
      default: false,
    },
  ),
} satisfies Fields;

/** Node takes anything else in silence, and then knows no CA at all. */
function isCertificate(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}

type CommonSettings = z.infer<z.ZodObject<typeof commonSettings>>;

function tlsOf(settings: Properties): { ca?: string; insecure?: boolean } {
  return { ca: settings.ca as string | undefined, insecure: settings.insecure as boolean | undefined };
}

function secretsOf(vendor: Vendor, settings: Properties): unknown[] {
  return Object.keys(settings)
    .filter((name) => isSecret(vendor, name))
    .map((name) => settings[name]);
}

function isSecret(vendor: Vendor, name: string): boolean {
  const schema = fieldsOf(vendor)[name];
  return schema !== undefined && (metaOf(schema).secret ?? false);
}

/** The password in a proxy's URL, as it stands there and as it is sent; the name alone is no secret. */
function loginOf(proxy: unknown): string[] {
  if (typeof proxy !== "string") return [];
  const { username, password } = new URL(proxy);
  if (password === "") return [];
  return [password, decodeURIComponent(password), decodeURIComponent(`${username}:${password}`)];
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
    const names = this.namesOf(vendor);
    if (remembered !== undefined) {
      if (names.some((name) => this.idOf(name) === remembered)) return { id: remembered };
      throw forgottenConnection(vendor, remembered, names);
    }
    if (names.length === 1) return { id: this.idOf(names[0]!) };
    throw names.length === 0
      ? noneConfigured(vendor, Object.keys(this.config))
      : severalConfigured(vendor, names);
  }

  has(vendor: Vendor, id: string): boolean {
    return this.namesOf(vendor).some((name) => this.idOf(name) === id);
  }

  /** The connection with this id, ready to use. */
  byId(vendor: Vendor, id: string): Connection {
    const name = this.namesOf(vendor).find((candidate) => this.idOf(candidate) === id);
    if (name === undefined) throw forgottenConnection(vendor, id, this.namesOf(vendor));
    const known = this.made.get(name) ?? this.make(vendor, name);
    this.made.set(name, known);
    return known;
  }

  namesOf(vendor: Vendor): string[] {
    return Object.keys(this.config).filter((name) => this.config[name]?.vendor === vendor.name);
  }

  /** Every fault of the whole configuration, as `connections.hq.endpoint: …`. */
  problems(): string[] {
    return Object.keys(this.config).flatMap((name) => this.checked(name).problems);
  }

  /**
   * Logs out everywhere.
   * @param isOrderly whether the engine surely has what it was told, so that no note of it is needed
   */
  async close(isOrderly = true): Promise<void> {
    const all = [...this.made.values()];
    this.made.clear();
    if (isOrderly) for (const connection of all) PendingCreate.close(connection);
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
    const id = this.config[name]?.id ?? "";
    return String(id) === "" ? name : String(id);
  }

  private make(vendor: Vendor, name: string): Connection {
    const { settings, problems } = this.checked(name);
    if (problems.length > 0) throw invalid(`the configuration is not right: ${problems.join("; ")}`);
    return new Connection(name, this.idOf(name), vendor, settings, settings as CommonSettings);
  }

  private checked(name: string): { settings: Properties; problems: string[] } {
    const given = this.config[name]!;
    const at = `connections.${name}`;
    if (name === "" || name.includes("/")) {
      return refusedAs(`${at}: a connection's name has no "/" and is not empty`);
    }
    const vendor = this.vendors.find((candidate) => candidate.name === given.vendor);
    if (!vendor) return refusedAs(`${at}.vendor: ${vendorProblem(given.vendor, this.vendors)}`);
    const { settings, problems } = checkSettings(vendor, given);
    const rival = this.rivalOf(vendor, name);
    if (rival) problems.push(`id: "${this.idOf(name)}" is also what the connection "${rival}" is called`);
    return { settings, problems: problems.map((problem) => `${at}.${problem}`) };
  }

  /** Another connection of the vendor that the same name or id could mean. */
  private rivalOf(vendor: Vendor, name: string): string | undefined {
    const id = this.idOf(name);
    return this.namesOf(vendor).find((other) => other !== name && (other === id || this.idOf(other) === id));
  }
}

function refusedAs(problem: string): { settings: Properties; problems: string[] } {
  return { settings: {}, problems: [problem] };
}

const settingsOf = new WeakMap<Vendor, Fields>();

/** One object a vendor: what is made of a set of fields, such as its schema, is kept under it. */
function fieldsOf(vendor: Vendor): Fields {
  const known = settingsOf.get(vendor) ?? { ...commonSettings, ...vendor.settings };
  settingsOf.set(vendor, known);
  return known;
}

/** The settings of one connection with their defaults, and what is wrong with them. */
function checkSettings(vendor: Vendor, given: Properties): { settings: Properties; problems: string[] } {
  const written = asWritten(fieldsOf(vendor), given);
  const { inputs: settings, problems } = checkFields(fieldsOf(vendor), written.settings);
  const all = [...written.problems, ...problems, ...brokenLines(settings)];
  if (all.length > 0) return { settings, problems: all.map(problemText) };
  const together = vendor.check?.(settings) ?? endpointProblem(vendor.endpoint(settings));
  return { settings, problems: together ? [together] : [] };
}

/** A line break comes with a credential that was read from a file, and no header can hold it. */
function brokenLines(settings: Properties): Problem[] {
  return Object.entries(settings)
    .filter(([name, value]) => name !== "ca" && typeof value === "string" && /[\r\n]/.test(value))
    .map(([name]) => ({ path: [name], message: "holds a line break" }));
}

/** What would be lost where the paths of calls are put behind it. */
function endpointProblem(endpoint: string): string | undefined {
  const { username, password, search, hash } = new URL(endpoint);
  if (username || password) return "endpoint: holds a login; credentials have fields of their own";
  if (search || hash) return 'endpoint: ends with its path, allowed: no "?" and no "#"';
  return undefined;
}

function vendorProblem(found: unknown, vendors: readonly Vendor[]): string {
  const allowed = vendors.map((vendor) => vendor.name);
  return found === undefined || found === null
    ? `is required, one of ${allowed.join(", ")}`
    : oneOf(found, allowed);
}

const howTo =
  "Connections stand in the stack configuration `perimeter:connections` or in the environment variable PERIMETER_CONNECTIONS.";
const staleConfig =
  "The engine's refresh and destroy use the configuration of the last `up`, unless --run-program is given.";

function noneConfigured(vendor: Vendor, all: string[]): PerimeterError {
  const known = all.length > 0 ? ` (there are connections, of other vendors: ${all.join(", ")})` : "";
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_NO_CONNECTION",
    message: `there is no connection of the vendor ${vendor.name}${known}`,
    advice: `${howTo} ${staleConfig}`,
  });
}

function severalConfigured(vendor: Vendor, names: string[]): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_CONNECTION_AMBIGUOUS",
    message: `there are several connections of the vendor ${vendor.name}: ${names.join(", ")}`,
    advice: `Say which one with the argument \`connection\`; for an import put its name before the id: ${names[0]}/….`,
  });
}

function unknownConnection(vendor: Vendor, wanted: string, names: string[]): PerimeterError {
  const known = names.length > 0 ? `known are ${names.join(", ")}` : "there is none at all";
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_UNKNOWN_CONNECTION",
    message: `there is no connection "${wanted}" of the vendor ${vendor.name} in the configuration (${known}${didYouMean(wanted, names)})`,
    advice: `${howTo} ${staleConfig}`,
  });
}

/** The state belongs to an appliance that nobody describes any more. */
function forgottenConnection(vendor: Vendor, id: string, names: string[]): PerimeterError {
  return unknownConnection(vendor, id, names).with({
    message: `the state names the connection "${id}" of the vendor ${vendor.name}, which the configuration lacks (known are ${names.join(", ") || "none"})`,
    advice: `Where it was renamed, give the new one \`id: "${id}"\`. ${howTo} ${staleConfig}`,
  });
}
