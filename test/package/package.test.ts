import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { dynamicText } from "../../provider/kernel/dynamic-text";
import { bootstrap } from "../../scripts/bootstrap.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { circles, forbidden, importsBelow } from "./imports";
import { exportsBelow } from "./names";

/** Names of a role that several files play: an operation in each room that carries it out, what every vendor has. */
const roles = new Set(
  "check diff create read update remove list main probe lint callFunction callFunctionOutput".split(" "),
);

describe("the rooms of provider/", () => {
  test("import only what they may", () => {
    const imports = importsBelow(join(root, "provider"));
    expect(imports.length).toBeGreaterThan(200);
    expect(forbidden(imports)).toEqual([]);
  });

  test("have no circle of imports", () => {
    expect(circles(importsBelow(join(root, "provider")))).toEqual([]);
    const pair = [
      { from: "./kernel/a", to: "./kernel/b" },
      { from: "./kernel/b", to: "./kernel/c" },
      { from: "./kernel/c", to: "./kernel/a" },
      { from: "./kernel/d", to: "./kernel/a" },
    ];
    expect(circles(pair)).toEqual([["./kernel/a", "./kernel/b", "./kernel/c"]]);
  });

  test("call one thing by one name", () => {
    const isProduct = (file: string) => !/^(lab|generated)[/]/.test(file);
    const twice = [...exportsBelow(join(root, "provider"))]
      .map(([name, files]) => ({ name, files: files.filter(isProduct) }))
      .filter(({ files }) => files.length > 1);
    const unknown = twice.filter(({ name }) => !roles.has(name));
    expect(unknown.map(({ name, files }) => `${name}: ${files.join(", ")}`)).toEqual([]);
    expect(twice.length).toBeGreaterThan(5);
  });

  test("are watched", () => {
    const wrong = [
      { from: "./kernel/http", to: "./vendors/ideco/vendor" },
      { from: "./policy/plan", to: "./process/wire" },
      { from: "./kernel/log", to: "@pulumi/pulumi" },
      { from: "./vendors/ideco/rule", to: "./vendors/era/vendor" },
      { from: "./vendors/ideco/rule", to: "./lab/core" },
      { from: "./lab/core", to: "./kernel/http" },
      { from: "./program/calls", to: "./vendors/era/vendor" },
      { from: "./garage/car", to: "./kernel/http" },
      { from: "./kernel/http", to: "./garage/car" },
    ];
    const right = [
      { from: "./vendors/ideco/rule", to: "./policy" },
      { from: "./kernel/http", to: "undici" },
      { from: "./program/calls", to: "@pulumi/pulumi" },
    ];
    expect(forbidden([...wrong, ...right])).toHaveLength(wrong.length);
  });
});

describe("what stands in the state as a dynamic provider", () => {
  test("has less than 100 bytes for every resource", () => {
    const tokens = catalogue.resources.map((resource) => resource.token);
    expect(tokens).toContain("ideco:ForwardRule");
    expect(tokens.filter((token) => Buffer.byteLength(dynamicText(token)) >= 100)).toEqual([]);
  });
});

describe("the package", () => {
  let folder = "";

  beforeAll(async () => {
    await bootstrap();
    folder = await mkdtemp(join(tmpdir(), "perimeter-package-"));
    for (const name of ["pulumi-perimeter", "@pulumi/pulumi", "@types/node"]) {
      const link = join(folder, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(name === "pulumi-perimeter" ? root : join(root, "node_modules", name), link, "dir");
    }
    await writeFile(join(folder, "good.ts"), good);
    await writeFile(join(folder, "bad.ts"), bad);
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("can be required and imported, with the same names", async () => {
    const names = "Object.keys(dynamic).sort(), Object.keys(native).sort(), typeof provider.of";
    const print = `console.log(JSON.stringify([${names}]))`;
    await writeFile(
      join(folder, "required.cjs"),
      `const [dynamic, native, provider] = ["", "/native", "/dynamic-provider"].map((at) => require("pulumi-perimeter" + at));
       require("pulumi-perimeter/schema.json"), require("pulumi-perimeter/package.json");
       ${print}`,
    );
    // Names that are not found statically fail the import of a module in CommonJS.
    const vendors = catalogue.vendors.map((vendor) => vendor.name).join(", ");
    await writeFile(
      join(folder, "imported.mjs"),
      `import * as dynamic from "pulumi-perimeter";
       import * as native from "pulumi-perimeter/native";
       import * as provider from "pulumi-perimeter/dynamic-provider";
       import { PerimeterError, ${vendors} } from "pulumi-perimeter";
       import { Provider } from "pulumi-perimeter/native";
       const own = (all) => Object.fromEntries(Object.entries(all).filter(([name]) => !["default", "module.exports", "__esModule"].includes(name)));
       ${print.replace("keys(dynamic)", "keys(own(dynamic))").replace("keys(native)", "keys(own(native))")}`,
    );
    const results = await Promise.all(
      ["required.cjs", "imported.mjs"].map((file) => run(process.execPath, [join(folder, file)])),
    );
    for (const result of results) expect(result.stderr).toBe("");
    const [required, imported] = results.map(
      ({ stdout }) => JSON.parse(stdout) as [string[], string[], string],
    );
    expect(imported).toEqual(required);
    expect(required?.[0]).toEqual(
      expect.arrayContaining(["PerimeterError", ...catalogue.vendors.map((vendor) => vendor.name)]),
    );
    expect(required?.[2]).toBe("function");
  });

  test("holds what it needs to run, and nothing of the workshop", async () => {
    const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "package.json", "schema.json"]));
    expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/native.d.ts"]));
    expect(paths).toContain("pulumi-resource-perimeter");
    expect(paths).toEqual(expect.arrayContaining(["CHANGELOG.md", "docs/reference.md", "README.md"]));
    expect(paths.filter((path) => !/^(dist\/|docs\/|plugin\/|[^/]+$)/.test(path))).toEqual([]);
    expect(statSync(join(root, "pulumi-resource-perimeter")).mode & 0o111).toBe(0o111);
    expect(paths).toContain("dist/lab/page/index.html");
  });

  test("has no dead link in its pages, and the README none that leads out of the package but to the examples", () => {
    const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
    const top = readdirSync(root).filter((name) => name.endsWith(".md"));
    const pages = [...top, ...markdownBelow("docs")];
    const links = pages.flatMap((page) => linksOf(page).map((to) => ({ page, to })));
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter(({ to }) => !existsSync(join(root, to)))).toEqual([]);
    const packed = ["README.md", "LICENSE", ...files];
    const outside = links.filter(
      ({ page, to }) => page === "README.md" && !packed.includes(to.split("/")[0] ?? ""),
    );
    expect(outside.filter(({ to }) => !/^examples\b/.test(to))).toEqual([]);
  });

  test("has commands that node starts, from wherever it is installed", async () => {
    const { bin, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      version: string;
    };
    expect(Object.keys(bin).sort()).toEqual(["perimeter", "pulumi-resource-perimeter"]);
    for (const file of Object.values(bin)) {
      expect(readFileSync(join(root, file), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
    const installed = join(folder, "node_modules", "pulumi-perimeter", bin.perimeter ?? "");
    const [told, lab] = await Promise.all([
      run(process.execPath, [installed, "--version"], { cwd: folder }),
      run(process.execPath, [installed, "lab", "--port", "99999"], { cwd: folder }),
    ]);
    expect(told).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(lab).toMatchObject({ code: 1, stdout: "" });
  });

  /** `file:line code message` of each error. */
  async function typeErrors(typescript: string, options: Record<string, unknown>, ...files: string[]) {
    const checker = join(root, "test", "package", "typecheck.cjs");
    const paths = files.map((file) => join(folder, file));
    const args = [checker, typescript, JSON.stringify({ strict: true, ...options }), ...paths];
    const { code, stdout, stderr } = await run(process.execPath, args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.split("\n").filter((line) => line !== "");
  }

  const current = join(root, "node_modules", "typescript", "lib", "typescript.js");
  const modern = { target: "es2022", types: ["node"] };
  /** What runs a program that brings no TypeScript. */
  const ofSdk = join(root, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js");

  test.each([
    ["module resolution Node16", current, { ...modern, module: "node16", moduleResolution: "node16" }],
    ["module resolution bundler", current, { ...modern, module: "esnext", moduleResolution: "bundler" }],
    ["module resolution node", current, { ...modern, module: "commonjs", moduleResolution: "node" }],
    ["the SDK's TypeScript 3.8.3", ofSdk, { target: "es2018", module: "commonjs", moduleResolution: "node" }],
  ] as const)(
    "has types that hold with %s",
    async (_, typescript, options) => {
      expect(await typeErrors(typescript, options, "good.ts", "bad.ts")).toEqual([
        expect.stringMatching(/^bad.ts:4 .*Property 'action' is missing/),
        expect.stringMatching(
          /^bad.ts:5 .*Type '"acept"' is not assignable to type 'Input<"accept" \| "drop">'/,
        ),
        expect.stringMatching(/^bad.ts:6 .*Did you mean to write 'sourceAddresses'\?$/),
        expect.stringMatching(/^bad.ts:7 .*'above' does not exist in type 'Input<PositionArgs>'/),
        expect.stringMatching(/^bad.ts:8 .*Property 'table' is missing/),
      ]);
    },
    120_000,
  );

  test.each(projectsBelow("examples"))(
    "has types that hold for %s",
    async (name) => {
      const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
      const { code, stdout } = await run(process.execPath, [tsc, "-p", join(root, name)]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    },
    120_000,
  );
});

function markdownBelow(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".md")).map((file) => join(folder, file));
}

/** The files that a page of the repository links to, from the root on. */
function linksOf(page: string): string[] {
  const links = readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)#\s]+)/g);
  const own = [...links].map(([, to = ""]) => to).filter((to) => !/^[a-z]+:/.test(to));
  return [...new Set(own.map((to) => join(dirname(page), to)))];
}

/** The folders with a TypeScript project, from the root on. */
function projectsBelow(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const own = files.filter((file) => basename(file) === "tsconfig.json" && !file.includes("node_modules"));
  return own.map((file) => join(folder, dirname(file))).sort();
}

const good = `
import * as pulumi from "@pulumi/pulumi";
import * as perimeter from "pulumi-perimeter";
import { ideco } from "pulumi-perimeter/native";

const args: perimeter.ideco.ForwardRuleArgs = {
  action: "accept",
  protocol: "protocol.tcp",
  destinationAddresses: ["ip.id.1"],
  destinationPorts: pulumi.output(["port.id.2"]),
  position: { first: true },
};
const first = new perimeter.ideco.ForwardRule("first", args, { protect: true });
const second = new ideco.ForwardRule("second", { ...args, position: { after: first.id } });
export const id: pulumi.Output<number> = second.ruleId;
export const action: pulumi.Output<"accept" | "drop"> = first.action;
export const count: Promise<number> = ideco.getRules({ table: "forward" }).then((found) => found.items.length);
export const comments: pulumi.Output<(string | undefined)[]> = perimeter.ideco
  .getRulesOutput({ table: "forward" })
  .apply((found) => found.items.map((rule) => rule.comment));
export const category = (error: perimeter.PerimeterError): string => error.category;
`;

const bad = `
import { ideco } from "pulumi-perimeter";
import * as native from "pulumi-perimeter/native";
new ideco.ForwardRule("no-action", {});
new ideco.ForwardRule("action", { action: "acept" });
new ideco.ForwardRule("unknown", { action: "drop", sourceAdresses: ["any"] });
new native.ideco.ForwardRule("position", { action: "drop", position: { above: 1 } });
native.ideco.getRules({});
`;
