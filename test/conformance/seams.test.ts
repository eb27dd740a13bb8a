import { afterAll, describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { type Front, fronts } from "./driver";
import { definitionOf, onHarness } from "./harness";
import { readTried, writeTried } from "./reliability";
import { type Seam, seams } from "./seams";

vi.setConfig({ maxConcurrency: 16, testTimeout: 120_000 });

const tokens = catalogue.resources.map(({ token }) => token);
const cases = seams.map(({ name, doc }) => ({ name, doc }));
const writes = new Map<string, number>();

describe.each(fronts)("the $name front", (front) => {
  describe.each(seams)("$name", ({ name, run, ...seam }) => {
    const tried = tokens.filter((token) => isTried({ name, run, ...seam }, token, front));
    test.concurrent.for(tried)("%s", (token) =>
      onHarness(token, front, {}, async (bed) => {
        await run(bed);
        writes.set(`${token} ${name} ${front.name}`, bed.lab.journal.writes().length);
      }),
    );
  });
});

function isTried({ appliesTo = () => true, inOneFront }: Seam, token: string, front: Front): boolean {
  const isItsTurn = fronts.indexOf(front) === tokens.indexOf(token) % fronts.length;
  return appliesTo(definitionOf(token)) && (!inOneFront || isItsTurn);
}

test("docs/reliability.md has every resource and every seam", () => {
  const { cells, cases: known } = readTried("seams");
  expect(known).toEqual(cases);
  expect(Object.keys(cells)).toEqual(tokens);
  for (const token of tokens) expect(Object.keys(cells[token] ?? {})).toEqual(seamsOf(token));
});

function seamsOf(token: string): string[] {
  return seams.filter((seam) => fronts.some((front) => isTried(seam, token, front))).map(({ name }) => name);
}

/** Calls that changed something: the dynamic front's, and the plugin's where they are others. */
function cellOf(token: string, name: string): [string, string][] {
  const seam = seams.find((each) => each.name === name) as Seam;
  const tried = fronts.filter((front) => isTried(seam, token, front));
  const figures = tried.map((front) => writes.get(`${token} ${name} ${front.name}`));
  // A seam that failed in a front is not there.
  return figures.includes(undefined) ? [] : [[name, [...new Set(figures)].join("/")]];
}

afterAll(() =>
  writeTried("seams", {
    title: "From one run to the next",
    text: "The figure is how many calls of the case changed something on the appliance, in the dynamic front, and after a slash in the plugin where it is another one. After each of them the appliance held exactly what the program says, a refresh found nothing to put right, and `destroy` left what was there before; – means that it does not apply.",
    cases,
    cells: Object.fromEntries(
      tokens.map((token) => [
        token,
        Object.fromEntries(seamsOf(token).flatMap((seam) => cellOf(token, seam))),
      ]),
    ),
  }),
);
