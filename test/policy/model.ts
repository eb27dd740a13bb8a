/**
 * A rule table as the vendor's page describes it, and a judge of packets, both written without the planner's own
 * idea of a match: what the objects stand for, and what is not declared, is drawn at random for each universe.
 */

import type { Ref, RuleId, TableCall, TablePlace } from "../../provider/policy/calls";
import type { Rule, TableModel } from "../../provider/policy/match";
import type { Resolver } from "../../provider/policy/region";
import { Random } from "./random";

export interface Row {
  readonly id: RuleId;
  rule: Rule;
  readonly foreign: boolean;
}

/** A place by ids. */
type Spot = { readonly after: RuleId } | { readonly before: RuleId } | { readonly end: true };

/** A call on its way: it names rules by the ids known when it was sent, and happens whenever its time comes. */
export type Flight = () => RuleId | undefined;

/** Single calls on a table: insert above or below an anchor or at the end, edit, move, delete; in any order. */
export class Bench {
  readonly rows: Row[];
  /** Rules that the present plan inserted, as far as that was answered. */
  readonly made = new Map<string, RuleId>();

  constructor(
    rows: readonly Row[],
    private next: number,
    private readonly appendOnly: boolean,
  ) {
    this.rows = rows.map((row) => ({ ...row }));
  }

  /** Sends one call; done later, it answers with the id of an inserted rule. */
  send(call: TableCall): Flight {
    switch (call.kind) {
      case "insert": {
        if (this.appendOnly && !("end" in call.place)) throw new Error("this table only appends");
        const place = this.resolved(call.place);
        return () => {
          const row = { id: this.next++, rule: call.rule, foreign: false };
          this.put(row, place);
          return row.id;
        };
      }
      case "edit":
        if ((call.rule.source as string[]).length > MOST_SOURCES) throw new Error("the list is too long");
        return () => {
          this.own(call.id).rule = call.rule;
          return undefined;
        };
      case "move": {
        const [id, place] = [this.id(call.rule), this.resolved(call.place)];
        if ("end" in place) throw new Error("a move needs an anchor");
        return () => {
          const row = this.own(id);
          this.rows.splice(this.rows.indexOf(row), 1);
          this.put(row, place);
          return undefined;
        };
      }
      case "delete":
        return () => {
          this.rows.splice(this.rows.indexOf(this.own(call.id)), 1);
          return undefined;
        };
    }
  }

  private resolved(place: TablePlace): Spot {
    if ("end" in place) return place;
    return "after" in place ? { after: this.id(place.after) } : { before: this.id(place.before) };
  }

  private put(row: Row, place: Spot): void {
    if ("end" in place) this.rows.push(row);
    else if ("after" in place) this.rows.splice(this.at(place.after) + 1, 0, row);
    else this.rows.splice(this.at(place.before), 0, row);
  }

  private id(ref: Ref): RuleId {
    const made = this.made.get(ref.key ?? "");
    const id = ref.id ?? made;
    if (id === undefined) throw new Error(`no rule of key ${ref.key}`);
    if (made !== undefined && made !== id) throw new Error(`key ${ref.key} stands for two rules`);
    return id;
  }

  private at(id: RuleId): number {
    const at = this.rows.findIndex((row) => row.id === id);
    if (at < 0) throw new Error(`rule ${id} is not there`);
    return at;
  }

  private own(id: RuleId): Row {
    const row = this.rows[this.at(id)] as Row;
    if (row.foreign) throw new Error(`rule ${id} is not ours`);
    return row;
  }
}

/** The fields of the test's rules, each with the number of values that a packet can have there and its objects. */
const DIMENSIONS = {
  source: { values: 4, objects: ["a", "b", "c", "d"] },
  target: { values: 3, objects: ["x", "y", "z"] },
  ports: { values: 2, objects: ["web", "ssh"] },
  protocol: { values: 2, objects: ["tcp", "udp"] },
  zone: { values: 2, objects: ["in", "out"] },
  posture: { values: 2, objects: ["good", "bad"] },
} as const;
export type Dimension = keyof typeof DIMENSIONS;
export const OBJECTS: Readonly<Record<Dimension, readonly string[]>> = Object.fromEntries(
  Object.entries(DIMENSIONS).map(([name, { objects }]) => [name, objects]),
) as unknown as Record<Dimension, readonly string[]>;

const NAMES = Object.keys(DIMENSIONS) as Dimension[];
export const PACKETS = NAMES.reduce((count, name) => count * DIMENSIONS[name].values, 1);
const WORDS = PACKETS / 32;

/** The longest list of sources that the test's appliance takes. */
export const MOST_SOURCES = 3;

/** A table with every kind of field; `redirect` and `quota` are not declared. */
export const MODEL: TableModel = {
  fields: {
    id: { kind: "ignored" },
    enabled: { kind: "enabled" },
    source: { kind: "set", any: "any", negate: "sourceNot", max: MOST_SOURCES },
    target: { kind: "blocks", values: "of", negate: "not", any: "any" },
    ports: { kind: "set", empty: "any" },
    protocol: { kind: "value", any: "any" },
    zone: { kind: "set", any: "any", empty: "nothing" },
    posture: { kind: "set", any: "any" },
    action: { kind: "action" },
    profile: { kind: "action", when: "profiled" },
    profiled: { kind: "action" },
    comment: { kind: "cosmetic" },
    odd: { kind: "notUnderstood" },
  },
  verdict: { field: "action", allow: ["accept"], deny: ["drop"], otherwise: { action: "accept" } },
};

type Mask = Uint32Array;
const mask = (fill: number): Mask => new Uint32Array(WORDS).fill(fill);
const invert = (of: Mask): Mask => of.map((word) => ~word);

function and(into: Mask, other: Mask): void {
  for (let word = 0; word < WORDS; word++) into[word] = (into[word] as number) & (other[word] as number);
}

function or(into: Mask, other: Mask): void {
  for (let word = 0; word < WORDS; word++) into[word] = (into[word] as number) | (other[word] as number);
}

/** For each dimension and value the packets that have it. */
const VALUE_MASKS: Readonly<Record<string, readonly Mask[]>> = (() => {
  const masks: Record<string, Mask[]> = {};
  let stride = 1;
  for (const name of NAMES) {
    const { values } = DIMENSIONS[name];
    masks[name] = Array.from({ length: values }, () => mask(0));
    for (let packet = 0; packet < PACKETS; packet++) {
      const of = (masks[name] as Mask[])[Math.floor(packet / stride) % values] as Mask;
      of[packet >> 5] = (of[packet >> 5] as number) | (1 << (packet & 31));
    }
    stride *= values;
  }
  return masks;
})();

/** One text for values that differ in the order of their lists alone. */
function inAnyOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inAnyOrder).sort()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, each]) => `${name}:${inAnyOrder(each)}`)}}`;
}

/** What happens to each packet, one list for each chain. */
export type Verdicts = readonly Int32Array[];

/** The value of a packet in each dimension. */
export function valuesOf(packet: number): Record<Dimension, number> {
  let rest = packet;
  const entries = NAMES.map((name) => {
    const value = rest % DIMENSIONS[name].values;
    rest = Math.floor(rest / DIMENSIONS[name].values);
    return [name, value];
  });
  return Object.fromEntries(entries) as Record<Dimension, number>;
}

/** What the objects of one pair of tables stand for, and every packet that there is. */
export class Universe {
  private readonly objects = new Map<string, Mask>();
  private readonly values = new Map<string, readonly number[]>();
  private readonly actions = new Map<string, number>([["", 0]]);
  private readonly matched = new Map<Rule, Mask>();
  /** What rules match and do of which the planner understands nothing: anything, but always the same. */
  private readonly odd = new Map<string, { mask: Mask; does: Rule }>();
  private readonly fresh: Random;

  /** With `proper`, each object holds some values and not all. */
  constructor(
    random: Random,
    private readonly model: TableModel,
    proper = false,
  ) {
    this.fresh = new Random(random.below(2 ** 31));
    for (const name of NAMES) {
      for (const object of OBJECTS[name]) this.draw(random, name, object, proper);
      // What is not declared may mean anything, but always the same.
      for (const odd of ["empty", "not empty", "not any"]) this.draw(random, name, `?${odd}`, false);
    }
  }

  private draw(random: Random, name: Dimension, object: string, proper: boolean): void {
    const { values } = DIMENSIONS[name];
    let held: number[];
    do held = [...Array(values).keys()].filter(() => random.chance(0.45));
    while (proper && (held.length === 0 || held.length === values));
    const out = mask(0);
    for (const value of held) or(out, VALUE_MASKS[name]?.[value] as Mask);
    this.objects.set(`${name}/${object}`, out);
    this.values.set(`${name}/${object}`, held);
  }

  /** What the planner's caller may know of the objects: those that `isKnown` chooses. */
  resolver(isKnown: (object: string) => boolean): Resolver {
    return {
      ranges: (field, value) =>
        isKnown(`${field}/${value}`)
          ? this.values.get(`${field}/${value}`)?.map((one) => [one, one])
          : undefined,
      universe: (field) => [[0, DIMENSIONS[field as Dimension].values - 1]],
    };
  }

  private list(name: Dimension, list: readonly string[], not: boolean, empty: number | undefined): Mask {
    if (list.length === 0 && (empty === undefined || (not && empty !== 0))) {
      return this.objects.get(`${name}/?${not ? "not empty" : "empty"}`) as Mask;
    }
    if (list.length === 0) return mask(not ? ~empty! : empty!);
    if (list.includes("any")) return not ? (this.objects.get(`${name}/?not any`) as Mask) : mask(~0);
    const out = mask(0);
    for (const object of list) {
      const of = this.objects.get(`${name}/${object}`) as Mask;
      for (let word = 0; word < WORDS; word++) out[word] = (out[word] as number) | (of[word] as number);
    }
    return not ? invert(out) : out;
  }

  private oddity(rule: Rule): { mask: Mask; does: Rule } {
    const { comment: _, id: _id, ...content } = rule;
    // In another order a list is the same list, whatever the rest of the rule means.
    const name = inAnyOrder(content);
    const known = this.odd.get(name);
    if (known) return known;
    const out = mask(0).map(() => this.fresh.below(2 ** 32));
    const action = this.fresh.pick(["accept", "drop", ...(this.model.chains?.apart ?? [])]);
    const redirect = this.fresh.chance(0.3) ? "oddly" : null;
    const made = { mask: out, does: { action, profiled: false, redirect } };
    this.odd.set(name, made);
    return made;
  }

  /** What a rule does, as a rule that is understood. */
  doneBy(rule: Rule): Rule {
    return rule.odd ? this.oddity(rule).does : rule;
  }

  private chainOf(rule: Rule): string {
    const { action } = this.doneBy(rule);
    return this.model.chains?.apart.includes(action as string) ? (action as string) : "";
  }

  private match(rule: Rule): Mask {
    const known = this.matched.get(rule);
    if (known) return known;
    const out = mask(rule.enabled === false ? 0 : ~0);
    if (rule.odd) {
      and(out, this.oddity(rule).mask);
      this.matched.set(rule, out);
      return out;
    }
    and(out, this.list("source", rule.source as string[], rule.sourceNot === true, undefined));
    for (const block of rule.target as { of: string[]; not: boolean }[]) {
      and(out, this.list("target", block.of, block.not, undefined));
    }
    and(out, this.list("ports", rule.ports as string[], false, ~0));
    and(out, this.list("protocol", [rule.protocol as string], false, undefined));
    and(out, this.list("zone", rule.zone as string[], false, 0));
    and(out, this.list("posture", rule.posture as string[], false, undefined));
    this.matched.set(rule, out);
    return out;
  }

  private action(of: Rule): number {
    const rule = this.doneBy(of);
    const text = JSON.stringify([
      rule.action,
      rule.profiled,
      rule.profiled ? rule.profile : 0,
      rule.redirect,
    ]);
    const known = this.actions.get(text);
    if (known !== undefined) return known;
    this.actions.set(text, this.actions.size);
    return this.actions.size - 1;
  }

  /** Judges all packets; 0 is the verdict of a packet that no rule matches. */
  judge(rules: readonly Rule[]): Verdicts {
    const apart = this.model.chains?.apart ?? [];
    return ["", ...apart].map((chain) => {
      const verdicts = new Int32Array(PACKETS);
      const left = mask(~0);
      const inOrder = this.model.order === "last-match" ? rules.toReversed() : rules;
      for (const rule of inOrder) {
        if (this.chainOf(rule) === chain) this.decide(rule, left, verdicts);
      }
      return verdicts;
    });
  }

  /** The packets that a rule matches. */
  packetsOf(rule: Rule): Set<number> {
    const hits = this.match(rule);
    const packets = [...Array(PACKETS).keys()];
    return new Set(packets.filter((packet) => ((hits[packet >> 5] as number) & (1 << (packet & 31))) !== 0));
  }

  /** For each packet the rule of a chain that decides it, or -1. */
  deciders(rules: readonly Rule[], chain: string): Int32Array {
    const found = new Int32Array(PACKETS).fill(-1);
    const order = [...rules.keys()];
    for (const index of this.model.order === "last-match" ? order.reverse() : order) {
      const rule = rules[index] as Rule;
      if (this.chainOf(rule) !== chain) continue;
      const hits = this.match(rule);
      for (let packet = 0; packet < PACKETS; packet++) {
        const isHit = ((hits[packet >> 5] as number) & (1 << (packet & 31))) !== 0;
        if (isHit && found[packet] === -1) found[packet] = index;
      }
    }
    return found;
  }

  private decide(rule: Rule, left: Mask, verdicts: Int32Array): void {
    const hits = this.match(rule);
    const action = this.action(rule);
    for (let word = 0; word < WORDS; word++) {
      let bits = (hits[word] as number) & (left[word] as number);
      left[word] = (left[word] as number) & ~bits;
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits);
        verdicts[word * 32 + bit] = action;
        bits &= ~(1 << bit);
      }
    }
  }
}

/** Whether each packet is judged as the old table or the new one judges it, in each chain. */
export function isSafe(old: Verdicts, wanted: Verdicts, now: Verdicts): boolean {
  for (let chain = 0; chain < now.length; chain++) {
    const [before, after, table] = [old[chain], wanted[chain], now[chain]] as Int32Array[];
    for (let packet = 0; packet < PACKETS; packet++) {
      const verdict = table![packet];
      if (verdict !== before![packet] && verdict !== after![packet]) return false;
    }
  }
  return true;
}

export const isEqual = (a: Verdicts, b: Verdicts) =>
  a.every((chain, index) => chain.every((verdict, packet) => verdict === b[index]?.[packet]));
