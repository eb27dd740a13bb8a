import { createServer, type Server } from "node:net";
import { describe, expect, test } from "vitest";
import { perimeter, RunningCommand } from "./command";

interface Picture {
  panels: { vendor: string; title: string; rows: string[][] }[];
  requests: number;
  journal: { method: string; path: string; status: number }[];
}

/** A server outside of the range that systems take for outgoing connections: nobody takes its port when it has ended. */
async function listening(): Promise<Server> {
  for (let port = 20_000 + (process.pid % 10_000); ; port++) {
    const server = createServer();
    const outcome = new Promise((resolve) => server.once("listening", resolve).once("error", resolve));
    server.listen(port, "127.0.0.1");
    if (!((await outcome) instanceof Error)) return server;
  }
}

describe("perimeter lab", () => {
  test("shows a page, prints ready connections, and ends with Ctrl-C", async () => {
    const lab = new RunningCommand(["lab"]);
    const greeting = await lab.wrote(/Ctrl-C/);
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting) ?? [];
    const [, json = ""] = /^export PERIMETER_CONNECTIONS='(.*)'$/m.exec(greeting) ?? [];
    const connections = JSON.parse(json) as Record<string, { vendor: string }>;
    expect(Object.values(connections).map(({ vendor }) => vendor)).toEqual([
      "ideco",
      "selectel",
      "era",
      "nhn",
      "deepfinder",
    ]);

    const page = await fetch(url);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("<title>perimeter lab</title>");

    const check = await perimeter(["check", "--json"], { connections });
    expect(check).toMatchObject({ code: 0, stderr: "" });
    const picture = (await (await fetch(`${url}/lab`)).json()) as Picture;
    expect(picture.requests).toBeGreaterThan(5);
    expect(picture.journal).toContainEqual(
      expect.objectContaining({ method: "GET", path: "/firewall/state", status: 200 }),
    );
    expect(new Set(picture.panels.map(({ vendor }) => vendor)).size).toBe(5);
    expect(picture.panels.find(({ title }) => title === "objects")?.rows).toContainEqual([
      "ip.id.1",
      "Web server",
      "192.168.0.20",
      "",
    ]);

    lab.interrupt();
    expect(await lab.ended).toMatchObject({ code: 0, stderr: "" });
    await expect(fetch(url)).rejects.toThrow();
  });

  test("takes the port it is told, and says where it is taken", async () => {
    const server = await listening();
    const { port } = server.address() as { port: number };
    const refused = await perimeter(["lab", "--port", String(port), "--json"]);
    await new Promise((resolve) => server.close(resolve));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`--port: ${port} is in use`);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { category: "invalid" } });

    const lab = new RunningCommand(["lab", "--port", String(port), "--json"]);
    const { url } = JSON.parse(await lab.wrote(/\n/)) as { url: string };
    lab.interrupt();
    await lab.ended;
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  test("is changed by `lab do`, which finds it by its connections", async () => {
    const lab = new RunningCommand(["lab", "--example", "ideco-rule-table"]);
    const greeting = await lab.wrote(/Ctrl-C/);
    const [, json = ""] = /^export PERIMETER_CONNECTIONS='(.*)'$/m.exec(greeting) ?? [];
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting) ?? [];
    const connections = JSON.parse(json) as Record<string, unknown>;
    const picture = async () => (await (await fetch(`${url}/lab`)).json()) as Picture;
    const panel = async (title: string) => (await picture()).panels.find((one) => one.title === title)?.rows;
    const hand = (...args: string[]) => perimeter(["lab", "do", ...args], { connections });

    expect((await panel("objects"))?.map(([, title]) => title)).toContain("Shop database");
    expect(await hand("add-rule", "table=forward", "action=drop", "destination_addresses=ip.id.101")).toEqual(
      {
        code: 0,
        stdout: "rule 1 was added to forward\n",
        stderr: "",
      },
    );
    const met = await hand("packet", "from=192.168.0.10", "to=192.168.0.30", "--json");
    expect(JSON.parse(met.stdout)).toEqual({ said: "FORWARD: drop, rule 1" });
    const refused = await hand("edit-rule", "table=forward", "id=1", "action=maybe");
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain("edit-rule: action: ");
    expect((await picture()).requests).toBe(0);

    lab.interrupt();
    await lab.ended;
    const late = await hand("clock", "by=2h");
    expect(late.code).toBe(1);
    expect(late.stderr).toContain(`no lab answers at ${url}. Start one with`);
  });

  test("tells what hands can do, and what they can't", async () => {
    const list = await perimeter(["lab", "do"]);
    expect(list.stdout).toMatch(/^ban +bans an address/m);
    const unknown = await perimeter(["lab", "do", "dance"]);
    expect(unknown.stderr).toContain('there is no action "dance". Allowed: add-rule, ');
    const nowhere = await perimeter(["lab", "do", "clock", "by=2h"]);
    expect(nowhere.stderr).toContain("no connection leads to a lab on this machine");
    const example = await perimeter(["lab", "--example", "nothing"]);
    expect(example.stderr).toContain('--example: there is no example "nothing". Allowed: all-vendors, ');
  });
});
