import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { onTestFinished } from "vitest";
import { Lab, type LabOptions } from "../../provider/lab/core";
import { PluginServer } from "../../provider/process/plugin/server";
import { root } from "../../scripts/lib/paths.mjs";

export type Json = { [key: string]: unknown };

/** Any request or answer: a message by its setters. */
export type Settings = { [setter: string]: unknown };

/** The engine's end of the plugin protocol, in plain values. */
export class PluginClient {
  readonly raw: ResourceProviderClient;

  constructor(port: number) {
    this.raw = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
  }

  /** Sends one call as it is. `signal` takes it back. */
  call<A>(method: Method, request: object, signal?: AbortSignal): Promise<A> {
    return new Promise((resolve, reject) => {
      const send = this.raw[method].bind(this.raw) as unknown as Send<A>;
      const call = send(request, (error, answer) => (error ? reject(error) : resolve(answer)));
      signal?.addEventListener("abort", () => call.cancel());
    });
  }

  /** Sends bytes, whatever they are. */
  send(method: Method, bytes: Buffer): Promise<Buffer> {
    const path = `/pulumirpc.ResourceProvider/${method.charAt(0).toUpperCase()}${method.slice(1)}`;
    const same = (each: Buffer) => each;
    return new Promise((resolve, reject) => {
      this.raw.makeUnaryRequest(path, same, same, bytes, (error, answer) =>
        error ? reject(error) : resolve(answer as Buffer),
      );
    });
  }

  /** As the engine does it for its own provider of a stack's configuration. */
  async configure(connections: unknown, urn = providerUrn("default_0_1_0")): Promise<void> {
    const args = struct(connections === undefined ? {} : { connections: JSON.stringify(connections) });
    await this.call("configure", new proto.ConfigureRequest().setArgs(args).setUrn(urn));
  }

  async checkConfig(news: Json, urn = providerUrn("default_0_1_0")): Promise<Checked> {
    const request = new proto.CheckRequest().setUrn(urn).setNews(struct(news));
    return checked(await this.call("checkConfig", request));
  }

  async check(token: string, news: Json, olds: Json = {}, name = "it"): Promise<Checked> {
    const request = new proto.CheckRequest().setUrn(urn(token, name));
    return checked(await this.call("check", request.setNews(struct(news)).setOlds(struct(olds))));
  }

  async diff(token: string, id: string, olds: Json, news: Json, ignored: string[] = []): Promise<Diffed> {
    const request = new proto.DiffRequest().setUrn(urn(token)).setId(id);
    request.setOlds(struct(olds)).setOldInputs(struct(olds)).setNews(struct(news));
    const answer = await this.call<proto.DiffResponse>("diff", request.setIgnorechangesList(ignored));
    const places = answer.getDetaileddiffMap().toObject(false, (_, each) => each.getKind());
    return {
      changes: answer.getChanges(),
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
      stables: answer.getStablesList(),
      diffs: answer.getDiffsList(),
      detailed: Object.fromEntries(places.map(([path, kind]) => [path, kindNames[kind]])),
    };
  }

  async create(token: string, inputs: Json, settings: Settings = {}): Promise<{ id: string; outputs: Json }> {
    const request = new proto.CreateRequest().setUrn(urn(token)).setProperties(struct(inputs));
    const answer = await this.call<proto.CreateResponse>("create", set(request, settings));
    return { id: answer.getId(), outputs: json(answer.getProperties()) };
  }

  /** Undefined: it is gone. */
  async read(token: string, id: string, state: Json = {}, inputs: Json = state): Promise<Read | undefined> {
    const request = new proto.ReadRequest().setUrn(urn(token)).setId(id);
    request.setProperties(struct(state)).setInputs(struct(inputs));
    const answer = await this.call<proto.ReadResponse>("read", request);
    if (answer.getId() === "") return undefined;
    return { id: answer.getId(), inputs: json(answer.getInputs()), outputs: json(answer.getProperties()) };
  }

  async update(token: string, id: string, olds: Json, news: Json, settings: Settings = {}): Promise<Json> {
    const request = new proto.UpdateRequest().setUrn(urn(token)).setId(id);
    request.setOlds(struct(olds)).setOldInputs(struct(olds)).setNews(struct(news));
    return json((await this.call<proto.UpdateResponse>("update", set(request, settings))).getProperties());
  }

  async delete(token: string, id: string, state: Json, settings: Settings = {}): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(urn(token)).setId(id).setProperties(struct(state));
    await this.call("delete", set(request, settings));
  }

  async invoke(token: string, args: Json = {}): Promise<Json> {
    const request = new proto.InvokeRequest().setTok(`perimeter:${token}`).setArgs(struct(args));
    return json((await this.call<proto.InvokeResponse>("invoke", request)).getReturn());
  }

  async list(token: string, query: Json = {}, settings: Settings = {}): Promise<Listed> {
    const request = new proto.ListRequest().setToken(`perimeter:${token}`).setQuery(struct(query));
    const listed: Listed = { items: [] };
    for await (const answer of this.raw.list(set(request, settings)) as AsyncIterable<proto.ListResponse>) {
      const result = answer.getResult();
      if (result) listed.items.push({ id: result.getId(), name: result.getName() });
      if (answer.hasComputed()) listed.isComputed = true;
      if (answer.hasContinuation()) listed.next = answer.getContinuation()?.getContinuationToken();
    }
    return listed;
  }

  async cancel(): Promise<void> {
    await this.call("cancel", new Empty());
  }

  close(): void {
    this.raw.close();
  }
}

type Method = Exclude<keyof ResourceProviderClient, keyof grpc.Client | "list">;
type Send<A> = (
  request: object,
  callback: (error: grpc.ServiceError | null, answer: A) => void,
) => grpc.ClientUnaryCall;

export interface Checked {
  inputs: Json;
  failures: { property: string; reason: string }[];
}

export interface Diffed {
  /** 0 unknown, 1 none, 2 some. */
  changes: number;
  replaces: string[];
  deleteBeforeReplace: boolean;
  stables: string[];
  diffs: string[];
  detailed: Record<string, string | undefined>;
}

export interface Read {
  id: string;
  inputs: Json;
  outputs: Json;
}

export interface Listed {
  items: { id: string; name: string }[];
  isComputed?: boolean;
  next?: string | undefined;
}

const kindNames = Object.fromEntries(
  Object.entries(proto.PropertyDiff.Kind).map(([name, kind]) => [kind, name]),
);

function checked(answer: proto.CheckResponse): Checked {
  const failures = answer.getFailuresList();
  return {
    inputs: json(answer.getInputs()),
    failures: failures.map((each) => ({ property: each.getProperty(), reason: each.getReason() })),
  };
}

export function struct(value: Json): Struct {
  return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
}

export function json(value: Struct | undefined): Json {
  return (value?.toJavaScript() ?? {}) as Json;
}

/** `{ timeout: 2, preview: true }` through the setters of a message. */
function set<M extends object>(message: M, settings: Settings): M {
  for (const [name, value] of Object.entries(settings)) {
    const setter = `set${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    (message as Record<string, (value: unknown) => void>)[setter]?.(value);
  }
  return message;
}

export function urn(token: string, name = "it"): string {
  return `urn:pulumi:dev::test::perimeter:${token}::${name}`;
}

export function providerUrn(name: string, project = "test"): string {
  return `urn:pulumi:dev::${project}::pulumi:providers:perimeter::${name}`;
}

/** The error of a call: a status of gRPC, with the object that exists but isn't complete. */
export interface Failure {
  code: string;
  details: string;
  incomplete?: { id: string; outputs: Json; reasons: string[] };
}

/** @throws where the call succeeds */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (thrown) {
    const { code, details, metadata } = thrown as grpc.ServiceError;
    const [status] = metadata.get("grpc-status-details-bin");
    return {
      code: grpc.status[code],
      details,
      ...(status && { incomplete: incompleteIn(status as Buffer) }),
    };
  }
  throw new Error("this call should have failed");
}

function incompleteIn(status: Buffer): NonNullable<Failure["incomplete"]> {
  const [detail] = Status.deserializeBinary(status).getDetailsList();
  if (detail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") throw new Error("another detail");
  const failed = proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), outputs: json(failed.getProperties()), reasons: failed.getReasonsList() };
}

/** What the engine showed to the user. */
export interface Said {
  severity: number;
  message: string;
  urn: string;
  ephemeral: boolean;
}

/** An engine that only listens to what it is told; it ends with the test. */
export async function startEngine(): Promise<{ address: string; said: Said[] }> {
  const said: Said[] = [];
  const server = new grpc.Server();
  server.addService(EngineService, {
    log: (call: grpc.ServerUnaryCall<LogRequest, Empty>, callback: grpc.sendUnaryData<Empty>) => {
      const { severity, message, urn, ephemeral } = call.request.toObject();
      said.push({ severity, message, urn, ephemeral });
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return { address: `127.0.0.1:${port}`, said };
}

/** A plugin in this process, gone with the test. */
export async function startPlugin(engineAddress?: string): Promise<PluginClient> {
  const server = new PluginServer(engineAddress);
  const client = new PluginClient(await server.listen());
  onTestFinished(async () => {
    client.close();
    await server.end();
  });
  return client;
}

export interface SpawnOptions {
  /** Folder of the package. */
  from?: string;
  /** The script that Node runs, with its first arguments. Default: the package's executable. */
  script?: readonly string[];
  args?: string[];
  env?: Record<string, string>;
  stdin?: "pipe" | "ignore";
}

/** The plugin as the engine starts it: a process, which ends with the test. */
export async function spawnPlugin(
  options: SpawnOptions = {},
): Promise<{ client: PluginClient; child: ChildProcess; lines: string[] }> {
  const script = options.script ?? [join(options.from ?? root, "pulumi-resource-perimeter")];
  const child = spawn(process.execPath, [...script, ...(options.args ?? [])], {
    stdio: [options.stdin ?? "pipe", "pipe", "inherit"],
    env: { ...process.env, PERIMETER_CONNECTIONS: "", ...options.env },
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout as Readable }).on("line", (line) => lines.push(line));
  await once(output, "line");
  const client = new PluginClient(Number(lines[0]));
  onTestFinished(() => {
    client.close();
    child.kill("SIGKILL");
  });
  return { client, child, lines };
}

/** A simulated appliance of each vendor, and a plugin in this process that is configured for all of them. */
export async function open(options?: LabOptions): Promise<{ lab: Lab; plugin: PluginClient }> {
  const lab = await Lab.start(options);
  onTestFinished(() => lab.stop());
  const plugin = await startPlugin();
  await plugin.configure(lab.connections());
  return { lab, plugin };
}
