import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { notify } from "../../provider/cli/drift/notify";

const report = { stack: "prod", objects: 1, drift: [{ appliance: "hq" }], warnings: [] };
const never = new AbortController().signal;

async function hook(status: number) {
  const got: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    got.push({ request, body });
    response.writeHead(status).end("no");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { got, port, address: `http://127.0.0.1:${port}/hooks/s3cret-path` };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "perimeter-notify-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe("a notification", () => {
  test("is one POST of the JSON to an address", async () => {
    const { got, address } = await hook(204);
    await notify(address, report, never);
    expect(got).toHaveLength(1);
    expect(got[0]?.request).toMatchObject({ method: "POST", url: "/hooks/s3cret-path" });
    expect(got[0]?.request.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(got[0]?.body ?? "")).toEqual(report);
  });

  test("that an address refuses is told without the address, which may be a secret, and not repeated", async () => {
    const { got, port, address } = await hook(503);
    const message = `the notification was not delivered: 127.0.0.1:${port} answered 503`;
    await expect(notify(address, report, never)).rejects.toThrow(message);
    await expect(notify(address, report, never)).rejects.not.toThrow("s3cret");
    expect(got).toHaveLength(2);
    await expect(notify("http://127.0.0.1:1/s3cret", report, never)).rejects.toThrow(
      "127.0.0.1:1 could not be reached (ECONNREFUSED)",
    );
    await expect(notify("https://s3cret path/", report, never)).rejects.toThrow(
      "the address could not be reached",
    );
  });

  test("is a command of the shell with the JSON on stdin, also one that doesn't read", async () => {
    const file = join(folder(), "told.json");
    await notify(`cat >'${file}' && echo sent`, report, never);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(report);
    await notify("true", { ...report, warnings: ["x".repeat(1_000_000)] }, never);
    await expect(notify("exit 3", report, never)).rejects.toMatchObject({
      code: "PERIMETER_NOT_NOTIFIED",
      message: expect.stringContaining("the command of --notify ended with 3"),
    });
  });

  test("is called off with the command that sends it", async () => {
    const stop = new AbortController();
    const sending = notify("sleep 60", report, stop.signal);
    stop.abort();
    await expect(sending).rejects.toThrow("ended with a signal");
  });
});
