import * as pulumi from "@pulumi/pulumi";
import { catalogue } from "../catalogue";
import { claimsOf } from "../kernel/claims";
import { asPerimeterError, PerimeterError } from "../kernel/errors";
import type { DataFunction } from "../kernel/function";
import { ignoredByPlace } from "../kernel/ignored";
import * as lifecycle from "../kernel/lifecycle";
import type { Resource } from "../kernel/resource";
import type { Runtime } from "../kernel/runtime";
import { containsUnknown, isObject, isUnknown, type Properties, UNKNOWN } from "../kernel/values";
import { isMocked, type Run, thisRun } from "./run";

/** What both fronts do inside the user's program, before anything reaches the engine. */

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
  if (provider || isMocked()) return;
  const run = thisRun();
  const definition = catalogue.resources.find((resource) => resource.token === token);
  if (!definition?.claims) return;
  const owner = ownerOf(run, `${token} ${name}`);
  const known = withStandIns(args) as Properties;
  claim(run, definition, owner, known);
  if (containsUnknown(known)) {
    pulumi.output(args as Properties).apply((all) => claim(run, definition, owner, all as Properties));
  }
}

/** Refuses what the engine would do by the place in a list; under mocks too, so that a unit test finds it. */
export function refuseIgnoredByPlace(
  token: string,
  name: string,
  ignored: readonly string[] | undefined,
): void {
  const definition = catalogue.resources.find((resource) => resource.token === token);
  const problem = definition && ignored && ignoredByPlace(definition, ignored);
  if (problem) throw withoutStack(new pulumi.RunError(`${token} ${name}: ${problem}`));
}

/** Below different parents two resources may have one name. */
function ownerOf({ named }: Run, text: string): string {
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

function claim(run: Run, definition: Resource, owner: string, args: Properties): void {
  const claims = claimsOf(definition, args);
  if (claims.length === 0 || isUnknown(args.connection)) return;
  const connection = connectionId(run, definition.vendor, args.connection);
  if (connection === undefined) return;
  const rival = run.claims.claim(owner, connection, claims);
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
  { runtime }: Run,
  vendor: Parameters<Runtime["connections"]["resolve"]>[0],
  requested: unknown,
): string | undefined {
  try {
    return runtime.connections.resolve(vendor, requested as string | undefined, undefined).id;
  } catch (thrown) {
    if (thrown instanceof PerimeterError) return undefined;
    throw thrown;
  }
}

function isEventual(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Calls a function in the program itself; the dynamic front has no provider to ask. */
export async function callFunction(token: string, args: object | undefined): Promise<Properties> {
  const definition = catalogue.functions.find((candidate) => candidate.token === token);
  if (!definition) throw new Error(`pulumi-perimeter has no function ${token}`);
  try {
    const run = thisRun();
    return await run.answering(ask(run, definition, isObject(args) ? { ...args } : {}));
  } catch (thrown) {
    throw withoutStack(asPerimeterError(thrown));
  }
}

/** Under the mocks of a unit test they answer, as they do for a function of the plugin. */
function ask(run: Run, definition: DataFunction, args: Properties): Promise<Properties> {
  if (isMocked()) return pulumi.runtime.invoke(`perimeter:${definition.token}`, args);
  return lifecycle.invoke(run.runtime, definition, args);
}
