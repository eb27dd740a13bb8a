import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { inParallel } from "../../provider/kernel/parallel";
import { operations } from "./harness";
import { environmentOf, type Inventory, importCases, openInventory } from "./imports";
import type { ResourceState } from "./preview";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let estate: Inventory;
beforeAll(async () => {
  estate = await openInventory();
});
afterAll(async () => {
  for (const lab of estate?.labs ?? []) await lab.stop();
});

describe("everything that can be imported", () => {
  test("has a case here, and says how", () => {
    expect(Object.keys(importCases).sort()).toEqual(catalogue.resources.map(({ token }) => token).sort());
    for (const { token, importId } of catalogue.resources) {
      expect(importId.startsWith("none: "), token).toBe(typeof importCases[token] === "object");
    }
  });

  test("comes into a stack by its documented id from one file, and is then no difference", async () => {
    const { project, resources, credentials, labs } = estate;
    for (const lab of labs) lab.journal.clear();
    const imported = await project.import(resources);
    const done = operations(imported).filter(({ urn }) => urn.includes("::perimeter:"));
    expect(done.filter(({ op, failed }) => op !== "import" || failed)).toEqual([]);
    expect(done).toHaveLength(resources.length);

    const exported = await project.exportState();
    const states = (exported.deployment.resources ?? []).filter(({ type }) => type.startsWith("perimeter:"));
    expect(states).toHaveLength(resources.length);
    const program = programOf(states);
    const text = [JSON.stringify(exported), program, imported.stdout, imported.stderr].join("\n");
    expect(credentials.filter((each) => text.includes(each))).toEqual([]);

    await project.write(program);
    const preview = await project.preview({ args: ["--refresh", "--expect-no-changes"] });
    expect(preview.changes).toEqual({ same: resources.length + 1 });
    expect(labs.flatMap((lab) => lab.journal.writes())).toEqual([]);
  });
});

describe("pulumi do", () => {
  const listable = catalogue.resources.filter(({ list }) => list);

  test("lists and reads every resource that can be listed", async () => {
    const { project, objects } = estate;
    const env = environmentOf(estate);
    const run = async (...args: string[]) => {
      const all = ["do", ...args, "--output", "json"];
      const { code, stdout, stderr } = await project.run(all, { env }).result;
      expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
      return stdout.slice(stdout.search(/[[{]/));
    };
    const found: string[] = [];
    await inParallel(listable, 2, async ({ token }) => {
      const { id, connection } = objects.get(token) ?? { id: "", connection: "" };
      const importId = connection === "lab-nhn" ? id : `${connection}/${id}`;
      const listed = JSON.parse(await run(`perimeter:${token}`, "list", "--connection", connection)) as {
        id: string;
      }[];
      expect(
        listed.map((each) => each.id),
        token,
      ).toContain(importId);
      const read = await run(`perimeter:${token}`, "read", importId);
      expect(read, token).toContain(JSON.stringify(connection));
      found.push(token);
    });
    expect(found.sort()).toEqual(listable.map(({ token }) => token).sort());
  });
});

/** The program that a user would write for what was imported. */
function programOf(states: (ResourceState & { protect?: boolean })[]): string {
  const lines = states.map(({ type, urn, inputs, protect }) => {
    const [, vendor, name] = type.split(":");
    const args = JSON.stringify(inputs);
    return `new perimeter.${vendor}.${name}("${urn.split("::").at(-1)}", ${args}, { protect: ${protect} });`;
  });
  return ['const perimeter = require("pulumi-perimeter/native");', ...lines].join("\n");
}
