import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { compared } from "../../provider/cli/drift/compare";
import { asMarkdown, asText } from "../../provider/cli/drift/report";
import type { Step } from "../../provider/cli/events";
import { perimeter, RunningCommand } from "./command";

const urn = (type: string, name: string) => `urn:pulumi:prod::infra::${type}::${name}`;

function step(
  op: string,
  token: string,
  name: string,
  old: object,
  now?: object,
  outputs: object[] = [],
): Step {
  const type = `pulumi-nodejs:dynamic/perimeter/${token}`;
  const [before = {}, after = {}] = outputs;
  const inputs = { connection: "hq", __provider: "x", ...old };
  return {
    op,
    type,
    urn: urn(type, name),
    old: { id: "7", inputs, outputs: { ...inputs, ...before } },
    new: now && { id: "7", inputs: { ...inputs, ...now }, outputs: { ...inputs, ...now, ...after } },
  };
}

const found = async (...steps: Step[]) =>
  (await compared(steps)).drift.flatMap(({ properties }) => properties);

describe("what is drift", () => {
  test("is no list in another order, no default that is spelled out, and nothing of other packages", async () => {
    const steps = [
      step(
        "update",
        "ideco:ForwardRule",
        "web",
        { action: "drop", sourceAddresses: ["ip.id.1", "ip.id.2"] },
        { sourceAddresses: ["ip.id.2", "ip.id.1"], enabled: true },
      ),
      step("same", "ideco:ForwardRule", "rest", { action: "drop" }, { action: "accept" }),
      { ...step("delete", "ideco:ForwardRule", "other", {}), type: "aws:ec2/instance:Instance" },
      { ...step("delete", "ideco:ForwardRule", "registered", {}), logical: true },
    ];
    expect(await compared(steps)).toEqual({ objects: 2, drift: [] });
  });

  test("is an output that calls for an update, and none that merely moves on", async () => {
    const ban = { ip: "192.0.2.1", expires: 60, renew: "when-expired" };
    const later = { expiresAt: "2099-01-01T00:00:00.000Z", expired: false, instances: [] };
    const moved = { ...later, expiresAt: "2098-01-01T00:00:00.000Z" };
    expect(await found(step("update", "era:BannedAddress", "ban", ban, ban, [later, moved]))).toEqual([]);
    const over = { ...later, expired: true };
    expect(await found(step("update", "era:BannedAddress", "ban", ban, ban, [later, over]))).toEqual([
      { property: "expired", wanted: false, found: true },
    ]);
    const told = step("update", "nhn:Enrollment", "vm", {}, {}, [
      { unenrolledVms: [] },
      { unenrolledVms: ["a"] },
    ]);
    expect(await found({ ...told, diffs: ["unenrolledVms"] })).toEqual([
      { property: "unenrolledVms", wanted: [], found: ["a"] },
    ]);
  });

  test("is told of rules of a table by their keys, and of their order", async () => {
    const rule = (key: string, comment = key) => ({ key, action: "drop", comment });
    const table = (...rules: object[]) => ({ table: "forward", ownership: "exclusive", rules });
    const change = (...now: object[]) =>
      found(step("update", "ideco:RuleTable", "t", table(rule("a"), rule("b")), table(...now)));
    expect(await change(rule("b"), rule("a"))).toEqual([
      { property: "rules (order)", wanted: ["a", "b"], found: ["b", "a"] },
    ]);
    expect(await change(rule("a", "x"), rule("id-9"))).toEqual([
      { property: "rules[a].comment", wanted: "a", found: "x" },
      { property: "rules[b]", wanted: rule("b") },
      { property: "rules[id-9]", found: rule("id-9") },
    ]);
    expect(await change()).toHaveLength(2);
  });
});

describe("the report", () => {
  const report = async (...steps: Step[]) => ({ stack: "prod", warnings: [], ...(await compared(steps)) });

  test("says so where there is nothing to compare, and where nothing differs", async () => {
    expect(asText(await report())).toBe(
      "Stack prod holds no object of pulumi-perimeter, so there is nothing to compare.",
    );
    const same = await report(step("same", "ideco:Quota", "q", {}, {}));
    expect(asText(same)).toBe("Stack prod: 1 object, all as the last `pulumi up` left them.");
    expect(asMarkdown(same)).toMatch(/^## No drift\n\nStack prod: 1 object/);
  });

  test("names appliance, object, property and both values, in text and in Markdown that no value breaks", async () => {
    const changed = step(
      "update",
      "ideco:ForwardRule",
      "we|b_1",
      { action: "drop", comment: "" },
      { comment: "a | `b` <img>\nc" },
    );
    const all = {
      ...(await report(changed, step("delete", "ideco:ForwardRule", "gone", { action: "drop" }))),
      warnings: ["`x` <b> is odd"],
    };
    expect(asText(all)).toBe(`Stack prod: 2 of 2 objects changed since the last \`pulumi up\`.

hq: ideco:ForwardRule gone (7) is gone

hq: ideco:ForwardRule we|b_1 (7)
  comment: wanted "", found "a | \`b\` <img>\\nc"

warning: \`x\` <b> is odd`);
    expect(asMarkdown(all).split("\n")).toEqual([
      "## Drift",
      "",
      expect.stringContaining("2 of 2 objects"),
      "",
      "| appliance | object | property | wanted | found |",
      "|---|---|---|---|---|",
      "| `hq` | ideco:ForwardRule gone (7) |  | there | **gone** |",
      '| `hq` | ideco:ForwardRule we\\|b\\_1 (7) | `comment` | `""` | `` "a \\| `b` <img>\\nc" `` |',
      "",
      "`pulumi up --refresh` puts back what the program says.",
      "",
      "> **Warning:** \\`x\\` \\<b\\> is odd",
    ]);
  });
});

describe("perimeter drift", () => {
  /** A folder with a script in place of the Pulumi CLI. */
  async function fakePulumi(script: string) {
    const dir = await realpath(await mkdtemp(join(tmpdir(), "perimeter-cli-")));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    await mkdir(join(dir, "bin"));
    await writeFile(join(dir, "bin", "pulumi"), `#!/bin/sh\n${script}\n`);
    await chmod(join(dir, "bin", "pulumi"), 0o755);
    return { cwd: dir, env: { PATH: `${join(dir, "bin")}:/usr/bin:/bin` } };
  }

  test("needs the Pulumi CLI and a folder, and says what the CLI said", async () => {
    const none = await perimeter(["drift"], { env: { PATH: "/nowhere" } });
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("there is no `pulumi` on PATH");
    const folder = await perimeter(["drift", "--cwd", "/no/such/folder", "--json"]);
    expect(folder.code).toBe(1);
    expect(JSON.parse(folder.stdout)).toMatchObject({ error: { code: "PERIMETER_INVALID" } });
    const connections = { hq: { vendor: "selectel", token: "t0ken-value" } };
    const failing = await fakePulumi(
      'echo "error: no stack named t0ken-value" >&2; echo "Usage: x" >&2; exit 255',
    );
    const said = await perimeter(["drift"], { ...failing, connections });
    expect(said).toMatchObject({ code: 1, stdout: "" });
    expect(said.stderr).toBe(
      "perimeter: `pulumi refresh` failed: error: no stack named [secret] [PERIMETER_PULUMI_FAILED]\n",
    );
  });

  test("asks for a preview alone, of the stack it is told, and ends the CLI with Ctrl-C", async () => {
    const args = await fakePulumi('echo "$@" >&2; echo "$PULUMI_DEBUG_COMMANDS" >&2; exit 1');
    const told = await perimeter(["drift", "--stack", "prod", "--no-run-program"], args);
    expect(told.stderr).toMatch(
      /refresh --preview-only --event-log \S+ --non-interactive --color never --stack prod\ntrue /,
    );
    const waiting = await fakePulumi("trap 'exit 3' INT; touch started; while :; do sleep 0.1; done");
    const running = new RunningCommand(["drift", "--json"], waiting);
    while (!existsSync(join(waiting.cwd, "started"))) await new Promise((resolve) => setTimeout(resolve, 50));
    running.interrupt();
    expect(await running.ended).toEqual({ code: 130, stdout: "", stderr: "" });
  });
});
