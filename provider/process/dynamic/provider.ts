import type * as dynamic from "@pulumi/pulumi/dynamic";
import { catalogue } from "../../catalogue";
import { asPerimeterError } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import type { Resource } from "../../kernel/resource";
import { type Properties, pathText } from "../../kernel/values";
import { propertiesFromWire, propertiesToWire } from "../wire";
import { DynamicHost } from "./host";

/**
 * The dynamic provider of a resource type, in the engine's provider process. The state refers to this module by name
 * (`dynamicText`), so that it always runs today's code; all types of a process share one runtime.
 */
export function of(token: string): dynamic.ResourceProvider {
  return providerFor(token, thisProcess);
}

const thisProcess = new DynamicHost();

/** The provider of a type in a process of its own; tests have several. */
export function providerFor(token: string, host: DynamicHost): dynamic.ResourceProvider {
  const definition = catalogue.resources.find((resource) => resource.token === token);
  if (!definition)
    throw new Error(`pulumi-perimeter has no resource ${token}; is an older version installed?`);
  return {
    configure: async (request) => host.configure(request.config.get("perimeter:connections")),
    check: (olds, news) => answering(() => check(host, definition, olds, news)),
    diff: (id, olds, news) => answering(() => diff(host, definition, id, olds, news)),
    create: (inputs) => answering(() => create(host, definition, inputs), inputs),
    read: (id, props) => answering(() => read(host, definition, id, props ?? {})),
    update: (id, olds, news) => answering(() => update(host, definition, id, olds, news), news),
    delete: (id, props) => answering(() => remove(host, definition, id, props)),
  };
}

async function check(
  host: DynamicHost,
  definition: Resource,
  olds: Properties,
  news: Properties,
): Promise<dynamic.CheckResult> {
  const before = Object.keys(olds ?? {}).length > 0 ? propertiesFromWire(olds) : undefined;
  const checked = await lifecycle.check(
    host.runtime,
    definition,
    before,
    propertiesFromWire(news),
    await host.options(),
  );
  const failures = checked.problems.map(({ path, message }) => ({
    property: pathText(path),
    reason: message,
  }));
  return { inputs: propertiesToWire(checked.inputs), failures };
}

async function diff(
  host: DynamicHost,
  definition: Resource,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<dynamic.DiffResult> {
  const [before, after] = [propertiesFromWire(olds), propertiesFromWire(news)];
  const found = await lifecycle.diff(host.runtime, definition, id, before, after, await host.options());
  return {
    changes: found.changes.length + found.unmet.length > 0 || isOfOtherFront(olds),
    replaces: found.replaces,
    // The old object goes when nothing uses it any more; what can't stand beside it takes it over.
    deleteBeforeReplace: false,
  };
}

async function create(
  host: DynamicHost,
  definition: Resource,
  inputs: Properties,
): Promise<dynamic.CreateResult> {
  const made = await lifecycle.create(
    host.runtime,
    definition,
    propertiesFromWire(inputs),
    await host.options(),
  );
  return { id: made.id, outs: propertiesToWire(made.outputs) };
}

async function read(
  host: DynamicHost,
  definition: Resource,
  id: string,
  props: Properties,
): Promise<dynamic.ReadResult> {
  const found = await lifecycle.read(
    host.runtime,
    definition,
    id,
    propertiesFromWire(props),
    await host.options(),
  );
  if (!found) return { id: "", props: {} };
  return { id: found.id, props: propertiesToWire(found.outputs), inputs: propertiesToWire(found.inputs) };
}

async function update(
  host: DynamicHost,
  definition: Resource,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<dynamic.UpdateResult> {
  const [before, after] = [propertiesFromWire(olds), propertiesFromWire(news)];
  if (isOfOtherFront(olds)) {
    const { changes, unmet } = await lifecycle.diff(
      host.runtime,
      definition,
      id,
      before,
      after,
      await host.options(),
    );
    if (changes.length + unmet.length === 0) return { outs: propertiesToWire(before) };
  }
  return {
    outs: propertiesToWire(
      await lifecycle.update(host.runtime, definition, id, before, after, await host.options()),
    ),
  };
}

/**
 * A state that the plugin wrote names no provider, without which Pulumi could neither read nor delete the object:
 * the engine stores it with an update, which sends nothing where nothing else changed.
 */
function isOfOtherFront(olds: Properties): boolean {
  return olds.__provider === undefined;
}

async function remove(host: DynamicHost, definition: Resource, id: string, props: Properties): Promise<void> {
  await lifecycle.remove(host.runtime, definition, id, propertiesFromWire(props), await host.options());
}

/** Errors in the form in which the engine shows them once and well: no stack, and what exists already kept. */
async function answering<T>(work: () => Promise<T>, given: Properties = {}): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const plain = new Error(`${error.message} [${error.code}]`);
    plain.stack = "";
    if (!error.incomplete) throw plain;
    const { id, outputs, reasons } = error.incomplete;
    // Without the provider in its outputs Pulumi could neither read nor delete what is kept.
    const { __provider } = given;
    const properties = { ...propertiesToWire(outputs), ...(__provider !== undefined && { __provider }) };
    throw Object.assign(plain, { id, properties, reasons });
  }
}
