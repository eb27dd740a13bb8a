import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** What a recipe has by hand: a file to write anew, or lines of a file that become others. */
interface Place {
  file: string;
  language: string;
  text: string;
}

const conformance = ["test/conformance/life.test.ts", "test/conformance/fields.test.ts"];
const recipes = [
  { title: "Add a field", name: "IpAlias", files: conformance },
  {
    title: "Add a setting",
    name: "QuietHours",
    files: [...conformance, "test/vendors/ideco/settings.test.ts"],
  },
];

describe("the recipes of CONTRIBUTING, carried out on a copy", () => {
  let copy = "";

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), "perimeter-recipe-"));
    const left = new Set(["node_modules", ".git", "dist"]);
    await cp(root, copy, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) });
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  });

  afterAll(() => rm(copy, { recursive: true, force: true, maxRetries: 3 }));

  it.each(recipes)(
    "$title",
    async ({ title, name, files }) => {
      const { places, command } = recipeIn(await readFile(join(root, "CONTRIBUTING.md"), "utf8"), title);
      expect(places.length).toBeLessThanOrEqual(3);
      for (const place of places) await carryOut(copy, place);
      await succeeds(copy, command.split(" "));
      await succeeds(copy, [
        tool("biome"),
        "check",
        "--error-on-warnings",
        ...places.map(({ file }) => file),
      ]);
      const vitest = [tool("vitest"), "run", "--project", "unit*"];
      const output = await succeeds(copy, [...vitest, ...files, "-t", name]);
      expect(Number(/Tests\D+(\d+) passed/.exec(output)?.[1])).toBeGreaterThan(10);
    },
    900_000,
  );
});

function recipeIn(text: string, title: string): { places: Place[]; command: string } {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? "";
  const steps = section.split(/^\d\. /m).slice(1);
  const places = steps.flatMap((step) => {
    const [, file = ""] = /^`([^`]+)`/.exec(step) ?? [];
    const block = /^ {3}```(\w+)\n([\s\S]*?)^ {3}```/m.exec(step);
    if (!block) return [];
    return { file, language: block[1] ?? "", text: (block[2] ?? "").replace(/^ {3}/gm, "") };
  });
  const [, command = ""] = /^`([^`]+)`/.exec(steps.at(-1) ?? "") ?? [];
  return { places, command };
}

async function carryOut(folder: string, { file, language, text }: Place): Promise<void> {
  const path = join(folder, file);
  if (language !== "diff") return writeFile(path, text);
  const lines = text.split("\n").slice(0, -1);
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const [before, rest, again] = (await readFile(path, "utf8")).split(side("-"));
  if (rest === undefined || again !== undefined)
    throw new Error(`${file} lacks these lines, or has them twice:\n${text}`);
  await writeFile(path, `${before}${side("+")}${rest}`);
}

const tool = (name: string) => join(root, "node_modules", ".bin", name);

async function succeeds(folder: string, [command = "", ...args]: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
