import type { Properties } from "../../../kernel/values";
import { type ReferenceKind, readReference } from "./written";

/**
 * What each written text stands for, as the output `objects` keeps it: text → id. Ids stand for themselves and are not
 * in it. The same text may name a network in one field and an interface in another; the second one then carries the
 * field's kind: `Local network (interface)`.
 */
export type ObjectMap = Record<string, string>;

export class Mapping {
  constructor(private readonly ids: ObjectMap = {}) {}

  /** The output; undefined where nothing but ids is written. */
  get output(): ObjectMap | undefined {
    return Object.keys(this.ids).length > 0 ? this.ids : undefined;
  }

  /** The id that a text stood for when this was written. */
  idOf(kind: ReferenceKind, text: string): string | undefined {
    const apart = apartKey(kind, text);
    if (Object.hasOwn(this.ids, apart)) return this.ids[apart];
    return Object.hasOwn(this.ids, text) ? this.ids[text] : undefined;
  }

  /** Whether the id stood for a value. */
  isValue(kind: ReferenceKind, id: string): boolean {
    return Object.entries(this.ids).some(([text, known]) => known === id && isValueText(kind, text));
  }

  add(kind: ReferenceKind, text: string, id: string): void {
    if (id === text || id === "" || isReferenceId(kind, text)) return;
    const known = Object.hasOwn(this.ids, text) ? this.ids[text] : undefined;
    this.ids[known === undefined || known === id ? text : apartKey(kind, text)] = id;
  }
}

function apartKey(kind: ReferenceKind, text: string): string {
  return `${text} (${kind})`;
}

function isValueText(kind: ReferenceKind, text: string): boolean {
  const read = readReference(kind, text);
  return "as" in read && read.as === "value";
}

/** Whether a text is taken as it is. */
export function isReferenceId(kind: ReferenceKind, text: string): boolean {
  const read = readReference(kind, text);
  return "as" in read && read.as === "id";
}

/** The map that a state has. */
export function mappingOf(state: Properties | undefined): Mapping {
  return new Mapping({ ...((state?.objects ?? {}) as ObjectMap) });
}
