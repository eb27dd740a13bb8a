import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { catalogue } from "../../catalogue";
import type { DataFunction, Resource } from "../../kernel/define";
import { invalid } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import type { ContextOptions } from "../../kernel/runtime";
import { isUnknown, pathText } from "../../kernel/values";
import { version } from "../../version";
import { diffResponse } from "./changes";
import { PluginProcess } from "./process";
import { fromStruct, serviceError, toStruct, unimplemented } from "./rpc";

type Unary<Q, A> = (call: grpc.ServerUnaryCall<Q, A>, callback: grpc.sendUnaryData<A>) => void;

/** The plugin: every call of `pulumirpc.ResourceProvider`, done by the kernel's life cycle. */
export class PluginServer {
  private readonly plugin = new PluginProcess();

  constructor(engineAddress?: string) {
    if (engineAddress) this.plugin.engineAt(engineAddress);
  }

  /** Listens on a free port of this machine. */
  async listen(): Promise<number> {
    const server = new grpc.Server({
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    server.addService(ResourceProviderService, this.handlers());
    return new Promise((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }

  end(): Promise<void> {
    return this.plugin.end();
  }

  private handlers(): grpc.UntypedServiceImplementation {
    return {
      handshake: unary((request: provider.ProviderHandshakeRequest) => this.handshake(request)),
      attach: unary((request: { getAddress(): string }) => this.attach(request.getAddress())),
      getPluginInfo: unary(() => pluginInfo()),
      getSchema: unary(() => schemaResponse()),
      checkConfig: unary((request: provider.CheckRequest) => this.checkConfig(request)),
      diffConfig: unary(() => new provider.DiffResponse()),
      configure: unary((request: provider.ConfigureRequest) => this.configure(request)),
      check: unary((request: provider.CheckRequest) => this.check(request)),
      diff: unary((request: provider.DiffRequest) => this.diff(request)),
      create: unary((request: provider.CreateRequest) => this.create(request)),
      read: unary((request: provider.ReadRequest) => this.read(request)),
      update: unary((request: provider.UpdateRequest) => this.update(request)),
      delete: unary((request: provider.DeleteRequest) => this.delete(request)),
      invoke: unary((request: provider.InvokeRequest) => this.invoke(request)),
      list: (call: grpc.ServerWritableStream<provider.ListRequest, provider.ListResponse>) =>
        void this.list(call),
      cancel: unary(() => this.cancel()),
      getMapping: unary(() => new provider.GetMappingResponse()),
      getMappings: unary(() => new provider.GetMappingsResponse()),
      parameterize: refusing("Parameterize"),
      construct: refusing("Construct"),
      call: refusing("Call"),
    };
  }

  private async handshake(
    request: provider.ProviderHandshakeRequest,
  ): Promise<provider.ProviderHandshakeResponse> {
    if (request.getEngineAddress()) this.plugin.engineAt(request.getEngineAddress());
    // Without secrets in the requests the engine itself marks the outputs of secret inputs.
    return new provider.ProviderHandshakeResponse();
  }

  private async attach(address: string): Promise<Empty> {
    this.plugin.engineAt(address);
    return new Empty();
  }

  private async checkConfig(request: provider.CheckRequest): Promise<provider.CheckResponse> {
    const { inputs, failures } = this.plugin.checkConfig(
      fromStruct(request.getNews()),
      isDefault(request.getUrn()),
    );
    const response = new provider.CheckResponse();
    response.setInputs(toStruct(inputs));
    response.setFailuresList(failures.map(({ property, reason }) => failure(property, reason)));
    return response;
  }

  private async configure(request: provider.ConfigureRequest): Promise<provider.ConfigureResponse> {
    this.plugin.configure(fromStruct(request.getArgs()), isDefault(request.getUrn?.() ?? ""));
    const response = new provider.ConfigureResponse();
    response.setSupportspreview(true);
    return response;
  }

  private async check(request: provider.CheckRequest): Promise<provider.CheckResponse> {
    const definition = resourceOf(request.getUrn());
    const olds = fromStruct(request.getOlds());
    const before = Object.keys(olds).length > 0 ? olds : undefined;
    const options = { ...this.options(request.getUrn()), owner: ownerIn(request.getUrn()) };
    const checked = await lifecycle.check(
      this.plugin.runtime,
      definition,
      before,
      fromStruct(request.getNews()),
      options,
    );
    const response = new provider.CheckResponse();
    response.setInputs(toStruct(checked.inputs));
    response.setFailuresList(checked.problems.map(({ path, message }) => failure(pathText(path), message)));
    return response;
  }

  private async diff(request: provider.DiffRequest): Promise<provider.DiffResponse> {
    const definition = resourceOf(request.getUrn());
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const options = this.options(request.getUrn());
    const found = await lifecycle.diff(this.plugin.runtime, definition, request.getId(), olds, news, options);
    return diffResponse(definition, found, request.getIgnorechangesList());
  }

  private async create(request: provider.CreateRequest): Promise<provider.CreateResponse> {
    const definition = resourceOf(request.getUrn());
    const inputs = fromStruct(request.getProperties());
    const response = new provider.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(toStruct(lifecycle.foreseenOutputs(definition, inputs, undefined)));
      return response;
    }
    const options = this.options(request.getUrn(), request.getTimeout());
    const made = await lifecycle.create(this.plugin.runtime, definition, inputs, options);
    response.setId(made.id);
    response.setProperties(toStruct(made.outputs));
    return response;
  }

  private async read(request: provider.ReadRequest): Promise<provider.ReadResponse> {
    const definition = resourceOf(request.getUrn());
    const state = fromStruct(request.getProperties());
    const options = this.options(request.getUrn());
    const found = await lifecycle.read(this.plugin.runtime, definition, request.getId(), state, options);
    const response = new provider.ReadResponse();
    if (!found) return response;
    response.setId(found.id);
    response.setInputs(toStruct(found.inputs));
    response.setProperties(toStruct(found.outputs));
    return response;
  }

  private async update(request: provider.UpdateRequest): Promise<provider.UpdateResponse> {
    const definition = resourceOf(request.getUrn());
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const response = new provider.UpdateResponse();
    const options = this.options(request.getUrn(), request.getTimeout());
    const outputs = request.getPreview()
      ? lifecycle.foreseenOutputs(definition, news, olds)
      : await lifecycle.update(this.plugin.runtime, definition, request.getId(), olds, news, options);
    response.setProperties(toStruct(outputs));
    return response;
  }

  private async delete(request: provider.DeleteRequest): Promise<Empty> {
    const definition = resourceOf(request.getUrn());
    const options = this.options(request.getUrn(), request.getTimeout());
    await lifecycle.remove(
      this.plugin.runtime,
      definition,
      request.getId(),
      fromStruct(request.getProperties()),
      options,
    );
    return new Empty();
  }

  private async invoke(request: provider.InvokeRequest): Promise<provider.InvokeResponse> {
    const definition = functionOf(request.getTok());
    const result = await lifecycle.invoke(
      this.plugin.runtime,
      definition,
      fromStruct(request.getArgs()),
      this.options(),
    );
    const response = new provider.InvokeResponse();
    response.setReturn(toStruct(result));
    return response;
  }

  private async list(
    call: grpc.ServerWritableStream<provider.ListRequest, provider.ListResponse>,
  ): Promise<void> {
    try {
      for (const message of await this.listed(call.request)) call.write(message);
      call.end();
    } catch (thrown) {
      call.emit("error", serviceError(thrown));
    }
  }

  private async listed(request: provider.ListRequest): Promise<provider.ListResponse[]> {
    const definition = resourceNamed(request.getToken());
    const query = fromStruct(request.getQuery());
    if (Object.values(query).some(isUnknown)) return [computed()];
    const items = await lifecycle.list(this.plugin.runtime, definition, query, this.options());
    const limit = request.getLimit();
    return (limit > 0 ? items.slice(0, limit) : items).map(listItem);
  }

  private async cancel(): Promise<Empty> {
    this.plugin.cancel();
    return new Empty();
  }

  /** The time limit is the resource option `customTimeouts`, in seconds; 0 is none. */
  private options(urn?: string, timeoutSeconds = 0): ContextOptions {
    return this.plugin.options(urn, timeoutSeconds);
  }
}

function unary<Q, A>(work: (request: Q) => A | Promise<A>): Unary<Q, A> {
  return (call, callback) => {
    // Even a request that can't be read is answered: the engine would wait for ever.
    Promise.resolve()
      .then(() => work(call.request))
      .then(
        (answer) => callback(null, answer),
        (thrown) => callback(serviceError(thrown)),
      );
  };
}

function refusing(name: string): Unary<unknown, unknown> {
  return (_, callback) => callback(unimplemented(name));
}

function pluginInfo(): PluginInfo {
  return new PluginInfo().setVersion(version);
}

function schemaResponse(): provider.GetSchemaResponse {
  const text = readFileSync(join(__dirname, "..", "..", "..", "schema.json"), "utf8");
  return new provider.GetSchemaResponse().setSchema(text);
}

/** The engine's own providers are called `default_<version>`; all others stand in the program. */
function isDefault(urn: string): boolean {
  return urn === "" || /^default(_\d.*)?$/.test(nameIn(urn));
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The resource with the types of its parents, so that equal names below different parents stay apart. */
function ownerIn(urn: string): string {
  return urn.split("::").slice(2).join(" ").replaceAll("perimeter:", "");
}

/** `urn:pulumi:stack::project::parent$perimeter:ideco:ForwardRule::name` → the definition of the type. */
function resourceOf(urn: string): Resource {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return resourceNamed(type);
}

function resourceNamed(type: string): Resource {
  const found = catalogue.resources.find((resource) => `perimeter:${resource.token}` === type);
  if (!found) throw invalid(`there is no resource type "${type}" in pulumi-resource-perimeter ${version}`);
  return found;
}

function functionOf(token: string): DataFunction {
  const found = catalogue.functions.find((definition) => `perimeter:${definition.token}` === token);
  if (!found) throw invalid(`there is no function "${token}" in pulumi-resource-perimeter ${version}`);
  return found;
}

function failure(property: string, reason: string): provider.CheckFailure {
  return new provider.CheckFailure().setProperty(property).setReason(reason);
}

function listItem({ id, name }: { id: string; name: string }): provider.ListResponse {
  const result = new provider.ListResponse.Result().setId(id).setName(name);
  return new provider.ListResponse().setResult(result);
}

function computed(): provider.ListResponse {
  return new provider.ListResponse().setComputed(new provider.ListResponse.Computed());
}
