import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { invalid } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import { version } from "../../version";
import { checkConfig } from "./config";
import { list } from "./listing";
import { PluginProcess } from "./process";
import * as resources from "./resources";
import { checkFailure, fromStruct, serviceError, toStruct, unimplemented } from "./rpc";
import { functionNamed } from "./urn";

type Unary<Q, A> = (call: grpc.ServerUnaryCall<Q, A>, callback: grpc.sendUnaryData<A>) => void;
type Cancellable = { once(event: "cancelled", listener: () => void): unknown };
type Streaming<Q, A> = (call: grpc.ServerWritableStream<Q, A>) => void;

/** The plugin: every call of `pulumirpc.ResourceProvider`, done by the kernel's life cycle. */
export class PluginServer {
  private readonly plugin = new PluginProcess();
  private readonly server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });

  constructor(engineAddress?: string) {
    if (engineAddress) this.plugin.engineAt(engineAddress);
  }

  /** Listens on a free port of this machine. */
  async listen(): Promise<number> {
    this.server.addService(tolerant(ResourceProviderService), this.handlers());
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  /** Interrupts what is under way, waits until it has answered, and logs out. Takes no new calls. */
  async end(isOrderly = true): Promise<void> {
    this.plugin.running.cancel();
    // It never calls back where the engine's connection is breaking off at that moment, as it does at every normal end.
    const closed = new Promise<void>((resolve) => this.server.tryShutdown(() => resolve()));
    await this.plugin.running.idle();
    await Promise.all([this.plugin.close(isOrderly), Promise.race([closed, sleep(lastAnswersMs)])]);
  }

  /** Something went wrong outside of all calls. They go on: none of them has to be cut off in the middle. */
  defect(thrown: unknown): void {
    this.plugin.logAt().warn(serviceError(thrown).details ?? "");
  }

  private handlers(): grpc.UntypedServiceImplementation {
    const { plugin } = this;
    return {
      handshake: this.unary((request: provider.ProviderHandshakeRequest) => this.handshake(request)),
      attach: this.unary((request: { getAddress(): string }) => this.attach(request.getAddress())),
      getPluginInfo: this.unary(() => new PluginInfo().setVersion(version)),
      getSchema: this.unary(() => new provider.GetSchemaResponse().setSchema(schemaText())),
      checkConfig: this.unary(checkedConfig),
      // A change of connections never replaces anything; whether there is one, the engine sees itself.
      diffConfig: this.unary(() => new provider.DiffResponse()),
      configure: this.unary((request: provider.ConfigureRequest) => this.configure(request)),
      check: this.unary((request: provider.CheckRequest, stop) => resources.check(plugin, request, stop)),
      diff: this.unary((request: provider.DiffRequest, stop) => resources.diff(plugin, request, stop)),
      create: this.unary((request: provider.CreateRequest, stop) => resources.create(plugin, request, stop)),
      read: this.unary((request: provider.ReadRequest, stop) => resources.read(plugin, request, stop)),
      update: this.unary((request: provider.UpdateRequest, stop) => resources.update(plugin, request, stop)),
      delete: this.unary((request: provider.DeleteRequest, stop) => resources.remove(plugin, request, stop)),
      invoke: this.unary((request: provider.InvokeRequest, stop) => this.invoke(request, stop)),
      list: this.streaming((request: provider.ListRequest, stop) => list(plugin, request, stop)),
      cancel: this.unary(() => this.cancel()),
      getMapping: this.unary(() => new provider.GetMappingResponse()),
      getMappings: this.unary(() => new provider.GetMappingsResponse()),
      parameterize: refusing("Parameterize"),
      construct: refusing("Construct"),
      call: refusing("Call"),
    };
  }

  /** Without secrets in the requests the engine itself marks the outputs of secret inputs. */
  private handshake(request: provider.ProviderHandshakeRequest): provider.ProviderHandshakeResponse {
    if (request.getEngineAddress()) this.plugin.engineAt(request.getEngineAddress());
    return new provider.ProviderHandshakeResponse();
  }

  private attach(address: string): Empty {
    this.plugin.engineAt(address);
    return new Empty();
  }

  private configure(request: provider.ConfigureRequest): provider.ConfigureResponse {
    // Older engines don't tell whose configuration it is.
    this.plugin.configure(request.getUrn?.() ?? "", fromStruct(request.getArgs()));
    return new provider.ConfigureResponse().setSupportspreview(true);
  }

  private async invoke(
    request: provider.InvokeRequest,
    signal: AbortSignal,
  ): Promise<provider.InvokeResponse> {
    const definition = functionNamed(request.getTok());
    const args = fromStruct(request.getArgs());
    const options = this.plugin.options(signal);
    const result = await lifecycle.invoke(this.plugin.runtime, definition, args, options);
    return new provider.InvokeResponse().setReturn(toStruct(result));
  }

  private cancel(): Empty {
    this.plugin.running.cancel();
    return new Empty();
  }

  /** A call with one answer. Even a request that can't be read gets one: the engine would wait for ever. */
  private unary<Q, A>(work: (request: Q, signal: AbortSignal) => A | Promise<A>): Unary<Q, A> {
    return (call, callback) =>
      void this.during(call, (signal) => work(readable(call.request), signal)).then(
        (answer) => callback(null, answer),
        (thrown) => callback(serviceError(thrown)),
      );
  }

  /** A call whose answer is a stream of messages. */
  private streaming<Q, A>(work: (request: Q, signal: AbortSignal) => Promise<A[]>): Streaming<Q, A> {
    return (call) =>
      void this.during(call, async (signal) => {
        for (const message of await work(readable(call.request), signal)) {
          if (!call.write(message)) await once(call, "drain", { signal });
        }
      }).then(
        () => call.end(),
        (thrown) => call.emit("error", serviceError(thrown)),
      );
  }

  /** Does the work of a call until the other side takes the call back, or all are cancelled. */
  private during<T>(call: Cancellable, work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
    return this.plugin.running.run(async (stop) => {
      call.once("cancelled", () => stop.abort());
      try {
        return await work(stop.signal);
      } finally {
        await this.plugin.heard();
      }
    });
  }
}

/** For answers to leave on a connection that stays open. */
const lastAnswersMs = 200;

/** A request that can't be read reaches its call: the library would answer that the state may be wrong. */
function tolerant(service: grpc.ServiceDefinition): grpc.ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer) => {
      try {
        return method.requestDeserialize(bytes);
      } catch {
        return unreadable;
      }
    };
    return [name, { ...method, requestDeserialize }];
  });
  return Object.fromEntries(methods);
}

const unreadable = Symbol("unreadable");

function readable<Q>(request: Q): Q {
  if (request === unreadable) throw invalid("the engine's request can't be read");
  return request;
}

function refusing(name: string): Unary<unknown, unknown> {
  return (_, callback) => callback(unimplemented(name));
}

function checkedConfig(request: provider.CheckRequest): provider.CheckResponse {
  const { inputs, failures } = checkConfig(request.getUrn(), fromStruct(request.getNews()));
  const response = new provider.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(failures.map(({ property, reason }) => checkFailure(property, reason)));
  return response;
}

function schemaText(): string {
  return readFileSync(join(__dirname, "..", "..", "..", "schema.json"), "utf8");
}
