import { isWrite } from "./calls";
import { checkFields, type Problem, problemText } from "./check";
import { claimsOf } from "./claims";
import type { Context } from "./context";
import { deprecations } from "./deprecation";
import { type Difference, difference, fallback, sameField } from "./diff";
import { asPerimeterError, invalid, type PerimeterError } from "./errors";
import { fieldNodes } from "./fields";
import type { DataFunction } from "./function";
import { abortable } from "./limits";
import { cancelled } from "./network-errors";
import { checkedLive, connectionOf, isComplete, preview, previewUpdate } from "./preview";
import type { CreateResult, ReadResult, Resource } from "./resource";
import type { ContextOptions, Runtime } from "./runtime";
import { containsUnknown, isUnknown, type Properties, pruned, UNKNOWN, valueAt } from "./values";

/** The life of any resource, written once: both fronts call these and do nothing of their own. */

export interface Checked {
  inputs: Properties;
  problems: Problem[];
}

/**
 * Inputs as the state will keep them: defaults filled in, the connection resolved to its id. A creation also looks
 * ahead on the appliance, as no other call can warn before it.
 * @param olds the inputs of the last time, if the resource exists
 */
export async function check(
  runtime: Runtime,
  definition: Resource,
  olds: Properties | undefined,
  news: Properties,
  options: ContextOptions & { owner?: string } = {},
): Promise<Checked> {
  const { inputs, problems } = checkAlone(runtime, definition, olds, news);
  for (const warning of deprecations(definition, inputs)) runtime.warnOnce(warning, options.log);
  if (problems.length === 0 && options.owner !== undefined)
    problems.push(...checkClaims(runtime, definition, inputs, options.owner));
  if (problems.length === 0 && olds === undefined) {
    const predecessor = runtime.predecessorOf(definition, inputs);
    const wanted = succeeding(definition, inputs, predecessor);
    const look = () => preview(runtime, definition, wanted, undefined, { ...options, predecessor });
    problems.push(...(await looking(options, look)));
  }
  if (problems.length === 0) {
    Object.assign(inputs, await looking(options, () => checkedLive(runtime, definition, inputs, options)));
  }
  runtime.noteChecked(definition, inputs, olds === undefined);
  return { inputs, problems };
}

/** What the inputs tell by themselves. */
function checkAlone(
  runtime: Runtime,
  definition: Resource,
  olds: Properties | undefined,
  news: Properties,
): Checked {
  const { inputs: filled, problems } = checkFields(definition.inputs, news);
  const inputs: Properties = problems.length === 0 ? (definition.canonicalize?.(filled) ?? filled) : filled;
  problems.push(...resolveConnection(runtime, definition, olds, inputs));
  if (problems.length === 0) problems.push(...checkTogether(definition, inputs));
  return { inputs, problems };
}

/** After the check a policy pack may still change inputs: those are checked as well before anything is sent. */
function checkedAgain(
  runtime: Runtime,
  definition: Resource,
  olds: Properties | undefined,
  news: Properties,
): Properties {
  if (runtime.wasChecked(definition, news)) return news;
  const { inputs, problems } = checkAlone(runtime, definition, olds, news);
  if (problems.length === 0) return inputs;
  throw invalid(
    problems.map(problemText).join("; "),
    "The inputs were changed after they had been checked, as the remediation of a policy pack does.",
  );
}

/** What changed, what it replaces, and what calls for an update although no input changed. */
export async function diff(
  runtime: Runtime,
  definition: Resource,
  id: string,
  olds: Properties,
  news: Properties,
  options: ContextOptions = {},
): Promise<Difference & { unmet: string[] }> {
  const ctx = () => runtime.context(definition, connectionOf(olds), options);
  // What the program wishes, also in the diff of a refresh: there `olds` is what was found.
  definition.register?.(ctx(), id, news);
  const found = difference(definition.inputs, olds, definition.canonicalizeLive?.(ctx(), olds, news) ?? news);
  if (found.immutable.length > 0) throw cannotChange(definition, found.immutable);
  const replaces = found.replaces.length > 0;
  const look = async () => definition.needsUpdate?.(olds, known(news), ctx(), id);
  const unmet = (!replaces && (await looking(options, look))) || [];
  if (replaces) runtime.noteReplaced(definition, olds, news);
  else runtime.keep(definition, id, olds, news);
  const updates = !replaces && found.changes.length + unmet.length > 0;
  if (updates && (definition.previewPartly || isComplete(definition, news))) {
    const change = { id, olds, news };
    await looking(options, () => previewUpdate(runtime, definition, change, options));
  }
  return { ...found, unmet };
}

/** Makes the object; everything that goes in is echoed, as reading later gets nothing but outputs. */
export async function create(
  runtime: Runtime,
  definition: Resource,
  given: Properties,
  options: ContextOptions & { owner?: string } = {},
): Promise<{ id: string; outputs: Properties }> {
  const inputs = checkedAgain(runtime, definition, undefined, given);
  const connection = connectionOf(inputs);
  const predecessor = runtime.predecessorOf(definition, inputs);
  const ctx = runtime.context(definition, connection, { ...options, predecessor, change: { after: inputs } });
  runtime.heedDeletions();
  const maker = makerOf(runtime, definition, inputs, options);
  const half = maker && runtime.halfMade(maker);
  if (maker && half) return completed(runtime, definition, maker, half, inputs, options);
  const wanted = succeeding(definition, inputs, predecessor);
  const make = async () => {
    const made: CreateResult<Properties> = await echoing(ctx, inputs, () =>
      untilSent(definition, ctx, (sending) => definition.create(sending, wanted)),
    );
    const outputs = { ...inputs, ...made.outputs };
    runtime.hold(definition, connection, made.id, outputs);
    return { id: made.id, outputs };
  };
  try {
    return await runtime.inTurn(definition, [inputs], make, options.signal);
  } catch (thrown) {
    const { incomplete } = asPerimeterError(thrown);
    if (incomplete) {
      const { id, outputs } = incomplete;
      runtime.hold(definition, connection, id, outputs);
      if (maker) runtime.noteHalfMade(maker, { id, state: outputs });
    }
    throw thrown;
  }
}

/** What comes in the place of a resource that is after the same thing takes that over. */
function succeeding(
  definition: Resource,
  inputs: Properties,
  predecessor: Properties | undefined,
): Properties {
  return predecessor && "adopt" in definition.inputs ? { ...inputs, adopt: true } : inputs;
}

/**
 * Tells the creation of one resource from that of all others: by its name where the front knows it, else by what no
 * other resource may own.
 */
function makerOf(
  runtime: Runtime,
  definition: Resource,
  inputs: Properties,
  { owner }: ContextOptions & { owner?: string },
): string | undefined {
  const isSole = () => claimsOf(definition, inputs).some(({ mode }) => mode === "sole");
  if (!definition.update || (owner === undefined && !isSole())) return undefined;
  return `${owner ?? ""} ${runtime.keyOf(definition, inputs)}`;
}

/** Creation once more, of what this process has made in part: an error hook of the program wants it. */
async function completed(
  runtime: Runtime,
  definition: Resource,
  maker: string,
  { id, state }: { id: string; state: Properties },
  inputs: Properties,
  options: ContextOptions,
): Promise<{ id: string; outputs: Properties }> {
  try {
    const outputs = await update(runtime, definition, id, state, inputs, options);
    runtime.noteHalfMade(maker, undefined);
    return { id, outputs };
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const outputs = error.incomplete?.outputs ?? state;
    runtime.noteHalfMade(maker, { id, state: outputs });
    const { reasons = [error.message] } = error.incomplete ?? {};
    throw error.with({ incomplete: { id, outputs, reasons } });
  }
}

/** The object as it is; undefined where it is gone. */
export async function read(
  runtime: Runtime,
  definition: Resource,
  id: string,
  state: Properties,
  options: ContextOptions = {},
): Promise<{ id: string; inputs: Properties; outputs: Properties } | undefined> {
  if (isBare(definition, state)) return readForImport(runtime, definition, id, state.connection, options);
  const ctx = runtime.context(definition, connectionOf(state), options);
  const seen = await naming(ctx, () => looking(options, () => definition.read(ctx, id, state)));
  if (!seen) return undefined;
  const inputs = asInState(definition, seen, state);
  return { id: seen.id ?? id, inputs, outputs: { ...inputs, ...seen.outputs } };
}

/**
 * Whether there is no state yet: an import, or the `get` of a program. What was created has its connection, and an
 * output where it may have no other input.
 */
function isBare(definition: Resource, state: Properties): boolean {
  const names = Object.keys({ ...definition.inputs, ...definition.outputs });
  const others = names.filter((name) => name !== "connection");
  return state.connection === undefined || others.every((name) => state[name] === undefined);
}

/** An object that exists already and gets into the state; the id may begin with the connection's name. */
async function readForImport(
  runtime: Runtime,
  definition: Resource,
  importId: string,
  requested: unknown,
  options: ContextOptions,
): Promise<{ id: string; inputs: Properties; outputs: Properties } | undefined> {
  const { connection, id } = splitImportId(runtime, definition, importId, requested as string | undefined);
  const ctx = runtime.context(definition, connection, options);
  const seen: ReadResult<Properties, Properties> | undefined = await naming(ctx, () =>
    looking(options, () => definition.read(ctx, id, undefined)),
  );
  if (!seen) return undefined;
  const { inputs } = checkFields(definition.inputs, { ...seen.inputs, connection });
  return { id: seen.id ?? id, inputs, outputs: { ...inputs, ...seen.outputs } };
}

export async function update(
  runtime: Runtime,
  definition: Resource,
  id: string,
  olds: Properties,
  given: Properties,
  options: ContextOptions = {},
): Promise<Properties> {
  const news = checkedAgain(runtime, definition, olds, given);
  const connection = connectionOf(news);
  const change = { id, before: olds, after: news };
  const ctx = runtime.context(definition, connection, { ...options, change });
  runtime.heedDeletions();
  runtime.release(definition, connection, id);
  let state = olds;
  const work = () =>
    untilSent(definition, ctx, async (sending) => definition.update?.(sending, id, olds, news));
  const turn = () => runtime.inTurn(definition, [olds, news], work, options.signal);
  try {
    const outputs = await echoing(ctx, news, async () => (await turn()) ?? outputsOf(definition, olds));
    state = { ...news, ...outputs };
    return state;
  } catch (thrown) {
    state = asPerimeterError(thrown).incomplete?.outputs ?? olds;
    throw thrown;
  } finally {
    runtime.hold(definition, connection, id, state);
  }
}

/** Removes the object, unless another resource of the same update made it, took it over or keeps it. */
export async function remove(
  runtime: Runtime,
  definition: Resource,
  id: string,
  state: Properties,
  options: ContextOptions = {},
): Promise<void> {
  const connection = connectionOf(state);
  const ctx = runtime.context(definition, connection, { ...options, change: { id, before: state } });
  const work = async () => {
    if (runtime.isTaken(definition, connection, id, state)) {
      definition.handOver?.(ctx, id, state);
      ctx.log.warn(
        `${definition.token} ${id}: not deleted, because another resource of this program has just taken the same object over`,
      );
      return;
    }
    runtime.heedDeletions();
    try {
      await naming(ctx, () => untilSent(definition, ctx, (sending) => definition.delete(sending, id, state)));
    } finally {
      runtime.noteDeletion();
    }
  };
  await runtime.inTurn(definition, [state], work, options.signal);
}

export async function invoke(
  runtime: Runtime,
  definition: DataFunction,
  args: Properties,
  options: ContextOptions = {},
): Promise<Properties> {
  const { inputs, problems } = checkFields(definition.inputs, args);
  if (problems.length > 0) throw invalid(`${definition.token}: ${problems.map(problemText).join("; ")}`);
  const requested = inputs.connection as string | undefined;
  const { id } = runtime.connections.resolve(definition.vendor, requested, undefined);
  const ctx = runtime.context(definition, id, options);
  return naming(ctx, () => looking(options, () => definition.call(ctx, inputs)));
}

/** Everything of one kind on a connection, for the engine's `list`; the ids can be imported. */
export async function list(
  runtime: Runtime,
  definition: Resource,
  query: Properties,
  options: ContextOptions = {},
): Promise<Array<{ id: string; name: string }>> {
  const ask = definition.list;
  if (!ask) throw invalid(`${definition.token} can't be listed: the vendor has no call for it`);
  const { connections } = runtime;
  const { id: connection } = connections.resolve(
    definition.vendor,
    query.connection as string | undefined,
    undefined,
  );
  const ctx = runtime.context(definition, connection, options);
  const items = await naming(ctx, () => looking(options, () => ask(ctx)));
  const names = connections.namesOf(definition.vendor);
  const prefix = names.length > 1 ? `${names.find((name) => connections.idOf(name) === connection)}/` : "";
  return items.map((item) => ({ ...item, id: `${prefix}${item.id}` }));
}

/** What a preview can show of the outputs of a change to come: the inputs, and what will not change. */
export function foreseenOutputs(
  definition: Resource,
  inputs: Properties,
  olds: Properties | undefined,
): Properties {
  const told: Properties = (olds && definition.previewOutputs?.(inputs, olds)) ?? {};
  const outputs = fieldNodes(definition.outputs).map((node) => {
    const kept = olds !== undefined && node.stable ? olds[node.name] : UNKNOWN;
    return [node.name, Object.hasOwn(told, node.name) ? told[node.name] : kept];
  });
  return { ...inputs, ...Object.fromEntries(outputs) };
}

function resolveConnection(
  runtime: Runtime,
  definition: Resource,
  olds: Properties | undefined,
  inputs: Properties,
): Problem[] {
  const requested = inputs.connection;
  if (isUnknown(requested)) return [];
  try {
    const remembered = olds?.connection as string | undefined;
    inputs.connection = runtime.connections.resolve(
      definition.vendor,
      requested as string | undefined,
      remembered,
    ).id;
    return [];
  } catch (thrown) {
    return [{ path: ["connection"], message: asPerimeterError(thrown).message }];
  }
}

function checkTogether(definition: Resource, inputs: Properties): Problem[] {
  const problems: Problem[] = [];
  try {
    definition.check?.(inputs, (path, message) => problems.push({ path, message }));
  } catch (thrown) {
    // With values not known yet no text is sure to be a text; with the real ones it is checked again.
    if (!containsUnknown(inputs)) throw thrown;
  }
  return problems.filter((problem) => !containsUnknown(valueAt(inputs, problem.path)));
}

function checkClaims(runtime: Runtime, definition: Resource, inputs: Properties, owner: string): Problem[] {
  if (isUnknown(inputs.connection)) return [];
  const claims = claimsOf(definition, inputs);
  // Resources of different types may have one name.
  const rival = runtime.claims.claim(owner, connectionOf(inputs), claims);
  return rival ? [{ path: [], message: ownedTwice(rival) }] : [];
}

export function ownedTwice(rival: { owner: string; key: string }): string {
  return `${rival.key} is owned by ${rival.owner} already: two resources of one program would undo each other`;
}

function known(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !containsUnknown(value)));
}

/** Many share one look at the appliance: who is called off waits for it no longer, and leaves nothing half done. */
async function looking<T>({ signal }: ContextOptions, work: () => Promise<T>): Promise<T> {
  if (!signal) return work();
  try {
    signal.throwIfAborted();
    return await abortable(work(), signal);
  } catch (thrown) {
    throw thrown === signal.reason ? cancelled(signal.reason, false) : thrown;
  }
}

/**
 * A change that is called off before it has sent anything ends at once, whatever it waits for, as nothing can be left
 * half done; what it does later can't be sent any more. After that the change itself sees to its end.
 */
async function untilSent<T>(
  definition: Resource,
  ctx: Context,
  work: (sending: Context) => Promise<T>,
): Promise<T> {
  const { signal } = ctx;
  if (definition.sendsTogether) return work(ctx);
  let isSent = false;
  const call: Context["call"] = (each) => {
    isSent ||= isWrite(each);
    return ctx.call(each);
  };
  const stop = new AbortController();
  const end = () => {
    if (!isSent) stop.abort(signal.reason);
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await abortable(work({ ...ctx, call }), stop.signal);
  } catch (thrown) {
    throw stop.signal.aborted && thrown === signal.reason ? cancelled(signal.reason, false) : thrown;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** Every error names the appliance, also one that no call of it made. */
async function naming<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    throw error.details.where ? error : error.with({ where: ctx.connection.where });
  }
}

/** An object that exists but isn't complete is kept in the state with its inputs. */
async function echoing<T>(ctx: Context, inputs: Properties, work: () => Promise<T>): Promise<T> {
  try {
    return await naming(ctx, work);
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const { incomplete } = error;
    throw incomplete
      ? error.with({ incomplete: { ...incomplete, outputs: { ...inputs, ...incomplete.outputs } } })
      : error;
  }
}

function outputsOf(definition: Resource, state: Properties): Properties {
  return Object.fromEntries(Object.keys(definition.outputs).map((name) => [name, state[name]]));
}

/** What was seen, in the form in which the state has it: an equal value is no new value. */
function asInState(
  definition: Resource,
  seen: ReadResult<Properties, Properties>,
  state: Properties,
): Properties {
  const entries = fieldNodes(definition.inputs).map((node) => {
    const before = state[node.name];
    const keeps = node.name === "connection" || node.providerOnly || node.writeOnly;
    const now = seen.inputs[node.name];
    const isSame = sameField(node, before, now ?? fallback(node, seen.inputs));
    return [node.name, keeps || isSame ? before : now];
  });
  return pruned(Object.fromEntries(entries)) as Properties;
}

function splitImportId(
  runtime: Runtime,
  definition: Resource,
  importId: string,
  requested: string | undefined,
): { connection: string; id: string } {
  const { connections } = runtime;
  const slash = importId.indexOf("/");
  const prefix = slash > 0 ? importId.slice(0, slash) : "";
  const prefixed = connections.namesOf(definition.vendor).includes(prefix);
  const connection = connections.resolve(definition.vendor, prefixed ? prefix : requested, undefined).id;
  return { connection, id: prefixed ? importId.slice(slash + 1) : importId };
}

function cannotChange(definition: Resource, names: string[]): PerimeterError {
  return invalid(
    `${definition.token}: ${names.join(", ")} can't be changed after creation`,
    "Make a new resource instead.",
  );
}
