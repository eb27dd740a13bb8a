import { quote, type RuleReport, suggestion } from "./report";
import { isSpace, type Piece, skipSpace } from "./text";

/** A run of numbers of one kind (IPv4, IPv6, ports), both ends included. */
export interface Span {
  kind: string;
  from: bigint;
  to: bigint;
}

/** How a list's literals are read: addresses and ports differ only in this. */
export interface ListSyntax {
  /** What is listed, for messages: `address`, `port`. */
  noun: string;
  /** The largest number of each kind. */
  limits: ReadonlyMap<string, bigint>;
  /** A kind whose complete negation Suricata refuses whatever else is listed. */
  principal: string;
  variables: ReadonlySet<string>;
  /** The other side's variables, to tell a port variable among addresses. */
  otherVariables: ReadonlySet<string>;
  /** The spans of a literal; undefined after reporting a fault. */
  literal(report: RuleReport, found: Piece): Span[] | undefined;
}

interface Item {
  negated: boolean;
  /** A nested list; else `spans`, or neither for a variable. */
  items?: Item[];
  spans?: Span[];
}

const deepest = 32;

class ListParser {
  hasVariable = false;
  hasNegation = false;
  private broken = false;
  private at: number;
  private readonly end: number;

  constructor(
    private readonly report: RuleReport,
    private readonly syntax: ListSyntax,
    field: Piece,
  ) {
    this.at = field.at;
    this.end = field.at + field.text.length;
  }

  /** The items up to the closing bracket (or the end); undefined after a fault that makes the rest unreadable. */
  list(depth: number): Item[] | undefined {
    const items: Item[] = [];
    for (;;) {
      const item = this.item(depth);
      if (!item) return undefined;
      items.push(item);
      this.at = skipSpace(this.report.text, this.at, this.end);
      if (this.at >= this.end) return depth === 0 ? items : undefined;
      const sign = this.report.text.charAt(this.at);
      if (sign === "]" && depth > 0) return items;
      if (sign === "]") return this.fault(this.at, 'this "]" closes no "["');
      if (sign !== ",")
        return this.fault(this.at, `expected ","${depth > 0 ? ' or "]"' : ""} here, found ${quote(sign)}`);
      this.at++;
    }
  }

  private item(depth: number): Item | undefined {
    const { text } = this.report;
    this.at = skipSpace(text, this.at, this.end);
    const negated = text.charAt(this.at) === "!" && this.at < this.end;
    if (negated) {
      this.hasNegation = true;
      this.at = skipSpace(text, this.at + 1, this.end);
    }
    if (this.at < this.end && text.charAt(this.at) === "[") return this.nested(negated, depth + 1);
    return this.literal(negated);
  }

  private nested(negated: boolean, depth: number): Item | undefined {
    const open = this.at;
    if (depth > deepest) return this.fault(open, `brackets nest more than ${deepest} deep`);
    this.at++;
    if (this.report.text.charAt(skipSpace(this.report.text, this.at, this.end)) === "]") {
      return this.fault(open, `an empty list; name at least one ${this.syntax.noun}, or "any"`);
    }
    const items = this.list(depth);
    if (!items) return this.broken ? undefined : this.fault(open, 'this "[" is never closed by "]"');
    this.at++;
    return { negated, items };
  }

  private literal(negated: boolean): Item | undefined {
    const start = this.at;
    const { text } = this.report;
    while (this.at < this.end && !",[]".includes(text.charAt(this.at)) && !isSpace(text.charCodeAt(this.at)))
      this.at++;
    const found = { text: text.slice(start, this.at), at: start };
    const after = skipSpace(text, this.at, this.end);
    if (found.text === "") return this.fault(start, `no ${this.syntax.noun} here, an empty part of the list`);
    if (after > this.at && after < this.end) {
      return this.fault(
        this.at,
        `white space after ${quote(found.text)}: Suricata takes it only before a list's members`,
      );
    }
    if (found.text.startsWith("$")) {
      this.variable(found);
      return { negated };
    }
    const spans = this.syntax.literal(this.report, found);
    this.broken ||= !spans;
    return spans && { negated, spans };
  }

  private variable({ text, at }: Piece): void {
    this.hasVariable = true;
    const name = text.slice(1);
    const { noun, variables, otherVariables } = this.syntax;
    if (!/^\w[\w.-]*$/.test(name)) {
      this.fault(at, `a variable is "$" and a name, e.g. $HOME_NET; found ${quote(text)}`);
    } else if (!variables.has(name) && otherVariables.has(name)) {
      this.fault(at, `${text} is no ${noun} variable`);
    } else if (!variables.has(name)) {
      const close = suggestion(
        name,
        [...variables].map((known) => known.toLowerCase()),
      ).toUpperCase();
      const hint =
        close === "" ? "; the appliance must define it" : close.replace(", DID YOU MEAN", ", did you mean");
      this.report.warning(at, `${text} is none of the usual ${noun} variables${hint}`);
    }
  }

  private fault(at: number, message: string): undefined {
    this.broken = true;
    this.report.error(at, message);
    return undefined;
  }
}

type Sets = Map<string, Span[]>;

function add(sets: Sets, span: Span): void {
  const known = sets.get(span.kind);
  if (known) known.push(span);
  else sets.set(span.kind, [span]);
}

/** Merged, in order, without overlaps. */
function union(spans: Span[]): Span[] {
  const ordered = [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Span[] = [];
  for (const span of ordered) {
    const last = merged[merged.length - 1];
    if (last && span.from <= last.to + 1n) {
      if (span.to > last.to) last.to = span.to;
    } else {
      merged.push({ ...span });
    }
  }
  return merged;
}

/** What of `spans` is outside of `holes`; both merged. */
function subtract(spans: Span[], holes: Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const span of spans) {
    let { from } = span;
    while (next < holes.length && (holes[next] as Span).to < from) next++;
    for (let at = next; at < holes.length && from <= span.to; at++) {
      const hole = holes[at] as Span;
      if (hole.from > span.to) break;
      if (hole.from > from) left.push({ ...span, from, to: hole.from - 1n });
      from = hole.to + 1n;
    }
    if (from <= span.to) left.push({ ...span, from });
  }
  return left;
}

/** Sorts a list's literals into what is wanted and what is not; a negated list counts as what it stands for. */
function collect(syntax: ListSyntax, items: Item[], plus: Sets, minus: Sets): void {
  for (const { negated, items: nested, spans = [] } of items) {
    if (nested && negated) {
      for (const span of [...remaining(syntax, nested).values()].flat()) add(minus, span);
    } else if (nested) {
      collect(syntax, nested, plus, minus);
    } else {
      for (const span of spans) add(negated ? minus : plus, span);
    }
  }
}

function remaining(syntax: ListSyntax, items: Item[]): Sets {
  const plus: Sets = new Map();
  const minus: Sets = new Map();
  collect(syntax, items, plus, minus);
  const left: Sets = new Map();
  for (const [kind, to] of syntax.limits) {
    const holes = union(minus.get(kind) ?? []);
    const wanted = union(plus.get(kind) ?? (holes.length > 0 ? [{ kind, from: 0n, to }] : []));
    left.set(kind, subtract(wanted, holes));
  }
  const all = syntax.limits.get(syntax.principal) ?? 0n;
  const negated = union(minus.get(syntax.principal) ?? [])[0];
  return negated && negated.from === 0n && negated.to === all ? new Map() : left;
}

/** Checks a field of addresses or ports: brackets, negation, literals, and that the negations leave something. */
export function checkList(report: RuleReport, field: Piece, syntax: ListSyntax): void {
  const parser = new ListParser(report, syntax, field);
  const items = parser.list(0);
  if (!items || parser.hasVariable || !parser.hasNegation) return;
  if ([...remaining(syntax, items).values()].every((spans) => spans.length === 0)) {
    report.error(field.at, `the negations leave no ${syntax.noun}: ${quote(field.text)}`);
  }
}
