import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { describe, expect, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";
import { failureOf, open, providerUrn, startPlugin, struct } from "./client";

const hq = { vendor: "ideco", endpoint: "https://ngfw.example:8443", login: "admin", password: "p4ssw0rd" };
const explicit = providerUrn("mine");

describe("the plugin", () => {
  test("tells its version, its schema, and what it can take", async () => {
    const plugin = await startPlugin();
    const info = await plugin.call<PluginInfo>("getPluginInfo", new Empty());
    expect(info.getVersion()).toBe(version);
    const schema = await plugin.call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest());
    expect(schema.getSchema()).toBe(readFileSync(join(root, "schema.json"), "utf8"));
    const request = new proto.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
    const shaken = await plugin.call<proto.ProviderHandshakeResponse>("handshake", request);
    expect(shaken.toObject()).toMatchObject({ acceptSecrets: false, acceptOutputs: false });
    const configured = await plugin.call<proto.ConfigureResponse>("configure", new proto.ConfigureRequest());
    expect(configured.getSupportspreview()).toBe(true);
  });

  test("says what it has not, and has no mappings", async () => {
    const plugin = await startPlugin();
    const construct = new proto.ConstructRequest().setType("perimeter:index:Thing");
    for (const work of [
      plugin.call("construct", construct),
      plugin.call("call", new proto.CallRequest()),
      plugin.call("parameterize", new proto.ParameterizeRequest()),
    ]) {
      expect(await failureOf(work)).toMatchObject({ code: "UNIMPLEMENTED" });
    }
    const mapping = await plugin.call<proto.GetMappingResponse>("getMapping", new proto.GetMappingRequest());
    expect(mapping.getProvider()).toBe("");
    const mappings = new proto.GetMappingsRequest().setKey("terraform");
    expect(
      (await plugin.call<proto.GetMappingsResponse>("getMappings", mappings)).getProvidersList(),
    ).toEqual([]);
  });
});

const signature = "4dabf18193072939515e22adb298388d";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the configuration", () => {
  test.each([
    ["as JSON", JSON.stringify({ hq })],
    ["as an object", { hq }],
    ["as an object of JSON", { hq: JSON.stringify(hq) }],
  ])("%s becomes a secret, whatever the program said", async (_, connections) => {
    const plugin = await startPlugin();
    const { inputs, failures } = await plugin.checkConfig({ connections, version: "0.1.0" });
    expect(failures).toEqual([]);
    const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: connections };
    expect(inputs).toEqual({ version: "0.1.0", connections: secret });
  });

  test("with faults is refused with the path of each, and no value", async () => {
    const plugin = await startPlugin();
    const connections = { hq: { ...hq, login: undefined, endpoint: "p4ssw0rd", colour: "red" }, era: {} };
    const { failures } = await plugin.checkConfig({ connections: JSON.stringify(connections) });
    const reasons = failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n");
    expect(reasons).toContain("connections: connections.hq.login:");
    expect(reasons).toContain("connections.hq.endpoint:");
    expect(reasons).toContain("connections.hq.colour:");
    expect(reasons).toContain("connections.era.vendor:");
    for (const bad of ["{", "[]", '"text"', "7", '{"hq": 7}']) {
      const found = await plugin.checkConfig({ connections: bad });
      expect(found.failures).toMatchObject([{ property: "connections" }]);
    }
  });

  test("of an unknown name is refused, but the engine's own and that of a project of our name", async () => {
    const plugin = await startPlugin();
    const known = { pluginDownloadURL: "x", version: "0.1.0" };
    const near = await plugin.checkConfig({ ...known, conections: "{}" });
    expect(near.failures).toMatchObject([
      { property: "conections", reason: expect.stringContaining('did you mean "connections"?') },
    ]);
    const far = await plugin.checkConfig({ ...known, colour: "red" });
    expect(far.failures).toEqual([
      { property: "colour", reason: "unknown configuration, allowed: connections" },
    ]);
    const own = await plugin.checkConfig({ colour: "red" }, providerUrn("default_0_1_0", "perimeter"));
    expect(own).toEqual({ inputs: { colour: "red" }, failures: [] });
    const mine = await plugin.checkConfig({ colour: "red" }, providerUrn("mine", "perimeter"));
    expect(mine.failures).toMatchObject([{ property: "colour" }]);
  });

  test.each([
    ["as a whole", unknown],
    ["in one field", { hq: { ...hq, password: unknown } }],
  ])("that is not known yet %s is no fault", async (_, connections) => {
    const plugin = await startPlugin();
    expect(await plugin.checkConfig({ connections }, explicit)).toEqual({
      inputs: { connections },
      failures: [],
    });
  });

  test("that changes replaces nothing", async () => {
    const plugin = await startPlugin();
    const request = new proto.DiffRequest().setUrn(explicit).setId("1");
    request.setOlds(struct({ connections: JSON.stringify({ hq }) })).setNews(struct({ connections: "{}" }));
    const answer = await plugin.call<proto.DiffResponse>("diffConfig", request);
    // The engine compares by itself where the plugin says that it doesn't know.
    expect(answer.toObject()).toMatchObject({ changes: 0, replacesList: [], deletebeforereplace: false });
  });

  test("that can't be read fails to be taken, and the one before it stays", async () => {
    const { plugin } = await open();
    const request = new proto.ConfigureRequest().setArgs(struct({ connections: "{" }));
    const failure = await failureOf(plugin.call("configure", request));
    expect(failure).toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(failure.details).toContain("the configuration perimeter:connections is not valid JSON");
    expect(await plugin.invoke("ideco:getRules", { table: "forward" })).toMatchObject({ items: [] });
  });

  test("loses to the environment for the engine's provider, and wins for an explicit one", async () => {
    const [here, there] = [await Lab.start(), await Lab.start()];
    vi.stubEnv("PERIMETER_CONNECTIONS", JSON.stringify({ hq: here.connections()["lab-ideco"] }));
    try {
      const plugin = await startPlugin();
      const asked = async () => {
        await plugin.invoke("ideco:getRules", { table: "forward" });
        const found = [here, there].findIndex((lab) => lab.journal.list({ method: "GET" }).length > 0);
        for (const lab of [here, there]) lab.journal.clear();
        return found;
      };
      expect(await asked()).toBe(0);
      const connections = { hq: there.connections()["lab-ideco"] };
      await plugin.configure(connections);
      expect(await asked()).toBe(0);
      await plugin.configure(connections, explicit);
      expect(await asked()).toBe(1);
      await plugin.configure(undefined, explicit);
      expect(await asked()).toBe(0);
    } finally {
      vi.unstubAllEnvs();
      await Promise.all([here.stop(), there.stop()]);
    }
  });
});
