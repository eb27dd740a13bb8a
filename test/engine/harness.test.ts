import { existsSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { isAlive } from "../../scripts/lib/processes.mjs";
import { diagnostics, operations, Project, type Running } from "./harness";

/** A dynamic provider with nothing behind it; `url` is asked before a creation ends. */
const program = (text: string, url = "") => `
const pulumi = require("@pulumi/pulumi");
const url = ${JSON.stringify(url)};
const provider = {
  async create(inputs) {
    if (url) await fetch(url);
    console.log("created " + inputs.text);
    return { id: "one", outs: inputs };
  },
  async update(id, olds, news) { return { outs: news }; },
};
class Thing extends pulumi.dynamic.Resource {
  constructor(name, args, opts) { super(provider, name, args, opts); }
}
const thing = new Thing("thing", { text: ${JSON.stringify(text)} });
exports.id = thing.id;
`;

/** Without a stack: Node 20.19.6 to 20.20.2 need a minute to print one in colours (nodejs/node#64011). */
const refusal = `throw Object.assign(new (require("@pulumi/pulumi").RunError)("boom"), { stack: undefined });`;

/** A server that answers its callers when `release` is called, and not before; `asked` waits for the first of them. */
async function gate() {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => waiting.push(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => vi.waitFor(() => expect(waiting).toHaveLength(1), 60_000),
    release: () => {
      for (const response of waiting) response.end();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An `up` that is in the middle of a creation, and what ends it. */
async function during(work: (running: Running, project: Project, release: () => void) => Promise<void>) {
  const { url, release, close, asked } = await gate();
  try {
    const project = await Project.create({ program: program("slow", url) });
    const running = project.start("up");
    await asked();
    await work(running, project, release);
  } finally {
    close();
  }
}

describe("a project", () => {
  test("goes up, previews a change, and is destroyed", async () => {
    const project = await Project.create({ program: program("a") });

    const up = await project.up();
    expect(operations(up).map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`)).toContain("create thing");
    expect(diagnostics(up).map(({ message }) => message.trim())).toContain("created a");
    expect(await project.stackOutputs()).toEqual({ id: "one" });
    expect((await project.preview()).changes).toEqual({ same: 2 });

    await project.write(program("b"));
    const { steps, changes } = await project.preview();
    expect(changes).toEqual({ same: 1, update: 1 });
    expect(steps.find(({ op }) => op === "update")).toMatchObject({
      diffReasons: ["text"],
      oldState: { id: "one", inputs: { text: "a" } },
      newState: { inputs: { text: "b" } },
    });

    expect((await project.refresh()).events.at(-1)).toBeDefined();
    expect((await project.previewRefresh()).steps.map(({ op }) => op)).toContain("refresh");
    await project.destroy();
    const { deployment } = await project.exportState();
    expect(deployment.resources ?? []).toEqual([]);
  });

  test("takes TypeScript, configuration in clear and secrets", async () => {
    const project = await Project.create({
      language: "typescript",
      program: `
        import * as pulumi from "@pulumi/pulumi";
        const config = new pulumi.Config("perimeter");
        export const connections = config.requireSecretObject<object>("connections");
        export const extra: string = process.env.EXTRA ?? "";
      `,
      connections: { hq: { login: "admin" } },
      secrets: { "perimeter:connections.hq.password": "s3cret" },
      env: { EXTRA: "more" },
    });
    await project.up();
    expect(await project.stackOutputs()).toEqual({
      connections: { hq: { login: "admin", password: "s3cret" } },
      extra: "more",
    });
    expect(JSON.stringify(await project.exportState())).not.toContain("s3cret");
  });

  test("does not see the user's own Pulumi and connections", async () => {
    vi.stubEnv("PULUMI_ACCESS_TOKEN", "theirs");
    vi.stubEnv("PERIMETER_CONNECTIONS", "{}");
    const project = await Project.create({ program: "" });
    vi.unstubAllEnvs();
    expect(project.env).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
    expect(project.env).not.toHaveProperty("PERIMETER_CONNECTIONS");
  });

  test("tells the whole output where a command fails, unless the failure is expected", async () => {
    const project = await Project.create({ program: refusal });
    await expect(project.up()).rejects.toThrow(/pulumi up .*\n[\s\S]*boom/);
    expect((await project.preview({ code: "any" })).diagnostics.map(({ message }) => message).join()).toMatch(
      /boom/,
    );
    await expect(project.up({ code: 0 })).rejects.toMatchObject({ name: "UnexpectedExit" });
  });

  test.each([
    ["npm", "3.216.0"],
    ["pnpm", "3.259.0"],
  ] as const)("is installed by %s with version %s of the SDK", async (packageManager, sdkVersion) => {
    const program = `
      exports.sdk = require("@pulumi/pulumi/package.json").version;
      exports.fromHere = require.resolve("pulumi-perimeter").startsWith(require("fs").realpathSync(__dirname));
    `;
    const project = await Project.create({ program, packageManager, sdkVersion });
    await project.up();
    expect(await project.stackOutputs()).toEqual({ sdk: sdkVersion, fromHere: true });
  });

  test("leaves no folder behind", async () => {
    const project = await Project.create({ program: "" });
    expect(existsSync(project.dir)).toBe(true);
    await project.remove();
    expect(existsSync(project.dir)).toBe(false);
  });
});

describe("an up in the middle of a creation", () => {
  test("is served by this very process", async () => {
    await during(async (running, project, release) => {
      release();
      expect((await running.result).code).toBe(0);
      expect(await project.stackOutputs()).toEqual({ id: "one" });
    });
  });

  test("ends with an error when its provider is killed", async () => {
    await during(async (running, project) => {
      expect(running.providers()).toHaveLength(1);
      running.signalProviders("SIGKILL");
      expect((await running.result).code).not.toBe(0);
      const { deployment } = await project.exportState();
      expect(deployment.resources?.filter(({ urn }) => urn.endsWith("::thing"))).toEqual([]);
    });
  });

  test("waits for the creation at the first interrupt", async () => {
    await during(async (running, project, release) => {
      running.interrupt();
      await sleep(500);
      release();
      expect((await running.result).code).not.toBe(0);
      const { deployment } = await project.exportState();
      expect(deployment.resources?.map(({ id }) => id)).toContain("one");
    });
  });

  test("leaves a pending operation when all is killed", async () => {
    await during(async (running, project) => {
      const below = running.providers();
      running.kill();
      expect((await running.result).code).toBe(128 + 9);
      const { deployment } = await project.exportState();
      expect(deployment.pending_operations?.map(({ type }) => type)).toEqual(["creating"]);
      await vi.waitFor(() => expect(below.filter(({ pid }) => isAlive(pid))).toEqual([]));
    });
  });
});
