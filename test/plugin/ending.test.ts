import type { ServerHttp2Session } from "node:http2";
import { expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { PluginServer } from "../../provider/process/plugin/server";
import { PluginClient } from "./client";

/** The connections of the engine, which the library keeps to itself. */
type Inside = { server: { sessions: Map<ServerHttp2Session, unknown> } };

test("a plugin whose connection breaks off at its end still logs out", async () => {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const server = new PluginServer();
  const client = new PluginClient(await server.listen());
  onTestFinished(() => client.close());
  await client.configure(lab.connections());
  await client.invoke("ideco:getRules", { table: "forward" });
  expect(lab.ideco.sessions.count).toBe(1);
  const [connection] = (server as unknown as Inside).server.sessions.keys();
  connection?.destroy();
  await server.end();
  expect(lab.ideco.sessions.count).toBe(0);
});
