import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { Lab } from "../../provider/lab/core";
import { bootstrap } from "../../scripts/bootstrap.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { failureOf, type Json, type SpawnOptions, spawnPlugin, startEngine } from "./client";

const rule = { action: "drop", comment: "a" };

// The executable runs what is built; what does not compile is a failure of another part of `npm test`.
beforeAll(
  () => bootstrap().catch((error: Error) => void process.stderr.write(`${error.message}\n`)),
  600_000,
);

/** The plugin as a process of its own, with an appliance and an engine. */
async function run(options: SpawnOptions = {}) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const engine = await startEngine();
  const plugin = await spawnPlugin({ args: ["--logtostderr", engine.address], ...options });
  await plugin.client.configure(lab.connections());
  return { lab, engine, ...plugin };
}

describe("the executable", () => {
  test("explains itself", async () => {
    const executable = join(root, "pulumi-resource-perimeter");
    const { stdout } = await promisify(execFile)(process.execPath, [executable, "--help"]);
    expect(stdout).toContain("the Pulumi engine starts it");
  });

  test("is a folder too, which Pulumi's host for Node runs for `pulumi package add`", async () => {
    const folder = join(root, "plugin");
    expect(parse(await readFile(join(folder, "PulumiPlugin.yaml"), "utf8"))).toMatchObject({
      runtime: { name: "nodejs" },
    });
    // As that host does; of the arguments only the engine's address is the plugin's.
    const { client, lines } = await run({
      script: [join(root, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin"), folder],
    });
    const { inputs } = await client.check("ideco:ForwardRule", rule);
    expect(await client.create("ideco:ForwardRule", inputs)).toMatchObject({ id: "1" });
    expect(lines).toEqual([expect.stringMatching(/^\d+$/)]);
  });

  test("tells its port in its first line, and nothing more", async () => {
    const { client, child, lines } = await run();
    const { inputs } = await client.check("ideco:ForwardRule", rule);
    await client.create("ideco:ForwardRule", inputs);
    child.kill("SIGINT");
    await once(child, "close");
    expect(lines).toEqual([expect.stringMatching(/^\d+$/)]);
  });

  test.each(["SIGINT", "SIGTERM", "the end of the engine"] as const)(
    "logs out and ends at %s",
    async (end) => {
      const { lab, client, child } = await run();
      await client.invoke("ideco:getRules", { table: "forward" });
      expect(lab.ideco.sessions.count).toBe(1);
      const ended = once(child, "exit");
      if (end === "the end of the engine") child.stdin?.end();
      else child.kill(end);
      expect(await ended).toEqual([0, null]);
      expect(lab.ideco.sessions.count).toBe(0);
    },
  );

  test("ends at SIGINT in the middle of a creation, which it finds out about first", async () => {
    const { lab, client, child } = await run();
    const { inputs } = await client.check("ideco:ForwardRule", rule);
    lab.faults.add({ method: "POST", path: "/firewall/rules/forward", delayMs: 600_000, afterWork: true });
    const making = client.create("ideco:ForwardRule", inputs);
    await vi.waitFor(() => expect(lab.ideco.table("forward").rules).toHaveLength(1), 20_000);
    const ended = once(child, "exit");
    child.kill("SIGINT");
    expect(await making).toMatchObject({ id: "1" });
    expect(await ended).toEqual([0, null]);
    expect(lab.ideco.sessions.count).toBe(0);
  });

  test("does a thousand calls at the same time", async () => {
    const { lab, client } = await run();
    const each = <T>(work: (n: number) => Promise<T>) => Array.from({ length: 200 }, (_, n) => work(n));
    const alias = (n: number): Json => ({
      title: `host ${n}`,
      ip: `10.0.${n >> 7}.${n & 127}`,
      connection: "lab-ideco",
      comment: "",
    });
    const before = lab.ideco.objects.size;
    const state = { ...alias(0), title: "another" };
    const [made, checked, compared, asked, listed] = await Promise.all([
      Promise.all(each((n) => client.create("ideco:IpAlias", alias(n)))),
      Promise.all(each((n) => client.check("ideco:ForwardRule", { ...rule, comment: `rule ${n}` }))),
      Promise.all(each((n) => client.diff("ideco:IpAlias", "ip.id.1", state, alias(n)))),
      Promise.all(each(() => client.invoke("ideco:getRules", { table: "forward" }))),
      Promise.all(each(() => client.list("ideco:ForwardRule"))),
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(200);
    expect(lab.ideco.objects.size).toBe(before + 200);
    expect(checked.map(({ inputs }) => inputs.comment)).toEqual(
      each(async (n) => n).map((_, n) => `rule ${n}`),
    );
    expect(compared.every(({ diffs }) => diffs.includes("title"))).toBe(true);
    expect(asked.every(({ items }) => Array.isArray(items))).toBe(true);
    expect(listed.every(({ items }) => items.length === 0)).toBe(true);
    expect(lab.journal.count({ path: "/web/auth/login" })).toBe(1);
  });
});

describe("a password", () => {
  test("is in no answer, no failure and no message to the engine", async () => {
    const { lab, engine, client } = await run();
    const password = "perimeter-lab";
    lab.faults.add({
      method: "POST",
      path: "/firewall/rules/forward",
      status: 542,
      body: { message: `user admin with ${password} may not do this` },
      times: 9,
    });
    const { inputs } = await client.check("ideco:ForwardRule", rule);
    const failure = await failureOf(client.create("ideco:ForwardRule", inputs));
    expect(failure.details).toContain("the vendor says: user admin with [secret] may not do this");
    const answers = [
      inputs,
      failure,
      await client.check("ideco:RuleTable", {
        table: "forward",
        ownership: "exclusive",
        rules: [{ key: "a" }],
      }),
      await failureOf(client.configure("{")),
      await client.checkConfig({ connections: { hq: { vendor: "ideco", password, login: 7 } } }),
      await client.invoke("ideco:getFirewallStatus"),
    ];
    await client.check("ideco:ForwardRule", { ...rule, comment: "another" }, {}, "second");
    expect(engine.said.length).toBeGreaterThan(0);
    const withoutSecrets = (value: unknown) =>
      JSON.stringify(value, (key, item: unknown) => (key === "connections" ? "" : item));
    expect(withoutSecrets([answers, engine.said])).not.toContain(password);
  });
});
