import { describe, expect, test } from "vitest";
import { z } from "zod";
import { field } from "../../provider/kernel/fields";
import { defineFunction } from "../../provider/kernel/function";
import * as lifecycle from "../../provider/kernel/lifecycle";
import { defineResource, type Resource } from "../../provider/kernel/resource";
import { UNKNOWN } from "../../provider/kernel/values";
import { failure } from "./acme";
import { acme } from "./acme-vendor";
import { cut } from "./site";
import { checkedInputs, process, setup, thing, Wall } from "./things";

describe("create and update", () => {
  test("echo the inputs among the outputs", async () => {
    const { make, runtime, wall } = await setup();
    const made = await make({ name: "a", pin: "1234", keep: undefined, adopt: false });
    expect(made).toEqual({
      id: "1",
      outputs: { ...checkedInputs, pin: "1234", adopt: false, number: 1 },
    });
    expect(wall.things.get("1")).toMatchObject({ name: "a", pin: "1234" });
    const news = { ...checkedInputs, name: "b" };
    expect(await lifecycle.update(runtime, thing, "1", made.outputs, news)).toEqual({ ...news, number: 1 });
  });

  test("what is made in part is kept, with its inputs, its outputs and the reasons", async () => {
    const { make, runtime } = await setup();
    const error = await failure(make({ name: "half", pin: "1234" }));
    expect(error).toMatchObject({ category: "partial", code: "PERIMETER_PARTIAL" });
    expect(error.message).toBe('acme connection "hq": only half of it');
    expect(error.incomplete).toEqual({
      id: "1",
      outputs: { ...checkedInputs, name: "half", pin: "1234", number: 1 },
      reasons: ["the rest is missing"],
    });
    const news = { ...checkedInputs, name: "half" };
    const again = await failure(lifecycle.update(runtime, thing, "1", { ...checkedInputs }, news));
    expect(again.incomplete?.outputs).toEqual({ ...news, number: 1 });
  });

  test("a type without an update keeps its outputs", async () => {
    const { runtime } = await setup();
    const fixed: Resource = { ...thing, update: undefined };
    const news = { ...checkedInputs, name: "b" };
    expect(
      await lifecycle.update(runtime, fixed, "1", { ...checkedInputs, number: 7, state: "fine" }, news),
    ).toEqual({
      ...news,
      number: 7,
      state: "fine",
    });
  });

  test("a fault of a definition is a bug, said as such", async () => {
    const { runtime } = await setup();
    const faulty: Resource = {
      ...thing,
      create: async () => (undefined as unknown as { id: string }).id as never,
    };
    const error = await failure(lifecycle.create(runtime, faulty, checkedInputs));
    expect(error).toMatchObject({ category: "bug" });
    expect(error.message).toMatch(/^acme connection "hq": Cannot read .* \(in .*\)\. .*please report it/);
  });
});

describe("read", () => {
  test("gives what is there, and keeps what the appliance doesn't tell", async () => {
    const { make, runtime, wall } = await setup();
    const { outputs } = await make({ name: "a", pin: "1234", adopt: true });
    wall.things.set("1", { ...wall.things.get("1"), pin: undefined, size: 5, state: "odd" });
    expect(await lifecycle.read(runtime, thing, "1", outputs)).toEqual({
      id: "1",
      inputs: { ...checkedInputs, size: 5, pin: "1234", adopt: true },
      outputs: { ...checkedInputs, size: 5, pin: "1234", adopt: true, number: 1, state: "odd" },
    });
  });

  test("keeps the state's form of an equal value", async () => {
    const { make, runtime, wall } = await setup();
    const { outputs } = await make({ name: "a", tags: ["x", "y"] });
    wall.things.set("1", { name: "a", size: 1, tags: ["y", "x"], zone: null });
    const found = await lifecycle.read(runtime, thing, "1", outputs);
    expect(found?.inputs).toEqual({ ...checkedInputs, tags: ["x", "y"] });
  });

  test("nothing where it is gone, and an error where that is not known", async () => {
    const { make, runtime, wall } = await setup();
    const { outputs } = await make({ name: "a" });
    wall.instead = () => (_, response) => cut(response);
    expect(await failure(lifecycle.read(runtime, thing, "1", outputs))).toMatchObject({
      category: "unavailable",
    });
    wall.instead = undefined;
    wall.things.clear();
    expect(await lifecycle.read(runtime, thing, "1", outputs)).toBeUndefined();
  });

  test("takes over another form of the id", async () => {
    const { runtime } = await setup();
    const renaming: Resource = { ...thing, read: async () => ({ id: "thing-1", inputs: {}, outputs: {} }) };
    expect(await lifecycle.read(runtime, renaming, "1", checkedInputs)).toMatchObject({ id: "thing-1" });
  });

  test("of a state whose connection is gone from the configuration says so", async () => {
    const { runtime } = await setup();
    const error = await failure(lifecycle.read(runtime, thing, "1", { ...checkedInputs, connection: "old" }));
    expect(error.code).toBe("PERIMETER_UNKNOWN_CONNECTION");
  });

  test("a resource without inputs is no import once it has a state", async () => {
    const wall = await Wall.start();
    const { runtime } = process(wall);
    const states: unknown[] = [];
    const bare = defineResource(acme, {
      name: "Bare",
      doc: "",
      page: "",
      importId: "",
      example: {},
      inputs: {},
      outputs: { since: field(z.string(), "Since.") },
      create: async () => ({ id: "1", outputs: { since: "now" } }),
      read: async (_, __, state) => {
        states.push(state);
        return { inputs: {}, outputs: { since: state?.since ?? "never" } };
      },
      delete: async () => {},
    });
    const made = await lifecycle.create(runtime, bare, { connection: "hq" });
    expect(await lifecycle.read(runtime, bare, "1", made.outputs)).toMatchObject({
      outputs: { since: "now" },
    });
    expect(await lifecycle.read(runtime, bare, "1", {})).toMatchObject({ outputs: { since: "never" } });
    expect(states).toEqual([{ connection: "hq", since: "now" }, undefined]);
  });
});

describe("import", () => {
  test("gives inputs with defaults and without what is only ours", async () => {
    const { runtime, wall } = await setup();
    wall.add({ name: "a", size: 3, zone: null });
    // The last one is what a program gives with `get`.
    for (const state of [{}, { connection: "hq" }, { name: "a" }]) {
      expect(await lifecycle.read(runtime, thing, "1", state)).toEqual({
        id: "1",
        inputs: { name: "a", size: 3, tags: [], connection: "hq" },
        outputs: { name: "a", size: 3, tags: [], connection: "hq", number: 1, state: "fine" },
      });
    }
    expect(await lifecycle.read(runtime, thing, "2", {})).toBeUndefined();
  });

  test("names the connection before the id where there are several", async () => {
    const [hq, lab] = [await Wall.start(), await Wall.start()];
    const { runtime } = process(hq, {
      lab: { vendor: "acme", id: "laboratory", endpoint: lab.site.url },
      eye: { vendor: "other", endpoint: lab.site.url },
    });
    lab.add({ name: "of the lab" });
    hq.add({ name: "of hq" });
    expect(await lifecycle.read(runtime, thing, "lab/1", {})).toMatchObject({
      id: "1",
      inputs: { name: "of the lab", connection: "laboratory" },
    });
    expect(await lifecycle.read(runtime, thing, "hq/1", {})).toMatchObject({ inputs: { name: "of hq" } });
    const several = await failure(lifecycle.read(runtime, thing, "1", {}));
    expect(several.code).toBe("PERIMETER_CONNECTION_AMBIGUOUS");
    expect(several.message).toContain("for an import put its name before the id: hq/…");
    // Not a connection of this vendor: part of the id.
    expect((await failure(lifecycle.read(runtime, thing, "eye/1", {}))).code).toBe(
      "PERIMETER_CONNECTION_AMBIGUOUS",
    );
  });

  test("an id with a slash of its own stays whole", async () => {
    const { runtime, wall } = await setup();
    wall.things.set("black/group/10.0.0.1", { name: "a", size: 1 });
    expect(await lifecycle.read(runtime, thing, "black/group/10.0.0.1", {})).toMatchObject({
      id: "black/group/10.0.0.1",
    });
    expect(await lifecycle.read(runtime, thing, "hq/black/group/10.0.0.1", {})).toMatchObject({
      id: "black/group/10.0.0.1",
    });
  });
});

describe("delete", () => {
  test("removes, and is content with what is gone", async () => {
    const wall = await Wall.start();
    wall.add({ name: "a" });
    const { runtime, log } = process(wall);
    await lifecycle.remove(runtime, thing, "1", checkedInputs);
    await lifecycle.remove(runtime, thing, "1", checkedInputs);
    expect(wall.things.size).toBe(0);
    expect(log.lines).toEqual([]);
  });

  test("spares what this process has just made or taken over, with a warning", async () => {
    const { make, runtime, wall, log } = await setup();
    wall.add({ name: "old" });
    const { outputs } = await make({ name: "old", adopt: true, adoptId: "1" });
    await lifecycle.remove(runtime, thing, "1", outputs);
    expect(wall.writes).toEqual([]);
    expect(log.lines.at(-1)).toBe(
      "warn: acme:Thing 1: not deleted, because another resource of this program has just taken the same object over",
    );
    // One that holds more than that is asked to delete, and spares what is held itself.
    const holds = () => ["acme:Thing 1", "acme:Thing 2"];
    await lifecycle.remove(runtime, { ...thing, holds }, "1", outputs);
    expect(wall.writes).toEqual(["DELETE /things/1"]);
  });

  test("spares also what it took over in part", async () => {
    const { make, runtime, wall } = await setup();
    const error = await failure(make({ name: "half" }));
    await lifecycle.remove(runtime, thing, "1", error.incomplete?.outputs ?? {});
    expect(wall.things.size).toBe(1);
  });

  test("doesn't spare the same id of another type or connection, nor in another process", async () => {
    const { make, runtime, wall } = await setup();
    const { outputs } = await make({ name: "a" });
    await lifecycle.remove(runtime, { ...thing, token: "acme:Twin" }, "1", outputs);
    expect(wall.things.size).toBe(0);
    const second = await setup();
    await second.make({ name: "a" });
    const { runtime: later } = process(second.wall);
    await lifecycle.remove(later, thing, "1", outputs);
    expect(second.wall.things.size).toBe(0);
  });
});

describe("the rest", () => {
  test("a preview shows the inputs, what never changes, and what a definition foresees", () => {
    const olds = { ...checkedInputs, number: 7, state: "fine" };
    expect(lifecycle.foreseenOutputs(thing, checkedInputs, undefined)).toEqual({
      ...checkedInputs,
      number: UNKNOWN,
      state: UNKNOWN,
    });
    expect(lifecycle.foreseenOutputs(thing, checkedInputs, olds)).toEqual({
      ...checkedInputs,
      number: 7,
      state: UNKNOWN,
    });
    const telling = { ...thing, previewOutputs: () => ({ state: "better" }) };
    expect(lifecycle.foreseenOutputs(telling, checkedInputs, olds)).toMatchObject({
      number: 7,
      state: "better",
    });
  });

  test("a list gives ids that can be imported", async () => {
    const { runtime, wall } = await setup();
    wall.add({ name: "a" });
    expect(await lifecycle.list(runtime, thing, {})).toEqual([{ id: "1", name: "a" }]);
    const { runtime: two } = process(wall, { lab: { vendor: "acme", id: "l", endpoint: wall.site.url } });
    const [listed] = await lifecycle.list(two, thing, { connection: "lab" });
    expect(listed).toEqual({ id: "lab/1", name: "a" });
    expect(await lifecycle.read(two, thing, listed?.id ?? "", {})).toMatchObject({
      inputs: { connection: "l" },
    });
    const none: Resource = { ...thing, list: undefined };
    expect((await failure(lifecycle.list(runtime, none, {}))).message).toContain(
      "acme:Thing can't be listed",
    );
  });

  test("a function is checked and called on its connection", async () => {
    const { runtime, wall } = await setup();
    wall.add({ name: "a" });
    const getThings = defineFunction(acme, {
      name: "getThings",
      doc: "Things.",
      page: "",
      example: {},
      inputs: { limit: field(z.int().min(1), "At most.", { default: 10 }) },
      outputs: { count: field(z.int(), "How many."), limit: field(z.int(), "The limit.") },
      call: async (ctx, { limit }) => {
        const all = await ctx.call<unknown[]>({ method: "GET", path: "/things" });
        return { count: all.length, limit };
      },
    });
    expect(await lifecycle.invoke(runtime, getThings, {})).toEqual({ count: 1, limit: 10 });
    const error = await failure(lifecycle.invoke(runtime, getThings, { limit: 0 }));
    expect(error.message).toBe("acme:getThings: limit: found 0, allowed: at least 1");
  });

  test("everything ends with the signal of its operation", async () => {
    const { runtime, wall } = await setup();
    wall.instead = () => () => {};
    const works: Array<(signal: AbortSignal) => Promise<unknown>> = [
      (signal) => lifecycle.create(runtime, thing, checkedInputs, { signal }),
      (signal) => lifecycle.read(runtime, thing, "1", checkedInputs, { signal }),
      (signal) => lifecycle.update(runtime, thing, "1", checkedInputs, checkedInputs, { signal }),
      (signal) => lifecycle.remove(runtime, thing, "1", checkedInputs, { signal }),
      (signal) => lifecycle.list(runtime, thing, {}, { signal }),
    ];
    const stop = new AbortController();
    const errors = works.map((work) => failure(work(stop.signal)));
    setTimeout(() => stop.abort(), 50);
    for (const error of await Promise.all(errors)) expect(error.code).toBe("PERIMETER_CANCELLED");
  });
});

test("a creation that an error hook asks for again completes what the first one made", async () => {
  const { runtime, wall } = await setup();
  const inputs = { ...checkedInputs, name: "half" };
  const first = await failure(lifecycle.create(runtime, thing, inputs));
  expect(first.incomplete?.id).toBe("1");
  // What fails again is kept again.
  const second = await failure(lifecycle.create(runtime, thing, inputs));
  expect(second.incomplete?.id).toBe("1");
  expect(wall.writes).toEqual(["POST /things", "PATCH /things/1"]);
  const mending = { ...thing, update: async () => ({ number: 1 }) };
  expect(await lifecycle.create(runtime, mending, inputs)).toMatchObject({ id: "1", outputs: { number: 1 } });
  expect(wall.things.size).toBe(1);
});
