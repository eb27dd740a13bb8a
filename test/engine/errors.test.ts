import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Lab, type LabOptions } from "../../provider/lab/core";
import { fronts } from "./fronts";
import { diagnostics, Project } from "./harness";
import { chain, list, login, logout, Office } from "./office";

const insert = "POST /firewall/rules/forward";

describe.each(fronts)("what goes wrong on the way, $name", (front) => {
  test("a lost answer makes no second rule, an ended session is renewed once for all", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const inputs = chain(...names.map((name) => `input-${name}`)).map((rule) => ({
      ...rule,
      type: "InputRule",
    }));
    // Both tables are written at the same time; the version is known, so nothing is asked for it.
    const rules = [...chain(...names), ...inputs];
    const office = await Office.open(front, { rules, connection: { dialect: "v18" } });
    const { lab } = office;
    lab.faults.add({ method: "POST", path: "/firewall/rules/forward", skip: 1, lose: "after" });
    lab.faults.add({ method: "POST", path: "/firewall/rules/forward", skip: 2, expireSessions: true });
    const up = await office.project.up();

    expect(lab.faults.unused()).toEqual([]);
    expect(diagnostics(up)).toEqual([]);
    expect(office.comments).toEqual(names);
    expect(lab.ideco.table("input").rules.map((rule) => rule.comment)).toEqual(
      inputs.map(({ name }) => name),
    );
    expect(lab.journal.count({ path: "/web/auth/login", method: "POST" })).toBe(2);
    // The second creation is looked for, and found; the fourth is refused, and sent again after a new login.
    const made = [`2 × ${insert}`, list, `4 × ${insert}`];
    expect(office.calls(/forward/)).toEqual([list, ...made]);
    expect(lab.ideco.sessions.count).toBe(0);
  });

  test("is told with what to do", async () => {
    const tls = { key: fixture("lab-key.pem"), cert: fixture("lab-cert.pem") };
    const [open, html, denied, secure] = await Promise.all([lab(), lab(), lab(), lab({ tls })]);
    html.faults.add({ path: "/firewall/rules/forward", status: 200, html: true, times: 99 });
    denied.faults.add({ path: "/firewall/rules/forward", status: 401, times: 99 });
    const at = (endpoint: string, settings = {}) => {
      return {
        vendor: "ideco",
        endpoint,
        login: "admin",
        password: "perimeter-lab",
        retries: 1,
        ...settings,
      };
    };
    const connections = {
      refused: at(`http://127.0.0.1:${await closedPort()}`),
      elsewhere: at(`${open.url}/nowhere`),
      password: at(`${open.url}/ideco`, { password: "wrong-password" }),
      html: at(`${html.url}/ideco`),
      denied: at(`${denied.url}/ideco`),
      untrusted: at(`${secure.url}/ideco`),
    };
    const program = `
      const { ideco } = require("${front.module}");
      for (const connection of ${JSON.stringify(Object.keys(connections))})
        new ideco.ForwardRule(connection, { action: "drop", connection });
    `;
    const project = await Project.create({ program, connections, pulumiYaml: front.pulumiYaml });
    const up = await project.up({ code: "any", args: ["--continue-on-error"] });

    expect(up.code).not.toBe(0);
    const told = (name: string) =>
      diagnostics(up)
        .find(({ severity, urn }) => severity === "error" && urn?.endsWith(`::${name}`))
        ?.message.trim();
    // What happened where, what the appliance said, what to do, and a code.
    const session = "POST /web/auth/login";
    expect(told("refused")).toMatch(
      /^ideco connection "refused", (POST|GET) \S+: the connection was refused \(ECONNREFUSED\)\. Check the connection's endpoint/,
    );
    expect(told("elsewhere")).toMatch(
      `ideco connection "elsewhere", ${session}: this is not the web interface of an Ideco NGFW: there is no login here (status 404)`,
    );
    expect(told("elsewhere")).toMatch("Check the connection's endpoint: scheme, host, port");
    expect(told("password")).toMatch(
      `ideco connection "password", ${session}: the login was refused (status 401); the vendor says: wrong login or password. Check`,
    );
    expect(told("html")).toMatch(
      `ideco connection "html", ${list}: the answer is a web page (HTML) instead of JSON (status 200)`,
    );
    expect(told("html")).toMatch("whether a proxy or a login page stands in between");
    expect(told("denied")).toMatch(
      `ideco connection "denied", ${list}: the call was refused although the login succeeded (status 401)`,
    );
    expect(told("denied")).toMatch("Check that the account may use this part of the interface");
    expect(told("untrusted")).toMatch(
      `ideco connection "untrusted", ${session}: the appliance's certificate is self-signed`,
    );
    expect(told("untrusted")).toMatch("Put the appliance's CA certificate (PEM) into the connection's `ca`");
    for (const name of Object.keys(connections)) expect(told(name)).toMatch(/ \[PERIMETER_[A-Z_]+\]$/);
    // No login is tried again: some appliances lock an account out for that. The look before the change asks as well.
    expect(calls(open)).toEqual([login]);
    expect(calls(denied)).toEqual([login, list, list, logout]);
    const [plain] = diagnostics(up).filter(({ severity }) => severity === "warning");
    expect(plain?.message).toMatch(/^perimeter:connections holds credentials that are not encrypted/);
  });
});

async function lab(options?: LabOptions): Promise<Lab> {
  const started = await Lab.start(options);
  onTestFinished(() => started.stop());
  return started;
}

function calls(lab: Lab): string[] {
  return lab.journal.list().map(({ method, path }) => `${method} ${path}`);
}

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, "..", "lab", "fixtures", name), "utf8");
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
