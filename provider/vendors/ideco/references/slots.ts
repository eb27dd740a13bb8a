import { type FieldNode, type Fields, fieldNodes, type TypeNode } from "../../../kernel/fields";
import { isObject, type Path, type Properties } from "../../../kernel/values";
import type { ReferenceKind } from "./written";

/** Where inputs name objects. */
export interface Slot {
  name: string;
  /** The field is a reference, or a list of them. */
  kind?: ReferenceKind;
  list?: boolean;
  /** The field holds objects, or lists of them, that have slots of their own. */
  inner?: readonly Slot[];
}

const plans = new WeakMap<Fields, readonly Slot[]>();

export function slotsOf(fields: Fields): readonly Slot[] {
  const known = plans.get(fields);
  if (known) return known;
  const made = slotsIn(fieldNodes(fields));
  plans.set(fields, made);
  return made;
}

function slotsIn(nodes: readonly FieldNode[]): Slot[] {
  return nodes.flatMap((node): Slot[] => {
    if (node.refers !== undefined)
      return [{ name: node.name, kind: node.refers as ReferenceKind, list: node.type.kind === "array" }];
    const inner = innerSlots(node.type);
    return inner.length > 0 ? [{ name: node.name, inner }] : [];
  });
}

function innerSlots(type: TypeNode): Slot[] {
  if (type.kind === "array") return innerSlots(type.of);
  return type.kind === "object" ? slotsIn(type.fields) : [];
}

/** What becomes of one reference. */
export type ReferenceChange = (kind: ReferenceKind, text: unknown, path: Path) => unknown;

/** The inputs with every reference changed; what holds none stays the very same object. */
export function mapReferences<T extends Properties>(fields: Fields, inputs: T, change: ReferenceChange): T {
  return mapSlots(slotsOf(fields), inputs, change, []);
}

function mapSlots<T extends Properties>(
  slots: readonly Slot[],
  value: T,
  change: ReferenceChange,
  at: Path,
): T {
  let mapped: Properties | undefined;
  for (const slot of slots) {
    const before = value[slot.name];
    if (before === undefined || before === null) continue;
    const path = [...at, slot.name];
    const after = slot.kind
      ? mapLeaf(slot, before, change, path)
      : mapInner(slot.inner ?? [], before, change, path);
    if (after !== before) mapped = { ...(mapped ?? value), [slot.name]: after };
  }
  return (mapped as T | undefined) ?? value;
}

function mapInner(slots: readonly Slot[], value: unknown, change: ReferenceChange, path: Path): unknown {
  if (isObject(value)) return mapSlots(slots, value, change, path);
  if (!Array.isArray(value)) return value;
  const mapped = value.map((item, index) => mapInner(slots, item, change, [...path, index]));
  return mapped.some((item, index) => item !== value[index]) ? mapped : value;
}

/** Lists of objects are sets: two texts may mean one object, which the appliance takes once. */
function mapLeaf({ kind, list }: Slot, value: unknown, change: ReferenceChange, path: Path): unknown {
  if (kind === undefined) return value;
  if (!Array.isArray(value)) {
    const one = change(kind, value, path);
    // A list that isn't known yet becomes one of what stands for it.
    return list && typeof one === "string" ? [one] : one;
  }
  const mapped = value.map((item, index) => change(kind, item, [...path, index]));
  if (mapped.every((item, index) => item === value[index])) return value;
  return [...new Set(mapped)];
}

/** All references of the inputs. */
export function eachReference(
  fields: Fields,
  inputs: Properties,
  visit: (kind: ReferenceKind, text: unknown, path: Path) => void,
): void {
  mapReferences(fields, inputs, (kind, text, path) => {
    visit(kind, text, path);
    return text;
  });
}
