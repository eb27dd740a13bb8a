import * as pulumi from "@pulumi/pulumi";
import { catalogue } from "../catalogue";
import { mergedConnections } from "../kernel/config";
import type { Resource } from "../kernel/define";
import { asPerimeterError, PerimeterError } from "../kernel/errors";
import { metaOf } from "../kernel/fields";
import * as lifecycle from "../kernel/lifecycle";
import { Runtime } from "../kernel/runtime";
import { containsUnknown, isObject, isUnknown, type Properties, UNKNOWN } from "../kernel/values";

/** What both fronts do inside the user's program, before anything reaches the engine. */

let runtime: Runtime | undefined;

/** The program's own runtime: for functions of the dynamic front, and to see that no object has two owners. */
export function programRuntime(): Runtime {
  if (!runtime) {
    const configured = pulumi.runtime.getConfig("perimeter:connections");
    warnOfPlainCredentials(configured);
    const merged = mergedConnections(configured, process.env.PERIMETER_CONNECTIONS);
    runtime = new Runtime(catalogue.vendors, merged, programLog);
    process.once("beforeExit", () => void runtime?.close());
  }
  return runtime;
}

const programLog = {
  debug: (message: string) => void pulumi.log.debug(message),
  info: (message: string) => void pulumi.log.info(message),
  warn: (message: string) => void pulumi.log.warn(message),
  progress: (message: string) => void pulumi.log.info(message, undefined, undefined, true),
};

/**
 * Refuses a resource that owns the same object as another one of this program.
 * @param provider an explicit provider has connections of its own, which only the plugin knows; it checks itself
 */
export function claimInProgram(
  token: string,
  name: string,
  args: object,
  provider?: pulumi.ProviderResource,
): void {
  if (provider) return;
  const definition = catalogue.resources.find((resource) => resource.token === token);
  if (!definition?.claims) {
    programRuntime();
    return;
  }
  const owner = ownerOf(`${token} ${name}`);
  const known = withStandIns(args) as Properties;
  claim(definition, owner, known);
  if (containsUnknown(known)) {
    pulumi.output(args as Properties).apply((all) => claim(definition, owner, all as Properties));
  }
}

const named = new Map<string, number>();

/** Below different parents two resources may have one name. */
function ownerOf(text: string): string {
  const count = (named.get(text) ?? 0) + 1;
  named.set(text, count);
  return count === 1 ? text : `${text} (${count})`;
}

/** The arguments with UNKNOWN, wherever it is, for what only an output or a promise will tell. */
function withStandIns(value: unknown): unknown {
  if (isEventual(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withStandIns);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withStandIns(item)]));
}

/** Resources and assets hold each other in circles. */
function isPlain(value: unknown): value is Properties {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function claim(definition: Resource, owner: string, args: Properties): void {
  const claims = lifecycle.claimsOf(definition, args);
  if (claims.length === 0 || isUnknown(args.connection)) return;
  const connection = connectionId(definition.vendor, args.connection);
  if (connection === undefined) return;
  const rival = programRuntime().claims.claim(owner, connection, claims);
  if (rival) throw withoutStack(new pulumi.RunError(`${owner}: ${lifecycle.ownedTwice(rival)}`));
}

/**
 * The text says everything. On Node 20 the SDK takes most of a minute to print a stack with its own source-mapped
 * frames (nodejs/node#64011).
 */
function withoutStack<E extends Error>(error: E): E {
  error.stack = undefined;
  return error;
}

/** Undefined where the argument is wrong: the provider's check says so with the property's path. */
function connectionId(
  vendor: Parameters<Runtime["connections"]["resolve"]>[0],
  requested: unknown,
): string | undefined {
  try {
    return programRuntime().connections.resolve(vendor, requested as string | undefined, undefined).id;
  } catch (thrown) {
    if (thrown instanceof PerimeterError) return undefined;
    throw thrown;
  }
}

function isEventual(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The engine writes the stack's configuration into the state, in clear where nothing in it is a secret. */
function warnOfPlainCredentials(configured: string | undefined): void {
  if (configured === undefined || isSecret("perimeter:connections")) return;
  const credentials = new Set(
    catalogue.vendors.flatMap((vendor) =>
      Object.entries(vendor.settings).flatMap(([name, schema]) => (metaOf(schema).secret ? [name] : [])),
    ),
  );
  const connections = Object.entries(mergedConnections(configured, undefined));
  const open = connections.filter(([, settings]) =>
    Object.keys(settings).some((name) => credentials.has(name)),
  );
  if (open.length === 0) return;
  const names = open.map(([name]) => name).join(", ");
  pulumi.log.warn(
    `perimeter:connections holds credentials that are not encrypted (${names}); they get into the state in clear. ` +
      "Set them with `pulumi config set --secret --path 'perimeter:connections.<name>.<field>'`, or use PERIMETER_CONNECTIONS.",
  );
}

/** The SDK keeps this to itself in its types, though every version has it. */
function isSecret(key: string): boolean {
  const runtimeModule = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  return runtimeModule.isConfigSecret?.(key) ?? false;
}

/** Calls a function in the program itself; the dynamic front has no provider to ask. */
export async function callFunction(token: string, args: object | undefined): Promise<Properties> {
  const definition = catalogue.functions.find((candidate) => candidate.token === token);
  if (!definition) throw new Error(`pulumi-perimeter has no function ${token}`);
  try {
    return await lifecycle.invoke(programRuntime(), definition, isObject(args) ? args : {});
  } catch (thrown) {
    throw withoutStack(asPerimeterError(thrown));
  }
}
