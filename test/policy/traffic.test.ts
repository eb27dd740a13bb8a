import { describe, expect, test } from "vitest";
import type { Rule, TableModel } from "../../provider/policy/match";
import { type NamedRule, trafficChanges } from "../../provider/policy/traffic";
import type { TrafficLine } from "../../provider/policy/traffictext";
import { type Dimension, MODEL, PACKETS, Universe, valuesOf } from "./model";
import { pairFor, plain } from "./pairs";
import { Random, setting } from "./random";

const SEED = setting("POLICY_SEED", 1);
const CASES = setting("POLICY_TRAFFIC", 1500);

/** What happens to a packet of a chain, and the name of that; the table's last word is to accept. */
function fate(universe: Universe, rule: Rule | undefined, chain: string): { does: string; verdict: string } {
  if (!rule)
    return chain === ""
      ? { does: does({ action: "accept" }), verdict: "accept" }
      : { does: "", verdict: "nothing" };
  return {
    does: does(universe.doneBy(rule)),
    verdict: rule.odd ? "not understood" : (rule.action as string),
  };
}

function does(rule: Rule): string {
  const profile = rule.profiled === true ? rule.profile : null;
  return JSON.stringify([rule.action, rule.profiled === true, profile, rule.redirect ?? null]);
}

interface Case {
  readonly model: TableModel;
  readonly universe: Universe;
  readonly before: readonly NamedRule[];
  readonly after: readonly NamedRule[];
}

function draw(random: Random, model: TableModel, form: (rule: Rule) => Rule, proper: boolean): Case {
  const pair = pairFor(random, model);
  const keys = new Map(Object.entries(pair.state.keys).map(([key, id]) => [id, key]));
  const before = pair.rows.map(({ id, rule }) => ({ name: keys.get(id) ?? `rule ${id}`, rule: form(rule) }));
  const after = pair.wanted.map(({ key, rule }) => ({ name: key, rule: form(rule) }));
  return { model, universe: new Universe(random, model, proper), before, after };
}

/** A packet that is judged otherwise, and by which rules. */
interface Moved {
  readonly chain: string;
  readonly packet: number;
  readonly old: string | undefined;
  readonly now: string | undefined;
  readonly from: string;
  readonly to: string;
}

function moved({ model, universe, before, after }: Case): Moved[] {
  return ["", ...(model.chains?.apart ?? [])].flatMap((chain) => {
    const [old, now] = [before, after].map((rules) =>
      universe.deciders(
        rules.map(({ rule }) => rule),
        chain,
      ),
    ) as [Int32Array, Int32Array];
    return [...Array(PACKETS).keys()].flatMap((packet) => {
      const [was, is] = [before[old[packet] as number], after[now[packet] as number]];
      const [from, to] = [fate(universe, was?.rule, chain), fate(universe, is?.rule, chain)];
      if (from.does === to.does) return [];
      return [{ chain, packet, old: was?.name, now: is?.name, from: from.verdict, to: to.verdict }];
    });
  });
}

function isMeant(line: TrafficLine, by: Moved): boolean {
  const [rule, other] = line.side === "new" ? [by.now, by.old] : [by.old, by.now];
  if (line.rule !== rule || line.others?.includes(other ?? "") === false) return false;
  return line.from === by.from && line.to === by.to;
}

const TABLES: readonly { name: string; model: TableModel }[] = [
  { name: "first match", model: MODEL },
  { name: "last match", model: { ...MODEL, order: "last-match" } },
  { name: "two chains", model: { ...MODEL, chains: { field: "action", apart: ["bump"] } } },
];

/** The packets that the text of a line means, read by nothing but the rules' own packets. */
function packetsOf({ text }: TrafficLine, { model, universe, before, after }: Case): number[] {
  const line =
    /^(?:possibly )?(?:newly \w+|treated otherwise \(.*?, now .*?\)): (.*) \((?:rule|\w+ by rule) `(.*?)`( until now)?\)(?:, except what (.*) above it decides?)?, of what (.*?) (?:until now|now), e\.g\. /.exec(
      `${text}, e.g. `,
    );
  if (!line) throw new Error(`not a line: ${text}`);
  const [, match = "", name, isOld, except = "", others = ""] = line;
  const [here, there] = isOld ? [before, after] : [after, before];
  const rule = here.find((entry) => entry.name === name)?.rule as Rule;
  const chain = model.chains?.apart.includes(rule.action as string) ? (rule.action as string) : "";
  const deciders = universe.deciders(
    there.map((entry) => entry.rule),
    chain,
  );
  const excepted = namesIn(except).map((other) =>
    universe.packetsOf(here.find((entry) => entry.name === other)?.rule as Rule),
  );
  const meant = new Set<string | undefined>(namesIn(others));
  if (others.includes("no rule ")) meant.add(undefined);
  const isMatch = matchOf(match, universe);
  return [...Array(PACKETS).keys()].filter(
    (packet) =>
      isMatch(packet) &&
      !excepted.some((packets) => packets.has(packet)) &&
      meant.has(there[deciders[packet] as number]?.name),
  );
}

const namesIn = (text: string) => [...text.matchAll(/`(.*?)`/g)].map(([, name]) => name as string);

const open = {
  source: ["any"],
  sourceNot: false,
  target: [{ of: ["any"], not: false }],
  ports: [],
  protocol: "any",
  zone: ["any"],
  posture: ["any"],
};

/** `source a or b, target not (x) and y`: each list alone is a rule that matches what it names. */
function matchOf(text: string, universe: Universe): (packet: number) => boolean {
  if (text === "any packet") return () => true;
  const lists = text.split(", ").flatMap((part) => {
    const [, field = "", blocks = ""] = /^(\w+) (.*)$/.exec(part) ?? [];
    return blocks.split(" and ").map((block) => {
      const not = block.startsWith("not (");
      const of = (not ? block.slice(5, -1) : block).split(" or ");
      if (field === "target") return { ...open, target: [{ of, not }] };
      return { ...open, [field]: field === "protocol" ? of[0] : of, ...(not && { sourceNot: true }) };
    });
  });
  const sets = lists.map((rule) => universe.packetsOf(rule));
  return (packet) => sets.every((packets) => packets.has(packet));
}

describe.each(TABLES)("traffic of a change, $name", ({ model }) => {
  test("with every object known, lines mean exactly the packets that are judged otherwise", {
    timeout: 300_000,
  }, () => {
    const random = new Random(SEED);
    let said = 0;
    for (let at = 0; at < CASES; at++) {
      const one = draw(random, model, plain, false);
      const lines = trafficChanges(model, one.before, one.after, {
        resolver: one.universe.resolver(() => true),
        mostNames: Number.POSITIVE_INFINITY,
      });
      const changes = moved(one);
      said += lines.length;
      const unmeant = changes.find((change) => !lines.some((line) => isMeant(line, change)));
      expect({ at, unmeant, lines }).toMatchObject({ unmeant: undefined });
      for (const line of lines) {
        expect({ at, line }).toMatchObject({ line: { certain: true } });
        const meant = changes.filter((change) => isMeant(line, change));
        const fits = meant.some(({ packet }) => isExample(line, packet));
        expect({ at, line, meant: meant.length > 0, fits }).toMatchObject({ meant: true, fits: true });
        const packets = packetsOf(line, one);
        expect({ at, line, packets }).toMatchObject({ packets: meant.map(({ packet }) => packet) });
      }
    }
    expect(said).toBeGreaterThan(CASES / 2);
  });

  test("with some objects known, no packet is left out, and what is certain is so", {
    timeout: 300_000,
  }, () => {
    const random = new Random(SEED + 1);
    for (let at = 0; at < CASES; at++) {
      const isPlain = random.chance(0.5);
      const one = draw(random, model, isPlain ? plain : (rule) => rule, true);
      const share = random.pick([0, 0.5, 0.9]);
      const known = new Map<string, boolean>();
      const isKnown = (object: string) => {
        const is = known.get(object) ?? (!object.includes("?") && random.chance(share));
        known.set(object, is);
        return is;
      };
      const effort = random.chance(0.1) ? random.below(20) : undefined;
      const lines = trafficChanges(model, one.before, one.after, {
        resolver: one.universe.resolver(isKnown),
        effort,
        mostNames: Number.POSITIVE_INFINITY,
      });
      const changes = moved(one);
      const unmeant = changes.find((change) => !lines.some((line) => isMeant(line, change)));
      expect({ at, unmeant, lines }).toMatchObject({ unmeant: undefined });
      const vain = lines.find((line) => line.certain && !changes.some((change) => isMeant(line, change)));
      expect({ at, vain, before: one.before, after: one.after }).toMatchObject({ vain: undefined });
      // What a line says is exact even where nobody knows what the objects hold.
      for (const line of isPlain && effort === undefined ? lines : []) {
        const meant = changes.filter((change) => isMeant(line, change)).map(({ packet }) => packet);
        expect({ at, line, packets: packetsOf(line, one) }).toMatchObject({ packets: meant });
      }
    }
  });
});

function isExample(line: TrafficLine, packet: number): boolean {
  const values = valuesOf(packet);
  return Object.entries(line.example ?? { none: 0n }).every(
    ([field, value]) => BigInt(values[field as Dimension]) === value,
  );
}

describe("the words of a change", () => {
  const base = {
    enabled: true,
    source: ["any"],
    sourceNot: false,
    target: [{ of: ["any"], not: false }],
    ports: [],
    protocol: "any",
    zone: ["any"],
    posture: ["any"],
    action: "accept",
  };
  const web = { ...base, source: ["office"], ports: ["web"], protocol: "tcp" };
  const words = (before: Rule[], after: Rule[], options = {}) =>
    trafficChanges(
      MODEL,
      before.map((rule, at) => ({ name: `r${at}`, rule })),
      after.map((rule, at) => ({ name: `r${at}`, rule })),
      options,
    ).map(({ text }) => text);

  test("name the rule, what it matches, and what is above it", () => {
    const wall = { ...base, action: "drop" };
    expect(words([wall], [web, wall])).toEqual([
      "newly allowed: source office, ports web, protocol tcp (rule `r0`), of what `r0` denied until now",
    ]);
    expect(words([web, wall], [web, base])).toEqual([
      "newly allowed: any packet (rule `r1`), except what `r0` above it decides, of what `r1` denied until now",
    ]);
    expect(words([wall], [])).toEqual([
      "newly allowed: any packet (denied by rule `r0` until now), of what no rule decides now",
    ]);
  });

  test("say nothing where nothing changes", () => {
    expect(words([web], [web])).toEqual([]);
    expect(words([web], [{ ...web, comment: "new" }])).toEqual([]);
    expect(words([], [web])).toEqual([]);
    expect(words([{ ...web, enabled: false, action: "drop" }], [])).toEqual([]);
  });

  test("say may of rules that are not understood", () => {
    const odd = { ...web, odd: "the field `geo`" };
    expect(words([odd], [web])).toEqual([
      "possibly treated otherwise (not understood, now accept): source office, ports web, protocol tcp (rule `r0`), of what `r0` decided until now",
      "possibly treated otherwise (not understood, now accept): what is not understood (the field `geo`) (decided by rule `r0` until now), of what no rule decides now",
    ]);
    expect(words([web, odd], [odd, web])).not.toEqual([]);
    expect(words([odd, { ...base, action: "drop" }], [odd])).toEqual([
      "possibly newly allowed: any packet (denied by rule `r1` until now), except what `r0` above it decides, of what no rule decides now",
    ]);
    expect(words([odd], [odd])).toEqual([]);
    expect(words([{ ...odd, enabled: false }], [])).toEqual([]);
  });

  test("use the caller's names for objects", () => {
    const names = (_: string, id: string) => (id === "office" ? "Head office" : undefined);
    expect(words([], [{ ...web, action: "drop" }], { names })).toEqual([
      "newly denied: source Head office, ports web, protocol tcp (rule `r0`), of what no rule decided until now",
    ]);
  });

  test("say less where it takes too much work to tell", () => {
    const many = Array.from({ length: 6 }, (_, at) => ({
      ...base,
      source: [`s${at}`],
      ports: [`p${at}`],
      action: "drop",
    }));
    const wider = [...many, { ...base, action: "drop" }];
    expect(words(many, wider, { effort: 60 })).toEqual([
      "possibly newly denied: any packet (rule `r6`), except what `r0`, `r1`, `r2`, `r3`, `r4` and 1 more above it decide, of what no rule decided until now",
    ]);
    expect(words(many, wider, { effort: 5 })).toEqual([
      "possibly newly denied: any packet (rule `r6`), except what rules above it decide, of what was allowed until now",
    ]);
  });
});
