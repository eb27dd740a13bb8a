import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LabOptions } from "../../provider/lab/core";
import { fronts } from "./fronts";
import type { Project, Result } from "./harness";
import { chain, Office } from "./office";

const password = "perimeter-lab";
/** The engine's own trace as loud as it gets, and its debug messages. */
const args = ["--logtostderr", "--logflow", "-v=11", "--debug"];

describe.each(fronts)("credentials, $name", (front) => {
  test("of the stack's configuration are in no file, and in no output but the engine's own trace", async () => {
    const cookies: string[] = [];
    const office = await Office.open(front, {
      rules: chain("a"),
      lab: { extend: onLogin((given) => cookies.push(...given)) },
    });
    const up = await office.project.up({ args });

    expect(cookies).toHaveLength(2);
    expect(leaks(up, [password, ...cookies]).filter((line) => !isEngineTrace(line))).toEqual([]);
    expect(filesWith(office.project, [password, ...cookies])).toEqual([]);
  });

  test("of the environment are nowhere, also where the appliance repeats them in its refusal", async () => {
    const cookies: string[] = [];
    const office = await Office.open(front, {
      rules: chain("a"),
      credentials: "environment",
      lab: {
        extend: onLogin((given, lab) => {
          cookies.push(...given);
          const message = `${given.join(" and ")} of ${password} may not do this`;
          lab.faults.add({ method: "POST", path: "/firewall/rules/forward", status: 542, body: { message } });
        }),
      },
    });
    const up = await office.project.up({ args, code: "any" });

    expect(up.code).not.toBe(0);
    expect(up.stdout).toContain("the vendor says: [secret] and [secret] of [secret] may not do this");
    expect(cookies).toHaveLength(2);
    expect(leaks(up, [password, ...cookies])).toEqual([]);
    expect(filesWith(office.project, [password, ...cookies])).toEqual([]);
  });
});

/** Tells the values of the cookies that the lab gives. */
function onLogin(tell: (cookies: string[], lab: Parameters<Extend>[1]) => void): Extend {
  return (app, lab) => {
    app.addHook("onSend", async (request, reply) => {
      if (request.method !== "POST" || !request.url.endsWith("/web/auth/login")) return;
      const lines = [reply.getHeader("set-cookie") ?? []].flat().map(String);
      tell(
        lines.map((line) => line.slice(line.indexOf("=") + 1, line.indexOf(";"))),
        lab,
      );
    });
  };
}

type Extend = NonNullable<LabOptions["extend"]>;

/** The lines of the output that hold any of the secrets. */
function leaks({ stdout, stderr }: Result, secrets: string[]): string[] {
  const lines = `${stdout}\n${stderr}`.split("\n");
  expect(lines.length, "the output is not as loud as it was meant to be").toBeGreaterThan(100);
  return lines.filter((line) => secrets.some((secret) => line.includes(secret)));
}

/** From -v=9 on the engine traces what it hands to a provider at its configuration, whatever the provider. */
function isEngineTrace(line: string): boolean {
  return /arshaling property for RPC\[Provider\[\w+\]\.(Configure\(\)|CheckConfig\([^)]*\))\.inputs\]/.test(
    line,
  );
}

/** The files of a project, of its backend and of its home that hold any of the secrets. */
function filesWith(project: Project, secrets: string[]): string[] {
  const all = readdirSync(dirname(project.dir), { recursive: true, withFileTypes: true });
  const files = all.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  expect(files.filter((file) => file.includes("/state/")).length).toBeGreaterThan(0);
  return files.filter((file) => secrets.some((secret) => readFileSync(file, "utf8").includes(secret)));
}
