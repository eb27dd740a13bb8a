import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

let readme: string;

beforeAll(async () => {
  readme = await readFile(join(root, "README.md"), "utf8");
});

/** The code blocks below a heading, in one language. */
function blocks(heading: string, language: string): string[] {
  const [, section = ""] = readme.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, code = ""]) =>
    found === language ? [code] : [],
  );
}

function block(heading: string, language: string, index = 0): string {
  const found = blocks(heading, language)[index];
  if (found === undefined) throw new Error(`README.md has no ${language} below "${heading}"`);
  return found;
}

/** The commands of a shell block, each as its words, without what is said of them. */
function commands(shell: string): string[][] {
  const lines = shell.split("\n").map((line) => line.replace(/\s+#.*/, "").trim());
  return lines.filter((line) => line !== "").map((line) => line.split(/\s+/));
}

/** Runs a command of README.md as somebody would who says yes. */
async function pulumi(project: Project, [name, ...args]: string[], more: string[] = []) {
  expect(name).toBe("pulumi");
  const consent = args[0] === "preview" ? [] : ["--yes", "--skip-preview"];
  const result = await project.run([...args, ...consent, ...more]).result;
  expect(result.code, result.stdout + result.stderr).toBe(0);
  return result;
}

/** A project as the quick start makes one, with the packed package. */
async function quickStart() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const compilerOptions = {
    strict: true,
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
  };
  const project = await Project.create({
    program: "",
    packageManager: "npm",
    runtimeOptions: { typescript: true },
    files: {
      "package.json": JSON.stringify({
        name: "test",
        main: "index.ts",
        devDependencies: { typescript: "^5.0.0" },
      }),
      "tsconfig.json": JSON.stringify({ compilerOptions }),
      "index.ts": block("Quick start", "ts"),
    },
  });
  const written = parse(block("Quick start", "yaml")).config as Record<string, Record<string, object>>;
  const { hq } = written["perimeter:connections"] ?? {};
  const { password, ...settings } = lab.connections()["lab-ideco"] ?? {};
  expect(Object.keys(hq ?? {})).toEqual([...Object.keys(settings), "password"]);
  expect(hq).toMatchObject({ vendor: "ideco", password: { secure: expect.anything() } });
  await project.configure({ "perimeter:connections": { hq: settings } });
  await project.configureSecrets({ "perimeter:connections.hq.password": String(password) });
  const edit = (from: string, to: string) => replace(join(project.dir, "index.ts"), from, to);
  return { lab, project, edit, table: lab.ideco.table("forward") };
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

describe("README.md", () => {
  test("does not promise what isn't so, from the first rule to a table of its own", async () => {
    const [install, ...others] = blocks("Quick start", "sh").flatMap(commands);
    expect(install).toEqual(["npm", "install", "pulumi-perimeter", "@pulumi/pulumi"]);
    const [up = [], drift = [], repair = []] = others;
    expect(others).toHaveLength(3);
    const { lab, project, edit, table } = await quickStart();

    await pulumi(project, up);
    const actions = () => table.rules.map(({ action }) => action);
    expect(actions()).toEqual(["accept", "drop"]);
    table.edit(2, { action: "accept" });
    expect((await pulumi(project, drift)).stdout).toMatch(/action *: "drop" => "accept"|"accept" => "drop"/);
    await pulumi(project, repair);
    expect(actions()).toEqual(["accept", "drop"]);

    // The other front: nothing is sent, nothing differs.
    lab.journal.clear();
    await edit('"pulumi-perimeter"', '"pulumi-perimeter/native"');
    await pulumi(project, up);
    expect(lab.journal.writes()).toEqual([]);
    const about = parse(await readFile(join(project.dir, "Pulumi.yaml"), "utf8")) as object;
    const plugins = parse(block("Two fronts, one set of definitions", "yaml")) as object;
    await writeFile(join(project.dir, "Pulumi.yaml"), stringify({ ...about, ...plugins }));

    // Import, by an id and from a file.
    while (table.rules.every(({ id }) => id !== 8)) table.add({ comment: "made by hand" });
    const [one = [], many = []] = commands(block("Two fronts, one set of definitions", "sh"));
    await pulumi(project, one, ["--generate-code=false"]);
    const resources = [{ type: "perimeter:ideco:ForwardRule", name: "eighth", id: "hq/8" }];
    await writeFile(join(project.dir, "import.json"), JSON.stringify({ resources }));
    await pulumi(project, many, ["--generate-code=false"]);
    const { deployment } = await project.exportState();
    const ids = (deployment.resources ?? []).flatMap(({ type, id }) => (type.endsWith("Rule") ? [id] : []));
    expect(ids.sort()).toEqual(["1", "2", "7", "8"]);
    for (const { urn } of (deployment.resources ?? []).filter(({ protect }) => protect)) {
      await project.run(["state", "unprotect", urn, "--yes"]).result;
    }
    await project.destroy();

    // A table as a whole.
    for (const { id } of table.rules) table.delete(id);
    const rules = block("Rule tables without a bad moment", "ts");
    await writeFile(join(project.dir, "index.ts"), `import { ideco } from "pulumi-perimeter";\n${rules}`);
    await pulumi(project, up);
    expect(actions()).toEqual(["accept", "drop"]);
    const unchanged = ["pulumi", "preview", "--refresh", "--expect-no-changes"];
    expect(readme).toContain(`\`${unchanged.join(" ")}\``);
    await pulumi(project, unchanged);
    table.edit(table.rules[1]?.id ?? 0, { action: "accept" });
    expect((await project.run(unchanged.slice(1)).result).code).toBe(7);

    await aLab(project);
  });
});

/** `perimeter lab`, and another command that takes what it prints. */
async function aLab(project: Project): Promise<void> {
  expect(readme).toContain("`npx -p pulumi-perimeter perimeter lab`");
  const lab = spawn(join(project.dir, "node_modules", ".bin", "perimeter"), ["lab"], { cwd: project.dir });
  onTestFinished(() => void lab.kill());
  let printed = "";
  while (!/^export PERIMETER_CONNECTIONS='.*'$/m.test(printed)) {
    printed += String((await once(lab.stdout, "data"))[0]);
  }
  const [, connections = ""] = /^export PERIMETER_CONNECTIONS='(.*)'$/m.exec(printed) ?? [];
  const env = { ...project.env, PERIMETER_CONNECTIONS: connections };
  const checked = await run("npx", ["perimeter", "check", "--json"], { cwd: project.dir, env });
  expect(checked.code, checked.stdout + checked.stderr).toBe(0);
  lab.kill("SIGINT");
  await once(lab, "close");
}
