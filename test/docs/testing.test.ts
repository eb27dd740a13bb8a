import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { bootstrap } from "../../scripts/bootstrap.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

/** The files that docs/testing.md shows, by name. */
async function shown(): Promise<Array<{ name: string; text: string }>> {
  const page = await readFile(join(root, "docs", "testing.md"), "utf8");
  const blocks = page.matchAll(/^<!-- test: (\S+) -->\n```ts\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, name = "", text = ""]) => ({ name, text }));
}

test("the test with mocks that docs/testing.md shows passes, and fails where the program is wrong", async () => {
  await bootstrap();
  const folder = await mkdtemp(join(tmpdir(), "perimeter-docs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ["pulumi-perimeter", "@pulumi/pulumi", "tsx"]) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(name === "pulumi-perimeter" ? root : join(root, "node_modules", name), link, "dir");
  }
  const files = await shown();
  expect(files.map(({ name }) => name)).toEqual(["intranet.ts", "intranet.test.ts"]);
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  const test = () =>
    run("node", ["--import", "tsx", "--test", "--test-reporter=tap", "intranet.test.ts"], { cwd: folder });
  const good = await test();
  expect(good.code, good.stdout + good.stderr).toBe(0);

  const program = files[0]?.text ?? "";
  await writeFile(join(folder, "intranet.ts"), program.replace('action: "drop"', 'action: "accept"'));
  expect(await test()).toMatchObject({ code: 1, stdout: expect.stringMatching(/actual: .accept/) });
}, 300_000);

describe("with mocks the dynamic front", () => {
  const made: pulumi.runtime.MockResourceArgs[] = [];
  const rules = [{ key: "rest", action: "drop" as const }];
  const args = { table: "forward" as const, ownership: "exclusive" as const, rules };

  beforeEach(async () => {
    vi.resetModules();
    vi.stubEnv("PERIMETER_CONNECTIONS", undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    made.length = 0;
    await pulumi.runtime.setMocks({
      newResource(resource) {
        made.push(resource);
        return { id: "forward", state: resource.inputs };
      },
      call: () => ({ items: [] }),
    });
  });

  test("gives its resources the types that the page says, and calls functions in the program", async () => {
    const { ideco } = await import("../../provider/index");
    const table = new ideco.RuleTable("forward", args);
    await new Promise((resolve) => table.urn.apply(resolve));
    const inputs = { rules, __provider: expect.any(String) };
    expect(made).toMatchObject([{ type: "pulumi-nodejs:dynamic/perimeter/ideco:RuleTable", inputs }]);
    await expect(ideco.getAliases({})).rejects.toMatchObject({ code: "PERIMETER_NO_CONNECTION" });
  });

  test("refuses a program that runs twice in a process where there is a connection", async () => {
    const hq = { vendor: "ideco", endpoint: "https://ngfw.example", login: "admin", password: "secret" };
    vi.stubEnv("PERIMETER_CONNECTIONS", JSON.stringify({ hq }));
    const { ideco } = await import("../../provider/index");
    new ideco.RuleTable("forward", args);
    expect(() => new ideco.RuleTable("forward", args)).toThrow("is owned by");
  });
});
