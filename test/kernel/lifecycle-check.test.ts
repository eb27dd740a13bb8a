import { describe, expect, test } from "vitest";
import { claimsOf } from "../../provider/kernel/claims";
import * as lifecycle from "../../provider/kernel/lifecycle";
import type { Resource } from "../../provider/kernel/resource";
import { type Properties, pathText, UNKNOWN } from "../../provider/kernel/values";
import { failure } from "./acme";
import { cut, json } from "./site";
import { checkedInputs, process, setup, thing, Wall } from "./things";

function told(problems: lifecycle.Checked["problems"]): string[] {
  return problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

describe("check", () => {
  test("fills in defaults and the connection's id", async () => {
    const { runtime } = await setup();
    expect(await lifecycle.check(runtime, thing, undefined, { name: "a" })).toEqual({
      inputs: checkedInputs,
      problems: [],
    });
  });

  test("names what is wrong, alone and together, and what connection is missing", async () => {
    const { runtime, wall } = await setup();
    const problems = async (given: Properties) =>
      told((await lifecycle.check(runtime, thing, undefined, given)).problems);
    expect(await problems({ size: 0 })).toEqual(["name: is required", "size: found 0, allowed: at least 1"]);
    expect(await problems({ name: "a", partner: "a" })).toEqual(["partner: is the thing itself"]);
    const [missing = ""] = await problems({ name: "a", connection: "hqq" });
    expect(missing).toMatch(/^connection: there is no connection "hqq" .* did you mean "hq"\?/);
    expect(wall.site.calls).toEqual([]);
  });

  test("keeps the connection of an existing resource", async () => {
    const wall = await Wall.start();
    const { runtime } = process(wall, { lab: { vendor: "acme", endpoint: wall.site.url } });
    const olds = { ...checkedInputs, connection: "lab" };
    expect((await lifecycle.check(runtime, thing, olds, { name: "a" })).inputs.connection).toBe("lab");
    const fresh = await lifecycle.check(runtime, thing, undefined, { name: "a" });
    expect(told(fresh.problems)[0]).toContain(
      "connection: there are several connections of the vendor acme: hq, lab",
    );
    const gone = await lifecycle.check(runtime, thing, { ...olds, connection: "old" }, { name: "a" });
    expect(told(gone.problems)[0]).toContain('connection: the state names the connection "old"');
  });

  test("counts no fault at a value that is not known yet, and survives one that it can't look into", async () => {
    const { runtime, wall } = await setup();
    const check = (given: Properties) => lifecycle.check(runtime, thing, undefined, given);
    expect((await check({ name: UNKNOWN, partner: UNKNOWN })).problems).toEqual([]);
    expect((await check({ name: "-a", partner: UNKNOWN })).problems).toHaveLength(1);
    const strict = { ...thing, check: (given: Properties) => void (given.name as string).startsWith("-") };
    expect((await lifecycle.check(runtime, strict, undefined, { name: UNKNOWN })).problems).toEqual([]);
    // Nothing is asked of the appliance before everything is known, however deep.
    await check({ name: "a", tags: [UNKNOWN] });
    await check({ name: "a", connection: UNKNOWN });
    expect(wall.site.calls).toEqual([]);
  });

  test("looks ahead for a creation, and not for what exists", async () => {
    const { runtime, wall, log } = await setup();
    for (const name of ["x", "y", "z"]) wall.add({ name });
    const { problems } = await lifecycle.check(runtime, thing, undefined, { name: "x" });
    expect(told(problems)).toEqual(["name: exists already, with the id 1"]);
    await lifecycle.check(runtime, thing, undefined, { name: "b" });
    expect(log.lines).toEqual(["info: there are 3 things", "warn: that is a lot"]);
    await lifecycle.check(runtime, thing, checkedInputs, { name: "x" });
    expect(wall.site.calls).toEqual(["GET /things", "GET /things"]);
  });

  test("an appliance that can't be reached is a warning, not a failure", async () => {
    const { runtime, wall, log } = await setup();
    for (const [handler, words] of [
      [cut, "the connection broke"],
      [
        (_: unknown, response: Parameters<typeof cut>[0]) => json(response, {}, 503),
        "the service is not available",
      ],
      [(_: unknown, response: Parameters<typeof cut>[0]) => json(response, {}, 403), "access was refused"],
    ] as const) {
      wall.instead = () => (request, response) =>
        handler === cut
          ? cut(response)
          : (handler as (a: unknown, b: typeof response) => void)(request, response);
      expect((await lifecycle.check(runtime, thing, undefined, { name: "a" })).problems).toEqual([]);
      expect(log.lines.pop()).toMatch(
        new RegExp(
          `^warn: the preview could not look at the appliance: acme connection "hq", GET /things: ${words}`,
        ),
      );
    }
  });

  test("a cancelled preview is no warning", async () => {
    const { runtime, wall, log } = await setup();
    wall.instead = () => () => {};
    const stop = new AbortController();
    const checking = failure(
      lifecycle.check(runtime, thing, undefined, { name: "a" }, { signal: stop.signal }),
    );
    setTimeout(() => stop.abort(), 50);
    expect(await checking).toMatchObject({ code: "PERIMETER_CANCELLED" });
    expect(log.lines).toEqual([]);
  });
});

describe("claims of one program", () => {
  const problemsOf = async (
    runtime: Parameters<typeof lifecycle.check>[0],
    owner: string,
    given: Properties,
    definition = thing,
  ) =>
    told(
      (
        await lifecycle.check(runtime, definition, checkedInputs, given, {
          owner: `${definition.token} ${owner}`,
        })
      ).problems,
    );

  test("two resources for one object are refused, naming the first", async () => {
    const { runtime } = await setup();
    expect(await problemsOf(runtime, "first", { name: "a" })).toEqual([]);
    expect(await problemsOf(runtime, "second", { name: "a" })).toEqual([
      ": the thing a is owned by acme:Thing first already: two resources of one program would undo each other",
    ]);
    expect(await problemsOf(runtime, "first", { name: "a" })).toEqual([]);
    expect(await problemsOf(runtime, "second", { name: "b" })).toEqual([]);
  });

  test("resources of two types may have one name", async () => {
    const { runtime } = await setup();
    const twin = { ...thing, token: "acme:Twin" };
    expect(await problemsOf(runtime, "same", { name: "a" })).toEqual([]);
    expect(await problemsOf(runtime, "same", { name: "a" }, twin)).toHaveLength(1);
  });

  test("values that are not known yet claim nothing, what stands beside them does", async () => {
    const { runtime } = await setup();
    expect(await problemsOf(runtime, "first", { name: UNKNOWN })).toEqual([]);
    expect(await problemsOf(runtime, "second", { name: UNKNOWN })).toEqual([]);
    const both = {
      ...thing,
      claims: ({ name, zone }: Properties) => [
        { key: `zone ${zone}`, mode: "sole" as const },
        { key: `name ${name}`, mode: "sole" as const },
      ],
    };
    expect(claimsOf(both, { name: UNKNOWN, zone: "z" })).toEqual([{ key: "zone z", mode: "sole" }]);
    const picky = {
      ...thing,
      claims: ({ tags }: Properties) => (tags as string[]).map((key) => ({ key, mode: "sole" as const })),
    };
    expect(claimsOf(picky, { tags: [UNKNOWN] })).toEqual([]);
  });
});

describe("diff", () => {
  const state = { ...checkedInputs, number: 1, state: "fine" };

  test("nothing, a change, a replacement", async () => {
    const { runtime } = await setup();
    const diff = (olds: Properties, news: Properties) => lifecycle.diff(runtime, thing, "1", olds, news);
    expect(await diff(state, checkedInputs)).toMatchObject({ changes: [], replaces: [], unmet: [] });
    expect(await diff(state, { ...checkedInputs, adopt: true })).toMatchObject({ changes: [] });
    expect(await diff({ ...state, tags: ["a", "b"] }, { ...checkedInputs, tags: ["b", "a"] })).toMatchObject({
      changes: [],
    });
    expect(await diff(state, { ...checkedInputs, zone: "z" })).toMatchObject({ replaces: ["zone"] });
    expect(await diff(state, { ...checkedInputs, connection: "lab" })).toMatchObject({
      replaces: ["connection"],
    });
  });

  test("what means the same on this connection is no difference, and what doesn't still is", async () => {
    const { runtime } = await setup();
    const settled: Resource = {
      ...thing,
      canonicalizeLive: ({ connection }, olds: Properties, news: Properties) =>
        news.zone === connection.name ? { ...news, zone: olds.zone } : news,
    };
    const diff = (news: Properties) => lifecycle.diff(runtime, settled, "1", { ...state, zone: "z" }, news);
    expect(await diff({ ...checkedInputs, zone: "hq" })).toMatchObject({ changes: [], replaces: [] });
    expect(await diff({ ...checkedInputs, zone: "lab" })).toMatchObject({ replaces: ["zone"] });
    const resized = await diff({ ...checkedInputs, zone: "hq", size: 2 });
    expect(resized.changes.map(({ path }) => pathText(path))).toEqual(["size"]);
  });

  test("what may not change is refused", async () => {
    const { runtime } = await setup();
    const error = await failure(
      lifecycle.diff(runtime, thing, "1", { ...state, kind: "x" }, { ...checkedInputs, kind: "y" }),
    );
    expect(error.message).toBe(
      "acme:Thing: kind can't be changed after creation. Make a new resource instead.",
    );
  });

  test("an output can call for an update, but not beside a replacement", async () => {
    const { runtime } = await setup();
    const broken = { ...state, state: "broken" };
    expect(await lifecycle.diff(runtime, thing, "1", broken, checkedInputs)).toMatchObject({
      changes: [],
      unmet: ["state"],
    });
    const replaced = await lifecycle.diff(runtime, thing, "1", broken, { ...checkedInputs, zone: "z" });
    expect(replaced.unmet).toEqual([]);
  });

  test("an update looks ahead as well, and its problems are an error", async () => {
    const { runtime, wall } = await setup();
    wall.add({ name: "b" });
    const { inputs } = await lifecycle.check(runtime, thing, state, { name: "b" });
    const error = await failure(lifecycle.diff(runtime, thing, "1", state, inputs));
    expect(error).toMatchObject({ category: "invalid" });
    expect(error.message).toBe("name: exists already, with the id 1");
    await lifecycle.diff(runtime, thing, "1", state, { ...checkedInputs, name: UNKNOWN });
    await lifecycle.diff(runtime, thing, "1", state, { ...checkedInputs, tags: ["a", UNKNOWN] });
    expect(wall.site.calls).toEqual(["GET /things"]);
  });

  test("a refresh, whose new inputs are those of the last time, shows the difference and warns of them", async () => {
    const { runtime, wall, log } = await setup();
    wall.add({ name: "b" });
    const found = await lifecycle.diff(runtime, thing, "1", state, { ...checkedInputs, name: "b" });
    expect(found.changes.map(({ path }) => path)).toEqual([["name"]]);
    expect(log.lines).toEqual([
      "warn: acme:Thing 1: to put back what was found will be refused: name: exists already, with the id 1",
    ]);
  });
});

test("what was changed after the check, as by a policy's remediation, is checked before anything is sent", async () => {
  const { runtime, wall, make } = await setup();
  const { inputs } = await lifecycle.check(runtime, thing, undefined, { name: "a" });
  const changed = { ...inputs, size: "large" };
  await expect(lifecycle.create(runtime, thing, changed)).rejects.toThrow(/^size: found "large"/);
  const { id, outputs } = await make({ name: "a" });
  await expect(lifecycle.update(runtime, thing, id, outputs, changed)).rejects.toThrow(
    /^size: found "large"/,
  );
  expect(wall.writes).toEqual(["POST /things"]);
});
