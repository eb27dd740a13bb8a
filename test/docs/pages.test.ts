import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { anchor } from "../../scripts/generate/docs/markdown";
import { root } from "../../scripts/lib/paths.mjs";

const docs = readdirSync(join(root, "docs")).map((name) => `docs/${name}`);
const pages = [
  "README.md",
  "DESIGN.md",
  "CONTRIBUTING.md",
  "findings/README.md",
  "examples/README.md",
  ...docs,
];

const read = (file: string) => readFileSync(join(root, file), "utf8");
/** A line of a shell block that begins with # is no heading. */
const headings = (text: string) =>
  [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    anchor(heading),
  );

test.each(pages)("every link of %s leads somewhere", (file) => {
  const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const local = links.filter((link) => !/^https?:/.test(link));
  expect([...new Set(local)].filter((link) => !leads(file, link))).toEqual([]);
});

function leads(from: string, link: string): boolean {
  const [path = "", mark] = link.split("#");
  const file = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, file))) return false;
  return mark === undefined || headings(read(file)).includes(mark);
}

test("README leads to every page of docs/", () => {
  const readme = read("README.md");
  expect(docs.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

/** Paths between backticks that begin with a room of the repository; words in capitals stand for something else. */
const rooms = /^(provider|test|scripts|examples|docs|bench|findings)\/[\w./-]+$/;

/** What a recipe makes. */
const made = ["provider/vendors/ideco/content/quiet-hours.ts"];

test.each(pages)("every file that %s names is there", (file) => {
  const quoted = [...read(file).matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
  const paths = quoted.filter(
    (text) => rooms.test(text) && !/[A-Z]{4,}/.test(text.replace(/README|RESULTS|PROVENANCE/, "")),
  );
  expect(paths.filter((path) => !made.includes(path) && !existsSync(join(root, path)))).toEqual([]);
});

test("DESIGN.md names files of provider/ that are there", () => {
  const quoted = [...read("DESIGN.md").matchAll(/`((?:\w+\/)+[\w-]+\.ts)`/g)].map(([, text = ""]) => text);
  const found = (path: string) =>
    ["", "provider", "provider/vendors/ideco"].some((room) => existsSync(join(root, room, path)));
  expect(quoted.length).toBeGreaterThan(10);
  expect(quoted.filter((path) => !found(path))).toEqual([]);
});

/** An object by its number on one appliance: such a program runs on no other. */
const opaqueId = /\b[a-z_]+\.(?:id|guid)\.\d[\w-]*/g;

/** Programs that show how ids are written. The reference does for every field. */
const showingIds: readonly string[] = ["docs/reference.md"];

test("no program of the repository names objects by their ids", () => {
  const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" })
    .map((path) => `examples/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.(ts|js|csv|txt|ya?ml|json|md)$/.test(path) && !path.includes("node_modules"));
  const programsIn = (file: string) =>
    file.startsWith("examples/")
      ? [read(file)]
      : (read(file).match(/^```(?:ts|yaml|csv|python)$[\s\S]*?^```$/gm) ?? []);
  const found = [...examples, ...pages]
    .filter((file) => !showingIds.includes(file))
    .flatMap((file) =>
      programsIn(file).flatMap((text) =>
        (text.replace(/\/\/ .*$/gm, "").match(opaqueId) ?? []).map((id) => `${file}: ${id}`),
      ),
    );
  expect(examples.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});
