import { type Rule, type Share, sharesOfEach } from "../../../policy";
import type { NamedRule } from "../../../policy/traffic";
import type { ConcreteObjects } from "../objects/concrete";
import { models } from "../ruletable/models";
import { asResolver, packetIn } from "../ruletable/words";

/** Who reaches what, as the rules of a table say: a row for each source that they name, a column for each goal. */
export interface Matrix {
  rows: string[];
  columns: string[];
  cells: Cell[][];
  /** Rows and columns that the rules name and that are left out, as a page has an end. */
  more: { rows: number; columns: number };
}

/** `part`: some packets pass and others don't, by what they are or who sends them. `open`: it can't be told. */
export type CellVerdict = "accept" | "drop" | "part" | "open";

export interface Cell {
  verdict: CellVerdict;
  /** Who decides, the first one asked first, with a packet where there surely is one. */
  by: { rule: string; verdict: string; packet?: string | undefined }[];
}

/** What a row or a column asks, in the fields of a rule. */
interface Asked {
  /** With ids, so that it is nobody else's. */
  key: string;
  name: string;
  fields: Rule;
}

const most = { rows: 24, columns: 14, deciders: 6 };

const anywhere = [{ addresses: ["any"], addressesNegate: false }];
const everything: Rule = {
  enabled: true,
  protocol: "any",
  sources: anywhere,
  sourcePorts: [],
  destinations: anywhere,
  destinationPorts: [],
  timetable: ["any"],
  incomingInterface: "any",
  outgoingInterface: "any",
  hipProfiles: [],
};

/** @param asking the tables whose rules name rows and columns: the one that is judged, and one to compare with */
export function matrixOf(
  table: "forward" | "input",
  rules: readonly NamedRule[],
  objects: ConcreteObjects,
  asking: readonly (readonly NamedRule[])[] = [rules],
): Matrix {
  const all = asking
    .flat()
    .map(({ rule }) => rule)
    .filter((rule) => rule.enabled !== false && rule.notUnderstood === undefined);
  const rows = ranked([
    { key: "", name: "anybody", fields: {} },
    ...all.flatMap((rule) => rowsOf(rule, objects)),
  ]);
  const columns = ranked([
    { key: "", name: "anything", fields: {} },
    ...all.flatMap((rule) => columnsOf(rule, objects)),
  ]);
  const [shownRows, shownColumns] = [rows.slice(0, most.rows), columns.slice(0, most.columns)];
  const questions = shownRows.flatMap((row) =>
    shownColumns.map((column) => ({ ...everything, ...row.fields, ...column.fields })),
  );
  const shares = sharesOfEach(models[table], rules, questions, {
    resolver: asResolver(objects),
    effort: 200_000,
  });
  const words = packetIn(table);
  const cells = shares.map((each) => cellOf(each, words));
  return {
    rows: namesOf(shownRows),
    columns: namesOf(shownColumns),
    cells: shownRows.map((_, at) => cells.slice(at * shownColumns.length, (at + 1) * shownColumns.length)),
    more: { rows: rows.length - shownRows.length, columns: columns.length - shownColumns.length },
  };
}

/** Each once, those that many rules name first; the first one of all stays there. */
function ranked(all: readonly Asked[]): Asked[] {
  const counts = new Map<string, { asked: Asked; count: number }>();
  for (const asked of all) {
    const known = counts.get(asked.key) ?? { asked, count: 0 };
    known.count += 1;
    counts.set(asked.key, known);
  }
  const [first, ...rest] = [...counts.values()];
  return [...(first ? [first] : []), ...rest.sort((a, b) => b.count - a.count)].map(({ asked }) => asked);
}

interface Block {
  addresses: string[];
  addressesNegate: boolean;
}

/** Titles alone, where no two are the same. */
function namesOf(asked: readonly Asked[]): string[] {
  const isDouble = (name: string) => asked.filter((each) => each.name === name).length > 1;
  return asked.map(({ key, name }) => (isDouble(name) ? key : name));
}

/** With its id, and without it. */
function bothNames(objects: ConcreteObjects, id: string): { key: string; name: string } {
  if (id.startsWith("protocol.")) return { key: id.slice(9), name: id.slice(9) };
  const key = objects.nameOf(id) ?? id;
  return { key, name: key.replace(` (${id})`, "") };
}

function rowsOf(rule: Rule, objects: ConcreteObjects): Asked[] {
  const addresses = idsIn(rule.sources).map((id) => ({
    ...bothNames(objects, id),
    fields: { sources: [{ addresses: [id], addressesNegate: false }] },
  }));
  const zone = String(rule.incomingInterface ?? "any");
  if (zone === "any") return addresses;
  const { key, name } = bothNames(objects, zone);
  return [...addresses, { key: `in by ${key}`, name: `in by ${name}`, fields: { incomingInterface: zone } }];
}

/** What negates is named as well: it is what the rule is about. */
function idsIn(blocks: unknown): string[] {
  return ((blocks as Block[] | undefined) ?? []).flatMap(({ addresses }) =>
    addresses.filter((id) => id !== "any"),
  );
}

function columnsOf(rule: Rule, objects: ConcreteObjects): Asked[] {
  const protocol = String(rule.protocol ?? "any");
  const ports = ((rule.destinationPorts as string[] | undefined) ?? []).filter((id) => id !== "any");
  const fields = { protocol, destinationPorts: ports };
  const named = ports.map((id) => bothNames(objects, id));
  const over = (form: "key" | "name") => {
    const ends = named.map((each) => each[form]).join(", ");
    return `${protocol.replace("protocol.", "")}${ends === "" ? "" : `/${ends}`}`;
  };
  const isAny = protocol === "any" && ports.length === 0;
  const goals = idsIn(rule.destinations);
  if (goals.length === 0) return isAny ? [] : [{ key: over("key"), name: over("name"), fields }];
  return goals.map((id) => {
    const { key, name } = bothNames(objects, id);
    return {
      key: isAny ? key : `${key} ${over("key")}`,
      name: isAny ? name : `${name} ${over("name")}`,
      fields: { ...fields, destinations: [{ addresses: [id], addressesNegate: false }] },
    };
  });
}

function cellOf(shares: Share[] | undefined, words: ReturnType<typeof packetIn>): Cell {
  if (!shares || shares.length === 0) return { verdict: "open", by: [] };
  const verdicts = new Set(shares.map(({ verdict }) => verdict));
  const [only] = verdicts;
  const isSure = shares.every(({ certain }) => certain);
  const one = only === "accept" || only === "drop" ? only : "open";
  return {
    verdict: verdicts.size === 1 ? one : isSure ? "part" : "open",
    by: shares.slice(0, most.deciders).map(({ rule, verdict, example }) => ({
      rule: rule ?? "no rule",
      verdict,
      packet: example && words?.(example),
    })),
  };
}
