import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type CommandOptions, perimeter, RunningCommand } from "./command";

async function openLab(): Promise<Lab> {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  return lab;
}

const check = (connections: Record<string, unknown>, ...args: string[]) =>
  perimeter(["check", ...args], { connections });

describe("perimeter check", () => {
  test("says what it found everywhere, and changes nothing", async () => {
    const lab = await openLab();
    lab.ideco.table("forward").add({ comment: "one" });
    lab.selectel.monitor("192.0.2.7");
    lab.selectel.openPort("192.0.2.7", 443);
    lab.selectel.setKnown("192.0.2.7", 443, true);
    const { code, stdout, stderr } = await check(lab.connections());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`lab-ideco (ideco, ${lab.url}/ideco): reached\n  version: v18\n`);
    expect(stdout).toContain("user rules: in force");
    expect(stdout).toContain("rules: forward 1, input 0");
    expect(stdout).toContain("addresses: 1\n  open ports: 1\n");
    expect(stdout).toMatch(/instances: .* online, 0 banned/);
    expect(stdout).toContain("not enrolled: 2");
    expect(stdout).toContain("version: DeepFinder_API_v1_0_0");
    expect(lab.journal.writes()).toEqual([]);
    expect(lab.ideco.sessions.count + lab.era.state().sessions).toBe(0);
  });

  test("warns of user rules that are off, of services that failed, of unknown ports and instances that are off", async () => {
    const lab = await openLab();
    lab.ideco.firewall.state.enabled = false;
    lab.faults.add({
      vendor: "ideco",
      path: "/firewall/status",
      status: 200,
      body: [{ name: "rules-in-kernel", status: "failed", msg: ["no memory"] }],
    });
    lab.selectel.monitor("192.0.2.7");
    lab.selectel.openPort("192.0.2.7", 22);
    lab.era.setOnline(lab.era.state().instances[0]?.node ?? "", false);
    const { code, stdout } = await check(lab.connections());
    expect(code).toBe(2);
    expect(stdout).toContain("warning: the firewall's user rules are switched off");
    expect(stdout).toContain("warning: rules-in-kernel is failed: no memory");
    expect(stdout).toContain("warning: open ports without the KNOWN tag: 192.0.2.7 tcp/22");
    expect(stdout).toContain("warning: offline, so that bans don't reach it: ");
  });

  test.each([
    [404, "not there", 0],
    [403, "unknown", 2],
  ])("counts the rules of the other tables where one answers %i", async (status, value, exit) => {
    const lab = await openLab();
    lab.faults.add({ vendor: "ideco", path: /application_control/, status, times: 9 });
    const { "lab-ideco": hq } = lab.connections();
    const { code, stdout } = await check({ hq });
    expect({ code, rules: /rules: (forward.*)/.exec(stdout)?.[1] }).toEqual({
      code: exit,
      rules: expect.stringContaining(`appControl ${value}`),
    });
    expect(stdout.includes("warning: ")).toBe(exit === 2);
  });

  test("says of each connection by itself why it failed, without a secret", async () => {
    const lab = await openLab();
    const all = lab.connections();
    const secret = "correct-horse-7";
    const { code, stdout, stderr } = await check(
      {
        good: all["lab-selectel"],
        login: { ...all["lab-ideco"], password: secret },
        key: { ...all["lab-deepfinder"], key: secret },
        gone: { ...all["lab-era"], endpoint: "http://127.0.0.1:1", password: secret, retries: 0 },
        typo: { ...all["lab-selectel"], tokn: secret },
        vendor: { vendor: "cisco", password: secret },
      },
      "--json",
    );
    expect(code).toBe(1);
    const { connections } = JSON.parse(stdout) as { connections: Found[] };
    const seen = connections.map(({ name, ok, error }) => [name, ok, error?.code]);
    expect(seen).toEqual([
      ["good", true, undefined],
      ["login", false, "PERIMETER_AUTH"],
      ["key", false, "PERIMETER_VENDOR"],
      ["gone", false, "PERIMETER_UNREACHABLE"],
      ["typo", false, "PERIMETER_INVALID"],
      ["vendor", false, "PERIMETER_INVALID"],
    ]);
    expect(stdout + stderr).not.toContain(secret);
  });

  test("takes names, and says what there is where a name is wrong or nothing is configured", async () => {
    const lab = await openLab();
    const one = await check(lab.connections(), "lab-nhn", "--json");
    expect((JSON.parse(one.stdout) as { connections: Found[] }).connections.map(({ name }) => name)).toEqual([
      "lab-nhn",
    ]);
    const wrong = await check(lab.connections(), "lab-nhm");
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain('there is no connection "lab-nhm"');
    expect(wrong.stderr).toContain("lab-deepfinder");
    const none = await perimeter(["check", "--json"]);
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: "PERIMETER_NO_CONNECTION" } });
    expect(none.stderr).toContain("PERIMETER_CONNECTIONS names no connection");
    const broken = await perimeter(["check"], {
      env: { PERIMETER_CONNECTIONS: '{"hq": {"password": "s3cret' },
    });
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain("is not valid JSON");
    expect(broken.stderr).not.toContain("s3cret");
  });

  test("ends with Ctrl-C while an appliance keeps it waiting", async () => {
    let tell = () => {};
    const asked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const silent = createServer(() => tell()).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { port } = silent.address() as { port: number };
    const connections = { eye: { vendor: "selectel", endpoint: `http://127.0.0.1:${port}`, token: "t0ken" } };
    const running = new RunningCommand(["check"], { connections } satisfies CommandOptions);
    await asked;
    running.interrupt();
    expect(await running.ended).toEqual({ code: 130, stdout: "", stderr: "" });
  });
});

interface Found {
  name: string;
  ok: boolean;
  error?: { code: string };
}
