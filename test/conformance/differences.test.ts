import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { fieldNodes } from "../../provider/kernel/fields";
import type { LabOptions } from "../../provider/lab/core";
import { caseOf } from "./cases";
import { fronts } from "./driver";
import { unchanged } from "./engine";
import { type Distortion, type Harness, onHarness } from "./harness";

// Seconds on an idle machine, minutes on a crowded one.
vi.setConfig({ testTimeout: 120_000 });

type Json = unknown;
type Item = Record<string, Json>;

/**
 * What an appliance may make of what it was given, so that a package that compares naively shows the same difference
 * for ever. The fifth kind, values that are said or kept in other words, differs from field to field: the cases have
 * it as `alike`.
 */
const kinds: { name: string; distort: Distortion }[] = [
  {
    name: "fields that the vendor fills in",
    distort: (body) => eachItem(body, withMore),
  },
  { name: "nothing where a field is empty", distort: (body) => eachItem(body, withoutEmpty) },
  { name: "null where a field is empty", distort: (body) => eachItem(body, nullForEmpty) },
  { name: "lists in another order", distort: (body, { path }) => reordered(body, path) },
];

describe.each(fronts)("no permanent difference in the $name front", (front) => {
  describe.each(kinds)("$name", ({ distort }) => {
    test.concurrent.for(catalogue.resources.map(({ token }) => token))("%s", (token) =>
      onHarness(token, front, {}, async (bed) => {
        await bed.up(bed.args());
        bed.distortion = (body, request) => (request.method === "GET" ? distort(body, request) : body);
        await settles(bed);
        // Nor where it was like that from the beginning.
        await bed.destroy();
        await bed.up(bed.args());
        await settles(bed);
      }),
    );
  });

  const said = catalogue.resources.flatMap((definition) =>
    (caseOf(definition).alike ?? []).map(([one, other]) => ({ token: definition.token, one, other })),
  );
  test.concurrent.for(said)("values in other words: $token $one $other", ({ token, one, other }) =>
    onHarness(token, front, {}, async (bed) => {
      await bed.up(bed.args(one));
      bed.writes();
      expect(await bed.preview(bed.args(other))).toEqual({ operation: "same", paths: [] });
      await bed.up(bed.args(other));
      expect(await bed.preview(bed.args(one))).toEqual({ operation: "same", paths: [] });
      expect(bed.writes()).toEqual([]);
      await bed.destroy();
      await bed.up(bed.args(other));
      await settles(bed, other);
      expect(await bed.preview(bed.args(one))).toEqual({ operation: "same", paths: [] });
    }),
  );
});

/** Nothing to see, nothing to do, again and again. */
async function settles(bed: Harness, words = {}): Promise<void> {
  bed.writes();
  for (let n = 0; n < 2; n++) {
    const { gone, paths, inputs } = await bed.refresh();
    expect({ gone, paths, inputs }).toEqual({ gone: false, paths: [], inputs: [] });
    expect(await bed.up(bed.args(words))).toEqual({ operation: "same", paths: [] });
  }
  expect(await bed.refresh()).toEqual(unchanged);
  expect(bed.writes()).toEqual([]);
}

/** Appliances that never tell again what a field was set to. */
const silent: { token: string; lab: LabOptions }[] = [
  { token: "ideco:IpsCustomSignature", lab: { ideco: { customSignatures: "corrected" } } },
  { token: "ideco:IpsCustomSignature", lab: { ideco: { dialect: "v20" } } },
];

describe.each(fronts)("values that are never returned, in the $name front", (front) => {
  test.each(silent)("$token", ({ token, lab }) =>
    onHarness(token, front, { lab }, async (bed) => {
      await bed.up(bed.args());
      await settles(bed);
    }),
  );

  test("every field that is marked so is tried here", () => {
    const marked = catalogue.resources.filter(({ inputs }) =>
      fieldNodes(inputs).some((node) => node.writeOnly),
    );
    expect(silent.map(({ token }) => token)).toEqual(
      expect.arrayContaining(marked.map(({ token }) => token)),
    );
  });
});

/** Changes every object in an answer, however deep. */
function eachItem(value: Json, change: (item: Item) => Item): Json {
  if (Array.isArray(value)) return value.map((each) => eachItem(each, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, eachItem(each, change)] as const);
  return change(Object.fromEntries(entries));
}

/** A map by ids gets no further fields. */
function withMore(item: Item): Item {
  const isMap = Object.values(item).every((value) => typeof value === "object" && value !== null);
  return isMap ? item : { ...item, added_later: 2, added_too: { since: "v21" } };
}

function isEmpty(value: Json): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function withoutEmpty(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => !isEmpty(value) && value !== null));
}

function nullForEmpty(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, isEmpty(value) ? null : value]),
  );
}

/** Lists inside of objects; and the list of the answer itself, unless its order is what counts. */
function reordered(body: Json, path: string): Json {
  // Of an access list and of their order, the order is what counts.
  if (/\/acl\//.test(path)) return body;
  if (!Array.isArray(body)) return reversed(body);
  const items = body.map(reversed);
  return /rules/.test(path) ? items : items.reverse();
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, reversed(each)]));
}
