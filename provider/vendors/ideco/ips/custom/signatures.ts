import { z } from "zod";
import { problemText } from "../../../../kernel/check";
import type { Context } from "../../../../kernel/context";
import { invalid } from "../../../../kernel/errors";
import { type Fields, field, objectOf } from "../../../../kernel/fields";
import { inParallel } from "../../../../kernel/parallel";
import { defineResource, type Preview, type ReadResult } from "../../../../kernel/resource";
import { containsUnknown } from "../../../../kernel/values";
import { ideco, suricataOf } from "../../vendor";
import {
  applyRules,
  planOf,
  type RulesInputs,
  type RulesOutputs,
  type RulesPlan,
  removeOurs,
  rulesId,
  wantedOf,
} from "./apply";
import { messagesBefore } from "./complaints";
import { LiveSignatures } from "./live";
import {
  hashOf,
  isTexts,
  placeOfProblem,
  type RuleSet,
  type RuleTexts,
  ruleSetOf,
  sameSignatures,
  textsAsFound,
} from "./rulefile";
import { claimOf, signatureNamed } from "./signature";
import { sidsText, standardAmong } from "./taken";
import { concurrencyOf, putBack } from "./upload";
import { checkVerdict } from "./verdict";

const fields = {
  rules: field(
    z.union([z.string(), z.array(z.string())]),
    "One text of rules or several, each like a file: a rule a line, lines that begin with `#` are comments, at most 32 MB each. A SID stands once in all of them. Comments, order and white space are no difference.",
    { equals: sameSignatures },
  ),
} satisfies Fields;

const lostSignature = objectOf("LostSignature", "A signature of somebody else that is to be made again.", {
  sid: field(z.int(), "Its number."),
  text: field(z.string(), "Its text."),
  classtype: field(z.string().optional(), "Its group."),
  comment: field(z.string(), "Its comment."),
});

const outputs = {
  sids: field(
    z.array(z.int()),
    "The numbers of the signatures that are on the appliance, in the order of the texts.",
  ),
  hashes: field(
    z.record(z.string(), z.string()),
    "A hash of each signature's text, by SID: what is ours, and what it was when it was last seen.",
  ),
  toRestore: field(
    z.array(lostSignature).optional(),
    "Signatures of others that an upload removed and that could not be made again yet; the next `up` tries.",
  ),
} satisfies Fields;

type SignaturesState = RulesInputs & RulesOutputs;

/** Refusals and warnings of a file beyond that only fill the screen. */
const mostShown = 10;

/** Whole files of custom signatures as one resource. */
export const ipsCustomSignatures = defineResource(ideco, {
  name: "IpsCustomSignatures",
  doc: "Whole files of signatures of your own. New SIDs go out in one upload, changed ones are edited, dropped ones deleted; signatures with other SIDs are left alone. One of these an appliance: several files go into one list. Appliances that list signatures without their texts are asked for each text at a refresh.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Пользовательские сигнатуры, Загрузка пользовательских сигнатур из файла",
  importId: "`custom`: all custom signatures that are there",
  example: {
    rules: [
      'alert tcp any any -> $HOME_NET 23 (msg:"Telnet"; classtype:bad-unknown; sid:100101; rev:1;)',
      'drop udp any any -> $HOME_NET 1900 (msg:"SSDP"; classtype:bad-unknown; sid:100102; rev:1;)',
    ],
  },
  inputs: fields,
  outputs,
  adoptable: "flag",
  check({ rules }, report) {
    const { errors } = ruleSetOf(knownTexts(rules));
    for (const { path, message } of shortened(errors)) report(path, message);
  },
  claims: ({ rules }) => [
    { key: "the one IpsCustomSignatures of an appliance", mode: "sole" },
    ...[...ruleSetOf(knownTexts(rules)).rules.keys()].flatMap(claimOf),
  ],
  holds: (_, { hashes = {} }) => Object.keys(hashes).map(signatureNamed),
  preview: (ctx, inputs, state) => foreseeRules(ctx, inputs, state),
  previewOutputs: (inputs) => (containsUnknown(inputs.rules) ? {} : { sids: [...wantedOf(inputs).keys()] }),
  create: async (ctx, inputs) => ({ id: rulesId, outputs: await reconcileRules(ctx, inputs, undefined) }),
  update: (ctx, _, state, inputs) => reconcileRules(ctx, inputs, state),
  read: (ctx, id, state) => (id === rulesId ? readRules(ctx, state) : Promise.resolve(undefined)),
  async delete(ctx, _, state) {
    const live = LiveSignatures.of(ctx);
    await live.turns.run(async () => {
      await putBack(ctx, live, state.toRestore ?? []);
      const ours = (await live.items(ctx.signal)).filter(
        ({ sid }) => state.hashes[sid] !== undefined && !ctx.isHeld(signatureNamed(sid)),
      );
      await removeOurs(ctx, live, ours, () => {});
    });
  },
  needsUpdate: ({ hashes, toRestore }, { rules }) => {
    const wanted = isTexts(rules) ? ruleSetOf(rules).rules : undefined;
    const left = wanted && Object.keys(hashes ?? {}).some((sid) => !wanted.has(Number(sid)));
    return [...(left ? ["hashes"] : []), ...(toRestore?.length ? ["toRestore"] : [])];
  },
  list: async () => [{ id: rulesId, name: rulesId }],
  exported: {
    whole: true,
    write: (inputs, outputs) => (outputs.sids.length > 0 ? { inputs, outputs } : undefined),
  },
});

type Problems = RuleSet["errors"];

function shortened(errors: Problems): Problems {
  const more = errors.length - mostShown;
  if (more <= 0) return errors;
  return [...errors.slice(0, mostShown), { path: [], message: `rules: ${more} more problems` }];
}

/** The texts without those that are not known yet. */
function knownTexts(rules: unknown): RuleTexts {
  if (isTexts(rules)) return rules;
  return Array.isArray(rules) ? rules.map((part) => (typeof part === "string" ? part : "")) : [];
}

async function reconcileRules(
  ctx: Context,
  inputs: RulesInputs,
  state: SignaturesState | undefined,
): Promise<RulesOutputs> {
  const [wrong] = ruleSetOf(inputs.rules, suricataOf(ctx)).errors;
  if (wrong) throw invalid(problemText(wrong));
  const live = LiveSignatures.of(ctx);
  const before = await messagesBefore(ctx);
  const { outputs, written } = await live.turns.run(() => applyRules(ctx, live, inputs, state));
  const isWritten = written.length > 0;
  const sids = new Set(isWritten ? written : outputs.sids);
  if (sids.size > 0) {
    const kept = { id: rulesId, outputs: { ...outputs } };
    await checkVerdict(ctx, live, sids, isWritten ? before : undefined, kept);
  }
  return outputs;
}

async function foreseeRules(
  ctx: Context,
  inputs: RulesInputs,
  state: SignaturesState | undefined,
): Promise<Preview> {
  if (containsUnknown(inputs.rules)) return {};
  const { rules, warnings, errors } = ruleSetOf(inputs.rules, suricataOf(ctx));
  // Said at once, as the look at the appliance that follows may fail.
  for (const warning of warnings.slice(0, mostShown)) ctx.log.warn(warning);
  if (warnings.length > mostShown) ctx.log.warn(`${warnings.length - mostShown} more warnings of signatures`);
  if (rules.size === 0) ctx.log.warn("the texts of IpsCustomSignatures hold no signature");
  // What only the connection's own Suricata does not take; everything else was refused before.
  if (errors.length > 0) return { problems: shortened(errors) };
  const plan = await planOf(ctx, LiveSignatures.of(ctx), inputs, state);
  const standard = await standardAmong(
    ctx,
    plan.absent.map(({ sid }) => sid),
  );
  const taken = inputs.adopt ? [] : plan.foreign;
  return {
    notes: notesOf(plan),
    problems: [
      ...(taken.length > 0
        ? [
            {
              path: placeOfProblem(inputs.rules, taken[0]?.part ?? 0).path,
              message: `found SIDs that the appliance has already: ${sidsText(taken)}; \`adopt: true\` takes those signatures over`,
            },
          ]
        : []),
      ...(standard.length > 0
        ? [
            {
              path: placeOfProblem(
                inputs.rules,
                plan.absent.find(({ sid }) => sid === standard[0])?.part ?? 0,
              ).path,
              message: `found SIDs of the appliance's own signatures: ${standard.join(", ")}, allowed: free ones, best from 1 to 999999`,
            },
          ]
        : []),
    ],
  };
}

function notesOf({ absent, changed, dropped }: RulesPlan): string[] {
  const parts = [
    { verb: "uploaded", signatures: absent },
    { verb: "edited", signatures: changed.map(({ rule }) => rule) },
    { verb: "deleted", signatures: dropped },
  ].filter(({ signatures }) => signatures.length > 0);
  if (parts.length === 0) return [];
  return [
    `custom signatures: ${parts.map(({ verb, signatures }) => `${signatures.length} ${verb} (${sidsText(signatures)})`).join(", ")}`,
  ];
}

async function readRules(
  ctx: Context,
  state: SignaturesState | undefined,
): Promise<ReadResult<RulesInputs, RulesOutputs> | undefined> {
  const live = LiveSignatures.of(ctx);
  const ours = (await live.items(ctx.signal)).filter(({ sid }) => !state || state.hashes[sid] !== undefined);
  const isEmptied = ours.length === 0 && Object.keys(state?.hashes ?? { none: "" }).length > 0;
  if (isEmptied) return undefined;
  const texts = new Map<number, string>();
  await inParallel(ours, concurrencyOf(ctx), async (item) => {
    const text = await live.textOf(item);
    if (text !== undefined) texts.set(item.sid, text);
  });
  const { sids, hashes } = seenOutputs(
    ours.map(({ sid }) => sid),
    texts,
    state,
  );
  if (!state)
    return { inputs: { rules: sids.flatMap((sid) => texts.get(sid) ?? []) }, outputs: { sids, hashes } };
  const rules = rulesAsSeen(state, new Set(sids), texts);
  return { inputs: { rules }, outputs: { sids, hashes, toRestore: state.toRestore } };
}

/** A text that the appliance doesn't tell is taken for what it was. */
function seenOutputs(
  sids: number[],
  texts: ReadonlyMap<number, string>,
  state: SignaturesState | undefined,
): { sids: number[]; hashes: Record<string, string> } {
  const order = new Map((state?.sids ?? []).map((sid, index) => [sid, index]));
  const sorted = [...sids].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const hash = (sid: number) => {
    const text = texts.get(sid);
    return text === undefined ? (state?.hashes[sid] ?? "") : hashOf(text);
  };
  return { sids: sorted, hashes: Object.fromEntries(sorted.map((sid) => [sid, hash(sid)])) };
}

/** The state's own texts, where the appliance has what they say. */
function rulesAsSeen(
  state: SignaturesState,
  there: ReadonlySet<number>,
  texts: ReadonlyMap<number, string>,
): RuleTexts {
  const found = new Map<number, string | undefined>();
  for (const { sid, hash } of ruleSetOf(state.rules).rules.values()) {
    const text = texts.get(sid);
    if (!there.has(sid)) found.set(sid, undefined);
    else if (text !== undefined && hashOf(text) !== hash) found.set(sid, text);
  }
  return found.size === 0 ? state.rules : textsAsFound(state.rules, found);
}
