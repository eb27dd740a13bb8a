import { tellsOfFailure } from "../../../kernel/answers";
import type { Call } from "../../../kernel/calls";
import type { Problem } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, isCategory, PerimeterError } from "../../../kernel/errors";
import { isObject, type Properties } from "../../../kernel/values";
import {
  type Dialect,
  dialects as everyDialect,
  type Form,
  hasBlocks,
  isV22,
  type Knowledge,
} from "./knowledge";
import { knowledgeOf, objectListing, ruleListing, tableForm } from "./lists";
import { needs, v20Uses } from "./v20";
import { v22Uses } from "./v22";

export type { Dialect } from "./knowledge";

/** Changes of rules, objects and settings: PUT of old, PATCH from v19 on. */
export function editMethod(dialect: Dialect): "PUT" | "PATCH" {
  return dialect === "v18" ? "PUT" : "PATCH";
}

/** The appliance's dialect: as the connection says, or found out once with read-only calls; the likeliest where that can't be told. */
export async function dialectOf(ctx: Context): Promise<Dialect> {
  const [first] = await dialectsOf(ctx);
  return first;
}

/** All dialects that the appliance can have, the likeliest first: several only where nothing could tell. */
export async function dialectsOf(ctx: Context): Promise<[Dialect, ...Dialect[]]> {
  const dialects = (forms: readonly Form[]) => [...new Set(forms.map(({ dialect }) => dialect))];
  const forms = await narrowed(ctx, (left) => dialects(left).length === 1);
  return dialects(forms) as [Dialect, ...Dialect[]];
}

/**
 * What a rule says that an appliance of its version can't do; nothing while it may be of a version that can.
 * @param path of the rule's table, whose rules tell more of its form than anything else
 */
export async function versionProblems(
  ctx: Context,
  path: string,
  rule: Record<string, unknown>,
): Promise<Problem[]> {
  const [blocks, later] = [v20Uses(rule), v22Uses(rule)];
  if (blocks.length + later.length === 0) return [];
  const hasLater = later.length > 0 && (await laterForm(ctx, path));
  const dialects = await dialectsOf(ctx);
  const isOne = dialects.join(" or ");
  const canBlocks = dialects.some((dialect) => hasBlocks({ dialect }));
  const canLater = hasLater ?? dialects.some((dialect) => isV22({ dialect }));
  const problems = (uses: typeof later, version: "v20" | "v22") =>
    uses.map(({ field, what }) => ({ path: [field], message: needs(what, version, isOne) }));
  return [...(canBlocks ? [] : problems(blocks, "v20")), ...(canLater ? [] : problems(later, "v22"))];
}

async function laterForm(ctx: Context, path: string): Promise<boolean | undefined> {
  await ruleListing(ctx.connection, path).get();
  return tableForm(ctx.connection, path).hasLater;
}

/** The method that changes objects and settings. */
export async function editMethodOf(ctx: Context): Promise<"PUT" | "PATCH"> {
  const [method = "PUT"] = await editMethodsOf(ctx);
  return method;
}

/** Whether the appliance is older than v19; false as well where that can't be told. */
export async function isBeforeV19(ctx: Context): Promise<boolean> {
  return (await editMethodsOf(ctx)).every((method) => method === "PUT");
}

/** All that are possible, where the version can't be told. */
async function editMethodsOf(ctx: Context): Promise<Array<"PUT" | "PATCH">> {
  const methods = (forms: readonly Form[]) => [...new Set(forms.map(({ dialect }) => editMethod(dialect)))];
  return methods(await narrowed(ctx, (left) => methods(left).length === 1));
}

/**
 * Sends a call whose form depends on the dialect. Where the appliance can't be told (it has no rules yet), a refusal of
 * one form, which changed nothing, is followed by the next; what was accepted is kept in mind.
 * @param callFor the call in a form; throws `invalid` where the form can't say it
 */
export async function sendInForm<T>(
  ctx: Context,
  callFor: (form: Form) => Call,
): Promise<{ answer: T; call: Call }> {
  const forms = await narrowed(ctx, (left) => choicesOf(left, callFor).length === 1);
  const knowledge = knowledgeOf(ctx.connection);
  knowledge.checkWhatIsSaid();
  const choices = choicesOf(forms, callFor);
  const refusals: PerimeterError[] = [];
  for (const { call, forms: accepted } of choices) {
    try {
      const answer = await ctx.call<T>(call);
      knowledge.learn((form) => accepted.some((each) => isSameForm(each, form)), "");
      return { answer, call };
    } catch (thrown) {
      const error = asPerimeterError(thrown);
      if (!isRefusal(error)) throw error;
      refusals.push(error);
    }
  }
  throw allRefused(refusals, choices);
}

interface Choice {
  call: Call;
  forms: Form[];
}

/** The different calls that the forms come to. */
function choicesOf(forms: readonly Form[], callFor: (form: Form) => Call): Choice[] {
  const choices = new Map<string, Choice>();
  let unsayable: unknown;
  for (const form of forms) {
    try {
      const call = callFor(form);
      const key = JSON.stringify(call);
      const known = choices.get(key);
      if (known) known.forms.push(form);
      else choices.set(key, { call, forms: [form] });
    } catch (thrown) {
      if (!isCategory(thrown, "invalid")) throw thrown;
      unsayable ??= thrown;
    }
  }
  if (choices.size === 0 && unsayable) throw unsayable;
  return [...choices.values()];
}

function isSameForm(a: Form, b: Form): boolean {
  return a.dialect === b.dialect && Boolean(a.plainBlocks) === Boolean(b.plainBlocks);
}

/** The body was not valid, or there is no such method: nothing was done, and another form may be right. */
function isRefusal(error: PerimeterError): boolean {
  return (error.category === "invalid" && error.status !== undefined) || error.status === 405;
}

function allRefused(refusals: PerimeterError[], choices: Choice[]): unknown {
  const [first] = refusals;
  const dialects = new Set(choices.flatMap(({ forms }) => forms.map(({ dialect }) => dialect)));
  if (refusals.length === 1 || dialects.size === 1) return first;
  const words = refusals.map(
    (error, index) => `${choices[index]?.forms[0]?.dialect}: ${error.vendorMessage}`,
  );
  return first?.with({
    message: `it was refused in the forms of ${[...dialects].join(" and ")}`,
    vendorMessage: [...new Set(words)].join("; "),
    advice: "If the version of the appliance is none of these, say the connection's `dialect`.",
  });
}

/** One way to find something out, in the order of cost. */
interface Question {
  name: string;
  /** Whether an answer can tell these two kinds of forms apart. */
  splits(form: Form): boolean;
  ask(ctx: Context, knowledge: Knowledge): Promise<void>;
}

const isV18 = ({ dialect }: Form) => dialect === "v18";

/**
 * Quotas went with v19, and with them the object that stands for those who exceeded one; address blocks came with v20.
 * An account may lack the right to see some of it: only a 404 says that something isn't there. The store of
 * certificates is printed from v20 on, which is a hint and no evidence. So is the version that made a backup: the appliance
 * may have gone back to an older one since. `/web/whoami` was seen on v22; whether others have it, nobody says.
 */
const questions: readonly Question[] = [
  {
    name: "quotas",
    splits: isV18,
    async ask(ctx, knowledge) {
      const there = await isThere(ctx, "/quotas/state", ({ enabled }) => typeof enabled === "boolean");
      if (there === true) knowledge.learn(isV18, "it has quotas, as v18 does");
      if (there === false) knowledge.learn((form) => !isV18(form), "it has no quotas");
    },
  },
  {
    name: "objects",
    splits: isV18,
    async ask(ctx, knowledge) {
      const ids = (await unlessRefused(() => objectListing(ctx.connection).get(ctx.signal)))?.map(
        ({ id }) => id,
      );
      if (!ids?.includes("any")) return;
      const old = ids.includes("quota.exceeded");
      knowledge.learn((form) => isV18(form) === old, "its objects are those of another version");
    },
  },
  ...["forward", "input", "dnat", "snat"].map((table) => ({
    name: table,
    splits: hasBlocks,
    async ask(ctx: Context) {
      // What the list tells is learned where it is read.
      await unlessRefused(() => ruleListing(ctx.connection, `/firewall/rules/${table}`).get(ctx.signal));
    },
  })),
  {
    name: "certificates",
    splits: hasBlocks,
    async ask(ctx, knowledge) {
      if (await isThere(ctx, "/certs/stored")) knowledge.prefer(hasBlocks);
    },
  },
  {
    name: "whoami",
    splits: isV22,
    async ask(ctx, knowledge) {
      const there = await isThere(ctx, "/web/whoami");
      if (there === true) knowledge.prefer(isV22);
      if (there === false) knowledge.learn((form) => !isV22(form), "it has no `/web/whoami`");
    },
  },
  {
    name: "backups",
    splits: hasBlocks,
    async ask(ctx, knowledge) {
      const made = (await backupVersions(ctx)).at(-1);
      if (made === undefined) return;
      const known = everyDialect.filter((dialect) => numberOf(dialect) <= made).at(-1);
      if (known !== undefined) knowledge.prefer(({ dialect }) => dialect === known);
      if (made > numberOf("v22")) ctx.log.warn(newerThanKnown(ctx.connection.where, made));
    },
  },
];

const numberOf = (dialect: Dialect) => Number(dialect.slice(1));

/** The major versions that made the appliance's backups, the oldest first. */
async function backupVersions(ctx: Context): Promise<number[]> {
  const answer = await unlessRefused(() =>
    ctx.connection.http.call<unknown>({ method: "GET", path: "/backup/backups" }),
  );
  const versions = [answer].flat().map((backup) => (isObject(backup) ? backup.version : undefined));
  const majors = versions.map((version) => (isObject(version) ? version.major : undefined));
  return majors.filter((major) => typeof major === "number").sort((a, b) => a - b);
}

function newerThanKnown(where: string, major: number): string {
  return `${where}: its backups were made by version ${major}, which is newer than this package knows: it is spoken to as to v22, and what is new in it is not understood`;
}

/** The forms that are left when enough is known, or nothing is left to ask. */
async function narrowed(
  ctx: Context,
  isEnough: (forms: readonly Form[]) => boolean,
): Promise<readonly Form[]> {
  const knowledge = knowledgeOf(ctx.connection);
  for (const { name, splits, ask } of questions) {
    if (isEnough(knowledge.forms)) break;
    const { forms } = knowledge;
    if (!forms.some(splits) || forms.every(splits)) continue;
    await asking(() => knowledge.ask(name, () => ask(ctx, knowledge)));
    ctx.log.debug(
      `${ctx.connection.where}: after a look at ${name} the interface can be ${describe(knowledge.forms)}`,
    );
  }
  return knowledge.forms;
}

/** Only reads were sent, whatever the caller is about to write. */
async function asking(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    throw asPerimeterError(thrown).with({ outcomeUnknown: false });
  }
}

function describe(forms: readonly Form[]): string {
  return [...new Set(forms.map(({ dialect }) => dialect))].join(" or ");
}

/** Undefined where the account may not look, and where the answer is not what would be there. */
async function isThere(
  ctx: Context,
  path: string,
  isIt: (answer: Properties) => boolean = () => true,
): Promise<boolean | undefined> {
  try {
    const answer = await ctx.connection.http.call<unknown>({ method: "GET", path });
    const isRight = Array.isArray(answer) || (isObject(answer) && !tellsOfFailure(answer) && isIt(answer));
    return isRight ? true : undefined;
  } catch (thrown) {
    if (isCategory(thrown, "notFound")) return false;
    return unlessRefused(() => {
      throw thrown;
    });
  }
}

/**
 * What an account may not see tells nothing, nor does a part of the appliance that is down (it answers 502); an
 * appliance that can't be reached is a failure.
 */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const answered = thrown instanceof PerimeterError && thrown.status !== undefined;
    if (answered && !isCategory(thrown, "throttled", "bug")) return undefined;
    throw thrown;
  }
}
