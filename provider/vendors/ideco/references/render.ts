import type { Fields } from "../../../kernel/fields";
import { isObject, type Properties } from "../../../kernel/values";
import { type Directory, titleOf } from "./directory";
import type { Mapping } from "./mapping";
import { type Directories, standsFor } from "./resolve";
import { readServices } from "./services";
import { type Slot, slotsOf } from "./slots";
import { objectValue } from "./values";
import { type ReferenceKind, readReference, writtenTitle } from "./written";

/** What is needed to write ids as a program writes them. */
export interface Pen {
  directories: Directories;
  mapping: Mapping;
  /** Write names and values also where the program says nothing of it. */
  always?: boolean;
}

/**
 * What was found, ids and all, as the program would write it: its own texts wherever they stand for what is there, else
 * titles and values, or ids where the program writes ids.
 * @param written what the program wrote last
 */
export function rendered(fields: Fields, found: Properties, written: Properties, pen: Pen): Properties {
  return renderObject(slotsOf(fields), found, written, pen);
}

function renderObject(slots: readonly Slot[], found: Properties, written: Properties, pen: Pen): Properties {
  let result = found;
  for (const { name, kind, inner } of slots) {
    const now = found[name];
    if (now === undefined || now === null) continue;
    const said = written[name];
    const text = kind ? renderLeaf(kind, now, said, pen) : renderInner(inner ?? [], now, said, pen);
    if (text !== now) result = { ...result, [name]: text };
  }
  return Array.isArray(written.services)
    ? withServices(result, found, written.services as string[], pen)
    : result;
}

function renderInner(slots: readonly Slot[], now: unknown, said: unknown, pen: Pen): unknown {
  if (isObject(now)) return renderObject(slots, now, isObject(said) ? said : {}, pen);
  if (!Array.isArray(now)) return now;
  const list = Array.isArray(said) ? said.filter(isObject) : [];
  const byKey = new Map(list.flatMap((item) => (typeof item.key === "string" ? [[item.key, item]] : [])));
  return now.map((item, index) => {
    if (!isObject(item)) return item;
    const partner = typeof item.key === "string" ? byKey.get(item.key) : list[index];
    return renderObject(slots, item, partner ?? {}, pen);
  });
}

function renderLeaf(kind: ReferenceKind, now: unknown, said: unknown, pen: Pen): unknown {
  if (!Array.isArray(now)) return typeof now === "string" ? renderOne(kind, now, said, pen) : now;
  const texts = Array.isArray(said) ? said.filter((text) => typeof text === "string") : [];
  return renderList(kind, now.map(String), texts, pen);
}

function renderOne(kind: ReferenceKind, id: string, said: unknown, pen: Pen): string {
  if (typeof said === "string" && standsFor(kind, said, id, pen.directories.get(kind), pen.mapping))
    return said;
  return friendly(kind, id, pen);
}

function renderList(
  kind: ReferenceKind,
  ids: readonly string[],
  said: readonly string[],
  pen: Pen,
): string[] {
  const directory = pen.directories.get(kind);
  const left = new Set(ids);
  const kept = said.filter((text) => {
    const meant = ids.filter((id) => standsFor(kind, text, id, directory, pen.mapping));
    for (const id of meant) left.delete(id);
    return meant.length > 0;
  });
  return [...kept, ...[...left].map((id) => friendly(kind, id, pen))];
}

/** An object by its value or title, where the program writes such; else by its id. */
function friendly(kind: ReferenceKind, id: string, { directories, mapping, always }: Pen): string {
  const reads = readReference(kind, id);
  const isId = "as" in reads && reads.as === "id";
  if (!always && mapping.output === undefined) return id;
  const directory = directories.get(kind);
  const item = directory?.byId(id);
  if (!directory || !item || (isId && !id.includes("."))) return id;
  const value = objectValue(item);
  // A value stands for the first object that holds it, or for the one that it stood for.
  const isItself =
    value !== undefined &&
    (mapping.idOf(kind, value.text) === id || directory.holding(value.key, kind)[0] === item);
  if (isItself && (mapping.isValue(kind, id) || titleOf(item) === value.text)) return value.text;
  return unlessShared(kind, id, directory) ?? (isItself ? value.text : id);
}

/** The title, where no other object that fits has it. */
function unlessShared(kind: ReferenceKind, id: string, directory: Directory): string | undefined {
  const title = titleOf(directory.byId(id) ?? {});
  if (title === undefined || title === "") return undefined;
  return directory.titled(title, kind).length === 1
    ? writtenTitle(kind === "service" ? "port" : kind, title)
    : undefined;
}

/** The protocol and ports that were found, as services again. */
function withServices(result: Properties, found: Properties, said: readonly string[], pen: Pen): Properties {
  const { protocol, destinationPorts, services: _, ...rest } = result;
  const word = String(found.protocol ?? "any").replace(/^protocol\./, "");
  const ids = (Array.isArray(found.destinationPorts) ? found.destinationPorts : [])
    .map(String)
    .filter((id) => id !== "any");
  const read = readServices(said);
  const same = !("problem" in read) && read.protocol.replace(/^protocol\./, "") === word;
  const texts = same ? said.filter((text) => text.includes("/") === ids.length > 0) : [];
  if (ids.length === 0) return { ...rest, services: texts.length > 0 ? texts : [word] };
  const ports = renderList("service", ids, texts, pen);
  const bare = ports.map((text) => (texts.includes(text) ? text : `${word}/${text}`));
  return { ...rest, services: bare };
}
