import { type FieldNode, fieldNodes, publicNodes } from "../../provider/kernel/fields";
import type { Resource } from "../../provider/kernel/resource";
import type { Properties } from "../../provider/kernel/values";
import { caseOf } from "./cases";
import type { Change } from "./cases/types";
import type { Operation } from "./engine";
import { argsOf } from "./harness";

/** Fields that every definition may have; they are tried in the same way for all. */
const common = ["connection", "adopt", "adoptId"];

/** A change of one field of a definition, and what has to come of it. */
export interface Trial {
  field: string;
  change: Change;
  before: Properties;
  after: Properties;
  operation: Operation;
  /** The fields that a preview has to show as changed. */
  shown: string[];
}

export function trialsOf(definition: Resource): Trial[] {
  const nodes = publicNodes(definition.inputs).filter((node) => !common.includes(node.name));
  return nodes.map((node) => trialOf(definition, node));
}

function trialOf(definition: Resource, node: FieldNode): Trial {
  const change = caseOf(definition).changes?.[node.name] ?? derived(definition, node);
  const before = argsOf(definition, change.given);
  const after = argsOf(definition, { ...change.given, [node.name]: change.to, ...change.along });
  const names = [node.name, ...Object.keys(change.along ?? {})];
  const changed = fieldNodes(definition.inputs).filter((each) => names.includes(each.name));
  const told = changed.filter((each) => !each.providerOnly);
  const operation =
    told.length === 0 ? "same" : told.some((each) => isReplaced(each, before, after)) ? "replace" : "update";
  return { field: node.name, change, before, after, operation, shown: told.map((each) => each.name).sort() };
}

function isReplaced({ name, replace }: FieldNode, before: Properties, after: Properties): boolean {
  return typeof replace === "function" ? replace(before[name], after[name]) : replace === true;
}

/** Another value of the same type, where the type alone tells one. */
function derived(definition: Resource, node: FieldNode): Change {
  const now = argsOf(definition)[node.name] ?? node.default;
  const { type } = node;
  if (type.kind === "boolean") return { to: now === undefined ? true : !now };
  if (type.kind === "integer" || type.kind === "number")
    return { to: (typeof now === "number" ? now : 0) + 1 };
  if (type.kind === "enum") return { to: type.values.find((value) => value !== now) };
  if (type.kind === "string" && isFreeText(node.name)) return { to: `${now ?? ""} (changed)`.trim() };
  throw new Error(`${definition.token}: the case has to say another value for ${node.name}`);
}

/** `rules` of `rules[2].comment`. */
export function topOf(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function isFreeText(name: string): boolean {
  return ["title", "name", "comment"].includes(name);
}
