import { describe, expect, test } from "vitest";
import {
  ApplyProgress,
  type IdentityQuestion,
  keyNames,
  recognize,
  type TableState,
} from "../../provider/policy/identity";
import type { Rule } from "../../provider/policy/match";
import { plan } from "../../provider/policy/plan";
import { target } from "../../provider/policy/target";
import { MODEL } from "./model";

const rule = (source: string): Rule => ({
  enabled: true,
  source: [source],
  sourceNot: false,
  target: [{ of: ["any"], not: false }],
  ports: [],
  protocol: "any",
  zone: ["any"],
  posture: ["any"],
  action: "drop",
});
const table = (...sources: string[]) => sources.map((source, at) => ({ id: at + 1, rule: rule(source) }));
const wanted = (of: Record<string, string>) =>
  Object.entries(of).map(([key, source]) => ({ key, rule: rule(source) }));

function ask(question: Partial<IdentityQuestion> & Pick<IdentityQuestion, "found" | "wanted">) {
  const known = recognize(MODEL, { ownership: "shared", ...question });
  const ids = Object.fromEntries(known.wanted.map(({ key, id }) => [key, id]));
  return {
    ids,
    foreign: known.foreign,
    stale: known.stale,
    unlisted: known.unlisted,
    conflicts: known.conflicts,
  };
}

describe("which rule is whose", () => {
  test("the state's ids come first, whatever the content", () => {
    const state = { keys: { web: 2, db: 1 }, foreign: [3] };
    expect(ask({ state, found: table("a", "b", "c"), wanted: wanted({ web: "a", db: "b" }) })).toMatchObject({
      ids: { web: 2, db: 1 },
      foreign: [3],
      stale: [],
    });
  });

  test("a rule that is gone from the program is stale, one that is gone from the table is made anew", () => {
    const state = { keys: { web: 1, db: 9 }, foreign: [] };
    expect(ask({ state, found: table("a"), wanted: wanted({ db: "b" }) })).toMatchObject({
      ids: { db: undefined },
      stale: [1],
    });
  });

  test("a renamed key with the same content keeps its rule", () => {
    const state = { keys: { web: 1, db: 2 }, foreign: [] };
    expect(ask({ state, found: table("a", "b"), wanted: wanted({ www: "a", db: "b" }) })).toMatchObject({
      ids: { www: 1, db: 2 },
      stale: [],
    });
  });

  test("an equal rule that we did not make is foreign", () => {
    const state = { keys: {}, foreign: [] };
    expect(ask({ state, found: table("a"), wanted: wanted({ web: "a" }) })).toMatchObject({
      ids: { web: undefined },
      foreign: [1],
    });
    expect(ask({ found: table("a"), wanted: wanted({ web: "a" }) })).toMatchObject({
      ids: { web: undefined },
      foreign: [1],
    });
  });

  test("with adopt it is taken over, unless it was seen before as not ours", () => {
    const question = { found: table("a"), wanted: wanted({ web: "a" }), adopt: true };
    expect(ask(question)).toMatchObject({ ids: { web: 1 }, foreign: [] });
    expect(ask({ ...question, state: { keys: {}, foreign: [1] } })).toMatchObject({
      ids: { web: undefined },
      foreign: [1],
    });
  });

  test("more equal rules than keys are not adopted, but listed", () => {
    const question = { found: table("a", "a", "b"), wanted: wanted({ web: "a", db: "b" }), adopt: true };
    expect(ask(question).conflicts).toEqual([{ kind: "ambiguous", keys: ["web"], ids: [1, 2] }]);
    const both = wanted({ web: "a", www: "a", db: "b" });
    expect(ask({ ...question, wanted: both })).toMatchObject({
      ids: { web: 1, www: 2, db: 3 },
      conflicts: [],
    });
  });

  test("in a table that is ours alone, rules that nobody listed forbid the creation, and go later on", () => {
    const question = {
      found: table("a", "b"),
      wanted: wanted({ web: "a" }),
      ownership: "exclusive",
    } as const;
    expect(ask(question).conflicts).toEqual([{ kind: "unlisted", ids: [2] }]);
    expect(ask({ ...question, adopt: true })).toMatchObject({
      ids: { web: 1 },
      unlisted: [2],
      conflicts: [],
    });
    expect(ask({ ...question, state: { keys: { web: 1 }, foreign: [] } })).toMatchObject({
      unlisted: [2],
      conflicts: [],
    });
  });

  test("a table that was shared until now holds rules that are deleted only when told", () => {
    const state = { keys: { web: 1 }, foreign: [2] };
    const question = {
      state,
      found: table("a", "b"),
      wanted: wanted({ web: "a" }),
      ownership: "exclusive",
    } as const;
    expect(ask(question).conflicts).toEqual([{ kind: "unlisted", ids: [2] }]);
    expect(ask({ ...question, adopt: true })).toMatchObject({ unlisted: [2], conflicts: [] });
  });

  test("marked rules are never ours, even with a key's id or content", () => {
    const found = table("a", "b").map((row) => ({ ...row, foreign: true }));
    const state = { keys: { web: 1 }, foreign: [] };
    const question = {
      state,
      found,
      wanted: wanted({ web: "a", db: "b" }),
      adopt: true,
      ownership: "exclusive",
    } as const;
    expect(ask(question)).toMatchObject({
      ids: { web: undefined, db: undefined },
      foreign: [1, 2],
      unlisted: [],
    });
  });
});

describe("after a change that was not finished", () => {
  const begun = (state: Omit<TableState, "changeBegun">): TableState => ({ ...state, changeBegun: true });

  test("an unknown rule with a key's wanted content is that key's rule, its old form is stale", () => {
    const state = begun({ keys: { web: 1 }, foreign: [3] });
    const found = table("a", "b", "b");
    expect(ask({ state, found, wanted: wanted({ web: "b" }) })).toMatchObject({
      ids: { web: 2 },
      stale: [1],
      foreign: [3],
    });
  });

  test("an unknown rule that nobody wants is foreign", () => {
    const state = begun({ keys: { web: 1 }, foreign: [] });
    expect(ask({ state, found: table("a", "c"), wanted: wanted({ web: "a" }) })).toMatchObject({
      foreign: [2],
      stale: [],
    });
  });

  test("what was to be deleted is, or is taken back where it is wanted again", () => {
    const state = begun({ keys: { web: 2 }, foreign: [], stale: [1] });
    const found = table("a", "b");
    expect(ask({ state, found, wanted: wanted({ web: "b" }) })).toMatchObject({
      ids: { web: 2 },
      stale: [1],
    });
    expect(ask({ state, found, wanted: wanted({ web: "a" }) })).toMatchObject({
      ids: { web: 1 },
      stale: [2],
    });
    expect(ask({ state, found, wanted: wanted({ web: "b", old: "a" }) })).toMatchObject({
      ids: { web: 2, old: 1 },
      stale: [],
    });
  });

  test("a rule whose insert was never answered is ours, wanted or not", () => {
    const state = begun({ keys: {}, foreign: [1], unanswered: rule("a") });
    const found = table("a", "a");
    expect(ask({ state, found, wanted: wanted({ web: "a" }) })).toMatchObject({
      ids: { web: 2 },
      foreign: [1],
    });
    expect(ask({ state, found, wanted: wanted({ web: "b" }) })).toMatchObject({
      ids: { web: undefined },
      stale: [2],
      foreign: [1],
    });
  });

  test("of several inserts without an answer each that happened is found once, and no foreign rule", () => {
    const state = begun({ keys: { top: 1 }, foreign: [2], unanswered: ["a", "b", "b", "c"].map(rule) });
    const found = table("a", "a", "b", "b", "b", "d", "a");
    expect(
      ask({ state, found, wanted: wanted({ top: "a", web: "a", db: "b", log: "b", dns: "c" }) }),
    ).toMatchObject({
      ids: { top: 1, web: 7, db: 3, log: 4, dns: undefined },
      foreign: [2, 5, 6],
      stale: [],
    });
    expect(ask({ state, found, wanted: wanted({ top: "a" }) })).toMatchObject({
      ids: { top: 1 },
      foreign: [2, 5, 6],
      stale: [3, 4, 7],
    });
  });
});

describe("what is saved of a change under way", () => {
  const state = { keys: { web: 1, gone: 2 }, foreign: [3] };
  const known = recognize(MODEL, {
    state,
    found: [...table("a", "b", "c"), { id: 4, rule: { ...rule("d"), protocol: "tcp" } }],
    wanted: [...wanted({ web: "a", fresh: "e" }), { key: "odd", rule: { ...rule("d"), protocol: "udp" } }],
    ownership: "shared",
  });
  const insert = { kind: "insert", key: "odd", rule: rule("d"), place: { end: true }, replaces: 4 } as const;

  test("is exact after every call", () => {
    const progress = new ApplyProgress(known);
    expect(progress.state(false)).toEqual({
      keys: { web: 1 },
      foreign: [3, 4],
      stale: [2],
      changeBegun: true,
    });
    progress.sending(insert);
    expect(progress.state(false)).toMatchObject({ unanswered: [insert.rule] });
    progress.done(insert, 7);
    expect(progress.state(false)).toEqual({
      keys: { web: 1, odd: 7 },
      foreign: [3, 4],
      stale: [2, 4],
      changeBegun: true,
    });
    progress.done({ kind: "delete", id: 2 });
    progress.done({ kind: "delete", id: 4 });
    expect(progress.state(true)).toEqual({ keys: { web: 1, odd: 7 }, foreign: [3, 4] });
  });

  test("lists every insert that is under way, until it is answered or surely did not happen", () => {
    const progress = new ApplyProgress(known);
    const other = { kind: "insert", key: "fresh", rule: rule("e"), place: { end: true } } as const;
    const remove = { kind: "delete", id: 2 } as const;
    for (const call of [insert, other, remove]) progress.sending(call);
    expect(progress.state(false).unanswered).toEqual([insert.rule, other.rule]);
    progress.done(other, 8);
    expect(progress.state(false)).toMatchObject({ keys: { web: 1, fresh: 8 }, unanswered: [insert.rule] });
    progress.refused(insert);
    expect(progress.state(false)).not.toHaveProperty("unanswered");
  });

  test("gives the names of rules that go", () => {
    expect([1, 2, 3].map(keyNames(state))).toEqual(["web", "gone", undefined]);
    expect(keyNames(undefined)(1)).toBeUndefined();
  });
});

test("a renamed key is no call at all", () => {
  const state = { keys: { web: 1, db: 2 }, foreign: [] };
  const known = recognize(MODEL, {
    state,
    found: table("a", "b"),
    wanted: wanted({ www: "a", sql: "b" }),
    ownership: "exclusive",
  });
  expect(plan(MODEL, known.found, target(MODEL, known.found, known.wanted)).calls).toEqual([]);
});
