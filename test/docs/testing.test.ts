import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, onTestFinished, test, vi } from "vitest";
import { ideco } from "../../provider/index";
import { bootstrap } from "../../scripts/bootstrap.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** The files that docs/testing.md shows, by name. */
async function shown(): Promise<Array<{ name: string; text: string }>> {
  const page = await readFile(join(root, "docs", "testing.md"), "utf8");
  const blocks = page.matchAll(/^<!-- test: (\S+) -->\n```ts\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, name = "", text = ""]) => ({ name, text }));
}

test("the test with mocks that docs/testing.md shows has right types, passes, and fails where the program is wrong", async () => {
  await bootstrap();
  const folder = await mkdtemp(join(tmpdir(), "perimeter-docs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ["pulumi-perimeter", "@pulumi/pulumi", "@types/node", "tsx"]) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(name === "pulumi-perimeter" ? root : join(root, "node_modules", name), link, "dir");
  }
  const files = await shown();
  expect(files.map(({ name }) => name)).toEqual(["intranet.ts", "intranet.test.ts"]);
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "node16", "--types", "node"];
  const names = files.map(({ name }) => name);
  const types = await run(process.execPath, [tsc, ...options, "--skipLibCheck", ...names], { cwd: folder });
  expect(types).toMatchObject({ code: 0, stdout: "" });
  const test = () =>
    run("node", ["--import", "tsx", "--test", "--test-reporter=tap", "intranet.test.ts"], { cwd: folder });
  const good = await test();
  expect(good.code, good.stdout + good.stderr).toBe(0);

  const program = files[0]?.text ?? "";
  await writeFile(join(folder, "intranet.ts"), program.replace('action: "drop"', 'action: "accept"'));
  expect(await test()).toMatchObject({ code: 1, stdout: expect.stringMatching(/actual: .accept/) });
}, 300_000);

test("with mocks the dynamic front has the types that the page says, asks the mocks, and may be made twice", async () => {
  const hq = { vendor: "ideco", endpoint: "https://ngfw.example", login: "admin", password: "secret" };
  vi.stubEnv("PERIMETER_CONNECTIONS", JSON.stringify({ hq }));
  onTestFinished(() => void vi.unstubAllEnvs());
  const made: pulumi.runtime.MockResourceArgs[] = [];
  const asked: string[] = [];
  await pulumi.runtime.setMocks({
    newResource(resource) {
      made.push(resource);
      return { id: "forward", state: resource.inputs };
    },
    call({ token }) {
      asked.push(token);
      return { items: [] };
    },
  });
  const rules = [{ key: "rest", action: "drop" as const }];
  for (const name of ["one", "two"]) {
    const table = new ideco.RuleTable(name, { table: "forward", ownership: "exclusive", rules });
    await new Promise((resolve) => table.urn.apply(resolve));
  }
  const type = "pulumi-nodejs:dynamic/perimeter/ideco:RuleTable";
  const inputs = { rules, __provider: expect.any(String) };
  expect(made).toMatchObject([
    { type, name: "one", inputs },
    { type, name: "two", inputs },
  ]);
  expect(await ideco.getAliases({})).toEqual({ items: [] });
  expect(asked).toEqual(["perimeter:ideco:getAliases"]);
});
