import { z } from "zod";
import type { Context } from "../../kernel/context";
import { invalid, PerimeterError } from "../../kernel/errors";
import { type Fields, field } from "../../kernel/fields";
import { PendingCreate } from "../../kernel/pending-create";
import { type Adoption, type Claim, defineResource, type ReadResult } from "../../kernel/resource";
import { foreseeExisting, howToAdopt } from "../../kernel/taking-over";
import { isUnknown } from "../../kernel/values";
import { effective, expirySlackMs, hasPassed, isMet, isProlonged } from "./entries";
import {
  type EntryForm,
  formOfEntry,
  pastProblem,
  placeInId,
  placeInputs,
  placeText,
  rangeOfId,
  rangeShapes,
  rangeTexts,
  sameTime,
  timeShape,
  wishOf,
} from "./fields";
import { type DesiredEntry, type Entry, type Group, type ListPlace, LiveIpLists } from "./live-ip-lists";
import { addressRange, checkRange, keyOf } from "./ranges";
import { deepfinder } from "./vendor";
import { addEntries, removeEntries } from "./writes";

interface IpEntryInputs extends ListPlace, EntryForm, Adoption {}

interface IpEntryOutputs {
  ipId?: string;
  igid?: string;
  groupName?: string;
  expired: boolean;
  prolonged?: boolean;
}

const inputs = {
  ...placeInputs,
  startIp: field(rangeShapes.startIp, rangeTexts.startIp, { replace: true }),
  endIp: field(rangeShapes.endIp, rangeTexts.endIp, { replace: true }),
  cidr: field(rangeShapes.cidr, rangeTexts.cidr, { replace: true }),
  expiresAt: field(
    timeShape,
    `${rangeTexts.expiresAt} A change adds the entry again; only if that does not do, it is deleted first.`,
  ),
} satisfies Fields;

const outputs = {
  ipId: field(
    z.string().optional(),
    "The vendor's id of the entry; it is another one after the entry was added again.",
  ),
  igid: field(z.string().optional(), "The vendor's id of the IP group."),
  groupName: field(z.string().optional(), "Name of the IP group: `[API]_BLACK_LIST [ 4 ]`."),
  expired: field(
    z.boolean(),
    "Whether its time has passed and the appliance has removed it. It then stays in the state and is never added again.",
  ),
  prolonged: field(
    z.boolean().optional(),
    "True where its time has passed and somebody else has made it last longer. The next `up` removes it.",
  ),
} satisfies Fields;

export const ipEntry = defineResource(deepfinder, {
  name: "IpEntry",
  doc: "An address or a range in the black or the white list of a domain group. Only the IP group that the interface itself fills is touched: an equal entry in a group of the administrators is another one.",
  page: "deepfinder-ip-control: WhiteIP/BlackIP 추가, IP 삭제",
  importId:
    "`list/group/start-end`, such as `black/4/1.1.1.1-1.1.1.3`; also `black/4/1.1.1.1` and `black/4/10.0.0.0/24`",
  example: { list: "black", domainGroupId: 4, startIp: "1.1.1.1", endIp: "1.1.1.3" },
  inputs,
  outputs,
  adoptable: true,
  check: (entry, report) => checkRange(entry, report),
  canonicalizeLive: (ctx, state, entry) => alike(LiveIpLists.of(ctx, state).timeZone, state, entry),
  claims: claimsOf,
  // As a list calls its entries.
  holds: (id) => [id],
  async preview(ctx, entry, state) {
    const book = LiveIpLists.of(ctx, entry);
    const isNew = !state || !sameTime(entry.expiresAt, state.expiresAt, book.timeZone);
    const problem = isNew ? pastProblem(wishOf(entry, book.timeZone), book) : undefined;
    if (problem) return { problems: [{ path: ["expiresAt"], message: problem }] };
    if (state) return {};
    const field = entry.cidr === undefined ? "startIp" : "cidr";
    const look = async () => existing(ctx, await book.own(ctx.signal), entry, wishOf(entry, book.timeZone));
    return foreseeExisting(ctx, field, async () => {
      const taken = await look();
      return taken && `${taken.key} of ${placeText(entry)}`;
    });
  },
  create: (ctx, entry) => create(ctx, entry),
  update: (ctx, id, state, entry) => update(ctx, id, state, entry),
  read: (ctx, id, state) => (state ? observe(ctx, state) : importEntry(ctx, id)),
  delete: (ctx, _, state) => remove(ctx, state),
  needsUpdate: ({ prolonged }) => (prolonged ? ["prolonged"] : []),
});

export function entryId({ list, domainGroupId }: ListPlace, key: string): string {
  return `${list}/${domainGroupId}/${key}`;
}

function claimsOf(entry: Partial<IpEntryInputs>): Claim[] {
  const range = addressRange(entry);
  if (entry.list === undefined || entry.domainGroupId === undefined) return [];
  const key = placeText(entry);
  const whole: Claim = { key, mode: "beside" };
  return range ? [whole, { key: `${keyOf(range)} of ${key}`, mode: "sole" }] : [whole];
}

/** In the form of the state, where only the form is another one. */
function alike(
  timeZone: string,
  state: IpEntryInputs & IpEntryOutputs,
  entry: Partial<IpEntryInputs>,
): Partial<IpEntryInputs> {
  const [before, now] = [addressRange(state), addressRange(entry)];
  const { startIp, endIp, cidr, expiresAt } = state;
  const isOpen = [entry.startIp, entry.endIp, entry.cidr].some(isUnknown);
  const sameRange = before && now && !isOpen && keyOf(before) === keyOf(now);
  return {
    ...entry,
    ...(sameRange && { startIp, endIp, cidr }),
    ...(sameTime(entry.expiresAt, expiresAt, timeZone) && { expiresAt }),
  };
}

async function create(ctx: Context, given: IpEntryInputs): Promise<{ id: string; outputs: IpEntryOutputs }> {
  const book = LiveIpLists.of(ctx, given);
  const wish = wishOf(given, book.timeZone);
  const id = entryId(given, wish.key);
  const group = await book.own(ctx.signal);
  const begun = begunOf(ctx, given, wish);
  const taken = existing(ctx, group, given, wish);
  const past = taken && isMet(wish, group) ? undefined : pastProblem(wish, book);
  if (past) throw invalid(`expiresAt: ${past}`);
  book.hold(id, [wish.key]);
  const known = group.entries.map(({ ipId }) => ipId);
  return { id, outputs: await begun.during(known, id, () => ensure(ctx, book, id, wish, undefined)) };
}

/** A creation of this entry that was begun and whose end nobody saw. */
function begunOf(ctx: Context, given: ListPlace, { key, wall }: DesiredEntry): PendingCreate {
  return PendingCreate.of(ctx, ["entry", given.list, String(given.domainGroupId), key, wall]);
}

/** The entry that a creation takes over. */
function existing(ctx: Context, group: Group, given: IpEntryInputs, wish: DesiredEntry): Entry | undefined {
  const { adopt, adoptId } = given;
  if (adoptId !== undefined) {
    const named = group.entries.find(({ ipId }) => ipId === adoptId);
    if (named?.key === wish.key) return named;
    const found = named ? `is ${named.key}, not ${wish.key}` : "is not there";
    throw new PerimeterError({
      category: "notFound",
      message: `adoptId: the entry ${adoptId} of ${placeText(given)} ${found}`,
    });
  }
  const same = effective(wish.key, group);
  // Besides its time an entry has no content of its own: one that is as wished is taken over, as a ban is.
  if (!same || adopt || isMet(wish, group)) return same;
  // It was not there when a process began this creation that was killed in the middle of it.
  const left = begunOf(ctx, given, wish).left();
  if (!left || left.has(same.ipId)) throw exists(given, same);
  return same;
}

async function update(
  ctx: Context,
  id: string,
  state: IpEntryInputs & IpEntryOutputs,
  given: IpEntryInputs,
): Promise<IpEntryOutputs> {
  const book = LiveIpLists.of(ctx, given);
  const wish = wishOf(given, book.timeZone);
  book.hold(id, [wish.key]);
  return ensure(ctx, book, id, wish, state);
}

async function ensure(
  ctx: Context,
  book: LiveIpLists,
  id: string,
  wish: DesiredEntry,
  state: IpEntryOutputs | undefined,
): Promise<IpEntryOutputs> {
  const { group, touched, failure } = await addEntries(ctx, book, [wish]);
  const entry = group && effective(wish.key, group);
  const outputs = entry ? outputsOf(entry, group, wish, book) : { ...lastKnown(state), expired: !failure };
  if (!failure) return outputs;
  // Where nothing is there and nothing was, nothing has to be kept; where it was, the next run adds it.
  if (!(entry || state || touched)) throw failure;
  const reasons = [`${id} is not as wished: ${failure.message}`];
  throw failure.with({ category: "partial", incomplete: { id, outputs: { ...outputs }, reasons } });
}

function outputsOf(
  { ipId, igid }: Entry,
  group: Group,
  wish: DesiredEntry,
  { timeZone }: LiveIpLists,
): IpEntryOutputs {
  const prolonged = isProlonged(wish, group, timeZone) ? { prolonged: true } : {};
  return { ipId, igid: igid || group.igid, groupName: group.groupName, expired: false, ...prolonged };
}

function lastKnown(state: IpEntryOutputs | undefined): Partial<IpEntryOutputs> {
  return state ? { ipId: state.ipId, igid: state.igid, groupName: state.groupName } : {};
}

async function observe(
  ctx: Context,
  state: IpEntryInputs & IpEntryOutputs,
): Promise<ReadResult<IpEntryInputs, IpEntryOutputs> | undefined> {
  const book = LiveIpLists.of(ctx, state);
  const { list, domainGroupId, startIp, endIp, cidr, expiresAt } = state;
  const wish = wishOf(state, book.timeZone);
  const group = await book.own(ctx.signal);
  const entry = effective(wish.key, group);
  if (!entry && !hasPassed(wish.wall, book.timeZone, expirySlackMs)) return undefined;
  // A time that has passed can't be put back: there the output tells.
  const isOver = hasPassed(wish.wall, book.timeZone);
  const now = entry && entry.wall !== wish.wall && !isOver ? entry.expiresAt : expiresAt;
  return {
    inputs: { list, domainGroupId, startIp, endIp, cidr, expiresAt: now },
    outputs: entry ? outputsOf(entry, group, wish, book) : { ...lastKnown(state), expired: true },
  };
}

async function importEntry(
  ctx: Context,
  id: string,
): Promise<ReadResult<IpEntryInputs, IpEntryOutputs> | undefined> {
  const { place, rest } = placeInId(id) ?? {};
  const range = rangeOfId(rest ?? "");
  if (!place)
    throw invalid(
      `the id "${id}" is not right: it begins with the list and the domain group, as in black/4/…`,
    );
  if (typeof range === "string") throw invalid(`the id "${id}" is not right: ${range}`);
  const book = LiveIpLists.of(ctx, place);
  const group = await book.own(ctx.signal);
  const entry = effective(keyOf(range), group);
  if (!entry) return undefined;
  const inputs = { ...place, ...formOfEntry(entry) };
  return { id: entryId(place, entry.key), inputs, outputs: outputsOf(entry, group, entry, book) };
}

async function remove(ctx: Context, state: IpEntryInputs): Promise<void> {
  const book = LiveIpLists.of(ctx, state);
  const { key, startIp, endIp } = wishOf(state, book.timeZone);
  if (book.isHeld(key, entryId(state, key))) {
    ctx.log.warn(
      `${ctx.connection.where}: ${key} of ${placeText(state)} was not removed, because another resource of this program has just taken it over`,
    );
    return;
  }
  const { failure } = await removeEntries(ctx, book, [{ key, startIp, endIp }]);
  if (failure) throw failure;
}

function exists(given: IpEntryInputs, { key, ipId }: Entry): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `${key} is in ${placeText(given)} already, with the id ${ipId}`,
    advice: howToAdopt,
  });
}
