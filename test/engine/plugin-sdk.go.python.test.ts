import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { catalogue } from "../../provider/catalogue";
import { version } from "../../provider/version";
import { ensureCodegen } from "../../scripts/engine.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { need } from "../needs";

vi.setConfig({ testTimeout: 900_000 });
need("go");
const python = need("python");
const folder = mkdtempSync(join(tmpdir(), "perimeter-sdk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = `
import json, sys
import pulumi

class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return ["7", {**args.inputs, "ruleId": 7}]
    def call(self, args):
        return {"items": [], "count": 0}

pulumi.runtime.set_mocks(Mocks())
import pulumi_perimeter as perimeter

for token in json.loads(sys.argv[1]):
    vendor, name = token.split(":")
    assert hasattr(getattr(perimeter, vendor), name), token
assert "Free text" in perimeter.ideco.ForwardRuleArgs.comment.__doc__, "no documentation"

@pulumi.runtime.test
def told():
    rule = perimeter.ideco.ForwardRule("rule",
        action=perimeter.ideco.ForwardRuleAction.DROP,
        source_addresses=["ip.id.1"],
        position=perimeter.ideco.PositionArgs(first=True))
    return rule.rule_id.apply(lambda id: print("rule", int(id)))

told()
`;

test("the Python SDK is made, is imported, and has a class or function for everything", async () => {
  const codegen = await ensureCodegen();
  const made = await run(codegen, ["python", join(root, "schema.json"), folder]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  // What pip writes down of an installed package.
  const metadata = join(folder, `pulumi_perimeter-${version}.dist-info`);
  mkdirSync(metadata);
  writeFileSync(
    join(metadata, "METADATA"),
    `Metadata-Version: 2.1\nName: pulumi_perimeter\nVersion: ${version}\n`,
  );
  const file = join(folder, "program.py");
  writeFileSync(file, program);
  const tokens = [
    ...catalogue.resources,
    ...catalogue.functions.map(({ token }) => ({ token: snake(token) })),
  ];
  const told = await run(python, [file, JSON.stringify(tokens.map(({ token }) => token))], { cwd: folder });
  expect(told).toMatchObject({ code: 0, stdout: "rule 7\n", stderr: "" });
});

/** `ideco:getRules` → `ideco:get_rules` */
function snake(token: string): string {
  return token.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
