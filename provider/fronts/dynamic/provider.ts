import type * as dynamic from "@pulumi/pulumi/dynamic";
import { catalogue } from "../../catalogue";
import { mergedConnections } from "../../kernel/config";
import type { Resource } from "../../kernel/define";
import { asPerimeterError } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import { silent } from "../../kernel/log";
import { Runtime } from "../../kernel/runtime";
import { type Properties, pathText } from "../../kernel/values";
import { EngineLog } from "../enginelog";
import { propertiesFromWire, propertiesToWire } from "../wire";

/**
 * The dynamic provider of a resource type, in the engine's provider process. The state refers to this module by name
 * (`constantFor`), so that it always runs today's code; all types of a process share one runtime.
 */
export function of(token: string): dynamic.ResourceProvider {
  const definition = catalogue.resources.find((resource) => resource.token === token);
  if (!definition)
    throw new Error(`pulumi-perimeter has no resource ${token}; is an older version installed?`);
  return providerOf(definition);
}

function providerOf(definition: Resource): dynamic.ResourceProvider {
  return {
    configure: async (request) => {
      process_.configure(request.config.get("perimeter:connections"));
    },
    check: (olds, news) => answering(() => check(definition, olds, news)),
    diff: (id, olds, news) => answering(() => diff(definition, id, olds, news)),
    create: (inputs) => answering(() => create(definition, inputs)),
    read: (id, props) => answering(() => read(definition, id, props ?? {})),
    update: (id, olds, news) => answering(() => update(definition, id, olds, news)),
    delete: (id, props) => answering(() => remove(definition, id, props)),
  };
}

async function check(definition: Resource, olds: Properties, news: Properties): Promise<dynamic.CheckResult> {
  const before = Object.keys(olds ?? {}).length > 0 ? propertiesFromWire(olds) : undefined;
  const checked = await lifecycle.check(
    process_.runtime,
    definition,
    before,
    propertiesFromWire(news),
    process_.options,
  );
  const failures = checked.problems.map(({ path, message }) => ({
    property: pathText(path),
    reason: message,
  }));
  return { inputs: propertiesToWire(checked.inputs), failures };
}

async function diff(
  definition: Resource,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<dynamic.DiffResult> {
  const [before, after] = [propertiesFromWire(olds), propertiesFromWire(news)];
  const found = await lifecycle.diff(process_.runtime, definition, id, before, after, process_.options);
  return {
    changes: found.changes.length + found.unmet.length > 0,
    replaces: found.replaces,
    deleteBeforeReplace: found.replaces.length > 0,
  };
}

async function create(definition: Resource, inputs: Properties): Promise<dynamic.CreateResult> {
  const made = await lifecycle.create(
    process_.runtime,
    definition,
    propertiesFromWire(inputs),
    process_.options,
  );
  return { id: made.id, outs: propertiesToWire(made.outputs) };
}

async function read(definition: Resource, id: string, props: Properties): Promise<dynamic.ReadResult> {
  const found = await lifecycle.read(
    process_.runtime,
    definition,
    id,
    propertiesFromWire(props),
    process_.options,
  );
  if (!found) return { id: "", props: {} };
  return { id: found.id, props: propertiesToWire(found.outputs), inputs: propertiesToWire(found.inputs) };
}

async function update(
  definition: Resource,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<dynamic.UpdateResult> {
  const [before, after] = [propertiesFromWire(olds), propertiesFromWire(news)];
  return {
    outs: propertiesToWire(
      await lifecycle.update(process_.runtime, definition, id, before, after, process_.options),
    ),
  };
}

async function remove(definition: Resource, id: string, props: Properties): Promise<void> {
  await lifecycle.remove(process_.runtime, definition, id, propertiesFromWire(props), process_.options);
}

/** What the provider process has once: its runtime, its way to the engine, and an orderly end. */
class ProviderProcess {
  private configured?: Runtime;
  private readonly stop = new AbortController();
  private readonly log = engineLog();
  readonly options = { signal: this.stop.signal };

  /** The configuration is the same for all types; the first one told makes the runtime. */
  configure(connections: unknown): void {
    if (this.configured) return;
    const merged = mergedConnections(connections, process.env.PERIMETER_CONNECTIONS);
    this.configured = new Runtime(catalogue.vendors, merged, this.log?.at() ?? silent);
    process.once("SIGINT", () => void this.end());
    process.once("SIGTERM", () => void this.end());
  }

  get runtime(): Runtime {
    if (!this.configured) this.configure(undefined);
    return this.configured as Runtime;
  }

  /** The engine ends a provider with SIGINT and waits five seconds. */
  private async end(): Promise<void> {
    this.stop.abort();
    const limit = new Promise((resolve) => setTimeout(resolve, endMs).unref());
    await Promise.race([Promise.allSettled([this.configured?.close(), this.log?.close()]), limit]);
    process.exit(0);
  }
}

const endMs = 3000;

/** The engine gives its address as the first argument; without one the module was loaded by somebody else. */
function engineLog(): EngineLog | undefined {
  const address = process.argv[2] ?? "";
  return /^[\w.-]+:\d+$/.test(address) ? new EngineLog(address) : undefined;
}

const process_ = new ProviderProcess();

/** Errors in the form in which the engine shows them once and well: no stack, and what exists already kept. */
async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const plain = new Error(`${error.message} [${error.code}]`);
    plain.stack = "";
    if (!error.incomplete) throw plain;
    const { id, outputs, reasons } = error.incomplete;
    throw Object.assign(plain, { id, properties: propertiesToWire(outputs), reasons });
  }
}
