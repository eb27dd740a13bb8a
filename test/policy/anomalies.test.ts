import { describe, expect, test } from "vitest";
import { type Anomaly, type AnomalyKind, anomalies } from "../../provider/policy/anomalies";
import type { Rule, TableModel } from "../../provider/policy/match";
import type { NamedRule } from "../../provider/policy/traffic";
import { MODEL, Universe } from "./model";
import { pairFor, plain } from "./pairs";
import { Random, setting } from "./random";

const SEED = setting("POLICY_SEED", 1);
const CASES = setting("POLICY_ANOMALIES", 1000);

const does = (rule: Rule) =>
  JSON.stringify([
    rule.action,
    rule.profiled === true,
    rule.profiled === true ? rule.profile : null,
    rule.redirect ?? null,
  ]);

/** A rule as the universe shows it, in the order in which rules are asked. */
interface Fact {
  readonly name: string;
  readonly rule: Rule;
  readonly packets: ReadonlySet<number>;
  /** The packets that it decides. */
  readonly decides: ReadonlySet<number>;
}

interface Case {
  readonly rules: readonly NamedRule[];
  readonly chains: readonly (readonly Fact[])[];
  readonly universe: Universe;
}

function draw(random: Random, model: TableModel, form: (rule: Rule) => Rule, proper: boolean): Case {
  const { rows } = pairFor(random, model);
  const rules = rows.map(({ id, rule }) => ({ name: `r${id}`, rule: form(rule) }));
  const universe = new Universe(random, model, proper);
  const apart = model.chains?.apart ?? [];
  const asked = rules.filter(({ rule }) => rule.enabled !== false);
  if (model.order === "last-match") asked.reverse();
  const chains = ["", ...apart].map((chain) => {
    const taken = new Set<number>();
    return asked
      .filter(({ rule }) => (apart.includes(rule.action as string) ? rule.action : "") === chain)
      .map(({ name, rule }) => {
        const packets = universe.packetsOf(rule);
        const decides = new Set([...packets].filter((packet) => !taken.has(packet)));
        for (const packet of packets) taken.add(packet);
        return { name, rule, packets, decides };
      });
  });
  return { rules, chains, universe };
}

const shares = (a: Fact, b: Fact) => [...a.packets].some((packet) => b.packets.has(packet));
const isInside = (a: Fact, b: Fact) => [...a.packets].every((packet) => b.packets.has(packet));

/** Whether a finding is true, by counting packets. */
function isTrue(of: Anomaly, chain: readonly Fact[]): boolean {
  const at = chain.findIndex(({ name }) => name === of.rule);
  const one = chain[at] as Fact;
  const others = of.others.map((name) => chain.find((fact) => fact.name === name) as Fact);
  const differ = others.filter((other) => does(other.rule) !== does(one.rule));
  const isAbove = others.every((other) => chain.indexOf(other) < at);
  switch (of.kind) {
    case "empty":
      return one.packets.size === 0;
    case "shadowed":
      return isAbove && differ.length > 0 && one.decides.size === 0;
    case "redundant":
      return differ.length === 0 && isNeedless(one, chain);
    case "generalising":
      return isAbove && differ.length === others.length && others.every((other) => isInside(other, one));
    case "correlated":
      return (
        isAbove &&
        differ.length === others.length &&
        others.every((other) => shares(one, other) && !isInside(one, other) && !isInside(other, one))
      );
    case "unknown":
      return isAbove;
  }
}

/** Without the rule each of its packets meets the same. */
function isNeedless(one: Fact, chain: readonly Fact[]): boolean {
  const rest = chain.filter((fact) => fact !== one);
  return [...one.decides].every((packet) => {
    const next = rest.find((fact) => fact.packets.has(packet));
    return next !== undefined && does(next.rule) === does(one.rule);
  });
}

const TABLES: readonly { name: string; model: TableModel }[] = [
  { name: "first match", model: MODEL },
  { name: "last match", model: { ...MODEL, order: "last-match" } },
  { name: "two chains", model: { ...MODEL, chains: { field: "action", apart: ["bump"] } } },
];

describe.each(TABLES)("anomalies, $name", ({ model }) => {
  test("with every object known, findings are true and complete", { timeout: 300_000 }, () => {
    const random = new Random(SEED);
    const seen = new Map<AnomalyKind, number>();
    for (let at = 0; at < CASES; at++) {
      const { rules, chains, universe } = draw(random, model, plain, false);
      const found = anomalies(model, rules, { resolver: universe.resolver(() => true) });
      for (const one of found) seen.set(one.kind, (seen.get(one.kind) ?? 0) + 1);
      for (const chain of chains) {
        const ours = found.filter(({ rule }) => chain.some(({ name }) => name === rule));
        const wrong = ours.find((one) => !isTrue(one, chain));
        expect({ at, wrong, rules }).toMatchObject({ wrong: undefined });
        chain.forEach((fact, place) => {
          const mine = ours.filter(({ rule }) => rule === fact.name);
          const kinds = mine.map(({ kind }) => kind);
          const dead = fact.packets.size === 0 ? "empty" : fact.decides.size === 0 ? "never applies" : "";
          const said = kinds.includes("empty") ? "empty" : isDead(mine, chain, place) ? "never applies" : "";
          expect({ at, rule: fact.name, said, rules, mine }).toMatchObject({ said: dead });
          if (dead !== "") return;
          const named = mine.filter(({ kind }) => kind !== "redundant").flatMap(({ others }) => others);
          const due = chain
            .slice(0, place)
            .filter((other) => does(other.rule) !== does(fact.rule) && shares(fact, other));
          expect(named.sort()).toEqual(due.map(({ name }) => name).sort());
        });
      }
    }
    expect([...seen.keys()].sort()).toEqual(["correlated", "empty", "generalising", "redundant", "shadowed"]);
  });

  test("with some objects known, findings are true, and no doubtful pair is kept quiet", {
    timeout: 300_000,
  }, () => {
    const random = new Random(SEED + 1);
    for (let at = 0; at < CASES; at++) {
      const { rules, chains, universe } = draw(random, model, (rule) => rule, true);
      const share = random.pick([0, 0.5, 0.9]);
      const known = new Map<string, boolean>();
      const isKnown = (object: string) => {
        const is = known.get(object) ?? (!object.includes("?") && random.chance(share));
        known.set(object, is);
        return is;
      };
      const effort = random.chance(0.1) ? random.below(5) : undefined;
      const found = anomalies(model, rules, { resolver: universe.resolver(isKnown), effort });
      for (const chain of chains) {
        const ours = found.filter(({ rule }) => chain.some(({ name }) => name === rule));
        const wrong = ours.find((one) => !isTrue(one, chain));
        expect({ at, wrong, rules }).toMatchObject({ wrong: undefined });
        chain.forEach((fact, place) => {
          const mine = ours.filter(({ rule }) => rule === fact.name);
          if (isDead(mine, chain, place) || mine.some(({ kind }) => kind === "empty")) return;
          const named = mine.flatMap(({ others }) => others);
          const due = chain
            .slice(0, place)
            .filter((other) => does(other.rule) !== does(fact.rule) && shares(fact, other));
          expect(named).toEqual(expect.arrayContaining(due.map(({ name }) => name)));
        });
      }
    }
  });
});

/** Whether the findings say that a rule never applies: shadowed, or redundant by rules above it. */
function isDead(findings: readonly Anomaly[], chain: readonly Fact[], place: number): boolean {
  const above = new Set(chain.slice(0, place).map(({ name }) => name));
  return findings.some(
    ({ kind, others }) =>
      kind === "shadowed" || (kind === "redundant" && others.every((name) => above.has(name))),
  );
}

describe("anomalies without a resolver", () => {
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
  const kinds = (...rules: Rule[]) =>
    anomalies(
      MODEL,
      rules.map((rule, at) => ({ name: `r${at}`, rule: { ...base, ...rule } })),
    ).map(({ kind, rule, others }) => [kind, rule, ...others].join(" "));

  test("tell by the ids alone what can be told", () => {
    expect(kinds({}, { source: ["office"], action: "drop" })).toEqual(["shadowed r1 r0"]);
    expect(kinds({}, { source: ["office"] })).toEqual(["redundant r1 r0"]);
    expect(kinds({ source: ["office"] }, {})).toEqual(["redundant r0 r1"]);
    expect(kinds({ source: ["office"] }, { action: "drop" })).toEqual(["generalising r1 r0"]);
    expect(kinds({ source: ["office"] }, { ports: ["web"], action: "drop" })).toEqual(["correlated r1 r0"]);
    expect(kinds({ zone: [] })).toEqual(["empty r0"]);
    expect(kinds({ enabled: false })).toEqual([]);
  });

  test("see a rule that others cover together", () => {
    const all = [
      { source: ["office"], action: "drop" },
      { source: ["office"], sourceNot: true },
      { ports: ["web"] },
    ];
    expect(kinds(...all)).toEqual(["shadowed r2 r0 r1"]);
  });

  test("say honestly what can't be told", () => {
    expect(kinds({ source: ["office"] }, { source: ["home"], action: "drop" })).toEqual(["unknown r1 r0"]);
    expect(kinds({ source: ["office"] }, { source: ["home"] })).toEqual([]);
  });
});
