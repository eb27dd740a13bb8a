import { describe, expect, test } from "vitest";
import { type Anomaly, type AnomalyOptions, anomalies } from "../../provider/policy/anomalies";
import type { AnomalyKind } from "../../provider/policy/anomalytext";
import { type Rule, type TableModel, view } from "../../provider/policy/match";
import type { NamedRule } from "../../provider/policy/traffic";
import { MODEL, PACKETS, Universe } from "./model";
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
      .filter(({ rule }) => {
        const { action } = universe.doneBy(rule);
        return (apart.includes(action as string) ? action : "") === chain;
      })
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
  const isOne = (name: string) => isTrueOf({ ...of, rule: name }, chain);
  if (!of.also) return isOne(of.rule);
  // Below a rule that takes every packet they are one finding, and at least one of them does otherwise, or none.
  const members = [of.rule, ...of.also].map((name) => chain.find((fact) => fact.name === name) as Fact);
  const wall = chain.find(({ name }) => name === of.others[0]) as Fact;
  const isSame = members.every(({ rule }) => does(rule) === does(wall.rule));
  return members.every(({ decides }) => decides.size === 0) && isSame === (of.kind === "redundant");
}

function isTrueOf(of: Anomaly, chain: readonly Fact[]): boolean {
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
    case "overlyBroad":
      return (
        one.packets.size === PACKETS &&
        chain.slice(0, at + 1).every(({ rule, packets }) => packets.size === 0 || rule.action === "accept")
      );
    case "notUnderstood":
      return one.rule.odd !== undefined;
    case "notComputed":
      return false;
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
  test("with every object known, findings are true and complete", { timeout: 300_000 }, async () => {
    const random = new Random(SEED);
    const seen = new Map<AnomalyKind, number>();
    for (let at = 0; at < CASES; at++) {
      const { rules, chains, universe } = draw(random, model, plain, false);
      const found = await anomalies(model, rules, { resolver: universe.resolver(() => true) });
      for (const one of found) seen.set(one.kind, (seen.get(one.kind) ?? 0) + 1);
      for (const chain of chains) {
        const ours = found.filter(({ rule }) => chain.some(({ name }) => name === rule));
        const wrong = ours.find((one) => !isTrue(one, chain));
        expect({ at, wrong, rules }).toMatchObject({ wrong: undefined });
        chain.forEach((fact, place) => {
          const mine = ours.filter(({ rule, also }) => rule === fact.name || also?.includes(fact.name));
          const kinds = mine.map(({ kind }) => kind);
          const dead = fact.packets.size === 0 ? "empty" : fact.decides.size === 0 ? "never applies" : "";
          const said = kinds.includes("empty") ? "empty" : isDead(mine, chain, place) ? "never applies" : "";
          expect({ at, rule: fact.name, said, rules, mine }).toMatchObject({ said: dead });
          if (dead !== "") return;
          if (isWall(model, fact)) return;
          const named = mine.filter(({ kind }) => kind !== "redundant").flatMap(({ others }) => others);
          const due = chain
            .slice(0, place)
            .filter((other) => does(other.rule) !== does(fact.rule) && shares(fact, other));
          expect(named.sort()).toEqual(due.map(({ name }) => name).sort());
        });
      }
    }
    expect([...seen.keys()].sort()).toEqual([
      "correlated",
      "empty",
      "generalising",
      "overlyBroad",
      "redundant",
      "shadowed",
    ]);
  });

  test("with some objects known, findings are true, and no doubtful pair is kept quiet", {
    timeout: 300_000,
  }, async () => {
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
      const found = await anomalies(model, rules, { resolver: universe.resolver(isKnown), effort });
      for (const chain of chains) {
        const ours = found.filter(({ rule }) => chain.some(({ name }) => name === rule));
        const wrong = ours.find((one) => !isTrue(one, chain));
        expect({ at, wrong, rules }).toMatchObject({ wrong: undefined });
        chain.forEach((fact, place) => {
          const mine = ours.filter(({ rule, also }) => rule === fact.name || also?.includes(fact.name));
          if (isDead(mine, chain, place) || mine.some(({ kind }) => kind === "empty")) return;
          if (fact.rule.odd || isWall(model, fact)) return;
          const named = mine.flatMap(({ others }) => others);
          const due = chain
            .slice(0, place)
            .filter((other) => !other.rule.odd)
            .filter((other) => does(other.rule) !== does(fact.rule) && shares(fact, other));
          expect(named).toEqual(expect.arrayContaining(due.map(({ name }) => name)));
        });
      }
    }
  });
});

/** A rule that drops every packet is no finding, whatever it generalises. */
const isWall = (model: TableModel, { rule }: Fact) =>
  rule.action === "drop" && Object.keys(view(model, rule).match).length === 0;

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
  const found = (rules: readonly Rule[], options: AnomalyOptions = {}) =>
    anomalies(
      MODEL,
      rules.map((rule, at) => ({ name: `r${at}`, rule: { ...base, ...rule } })),
      options,
    );
  const kinds = async (...rules: Rule[]) =>
    (await found(rules)).map(({ kind, rule, others, also = [] }) =>
      [kind, rule, ...others, ...also.map((name) => `+${name}`)].join(" "),
    );
  const wall = { action: "drop" };

  test("tell by the ids alone what can be told", async () => {
    const office = { source: ["office"] };
    expect(await kinds({}, { ...office, ...wall })).toEqual(["overlyBroad r0", "shadowed r1 r0"]);
    expect(await kinds({}, office)).toEqual(["overlyBroad r0", "redundant r1 r0"]);
    expect(await kinds(office, {})).toEqual(["redundant r0 r1", "overlyBroad r1"]);
    expect(await kinds({ ...office, ...wall }, {})).toEqual(["generalising r1 r0"]);
    expect(await kinds(office, { ports: ["web"], ...wall })).toEqual(["correlated r1 r0"]);
    expect(await kinds({ zone: [] })).toEqual(["empty r0"]);
    expect(await kinds({ enabled: false })).toEqual([]);
  });

  test("find nothing in a last rule that denies the rest", async () => {
    expect(await kinds({ source: ["office"] }, wall)).toEqual([]);
  });

  test("name the later of two equal rules, and not each because of the other", async () => {
    expect(await kinds({ source: ["office"] }, { source: ["office"] }, wall)).toEqual(["redundant r1 r0"]);
    const halves = [
      { source: ["office"] },
      { source: ["office"], sourceNot: true },
      { ...wall, ports: ["web"] },
    ];
    expect(await kinds(...halves)).toEqual(["shadowed r2 r0 r1"]);
  });

  test("are one finding for all rules below one that takes every packet", async () => {
    const rules = [wall, { source: ["office"] }, wall, { ports: ["web"] }];
    expect(await kinds(...rules)).toEqual(["shadowed r1 r0 +r2 +r3"]);
    expect((await found(rules))[0]?.text).toBe(
      "rules `r1`, `r2`, `r3` never apply: `r0` (drop: any packet) above them takes every packet",
    );
    expect(await kinds(wall, wall, wall)).toEqual(["redundant r1 r0 +r2"]);
  });

  test("show both rules", async () => {
    const rules = [{ source: ["office"] }, { ...wall, source: ["office"], ports: ["web"] }];
    expect((await found(rules))[0]?.text).toBe(
      "rule `r1` (drop: source office, ports web) never applies: `r0` (accept: source office) above it takes all its packets and does otherwise",
    );
  });

  test("leave out what is not understood, and say nothing that depends on it", async () => {
    const odd = { odd: "the field `geo`", source: ["office"] };
    expect(await kinds(odd, { ...odd, sourceNot: true })).toEqual(["notUnderstood r0", "notUnderstood r1"]);
    expect(await kinds({ source: ["office"] }, { ...wall, ...odd }, {})).toEqual(["notUnderstood r1"]);
    expect(await kinds({ source: ["office"] }, odd, { ...wall, source: ["office"] })).toEqual([
      "notUnderstood r1",
      "shadowed r2 r0",
    ]);
    expect((await found([odd]))[0]?.text).toBe(
      "rule `r0` (what is not understood (the field `geo`)) is not looked at, as something in it is not understood",
    );
  });

  test("say where they stopped, and let go when told to", { timeout: 120_000 }, async () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      source: [`s${at}`],
      ports: [`p${at}`],
      ...(at % 2 === 0 && wall),
    }));
    const some = await found(many, { most: 2000 });
    expect(some.at(-1)).toMatchObject({ kind: "notComputed" });
    const stop = new AbortController();
    const work = found([...many, ...many, ...many, ...many], { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 1);
    await expect(work).rejects.toThrow("enough");
  });

  test("see a rule that others cover together", async () => {
    const all = [
      { source: ["office"], action: "drop" },
      { source: ["office"], sourceNot: true },
      { ports: ["web"] },
    ];
    expect(await kinds(...all)).toEqual(["shadowed r2 r0 r1"]);
  });

  test("say honestly what can't be told", async () => {
    expect(await kinds({ source: ["office"] }, { source: ["home"], action: "drop" })).toEqual([
      "unknown r1 r0",
    ]);
    expect(await kinds({ source: ["office"] }, { source: ["home"] })).toEqual([]);
  });
});
