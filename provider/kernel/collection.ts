import { madeId, objectsOf } from "./answers";
import { CachedList, Mutex } from "./cached-list";
import { type Call, path } from "./calls";
import type { Connection } from "./connections";
import type { Context } from "./context";
import { sameField } from "./diff";
import { asPerimeterError, PerimeterError } from "./errors";
import { type Fields, fieldNodes } from "./fields";
import { createOnce } from "./once";
import { PendingCreate } from "./pending-create";
import { lagPausesMs, paused } from "./polling";
import { removed } from "./removal";
import type { Adoption, Behaviour, Claim, CreateResult, Preview, ReadResult } from "./resource";
import { foreseeExisting, howToAdopt, secondCopy } from "./taking-over";
import type { Properties } from "./values";

/**
 * A collection of objects that are listed as a whole, made by one call that gives an id, changed and deleted by id.
 * What is said here as data is the whole difference between most resources.
 */
export interface Collection<I, O> {
  /** What one object is called in messages: `category`. */
  noun: string;
  /** The path of the collection, which is also its name in memory. */
  path: string;
  fields: Fields;
  /** Where the list is, if not at `path`: collections that name the same one share what was fetched. */
  listedAt?: string;
  /** Gives the list where it takes more than one call, as it comes in pages; by default one GET. */
  fetch?(connection: Connection): Promise<unknown>;
  /** Which objects of a shared list are of this collection; by default all. */
  holds?(item: Properties): boolean;
  /** What of an answer is the list; by default all of it. A bare object is a list of one, and each has an `id`. */
  items?(answer: unknown): unknown;
  /** By default `id`. */
  idOf?(item: Properties): string;
  /**
   * What no two objects may share, such as the name. Without it equal objects live side by side, and only `adopt`
   * looks for one of equal content.
   */
  identity?(inputs: Partial<I>): string | undefined;
  /** The field that the identity is taken from. */
  identifiedBy?: string;
  /** The identity is all there is to an object: what exists already is taken over, as it is what the program says. */
  isAllIdentity?: boolean;
  /** The appliance's object for the inputs. `live` is what is there, where there is something. */
  encode(inputs: I, live?: Properties): Properties;
  /** Inputs and outputs of an object. */
  decode(item: Properties, known: (I & O) | undefined): { inputs: Partial<I>; outputs: O };
  /** Objects that are not ours to make, change or delete; the text says why. */
  untouchable?(item: Properties): string | undefined;
  /** By default `POST path`. */
  create?(ctx: Context, body: Properties): Promise<Call>;
  /** What of the answer of a creation holds the id; by default the answer itself. */
  made?(answer: unknown): unknown;
  /**
   * Brings an object to its new content where that takes another call than `update` can say, or several. Looks itself
   * at what is there: it is done again after a failure on the way.
   */
  change?(ctx: Context, id: string, inputs: I): Promise<void>;
  /** By default `PATCH path/id`. Sends the whole object, so that it may be repeated. */
  update?(ctx: Context, id: string, body: Properties): Promise<Call>;
  /** By default `DELETE path/id`. */
  remove?(ctx: Context, id: string): Promise<Call>;
  /** Outputs that only the appliance knows: after a write the list is fetched again. By default it is not. */
  readBack?: boolean;
  nameOf(inputs: Partial<I>): string;
}

type Whole<I, O> = Pick<
  Behaviour<I, O>,
  "claims" | "register" | "preview" | "create" | "read" | "update" | "delete" | "list"
>;

/** The behaviour of a resource that is one object of a collection. */
export function collection<I extends Properties & Adoption, O extends Properties>(
  spec: Collection<I, O>,
): Whole<I, O> {
  return {
    claims: (inputs) => claimsOf(spec, inputs),
    register: (ctx, id) => void store(ctx, spec).registered.add(id),
    preview: async (ctx, inputs, state) => (state ? {} : foreseeCreation(ctx, spec, inputs)),
    create: (ctx, inputs) => store(ctx, spec).turns.run(() => createItem(ctx, spec, inputs), ctx.signal),
    read: (ctx, id, state) => readItem(ctx, spec, id, state),
    update: (ctx, id, state, inputs) => updateItem(ctx, spec, id, inputs, state),
    delete: (ctx, id) => removeItem(ctx, spec, id),
    list: async (ctx) => {
      const items = (await store(ctx, spec).listing.get(ctx.signal)).filter((item) => isHeld(spec, item));
      const ours = items.filter((item) => !spec.untouchable?.(item));
      return ours.map((item) => ({
        id: idOf(spec, item),
        name: spec.nameOf(spec.decode(item, undefined).inputs),
      }));
    },
  };
}

interface Store {
  listing: CachedList<Properties>;
  turns: Mutex;
  /** Objects that this process made or adopted. */
  claimed: Set<string>;
  /** Objects that the state knows: none of them is what a process that was killed has left. */
  registered: Set<string>;
}

function store<I, O>(ctx: Context, spec: Collection<I, O>): Store {
  const { connection } = ctx;
  const items = (answer: unknown) => itemsOf(spec, answer);
  const listing = listingAt(connection, spec.listedAt ?? spec.path, items, spec.fetch);
  const own = connection.singleton(`collection ${spec.path}`, () => ({
    turns: new Mutex(),
    claimed: new Set<string>(),
    registered: new Set<string>(),
  }));
  return { listing, ...own };
}

/** The list at a path of an appliance, the same object for everyone in the process. */
export function listingAt(
  connection: Connection,
  path: string,
  items: (answer: unknown) => Properties[],
  // The list outlives a single context, so the connection's own way is taken.
  ask = ({ http }: Connection): Promise<unknown> => http.call({ method: "GET", path }),
): CachedList<Properties> {
  return connection.singleton(`list ${path}`, () => new CachedList(async () => items(await ask(connection))));
}

/** The list of a collection, for functions: fetched anew. */
export function listedObjects<I, O>(ctx: Context, spec: Collection<I, O>): Promise<Properties[]> {
  return store(ctx, spec).listing.refetch(ctx.signal);
}

function itemsOf<I, O>(spec: Collection<I, O>, answer: unknown): Properties[] {
  return objectsOf(spec.items ? spec.items(answer) : answer, spec.noun);
}

function isHeld<I, O>(spec: Collection<I, O>, item: Properties): boolean {
  return spec.holds?.(item) ?? true;
}

function idOf<I, O>(spec: Collection<I, O>, item: Properties): string {
  return spec.idOf ? spec.idOf(item) : String(item.id);
}

function claimsOf<I extends Adoption, O>(spec: Collection<I, O>, inputs: Partial<I>): Claim[] {
  const { adoptId } = inputs;
  const identity = spec.identity?.(inputs);
  // An appliance may have two of one name: a program that says which is which can have both.
  const named: Claim[] =
    identity === undefined
      ? []
      : [{ key: `${spec.noun} "${identity}"`, mode: adoptId === undefined ? "sole" : "beside" }];
  if (adoptId === undefined) return named;
  return [...named, { key: `${spec.noun} with the id ${adoptId}`, mode: "sole" }];
}

async function createItem<I extends Properties & Adoption, O extends Properties>(
  ctx: Context,
  spec: Collection<I, O>,
  inputs: I,
): Promise<CreateResult<O>> {
  const { listing, claimed } = store(ctx, spec);
  const items = await listing.get(ctx.signal);
  const begun = PendingCreate.of(ctx, [spec.path, inputs]);
  const taken = existing(spec, items, inputs, claimed, begun.left());
  const id = taken ? idOf(spec, taken) : await make(ctx, spec, inputs, items, begun);
  if (taken) begun.made(id);
  claimed.add(id);
  if (taken) await ensure(ctx, spec, id, inputs, taken);
  const outputs = outputsAfter(ctx, spec, id, inputs);
  return { id, outputs: await (taken ? outputs : keeping(id, outputs)) };
}

/** The object was made: where only the look at it fails, the state keeps it and the next `up` looks again. */
async function keeping<T>(id: string, look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const reasons = [`it was made, with the id ${id}, but could not be read back: ${error.message}`];
    throw error.with({ category: "partial", incomplete: { id, outputs: {}, reasons } });
  }
}

/** What a creation will find on the appliance: what it takes over, what is in its way, and what will stand twice. */
async function foreseeCreation<I extends Properties & Adoption, O>(
  ctx: Context,
  spec: Collection<I, O>,
  inputs: I,
): Promise<Preview> {
  const { adopt, adoptId } = inputs;
  if (adopt || adoptId !== undefined) return {};
  const { listing, claimed, registered } = store(ctx, spec);
  const items = await listing.get();
  if (!spec.identity) {
    const others = items.filter((item) => ![claimed, registered].some((ids) => ids.has(idOf(spec, item))));
    const equal = others.find((item) => isTheSame(spec, item, inputs));
    if (!equal) return {};
    return { warnings: [secondCopy(ctx, `${spec.noun} "${spec.nameOf(inputs)}"`, idOf(spec, equal))] };
  }
  return foreseeExisting(ctx, spec.identifiedBy ?? "adopt", async () => {
    const left = PendingCreate.of(ctx, [spec.path, inputs]).left();
    const taken = existing(spec, items, inputs, claimed, left);
    return taken && `the ${spec.noun} "${spec.nameOf(inputs)}"`;
  });
}

/**
 * The object that a creation takes over; undefined where there is none and one shall be made.
 * @param left what was there when a process began this creation that was killed in the middle of it
 */
function existing<I extends Properties & Adoption, O>(
  spec: Collection<I, O>,
  items: Properties[],
  inputs: I,
  claimed: ReadonlySet<string>,
  left: ReadonlySet<string> | undefined,
): Properties | undefined {
  if (inputs.adoptId !== undefined) {
    const named = items.find((item) => idOf(spec, item) === inputs.adoptId && isHeld(spec, item));
    if (!named) throw noSuchId(spec, inputs.adoptId);
    return named;
  }
  const same = items.filter((item) => isTheSame(spec, item, inputs) && !claimed.has(idOf(spec, item)));
  if (same.length > 1 && (inputs.adopt || spec.identity))
    throw several(
      spec,
      inputs,
      same.map((item) => idOf(spec, item)),
    );
  const [only] = same;
  if (!only) return undefined;
  if (inputs.adopt || spec.isAllIdentity) return only;
  if (spec.identity && left && !left.has(idOf(spec, only))) return only;
  if (spec.identity) throw exists(spec, inputs, idOf(spec, only));
  return undefined;
}

function isTheSame<I extends Properties & Adoption, O>(
  spec: Collection<I, O>,
  item: Properties,
  inputs: I,
): boolean {
  if (!isHeld(spec, item)) return false;
  if (!spec.identity) return hasContent(spec, item, inputs);
  return spec.identity(spec.decode(item, undefined).inputs) === spec.identity(inputs);
}

function hasContent<I, O>(spec: Collection<I, O>, item: Properties, inputs: I): boolean {
  const found = spec.decode(item, inputs as I & O).inputs as Properties;
  const wanted = inputs as Properties;
  const nodes = fieldNodes(spec.fields).filter(
    (node) => !node.writeOnly && !node.providerOnly && node.name !== "connection",
  );
  return nodes.every((node) => sameField(node, found[node.name], wanted[node.name]));
}

async function make<I extends Properties & Adoption, O>(
  ctx: Context,
  spec: Collection<I, O>,
  inputs: I,
  before: Properties[],
  begun: PendingCreate,
): Promise<string> {
  const { listing, claimed, registered } = store(ctx, spec);
  const body = spec.encode(inputs);
  const call = spec.create
    ? await spec.create(ctx, body)
    : ({ method: "POST", path: spec.path, body } satisfies Call);
  const id = await createOnce<Properties>({
    ctx,
    send: async () => {
      const answer = await ctx.call({ ...call, repeat: false });
      return madeId(spec.made ? spec.made(answer) : answer);
    },
    look: (signal) => listing.refetch(signal),
    idOf: (item) => idOf(spec, item),
    matches: (item) => isTheSame(spec, item, inputs),
    known: new Set([...before.map((item) => idOf(spec, item)), ...claimed]),
    ours: new Set([...claimed, ...registered]),
    begun,
  });
  // It was made: where the list can't be had just now, the id that was told is the best there is.
  const look = () => listedId(ctx, spec, id, inputs, before).catch(() => undefined);
  const seen = spec.readBack ? await look() : undefined;
  if (seen !== undefined) return seen;
  listing.patch((items) => [...items.filter((item) => idOf(spec, item) !== id), { ...body, id }]);
  return id;
}

/**
 * The id under which the list has a new object, as the answer of a creation may call it by another; undefined where the
 * list doesn't show it.
 */
async function listedId<I extends Properties & Adoption, O>(
  ctx: Context,
  spec: Collection<I, O>,
  told: string,
  inputs: I,
  before: Properties[],
): Promise<string | undefined> {
  const { listing, claimed } = store(ctx, spec);
  const old = new Set([...before.map((item) => idOf(spec, item)), ...claimed]);
  for (const pause of [0, ...lagPausesMs]) {
    if (pause > 0) await paused(pause, ctx.signal);
    const items = await listing.refetch(ctx.signal);
    if (items.some((item) => idOf(spec, item) === told)) return told;
    const made = items.find((item) => !old.has(idOf(spec, item)) && isTheSame(spec, item, inputs));
    if (made) return idOf(spec, made);
  }
  return undefined;
}

async function updateItem<I extends Properties & Adoption, O extends Properties>(
  ctx: Context,
  spec: Collection<I, O>,
  id: string,
  inputs: I,
  state: I & O,
): Promise<O> {
  const live = await find(ctx, spec, id);
  if (!live) throw gone(spec, state, id);
  await ensure(ctx, spec, id, inputs, live);
  return outputsAfter(ctx, spec, id, inputs);
}

/** Brings an existing object to the wanted content; sends nothing where it has it. */
async function ensure<I extends Properties & Adoption, O>(
  ctx: Context,
  spec: Collection<I, O>,
  id: string,
  inputs: I,
  live: Properties,
): Promise<void> {
  if (hasContent(spec, live, inputs)) return;
  const forbidden = spec.untouchable?.(live);
  if (forbidden) throw untouchable(spec, inputs, forbidden);
  const body = spec.encode(inputs, live);
  const { listing } = store(ctx, spec);
  try {
    if (spec.change) await spec.change(ctx, id, inputs);
    else await ctx.call(await updateCall(ctx, spec, id, body));
  } catch (thrown) {
    // Nobody knows what is there now.
    listing.drop();
    throw thrown;
  }
  if (spec.readBack) listing.drop();
  else listing.patch((items) => items.map((item) => (idOf(spec, item) === id ? { ...item, ...body } : item)));
}

async function updateCall<I, O>(
  ctx: Context,
  spec: Collection<I, O>,
  id: string,
  body: Properties,
): Promise<Call> {
  if (spec.update) return spec.update(ctx, id, body);
  const itemPath = `${spec.path}${path`/${id}`}`;
  return { method: "PATCH", path: itemPath, body, repeat: true, answer: "none" };
}

async function outputsAfter<I, O>(ctx: Context, spec: Collection<I, O>, id: string, inputs: I): Promise<O> {
  const item = await find(ctx, spec, id);
  return spec.decode(item ?? { id }, inputs as I & O).outputs;
}

async function readItem<I, O>(
  ctx: Context,
  spec: Collection<I, O>,
  id: string,
  state: (I & O) | undefined,
): Promise<ReadResult<I, O> | undefined> {
  const item = await find(ctx, spec, id);
  if (!item || (!state && !isHeld(spec, item))) return undefined;
  return spec.decode(item, state);
}

async function removeItem<I, O>(ctx: Context, spec: Collection<I, O>, id: string): Promise<void> {
  const { listing } = store(ctx, spec);
  const itemPath = `${spec.path}${path`/${id}`}`;
  const call = spec.remove
    ? await spec.remove(ctx, id)
    : ({ method: "DELETE", path: itemPath, repeat: true, answer: "none" } satisfies Call);
  try {
    await removed(ctx, {
      what: `the ${spec.noun} ${id}`,
      send: async () =>
        ctx.call({ before: (await listing.known())?.find((item) => idOf(spec, item) === id), ...call }),
      isThere: async () => (await listing.refetch(ctx.signal)).some((item) => idOf(spec, item) === id),
    });
  } catch (thrown) {
    listing.drop();
    throw thrown;
  }
  listing.patch((items) => items.filter((item) => idOf(spec, item) !== id));
}

async function find<I, O>(ctx: Context, spec: Collection<I, O>, id: string): Promise<Properties | undefined> {
  const items = await store(ctx, spec).listing.get(ctx.signal);
  return items.find((item) => idOf(spec, item) === id);
}

function exists<I, O>(spec: Collection<I, O>, inputs: I, id: string): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `the ${spec.noun} "${spec.nameOf(inputs)}" exists already, with the id ${id}`,
    advice: howToAdopt,
  });
}

function several<I, O>(spec: Collection<I, O>, inputs: I, ids: string[]): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    code: "PERIMETER_ADOPT_AMBIGUOUS",
    message: `there are several ${spec.noun} objects like "${spec.nameOf(inputs)}": ${ids.join(", ")}`,
    advice: "Name one with adoptId.",
  });
}

function noSuchId<I, O>(spec: Collection<I, O>, id: string): PerimeterError {
  return new PerimeterError({
    category: "notFound",
    message: `adoptId: there is no ${spec.noun} with the id ${id}`,
  });
}

function untouchable<I, O>(spec: Collection<I, O>, inputs: I, why: string): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message: `the ${spec.noun} "${spec.nameOf(inputs)}" can't be changed: ${why}`,
  });
}

function gone<I, O>(spec: Collection<I, O>, state: Partial<I>, id: string): PerimeterError {
  return new PerimeterError({
    category: "notFound",
    message: `the ${spec.noun} "${spec.nameOf(state)}" (${id}) is gone from the appliance`,
    advice: "Run `pulumi up --refresh`: it makes it anew.",
  });
}
