import { z } from "zod";
import type { Problem } from "../../../../kernel/check";
import type { Context } from "../../../../kernel/context";
import { invalid, PerimeterError } from "../../../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../../../kernel/fields";
import { type Adoption, type Claim, defineResource, type ReadResult } from "../../../../kernel/resource";
import { takenOver } from "../../../../kernel/taking-over";
import { formatProblem, parseRule, type SuricataRule, sameRuleText } from "../../../../suricata";
import { comment } from "../../objects/ids";
import { ideco, suricataOf } from "../../vendor";
import { messagesBefore } from "./complaints";
import { type CustomSignature, LiveSignatures, type SignatureChange } from "./live";
import { standardAmong, warnOfTaken } from "./taken";
import { checkVerdict } from "./verdict";

const fields = {
  rule: field(
    z.string(),
    "The rule in Suricata's language, on one line, at most 8196 characters, with a `sid`. White space that means nothing is no difference; another SID replaces the signature.",
    {
      equals: (a, b) => typeof a === "string" && typeof b === "string" && sameRuleText(a, b),
      replace: (before, after) => sidOf(before) !== sidOf(after),
    },
  ),
  comment: field(
    comment,
    "Free text, at most 255 characters. Appliances that list signatures without it never tell it again.",
    { default: "" },
  ),
} satisfies Fields;

const outputs = {
  sid: field(z.int(), "The signature's number, the same as the id.", { stable: true }),
  classtype: field(z.string(), "The group that the signature belongs to; may be empty."),
} satisfies Fields;

type SignatureInputs = ValuesOf<typeof fields> & Adoption;
type SignatureOutputs = ValuesOf<typeof outputs>;

/**
 * One custom signature. Its id is the SID, in both forms of the interface: it is what the corrected form goes by, it
 * can be found in the lists of both, and an upgrade of the appliance doesn't change it.
 */
export const ipsCustomSignature = defineResource(ideco, {
  name: "IpsCustomSignature",
  doc: "A signature of your own for intrusion prevention. It works once a profile has it and a firewall rule has the profile. The appliance's own form takes SIDs from 1 to 999999.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Пользовательские сигнатуры",
  importId: "the SID of the signature, e.g. `100001`",
  example: {
    rule: 'alert tcp any any -> $HOME_NET 22 (msg:"SSH from anywhere"; flow:to_server; classtype:attempted-admin; sid:100001; rev:1;)',
    comment: "Tells of every SSH connection",
  },
  inputs: fields,
  outputs,
  adoptable: true,
  check({ rule }, report) {
    if (typeof rule !== "string") return;
    for (const problem of parseRule(rule).problems) {
      if (problem.severity === "error") report(["rule"], formatProblem(problem));
    }
  },
  claims: ({ rule }) => claimOf(sidOf(rule)),
  holds: (id) => [signatureNamed(id)],
  async preview(ctx, inputs, state) {
    const problems = warnOf(ctx, inputs.rule);
    if (problems.length > 0) return { problems };
    const { adopt, adoptId, comment } = inputs as SignatureInputs;
    const rule = ruleOf(ctx, inputs);
    const { sid } = rule;
    if (state || adopt || adoptId !== undefined) return {};
    const live = LiveSignatures.of(ctx);
    const item = await live.find(sid);
    if (item && (await isEqual(live, item, { rule, comment })))
      return { notes: [takenOver(ctx, `the custom signature ${sid}`)] };
    const problem = item
      ? `found sid ${sid}, which the appliance has already, not with this text and comment; \`adopt: true\` takes that signature over`
      : (await standardAmong(ctx, [sid])).length > 0
        ? `found sid ${sid}, which is one of the appliance's own signatures, allowed: a free one, best from 1 to 999999`
        : undefined;
    return { problems: problem === undefined ? [] : [{ path: ["rule"], message: problem }] };
  },
  async create(ctx, inputs) {
    const live = LiveSignatures.of(ctx);
    const rule = ruleOf(ctx, inputs);
    const before = await messagesBefore(ctx);
    await live.turns.run(() => make(ctx, live, inputs, rule));
    live.takenBy.set(rule.sid, "single");
    const made = { id: String(rule.sid), outputs: outputsOf(rule) };
    await checkVerdict(ctx, live, new Set([rule.sid]), before, made);
    return made;
  },
  read: (ctx, id, state) => readSignature(ctx, LiveSignatures.of(ctx), id, state),
  async update(ctx, id, state, inputs) {
    const live = LiveSignatures.of(ctx);
    const rule = ruleOf(ctx, inputs);
    const before = await messagesBefore(ctx);
    const isWritten = await live.turns.run(async () => {
      const item = await live.find(rule.sid, ctx.signal);
      if (!item) throw gone(rule.sid);
      return ensure(ctx, live, item, { rule, comment: inputs.comment }, state.comment);
    });
    // Where nothing had to be written, what is said of the signature now was said before as well.
    const outputs = outputsOf(rule);
    await checkVerdict(ctx, live, new Set([rule.sid]), isWritten ? before : undefined, { id, outputs });
    return outputs;
  },
  async delete(ctx, id) {
    const live = LiveSignatures.of(ctx);
    await live.turns.run(async () => {
      const item = await live.find(Number(id));
      if (item && live.takenBy.get(item.sid) === "file") warnOfTaken(ctx, [item]);
      else if (item) await live.remove(ctx, item);
    });
  },
  async list(ctx) {
    const items = await LiveSignatures.of(ctx).items(ctx.signal);
    return items.map(({ sid, line, rule = "" }) => {
      const name = line.msg || parseRule(rule).rule?.msg || `signature-${sid}`;
      return { id: String(sid), name: String(name) };
    });
  },
});

/** The claim to a SID, so that no two resources of a program have the same. */
/** A signature, as all resources that hold signatures call it. */
export function signatureNamed(sid: number | string): string {
  return `the custom signature ${sid}`;
}

export function claimOf(sid: number | undefined): Claim[] {
  return sid === undefined ? [] : [{ key: `the signature with the SID ${sid}`, mode: "sole" }];
}

function sidOf(rule: unknown): number | undefined {
  return typeof rule === "string" ? parseRule(rule).rule?.sid : undefined;
}

function ruleOf(ctx: Context, { rule }: SignatureInputs): SuricataRule {
  const parsed = parseRule(rule, suricataOf(ctx));
  if (parsed.rule) return parsed.rule;
  const errors = parsed.problems.filter(({ severity }) => severity === "error");
  throw invalid(`rule: ${errors.map(formatProblem).join("; ")}`);
}

/**
 * Warnings are said at once, as the look at the appliance that follows may fail.
 * @returns what the appliance's Suricata does not take, where the connection says which one it has
 */
function warnOf(ctx: Context, text: string): Problem[] {
  const { problems } = parseRule(text, suricataOf(ctx));
  for (const problem of problems) {
    if (problem.severity === "warning") ctx.log.warn(`signature ${sidOf(text)}: ${formatProblem(problem)}`);
  }
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.map((problem) => ({ path: ["rule"], message: formatProblem(problem) }));
}

function outputsOf({ sid, classtype = "" }: SuricataRule): SignatureOutputs {
  return { sid, classtype };
}

async function make(
  ctx: Context,
  live: LiveSignatures,
  inputs: SignatureInputs,
  rule: SuricataRule,
): Promise<void> {
  const { adopt, adoptId, comment } = inputs;
  const item =
    adoptId === undefined
      ? await live.find(rule.sid, ctx.signal)
      : named(await live.items(ctx.signal), adoptId, rule.sid);
  if (!item) return live.add(ctx, rule, comment);
  if (!adopt && adoptId === undefined && !(await isEqual(live, item, { rule, comment })))
    throw exists(rule.sid);
  await ensure(ctx, live, item, { rule, comment }, undefined);
}

/** Whether a signature is wholly what the program says: then it is taken over, as nothing of it would change. */
async function isEqual(
  live: LiveSignatures,
  item: CustomSignature,
  { rule, comment }: Required<SignatureChange>,
): Promise<boolean> {
  if ((item.comment ?? comment) !== comment) return false;
  const text = await live.textOf(item);
  return text !== undefined && sameRuleText(text, rule.text);
}

/** The signature that `adoptId` names, by its SID or by the id of the page's form. */
function named(items: CustomSignature[], adoptId: string, sid: number): CustomSignature {
  const found = byId(items, adoptId);
  if (found?.sid === sid) return found;
  throw new PerimeterError({
    category: found ? "conflict" : "notFound",
    message: found
      ? `adoptId: ${adoptId} is the signature with the SID ${found.sid}, and the rule has the SID ${sid}`
      : `adoptId: there is no custom signature with the id ${adoptId}`,
  });
}

function byId(items: CustomSignature[], id: string): CustomSignature | undefined {
  return items.find(({ sid }) => String(sid) === id) ?? items.find((item) => item.id === id);
}

/**
 * Brings a signature to its text and comment; sends only what is missing.
 * @param known the comment that the state has, which counts where the appliance doesn't tell
 * @returns whether anything was sent
 */
async function ensure(
  ctx: Context,
  live: LiveSignatures,
  item: CustomSignature,
  { rule, comment }: Required<SignatureChange>,
  known: string | undefined,
): Promise<boolean> {
  const text = await live.textOf(item);
  const change: SignatureChange = {
    ...((text === undefined || !sameRuleText(text, rule.text)) && { rule }),
    ...((item.comment ?? known) !== comment && { comment }),
  };
  if (Object.keys(change).length === 0) return false;
  await live.edit(ctx, item, change);
  return true;
}

async function readSignature(
  ctx: Context,
  live: LiveSignatures,
  id: string,
  state: (SignatureInputs & SignatureOutputs) | undefined,
): Promise<ReadResult<SignatureInputs, SignatureOutputs> | undefined> {
  const items = await live.items(ctx.signal);
  const item = state ? items.find(({ sid }) => String(sid) === id) : byId(items, id);
  if (!item) return undefined;
  const { sid, classtype } = item;
  const rule = (await live.textOf(item)) ?? state?.rule;
  if (rule === undefined) throw untold(sid);
  const comment = item.comment ?? state?.comment ?? "";
  return { id: String(sid), inputs: { rule, comment }, outputs: { sid, classtype } };
}

function exists(sid: number): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `a custom signature with the SID ${sid} exists already`,
    advice: "Take it over with `adopt: true`, import it, or give the rule another SID.",
  });
}

function gone(sid: number): PerimeterError {
  return new PerimeterError({
    category: "notFound",
    message: `the custom signature ${sid} is gone from the appliance`,
    advice: "Run `pulumi up --refresh`: it makes it anew.",
  });
}

function untold(sid: number): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the appliance doesn't tell the text of the custom signature ${sid}`,
    advice:
      "It may find the rule wrong: look at `getIpsStatus`, and adopt it with `adopt: true` and a right rule.",
  });
}
