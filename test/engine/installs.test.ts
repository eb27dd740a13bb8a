import { describe, expect, onTestFinished, test, vi } from "vitest";
import { dynamicText } from "../../provider/kernel/dynamic-text";
import { Lab } from "../../provider/lab/core";
import { Project, type ProjectOptions } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

const rules = `
const made = new dynamic.ForwardRule("made-dynamic", { action: "drop", position: { first: true } });
new native.ForwardRule("made-native", { action: "accept", position: { after: made.id } });
`;

const imports = (module: "dynamic" | "native") =>
  `import { ideco as ${module} } from "pulumi-perimeter${module === "native" ? "/native" : ""}";`;

const esm: Partial<ProjectOptions> = {
  files: {
    "package.json": JSON.stringify({ name: "test", type: "module", main: "index.js" }),
    "index.js": `${imports("dynamic")}\n${imports("native")}\n${rules}`,
  },
};

/** With no TypeScript of its own the SDK's is taken, which is 3.8.3; it checks the types. */
const typescript: Partial<ProjectOptions> = {
  runtimeOptions: { typescript: true },
  files: {
    "package.json": JSON.stringify({ name: "test", main: "index.ts" }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, target: "es2018", module: "commonjs" },
    }),
    "index.ts": `${imports("dynamic")}\n${imports("native")}
      const table: Promise<dynamic.GetRulesResult> = dynamic.getRules({ table: "forward" });
      export const before: Promise<number> = table.then(({ items }) => items.length);
      ${rules}`,
  },
};

describe("the package as it is published", () => {
  test.each([
    ["npm", "3.216.0", "an ECMAScript module", esm],
    ["pnpm", "3.270.0", "TypeScript", typescript],
  ] as const)(
    "works installed by %s, with version %s of the SDK, in %s",
    async (packageManager, sdkVersion, _, options) => {
      const lab = await Lab.start();
      onTestFinished(() => lab.stop());
      const env = { PERIMETER_CONNECTIONS: JSON.stringify({ hq: lab.connections()["lab-ideco"] }) };
      const project = await Project.create({ program: "", packageManager, sdkVersion, env, ...options });

      await project.up();
      const table = lab.ideco.table("forward");
      expect(table.rules.map((rule) => rule.action)).toEqual(["drop", "accept"]);
      const { deployment } = await project.exportState();
      const [dynamic] = (deployment.resources ?? []).filter(({ urn }) => urn.endsWith("::made-dynamic"));
      expect(dynamic?.inputs?.__provider).toBe(dynamicText("ideco:ForwardRule"));

      table.edit(1, { action: "accept" });
      const drift = await project.preview({ args: ["--refresh", "--expect-no-changes"], code: "any" });
      expect(drift.changes).toMatchObject({ update: 1 });
      await project.destroy();
      expect(table.rules).toEqual([]);
    },
  );
});
