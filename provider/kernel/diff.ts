import { type FieldNode, type Fields, fieldNodes } from "./fields";
import { containsUnknown, isObject, isUnknown, type Path, type Properties, sameValue } from "./values";

export interface Change {
  path: Path;
  kind: "add" | "delete" | "update";
  /** Whether this change replaces the object. */
  replaces: boolean;
}

export interface Difference {
  changes: Change[];
  /** Top-level properties that force replacement. */
  replaces: string[];
  /** Top-level properties that changed though they may not. */
  immutable: string[];
}

/** What is different between two sets of inputs, as the vendor sees it, down to elements of lists. */
export function difference(fields: Fields, before: Properties, after: Properties): Difference {
  const was = (node: FieldNode) => before[node.name] ?? fallback(node, before);
  const is = (node: FieldNode) => after[node.name] ?? fallback(node, after);
  const changed = fieldNodes(fields).filter(
    (node) => !node.providerOnly && !sameField(node, was(node), is(node)),
  );
  return {
    changes: changed.flatMap((node) => changesOf(node, was(node), is(node))),
    replaces: changed.filter((node) => replaces(node, was(node), is(node))).map((node) => node.name),
    immutable: changed.filter((node) => node.immutable).map((node) => node.name),
  };
}

/**
 * What a missing field is: its default. A state of an earlier version lacks the fields that came later, and some
 * appliances leave out what is empty.
 */
export function fallback(node: FieldNode, values: Properties): unknown {
  return node.defaultUnless !== undefined && values[node.defaultUnless] !== undefined
    ? undefined
    : node.default;
}

export function sameField(node: FieldNode, before: unknown, after: unknown): boolean {
  if (containsUnknown(before) || containsUnknown(after)) return false;
  if (sameValue(before, after)) return true;
  return node.equals?.(before, after) ?? false;
}

function changesOf(node: FieldNode, before: unknown, after: unknown): Change[] {
  const paths = changedPaths([node.name], before, after);
  const changes = paths.length > 0 ? paths : [{ path: [node.name], kind: "update" as const }];
  return changes.map((change) => ({ ...change, replaces: replaces(node, before, after) }));
}

/** Where only a look at both values tells, one that isn't known yet tells nothing: the diff of the real change does. */
function replaces(node: FieldNode, before: unknown, after: unknown): boolean {
  if (typeof node.replace !== "function") return node.replace ?? false;
  return !containsUnknown(before) && !containsUnknown(after) && node.replace(before, after);
}

/** The smallest changed places; elements that carry a `key` are compared by it, all others by index. */
function changedPaths(path: Path, before: unknown, after: unknown): Place[] {
  if (!isUnknown(before) && !isUnknown(after) && sameValue(before, after)) return [];
  if (before === undefined || before === null) return [{ path, kind: "add" }];
  if (after === undefined || after === null) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    return keyed(before) && keyed(after)
      ? changedByKey(path, before, after)
      : changedByIndex(path, before, after);
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changedPaths([...path, name], own(before, name), own(after, name)));
  }
  return [{ path, kind: "update" }];
}

/** A map of the user may have a key such as `constructor`, which every object seems to have. */
function own(object: Properties, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function changedByIndex(path: Path, before: unknown[], after: unknown[]) {
  const longest = Math.max(before.length, after.length);
  return Array.from({ length: longest }, (_, index) => index).flatMap((index) =>
    changedPaths([...path, index], before[index], after[index]),
  );
}

type Keyed = Properties & { key: string };

function keyed(list: unknown[]): list is Keyed[] {
  return list.length > 0 && list.every((item) => isObject(item) && typeof item.key === "string");
}

type Place = Omit<Change, "replaces">;

function changedByKey(path: Path, before: Keyed[], after: Keyed[]): Place[] {
  const old = new Map(before.map((item) => [item.key, item]));
  const kept = new Set(after.map((item) => item.key));
  const places = new Map<number, Place["kind"]>();
  before.forEach((item, index) => {
    if (!kept.has(item.key)) places.set(index, "delete");
  });
  after.forEach((item, index) => {
    const was = old.get(item.key);
    if (was && sameValue(was, item)) return;
    // Indexes of removed elements are of the old list, the others of the new one: where they meet it is a change.
    places.set(index, was || places.has(index) ? "update" : "add");
  });
  // A pure change of order has no element of its own to show.
  if (places.size === 0) return [{ path, kind: "update" }];
  return [...places].map(([index, kind]) => ({ path: [...path, index], kind }));
}
