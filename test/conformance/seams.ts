import { expect } from "vitest";
import { claimsOf } from "../../provider/kernel/claims";
import type { Resource } from "../../provider/kernel/resource";
import type { Properties } from "../../provider/kernel/values";
import { caseOf } from "./cases";
import { trialsOf } from "./changes";
import { fronts } from "./driver";
import { type Declared, type Program, unchanged } from "./engine";
import type { Harness } from "./harness";
import { asAdvised, makingAgain } from "./others";

/** A change from one run to the next that may not lose, double or leave behind anything. */
export interface Seam {
  name: string;
  /** What happens, in a sentence for docs/reliability.md. */
  doc: string;
  appliesTo?(definition: Resource): boolean;
  /** Nothing in it differs between the fronts: each resource is tried in one, half of them in each. */
  inOneFront?: boolean;
  run(bed: Harness): Promise<void>;
}

export const seams: readonly Seam[] = [
  {
    name: "another name",
    doc: "The resource gets another name, without an alias: the new one is made, then the old one goes.",
    run: (bed) => leavingNothing(bed, () => renamed(bed)),
  },
  {
    name: "another name, refreshed",
    doc: "The same with a `refresh` after it, from which on the state alone knows what was there before.",
    appliesTo: ({ handOver }) => handOver !== undefined,
    run: (bed) =>
      leavingNothing(bed, async () => {
        await renamed(bed);
        await refreshed(bed);
      }),
  },
  {
    name: "replaced on request",
    doc: "`up --replace`, or a taint: the provider is told of nothing but a new object, then of a deletion.",
    run: (bed) =>
      leavingNothing(bed, () =>
        keepingContent(bed, () =>
          asAdvised((way) => bed.stack.up(own(bed, bed.args(way), { replace: "asked" }))),
        ),
      ),
  },
  {
    name: "replaced by `replaceOnChanges`",
    doc: "The engine decides to replace after it has asked for the difference.",
    run: (bed) =>
      leavingNothing(bed, () =>
        keepingContent(bed, () => bed.stack.up(own(bed, bed.args(), { replace: "afterDiff" }))),
      ),
  },
  {
    name: "index shift",
    doc: "Two resources named by their places in a list, of which the first is taken out.",
    appliesTo: (definition) => secondOf(definition) !== undefined,
    run: (bed) => indexShift(bed, false),
  },
  {
    name: "index shift, deleted first",
    doc: "The same with the option `deleteBeforeReplace`.",
    appliesTo: (definition) => isReplaced(definition),
    run: (bed) => indexShift(bed, true),
  },
  {
    name: "another connection, same appliance",
    doc: "The connection gets another name and `id`; the appliance is the same.",
    run: (bed) =>
      leavingNothing(bed, async () => {
        bed.stack.connections = { ...bed.stack.connections, moved: connectionOf(bed) };
        await keepingContent(bed, () => bed.stack.up(own(bed, bed.args({ connection: "moved" }))));
      }),
  },
  {
    name: "another appliance",
    doc: "`connection` names another appliance: made there, then deleted here.",
    run: otherAppliance,
  },
  {
    name: "another appliance of the same name",
    doc: "A creation ends without an answer on one appliance; another one is called by the same name then.",
    inOneFront: true,
    run: sameName,
  },
  {
    name: "front there and back",
    doc: "The import changes to the other front and back, the resource's name with it: two providers at once.",
    run: (bed) => leavingNothing(bed, () => thereAndBack(bed)),
  },
  {
    name: "an older state",
    doc: "The state is one change older than the appliance, as after a restored backup.",
    inOneFront: true,
    run: olderState,
  },
  {
    name: "equal objects",
    doc: "Somebody else has an equal object: it is never taken by mistake, and outlives ours.",
    inOneFront: true,
    run: equalObjects,
  },
  {
    name: "replaced object in use",
    doc: "Another resource names the object by its id when it is replaced, on its appliance and for another one.",
    appliesTo: (definition) => caseOf(definition).user !== undefined,
    run: inUse,
  },
];

/** One resource under its usual name. */
function own(bed: Harness, args: Properties, more: Partial<Declared> = {}): Program {
  return { it: { token: bed.definition.token, args, ...more } };
}

/** What is done leaves the appliance after `destroy` as it was before. */
async function leavingNothing(bed: Harness, work: () => Promise<unknown>): Promise<void> {
  const before = await bed.digest();
  await bed.up(bed.args());
  await work();
  await bed.destroy();
  await expectAfter(bed, before);
}

async function expectAfter(bed: Harness, before: unknown): Promise<void> {
  if (!caseOf(bed.definition).isEvent) expect(await bed.digest()).toEqual(before);
}

/** The appliance holds the same afterwards, and a refresh finds nothing to put right. */
async function keepingContent(bed: Harness, work: () => Promise<unknown>): Promise<void> {
  const made = await bed.digest();
  await work();
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(made));
  await refreshed(bed);
}

/** What was there before goes into the state with the first look: that is no difference, and there is one only. */
async function refreshed(bed: Harness): Promise<void> {
  const names = [...bed.stack.resources.keys()];
  const all = (found: unknown) => Object.fromEntries(names.map((name) => [name, found]));
  expect(await bed.stack.refresh()).toMatchObject(all({ gone: false, paths: [], inputs: [] }));
  expect(await bed.stack.refresh()).toEqual(all(unchanged));
}

async function renamed(bed: Harness, from = "it", to = "renamed"): Promise<void> {
  const { token } = bed.definition;
  const made = await bed.digest();
  expect([...bed.stack.resources.keys()]).toEqual([from]);
  await asAdvised((way) => bed.stack.up({ [to]: { token, args: bed.args(way) } }));
  expect([...bed.stack.resources.keys()]).toEqual([to]);
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(made));
}

/** Other arguments of the same type, for something that may stand beside what the usual ones make. */
function secondOf(definition: Resource): Properties | undefined {
  const { second } = caseOf(definition);
  if (second) return second;
  const trials = trialsOf(definition).filter(
    ({ operation, change }) => operation !== "same" && !change.given,
  );
  const [first, ...others] = trials.sort((a, b) => rank(a.operation) - rank(b.operation));
  return [first, ...others].find((trial) => trial && canStandBeside(definition, trial.before, trial.after))
    ?.after;
}

function rank(operation: string): number {
  return operation === "replace" ? 0 : 1;
}

function canStandBeside(definition: Resource, one: Properties, other: Properties): boolean {
  const claims = (args: Properties) => claimsOf(definition, definition.canonicalize?.(args) ?? args);
  const sole = claims(one).flatMap(({ key, mode }) => (mode === "sole" ? [key] : []));
  return !claims(other).some(({ key }) => sole.includes(key));
}

function isReplaced(definition: Resource): boolean {
  const second = secondOf(definition);
  return (
    trialsOf(definition).some(({ operation, after }) => operation === "replace" && after === second) ||
    (second !== undefined && caseOf(definition).second !== undefined)
  );
}

async function indexShift(bed: Harness, deleteBeforeReplace: boolean): Promise<void> {
  const { token } = bed.definition;
  const [first, second] = [bed.args(), secondOf(bed.definition) as Properties];
  const entry = (args: Properties): Declared => ({ token, args, deleteBeforeReplace });
  const before = await bed.digest();
  await bed.stack.up({ "entry-0": entry(second) });
  const wanted = await bed.digest();
  await bed.destroy();
  await expectAfter(bed, before);

  await bed.stack.up({ "entry-0": entry(first), "entry-1": entry(second) });
  await bed.stack.preview({ "entry-0": entry(second) });
  await bed.stack.up({ "entry-0": entry(second) });
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(wanted));
  await refreshed(bed);
  await bed.destroy();
  await expectAfter(bed, before);
}

function connectionOf(bed: Harness): Properties {
  return bed.stack.connections[`lab-${bed.definition.vendor.name}`] as Properties;
}

async function otherAppliance(bed: Harness): Promise<void> {
  await bed.besides(async (other) => {
    const [here, there] = [await bed.digest(), await other.digest()];
    await bed.up(bed.args());
    const made = await bed.digest();
    bed.stack.connections = { ...bed.stack.connections, other: connectionOf(other) };
    await bed.stack.up(own(bed, bed.args({ connection: "other" })));
    await expectAfter(bed, here);
    if (!caseOf(bed.definition).isEvent) expect(withoutIds(await other.digest())).toEqual(withoutIds(made));
    await refreshed(bed);
    await bed.destroy();
    await expectAfter(other, there);
  });
}

async function sameName(bed: Harness): Promise<void> {
  await bed.besides(async (other) => {
    await other.up(other.args());
    other.writes();
    // The answer to every write is lost, and from then on nothing answers any more.
    let isDown = false;
    bed.lab.faults.take = (_, method) => {
      const isWrite = method !== "GET";
      if (isDown) return { lose: "before" };
      isDown = isWrite;
      return isWrite ? { lose: "after" } : undefined;
    };
    await bed.up(bed.args()).catch(() => undefined);
    await makingAgain(other);
    await other.destroy();
    // The state of the one that is down takes up what was begun.
    bed.lab.faults.take = () => undefined;
    await asAdvised((way) => bed.stack.up(own(bed, bed.args(way))));
    await bed.destroy();
  });
}

/** Create runs in one process and delete in another. */
async function thereAndBack(bed: Harness): Promise<void> {
  const { stack, front } = bed;
  const other = fronts.find((each) => each !== front) ?? front;
  stack.front = other;
  await renamed(bed);
  await refreshed(bed);
  stack.front = front;
  await renamed(bed, "renamed", "it");
  await refreshed(bed);
  // The alias takes the state along: there is nothing to do.
  for (const next of [other, front]) {
    stack.front = next;
    bed.writes();
    const { it: step } = await stack.up(own(bed, bed.args()));
    expect(["same", "update"]).toContain(step?.operation);
    expect(bed.writes()).toEqual([]);
  }
}

async function olderState(bed: Harness): Promise<void> {
  const empty = bed.stack.exported();
  const before = await bed.digest();
  await bed.up(bed.args());
  await goneOnFrom(bed, empty, bed.args());
  await bed.destroy();
  if (isWhollyGone(bed)) await expectAfter(bed, before);
  await changeForgotten(bed);
}

/** The state knows nothing of what was made, and the same program runs again. */
async function goneOnFrom(
  bed: Harness,
  state: ReturnType<typeof bed.stack.exported>,
  args: Properties,
): Promise<void> {
  const { again, isEvent } = caseOf(bed.definition);
  const made = await bed.digest();
  const said = bed.said.length;
  bed.stack.restore(state);
  await asAdvised((way) => bed.stack.up(own(bed, { ...args, ...way })));
  if (again !== "another") return expect(withoutIds(await bed.digest())).toEqual(withoutIds(made));
  // What has no name stands there twice, but not without a word.
  if (!isEvent) expect(bed.said.slice(said).join("\n")).toMatch(/adopt/);
}

/** What was there before the first creation is not to be known any more where only the state knew it. */
function isWhollyGone({ definition }: Harness): boolean {
  return caseOf(definition).again !== "another" && definition.handOver === undefined;
}

/** The state doesn't know of the last change. */
async function changeForgotten(bed: Harness): Promise<void> {
  const { quiet = [] } = caseOf(bed.definition);
  const trial = trialsOf(bed.definition).find(
    ({ operation, field, change }) => operation === "update" && !quiet.includes(field) && !change.lab,
  );
  if (!trial) return;
  await bed.up(trial.before);
  const old = bed.stack.exported();
  await bed.up(trial.after);
  const changed = await bed.digest();
  bed.stack.restore(old);
  await asAdvised((way) => bed.stack.up(own(bed, { ...trial.after, ...way })));
  expect(withoutIds(await bed.digest())).toEqual(withoutIds(changed));
  await refreshed(bed);
  await bed.destroy();
}

async function equalObjects(bed: Harness): Promise<void> {
  await bed.up(bed.args());
  const made = await bed.digest();
  bed.writes();
  await makingAgain(bed);
  expect(await bed.digest()).toEqual(made);
  await bed.destroy();
}

async function inUse(bed: Harness): Promise<void> {
  const { user } = caseOf(bed.definition);
  const { token } = bed.definition;
  const program = (more: Properties, declared: Partial<Declared> = {}): Program => ({
    it: { token, args: bed.args(more), ...declared },
    user: user?.(more.connection) as Declared,
  });
  await bed.besides(async (other) => {
    const [here, there] = [await bed.digest(), await other.digest()];
    await bed.stack.up(program({}));
    await bed.stack.up(program({}, { replace: "afterDiff" }));
    await asAdvised((way) => bed.stack.up(program(way, { replace: "asked" })));
    for (const { operation, after } of trialsOf(bed.definition)) {
      if (operation === "replace") await bed.stack.up(program(after));
    }
    await refreshed(bed);
    bed.stack.connections = { ...bed.stack.connections, other: connectionOf(other) };
    await bed.stack.up(program({ connection: "other" }));
    expect(await bed.digest()).toEqual(here);
    await bed.destroy();
    expect(await other.digest()).toEqual(there);
  });
}

function withoutIds(digest: unknown): unknown {
  return JSON.parse(
    JSON.stringify(digest, (name, value) => (/^(id|ruleId)$/.test(name) ? undefined : value)),
  );
}
