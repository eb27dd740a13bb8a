import { z } from "zod";
import type { Context } from "../../kernel/context";
import { invalid, PerimeterError } from "../../kernel/errors";
import { type Fields, field, objectOf } from "../../kernel/fields";
import { checkRemoval, previewRemoval } from "../../kernel/mass-removal";
import { PendingCreate } from "../../kernel/pending-create";
import {
  type Adoption,
  type Claim,
  defineResource,
  type ReadResult,
  type Report,
  type ResourceSpec,
} from "../../kernel/resource";
import { withTextList } from "../../kernel/text-form";
import type { ListItem } from "../../kernel/text-list";
import { isObject } from "../../kernel/values";
import { someOf } from "../../kernel/wording";
import { effective, expirySlackMs, hasPassed, isMet, isProlonged } from "./entries";
import { entryRemoval, type Ownership, rangesText, surplusEntries } from "./exclusive";
import {
  type EntryForm,
  formOfEntry,
  meansSame,
  pastProblem,
  placeInId,
  placeInputs,
  placeText,
  rangeShapes,
  rangeTexts,
  timeShape,
  wishOf,
} from "./fields";
import { type DesiredEntry, type Entry, type Group, type ListPlace, LiveIpLists } from "./live-ip-lists";
import { addressRange, checkRange, keyOf } from "./ranges";
import type { Brought } from "./rounds";
import { deepfinder } from "./vendor";
import { addEntries, removeEntries } from "./writes";

interface IpListInputs extends ListPlace, Ownership, Adoption {
  entries: EntryForm[];
}

interface IpListOutputs {
  ipIds: Record<string, string>;
  expired: string[];
  prolonged?: string[];
  igid?: string;
  groupName?: string;
}

type IpListState = IpListInputs & IpListOutputs;

const entry = objectOf("IpRange", "An address or a range of a list.", {
  startIp: field(rangeShapes.startIp, rangeTexts.startIp),
  endIp: field(rangeShapes.endIp, rangeTexts.endIp),
  cidr: field(rangeShapes.cidr, rangeTexts.cidr),
  expiresAt: field(timeShape, rangeTexts.expiresAt),
});

const inputs = {
  ...placeInputs,
  entries: field(z.array(entry), "The addresses and ranges, in any order, none twice."),
  exclusive: field(
    z.boolean(),
    "Whether entries that are not listed are removed from the interface's own IP group; those in groups of the administrators stay. The preview lists them.",
    { default: false },
  ),
  allowMassRemoval: field(
    z.boolean().optional(),
    "Lets `exclusive` remove more than half of all entries that are in the group or listed. A change of this is no difference.",
    { providerOnly: true },
  ),
} satisfies Fields;

const outputs = {
  ipIds: field(z.record(z.string(), z.string()), "The vendor's ids of the entries, by `1.1.1.1-1.1.1.3`."),
  expired: field(
    z.array(z.string()),
    "Listed ranges whose time has passed and which the appliance has removed: `1.1.1.1-1.1.1.3`. They are never added again.",
  ),
  prolonged: field(
    z.array(z.string()).optional(),
    "Listed ranges whose time has passed and which somebody else has made last longer. The next `up` removes them.",
  ),
  igid: field(z.string().optional(), "The vendor's id of the IP group."),
  groupName: field(z.string().optional(), "Name of the IP group: `[API]_BLACK_LIST [ 4 ]`."),
} satisfies Fields;

const ipListSpec: ResourceSpec<typeof inputs, typeof outputs> = {
  name: "IpList",
  doc: "Many addresses and ranges of the black or the white list of a domain group as one resource; if wished, the only ones that came through the interface.",
  page: "deepfinder-ip-control: WhiteIP/BlackIP 추가, IP 삭제",
  importId: "`list/group`, such as `black/4`; it gets all entries of the interface's own IP group",
  example: {
    list: "black",
    domainGroupId: 4,
    entries: [{ startIp: "1.1.1.1" }, { cidr: "203.0.113.0/24" }],
  },
  inputs,
  outputs,
  adoptable: "flag",
  holds: (id, { entries = [] }) =>
    entries.flatMap((form) => {
      const range = addressRange(form);
      return range ? [`${id}/${keyOf(range)}`] : [];
    }),
  check: ({ entries }, report) => checkEntries(entries, report),
  canonicalizeLive: (ctx, state, given) => alike(LiveIpLists.of(ctx, state).timeZone, state, given),
  claims: claimsOf,
  async preview(ctx, given, state) {
    const book = LiveIpLists.of(ctx, given);
    const wishes = wishesOf(given, book);
    const past = pastEntries(wishes, state, book);
    if (past.length > 0) return { problems: past };
    const group = await book.own(ctx.signal);
    const taken = state ? [] : takenIn(given, wishes, group, begunOf(ctx, given, wishes).left());
    if (taken.length > 0) {
      const { details, advice } = exists(given, taken);
      return { problems: [{ path: ["entries"], message: `${details.message}. ${advice}` }] };
    }
    return given.exclusive ? previewRemoval(entryRemoval(given, wishes, group)) : {};
  },
  create: (ctx, given) => create(ctx, given),
  update: (ctx, _, state, given) => reconcileList(ctx, given, state),
  read: (ctx, id, state) => (state ? observe(ctx, state) : importList(ctx, id)),
  delete: (ctx, _, state) => remove(ctx, state),
  needsUpdate: ({ prolonged }) => (prolonged ? ["prolonged"] : []),
};

export const ipList = defineResource(
  deepfinder,
  withTextList(ipListSpec, "entries", { expiries: true, elementOf: entryOf, itemOf, keyOf: keyOfItem }),
);

/** `1.1.1.1`, `1.1.1.1-1.1.1.3` or `203.0.113.0/24`, with the expiry after it. */
function entryOf({ item, expiry }: ListItem): EntryForm {
  const time = expiry === undefined ? {} : { expiresAt: expiry };
  if (item.includes("/")) return { cidr: item, ...time };
  const [startIp = "", endIp] = item.split("-");
  return { startIp, ...(endIp !== undefined && { endIp }), ...time };
}

function itemOf(element: unknown): ListItem {
  const { cidr, startIp, endIp, expiresAt } = element as EntryForm;
  const range = endIp === undefined || endIp === startIp ? String(startIp) : `${startIp}-${endIp}`;
  return { item: cidr ?? range, ...(expiresAt !== undefined && { expiry: expiresAt }) };
}

function keyOfItem(item: string): string {
  const range = addressRange(entryOf({ item }));
  return range ? keyOf(range) : item;
}

function idOf({ list, domainGroupId }: ListPlace): string {
  return `${list}/${domainGroupId}`;
}

function wishesOf({ entries }: IpListInputs, book: LiveIpLists): DesiredEntry[] {
  return entries.map((each) => wishOf(each, book.timeZone));
}

function checkEntries(entries: unknown, report: Report): void {
  if (!Array.isArray(entries)) return;
  const seen = new Map<string, number>();
  entries.forEach((each, index) => {
    if (!isObject(each)) return;
    checkRange(each, report, ["entries", index]);
    const range = addressRange(each);
    if (!range) return;
    const first = seen.get(keyOf(range));
    if (first === undefined) seen.set(keyOf(range), index);
    else
      report(
        ["entries", index],
        `found ${rangesText([range])}, which is entries[${first}] already; allowed: each range once`,
      );
  });
}

function claimsOf(given: Partial<IpListInputs>): Claim[] {
  const { list, domainGroupId, entries, exclusive } = given;
  if (list === undefined || domainGroupId === undefined) return [];
  const key = placeText(given);
  const ranges = (Array.isArray(entries) ? entries : []).flatMap(
    (each) => (isObject(each) && addressRange(each)) || [],
  );
  const claims = ranges.map((range): Claim => ({ key: `${keyOf(range)} of ${key}`, mode: "sole" }));
  return [{ key, mode: exclusive === true ? "sole" : "beside" }, ...claims];
}

/** In the form of the state, where only forms and the order are other ones. */
function alike(timeZone: string, state: IpListState, given: Partial<IpListInputs>): Partial<IpListInputs> {
  const { entries } = given;
  if (!Array.isArray(entries) || entries.length !== state.entries.length) return given;
  const before = byKey(state.entries);
  const isSame = entries.every((each) => {
    const range = isObject(each) ? addressRange(each) : undefined;
    const old = range && before.get(keyOf(range));
    return old !== undefined && meansSame(old, each, timeZone);
  });
  return isSame && before.size === entries.length ? { ...given, entries: state.entries } : given;
}

function byKey(entries: EntryForm[]): Map<string, EntryForm> {
  return new Map(
    entries.flatMap((each) => {
      const range = addressRange(each);
      return range ? [[keyOf(range), each] as const] : [];
    }),
  );
}

/** Faults of entries that are new or get another time, where that time has passed. */
function pastEntries(wishes: DesiredEntry[], state: IpListState | undefined, book: LiveIpLists) {
  const before = new Map(state ? wishesOf(state, book).map(({ key, wall }) => [key, wall]) : []);
  return wishes.flatMap((wish, index) => {
    const isKnown = before.has(wish.key) && before.get(wish.key) === wish.wall;
    const message = isKnown ? undefined : pastProblem(wish, book);
    return message ? [{ path: ["entries", index, "expiresAt"], message }] : [];
  });
}

async function create(ctx: Context, given: IpListInputs): Promise<{ id: string; outputs: IpListOutputs }> {
  const id = idOf(given);
  const book = LiveIpLists.of(ctx, given);
  const { entries } = await book.own(ctx.signal);
  const begun = begunOf(ctx, given, wishesOf(given, book));
  const left = begun.left();
  const known = entries.map(({ ipId }) => ipId);
  return {
    id,
    outputs: await begun.during(left ?? known, id, () => reconcileList(ctx, given, undefined, left)),
  };
}

/** A creation of this list that was begun and whose end nobody saw. */
function begunOf(ctx: Context, place: ListPlace, wishes: DesiredEntry[]): PendingCreate {
  return PendingCreate.of(ctx, ["list", idOf(place), wishes.map(({ key }) => key)]);
}

/** Brings the list about: first what is missing, then away with what isn't wished. */
async function reconcileList(
  ctx: Context,
  given: IpListInputs,
  state: IpListState | undefined,
  left?: ReadonlySet<string>,
): Promise<IpListOutputs> {
  const book = LiveIpLists.of(ctx, given);
  const wishes = wishesOf(given, book);
  const before = await book.own(ctx.signal);
  refuseWrong(given, wishes, state, book, before, left);
  if (state) book.release(ownerOf(wishesOf(state, book)));
  book.hold(
    ownerOf(wishes),
    wishes.map(({ key }) => key),
  );
  const brought = await addEntries(ctx, book, wishes);
  const done = brought.failure ? brought : await tidy(ctx, book, given, state, brought.group ?? before);
  if (done.failure) throw incomplete(given, state, book, brought.group ?? before, done);
  return outputsOf(wishes, done.group ?? before, book);
}

/**
 * What a preview can have missed, as time has gone on since.
 * @param left what was there when a process began this creation that was killed in the middle of it
 */
function refuseWrong(
  given: IpListInputs,
  wishes: DesiredEntry[],
  state: IpListState | undefined,
  book: LiveIpLists,
  group: Group,
  left: ReadonlySet<string> | undefined,
): void {
  const [past] = pastEntries(wishes, state, book);
  if (past) throw invalid(`entries[${past.path[1]}].expiresAt: ${past.message}`);
  checkRemoval(entryRemoval(given, wishes, group));
  const there = state ? [] : takenIn(given, wishes, group, left);
  if (there.length > 0) throw exists(given, there);
}

/** Entries that a creation finds with another time than it wishes; besides that they have no content of their own. */
function takenIn(
  given: IpListInputs,
  wishes: DesiredEntry[],
  group: Group,
  left: ReadonlySet<string> | undefined,
): DesiredEntry[] {
  if (given.exclusive || given.adopt) return [];
  return wishes.filter((wish) => {
    const entry = effective(wish.key, group);
    return entry !== undefined && !isMet(wish, group) && !(left && !left.has(entry.ipId));
  });
}

function tidy(
  ctx: Context,
  book: LiveIpLists,
  given: IpListInputs,
  state: IpListState | undefined,
  group: Group,
): Promise<Brought> {
  const wishes = wishesOf(given, book);
  const wished = new Set(wishes.map(({ key }) => key));
  const dropped = state ? wishesOf(state, book).filter(({ key }) => !wished.has(key)) : [];
  const surplus = [...dropped, ...surplusEntries(given, wishes, group)];
  const all = new Map(surplus.map((each) => [each.key, each]));
  return removeEntries(ctx, book, spared(ctx, book, given, [...all.values()]));
}

/** Without what another resource of this process has just made or taken over. */
function spared<R extends { key: string; startIp: string; endIp: string }>(
  ctx: Context,
  book: LiveIpLists,
  place: ListPlace,
  ranges: R[],
): R[] {
  const held = ranges.filter(({ key }) => book.isHeld(key) || ctx.isHeld(`${idOf(place)}/${key}`));
  if (held.length > 0) {
    ctx.log.warn(
      `${ctx.connection.where}: ${someOf(rangesText(held))} of ${placeText(place)} stayed, because another resource of this program has just taken it over`,
    );
  }
  return ranges.filter((range) => !held.includes(range));
}

/** Resources have no name here; two lists of the same ranges are one. */
function ownerOf(wishes: DesiredEntry[]): string {
  return `list ${wishes.map(({ key }) => key).join(" ")}`;
}

function outputsOf(wishes: DesiredEntry[], group: Group, book: LiveIpLists): IpListOutputs {
  const found = wishes.map(({ key, wall }) => ({ key, wall, entry: effective(key, group) }));
  const gone = found.filter(({ wall, entry }) => !entry && hasPassed(wall, book.timeZone, expirySlackMs));
  const prolonged = found.filter((each) => isProlonged(each, group, book.timeZone)).map(({ key }) => key);
  return {
    ipIds: Object.fromEntries(found.flatMap(({ key, entry }) => (entry ? [[key, entry.ipId]] : []))),
    expired: gone.map(({ key }) => key),
    ...(prolonged.length > 0 && { prolonged }),
    igid: group.igid || undefined,
    groupName: group.groupName || undefined,
  };
}

/** The state keeps what is really there of the old and the new entries, so that the next run does the rest. */
function incomplete(
  given: IpListInputs,
  state: IpListState | undefined,
  book: LiveIpLists,
  before: Group,
  { group, touched, failure }: Brought,
): PerimeterError {
  const error = failure as PerimeterError;
  const now = group ?? before;
  const wished = byKey(given.entries);
  const forms = [...byKey([...(state?.entries ?? []), ...given.entries])];
  const entries = forms.flatMap(([key, form]) => {
    const there = effective(key, now);
    if (there) return [formNow(wished.get(key) ?? form, there, book)];
    const { wall } = wishOf(form, book.timeZone);
    // An old entry that has expired stays; where nobody could look, what may be there is kept as well.
    const isOld =
      state !== undefined && !wished.has(key) ? false : hasPassed(wall, book.timeZone, expirySlackMs);
    return isOld || (!group && touched) ? [form] : [];
  });
  const isUntouched = !state && entries.length === 0;
  if (isUntouched) return error;
  const outputs = {
    ...outputsOf(
      entries.map((each) => wishOf(each, book.timeZone)),
      now,
      book,
    ),
    entries,
  };
  const told = error.with({
    category: "partial",
    message: `${error.details.message}; ${shortfall(given, entries, now, book)}`,
    advice: `${error.advice ?? ""} The next \`pulumi up\` completes it.`.trim(),
  });
  return told.with({ incomplete: { id: idOf(given), outputs, reasons: [told.message] } });
}

function shortfall(given: IpListInputs, kept: EntryForm[], now: Group, book: LiveIpLists): string {
  const stands = (each: EntryForm) => kept.some((one) => meansSame(one, each, book.timeZone));
  const met = given.entries.filter(stands).length;
  const wished = byKey(given.entries);
  const surplus = surplusEntries(given, wishesOf(given, book), now).map(({ key }) => key);
  const left = new Set([...surplus, ...[...byKey(kept).keys()].filter((key) => !wished.has(key))]);
  const rest = left.size === 0 ? "" : `, and ${left.size} more still there`;
  return `${met} of ${given.entries.length} entries of ${placeText(given)} are as wished${rest}`;
}

/** The program's form of an entry, with the time that the appliance has; but one that has passed can't be put back. */
function formNow(form: EntryForm, there: Entry, book: LiveIpLists): EntryForm {
  const { wall } = wishOf(form, book.timeZone);
  if (wall === there.wall || hasPassed(wall, book.timeZone)) return form;
  const { expiresAt: _, ...range } = form;
  return there.expiresAt === undefined ? range : { ...range, expiresAt: there.expiresAt };
}

async function observe(ctx: Context, state: IpListState): Promise<ReadResult<IpListInputs, IpListOutputs>> {
  const book = LiveIpLists.of(ctx, state);
  const group = await book.own(ctx.signal);
  const listed = state.entries.flatMap((form) => {
    const { key, wall } = wishOf(form, book.timeZone);
    const there = effective(key, group);
    if (there) return [formNow(form, there, book)];
    return hasPassed(wall, book.timeZone, expirySlackMs) ? [form] : [];
  });
  const unlisted = distinct(surplusEntries(state, wishesOf(state, book), group), group).map(formOfEntry);
  const { list, domainGroupId, exclusive } = state;
  const entries = [...listed, ...unlisted];
  return {
    inputs: { list, domainGroupId, entries, exclusive },
    outputs: outputsOf(wishesOf({ ...state, entries }, book), group, book),
  };
}

/** One for each range. */
function distinct(entries: Entry[], group: Group): Entry[] {
  const keys = [...new Set(entries.map(({ key }) => key))];
  return keys.flatMap((key) => effective(key, group) ?? []);
}

async function importList(ctx: Context, id: string): Promise<ReadResult<IpListInputs, IpListOutputs>> {
  const { place, rest } = placeInId(id) ?? {};
  if (!place || rest !== "")
    throw invalid(`the id "${id}" is not right: it is the list and the domain group, as in black/4`);
  const book = LiveIpLists.of(ctx, place);
  const group = await book.own(ctx.signal);
  const entries = distinct(group.entries, group).map(formOfEntry);
  const inputs: IpListInputs = { ...place, entries, exclusive: false };
  return { id: idOf(place), inputs, outputs: outputsOf(wishesOf(inputs, book), group, book) };
}

async function remove(ctx: Context, state: IpListState): Promise<void> {
  const book = LiveIpLists.of(ctx, state);
  const { failure } = await removeEntries(ctx, book, spared(ctx, book, state, wishesOf(state, book)));
  if (failure) throw failure;
}

function exists(given: IpListInputs, there: DesiredEntry[]): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `${someOf(rangesText(there))} ${there.length === 1 ? "is" : "are"} in ${placeText(given)} already`,
    advice: "Take them over with `adopt: true`.",
  });
}
