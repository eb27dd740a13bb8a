import type { Problem } from "../../../kernel/check";
import type { Context } from "../../../kernel/context";
import { asPerimeterError } from "../../../kernel/errors";
import type { Erased, Preview, ReadResult, ResourceSpec } from "../../../kernel/resource";
import { isUnknown, type Path, type Properties, UNKNOWN } from "../../../kernel/values";
import { type TableName, tables } from "../rules/tables";
import { rewritePolicy, writePolicy } from "./policy-rewrite";
import {
  type PolicyProblem,
  type PolicyText,
  parsePolicy,
  placeInText,
  policyProblemLines,
  type WrittenRule,
} from "./policy-text";

type Spec = ResourceSpec<Erased, Erased>;

/**
 * The table whose rules may also be one text, `policy`, from the one that takes `rules` alone. The state keeps the text
 * as it is written, and numbers and bookkeeping in one value: a list of ten thousand costs the engine six times as much.
 */
export function withPolicy(spec: Spec): Spec {
  return {
    ...spec,
    check(inputs, report) {
      const faults: PolicyProblem[] = formFaults(inputs, report);
      const policy = policyOf(inputs);
      faults.push(...(policy?.problems ?? []));
      spec.check?.(opened(inputs), (path, message) => {
        const place = policy && rulePlace(policy, path);
        if (place) faults.push({ ...place, message });
        else report(path, message);
      });
      for (const line of policyProblemLines(faults)) report(refusedPath, line);
    },
    preview: async (ctx, inputs, state) =>
      told(inputs, await spec.preview?.(ctx, opened(inputs), openedState(state))),
    previewPartly: async (ctx: Context, inputs: Properties, state?: Properties) =>
      told(inputs, await spec.previewPartly?.(ctx, opened(inputs), openedState(state) as Erased)),
    exported: { ...spec.exported, asText },
    create: async (ctx, inputs) => {
      const made = await keeping(inputs, () => spec.create(ctx, opened(inputs)));
      return { ...made, outputs: closed(inputs, made.outputs) };
    },
    read: (ctx, id, state) => read(ctx, spec, id, state),
    update: async (ctx, id, state, inputs) =>
      closed(
        inputs,
        await keeping(
          inputs,
          async () => spec.update?.(ctx, id, openedState(state), opened(inputs)) as Erased,
        ),
      ),
    delete: (ctx, id, state) => keeping(state, () => spec.delete(ctx, id, openedState(state))),
    needsUpdate: (state, inputs, ctx, id) =>
      spec.needsUpdate?.(openedState(state), opened(inputs), ctx, id) ?? [],
    previewOutputs: (inputs, state) => {
      const outputs = spec.previewOutputs?.(opened(inputs), openedState(state)) as Properties;
      return isText(inputs)
        ? { ...outputs, ruleIds: {}, packed: UNKNOWN }
        : { ...outputs, packed: undefined };
    },
  };
}

/** The rules of a table as a file for `policy`. */
function asText({ table, rules }: Properties): { file: string; text: string } | undefined {
  const { written } = tables[table as TableName];
  const list = (rules ?? []) as WrittenRule[];
  return list.length > 0 ? { file: `${table}.csv`, text: writePolicy(written, list) } : undefined;
}

/** The engine prints the whole value of a refused property, which of `policy` nobody wants to see. */
const refusedPath: Path = ["policy", "text"];

function formFaults(inputs: Properties, report: (path: Path, message: string) => void): PolicyProblem[] {
  const { rules, policy } = inputs;
  if (rules !== undefined && policy !== undefined) {
    report(["rules"], "found together with policy, allowed: one of the two forms");
  }
  if (rules === undefined && policy === undefined) {
    report(["rules"], "is required: the rules as a list, or `policy`, the same as one text");
  }
  return [];
}

function isText(inputs: Properties | undefined): boolean {
  return inputs?.policy !== undefined && inputs.policy !== null;
}

const parsed = new Map<string, PolicyText>();
const mostParsed = 8;

/** The policy of inputs, if they have one that is known. The same text is asked for at every step: it is read once. */
function policyOf({ table, policy }: Properties): PolicyText | undefined {
  if (typeof policy !== "string" || typeof table !== "string" || !Object.hasOwn(tables, table))
    return undefined;
  const key = `${table}\n${policy}`;
  const known = parsed.get(key);
  if (known) return known;
  const read = parsePolicy(tables[table as TableName].written, policy);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(key, read);
  return read;
}

/** The inputs with their rules as a list. */
export function opened(inputs: Properties): Erased {
  if (!isText(inputs)) return inputs;
  const { policy, ...rest } = inputs;
  const read = policyOf(inputs);
  return { ...rest, rules: isUnknown(policy) ? UNKNOWN : (read?.rules ?? []) };
}

export function openedState(state: Properties | undefined): Erased {
  if (!state || typeof state.packed !== "string") return state && opened(state);
  const { packed, ...rest } = state;
  return { ...(opened(rest) as Properties), ...(JSON.parse(packed) as Properties) };
}

/** Outputs in the form that goes with the inputs. */
function closed(inputs: Properties, outputs: Properties): Erased {
  if (!isText(inputs)) return outputs;
  const { ruleIds, bookkeeping, ...rest } = outputs;
  return { ...rest, ruleIds: {}, packed: JSON.stringify({ ruleIds, bookkeeping }) };
}

/** What a failed change keeps in the state has the form of its inputs as well. */
async function keeping<T>(inputs: Properties, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const { incomplete } = error;
    if (!incomplete) throw error;
    throw error.with({ incomplete: { ...incomplete, outputs: closed(inputs, incomplete.outputs) } });
  }
}

/** Problems of rules, at their lines. */
function told(inputs: Properties, said: Preview | undefined): Preview {
  const policy = policyOf(inputs);
  if (!said || !policy || !said.problems) return said ?? {};
  const faults: PolicyProblem[] = [];
  const others: Problem[] = [];
  for (const problem of said.problems) {
    const place = rulePlace(policy, problem.path);
    if (place) faults.push({ ...place, message: problem.message });
    else others.push(problem);
  }
  const lines = policyProblemLines(faults).map((message): Problem => ({ path: refusedPath, message }));
  return { ...said, problems: [...others, ...lines] };
}

function rulePlace(policy: PolicyText, [list, index, ...rest]: Path): PolicyProblem | undefined {
  return list === "rules" && typeof index === "number" ? placeInText(policy, index, rest) : undefined;
}

async function read(
  ctx: Context,
  spec: Spec,
  id: string,
  state: Properties | undefined,
): Promise<ReadResult<Erased, Erased> | undefined> {
  const seen = await spec.read(ctx, id, openedState(state));
  if (!seen || !state || !isText(state)) return seen;
  const { rules, ...inputs } = seen.inputs as Properties;
  const { written } = tables[state.table as TableName];
  const policy = rewritePolicy(written, String(state.policy), (rules ?? []) as WrittenRule[]);
  return { ...seen, inputs: { ...inputs, policy }, outputs: closed(state, seen.outputs as Properties) };
}
