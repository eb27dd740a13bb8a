import { credentials, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../provider/kernel/values";
import { PluginServer } from "../../provider/process/plugin/server";
import { type Checked, type Diffed, type Kept, type Provider, ProviderError, type Subject } from "./driver";

/** The plugin as the engine calls it: over gRPC, with URNs, old inputs and previews. */
export class PluginProcess implements Provider {
  private constructor(
    private readonly server: PluginServer,
    private readonly client: ResourceProviderClient,
  ) {}

  static async start(connections: Record<string, Properties>, engineAddress: string): Promise<PluginProcess> {
    const server = new PluginServer(engineAddress);
    const client = new ResourceProviderClient(
      `127.0.0.1:${await server.listen()}`,
      credentials.createInsecure(),
      { "grpc.use_local_subchannel_pool": 1 }, // The pool of a whole process is searched at each end, by every client.
    );
    const plugin = new PluginProcess(server, client);
    await plugin.configure({ connections: JSON.stringify(connections) });
    return plugin;
  }

  /** As the default provider of a stack gets its configuration: every value a text. */
  private async configure(config: Properties): Promise<void> {
    const urn = urnOf("pulumi:providers:perimeter", "default_0_1_0");
    const check = new proto.CheckRequest().setUrn(urn).setOlds(struct({})).setNews(struct(config));
    const checked = await ask<proto.CheckResponse>((done) => this.client.checkConfig(check, done));
    const [failure] = checked.getFailuresList();
    if (failure) throw new ProviderError(`${failure.getProperty()}: ${failure.getReason()}`);
    const request = new proto.ConfigureRequest().setUrn(urn).setArgs(struct(config));
    await ask<proto.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async check(subject: Subject, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const request = new proto.CheckRequest().setUrn(urn(subject));
    request.setOlds(struct(olds ?? {})).setNews(struct(news));
    const answer = await ask<proto.CheckResponse>((done) => this.client.check(request, done));
    const failures = answer.getFailuresList();
    return {
      inputs: plain(answer.getInputs()),
      failures: failures.map((each) => `${each.getProperty()}: ${each.getReason()}`),
    };
  }

  async diff(subject: Subject, old: Kept, news: Properties): Promise<Diffed> {
    const request = new proto.DiffRequest().setUrn(urn(subject)).setId(old.id);
    request.setOlds(struct(old.outputs)).setOldInputs(struct(old.inputs)).setNews(struct(news));
    const answer = await ask<proto.DiffResponse>((done) => this.client.diff(request, done));
    const places = answer.getDetaileddiffMap().toObject(false, (_, place) => place.getKind());
    const paths = places.map(([path]) => path);
    const tops = new Set(paths.map((path) => /^[^.[]+/.exec(path)?.[0] ?? path));
    const told = new Set(answer.getDiffsList());
    if (tops.size !== told.size || [...tops].some((top) => !told.has(top))) {
      throw new Error(`diffs ${[...told]} and detailed diff ${[...tops]} differ`);
    }
    return {
      changes: answer.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
      paths,
    };
  }

  async create(subject: Subject, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const request = new proto.CreateRequest().setUrn(urn(subject)).setProperties(struct(inputs));
    request.setTimeout(subject.timeoutSeconds ?? 0);
    const answer = await ask<proto.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), outputs: plain(answer.getProperties()) };
  }

  async previewCreate(subject: Subject, inputs: Properties): Promise<Properties> {
    const request = new proto.CreateRequest().setUrn(urn(subject)).setProperties(struct(inputs));
    request.setPreview(true);
    const answer = await ask<proto.CreateResponse>((done) => this.client.create(request, done));
    if (answer.getId() !== "") throw new Error("a preview gave an id");
    return plain(answer.getProperties());
  }

  async previewUpdate(subject: Subject, old: Kept, news: Properties): Promise<Properties> {
    const request = this.updateRequest(subject, old, news).setPreview(true);
    const answer = await ask<proto.UpdateResponse>((done) => this.client.update(request, done));
    return plain(answer.getProperties());
  }

  async read(subject: Subject, id: string, old: Omit<Kept, "id"> | undefined): Promise<Kept | undefined> {
    const request = new proto.ReadRequest().setUrn(urn(subject)).setId(id);
    request.setProperties(struct(old?.outputs ?? {})).setInputs(struct(old?.inputs ?? {}));
    const answer = await ask<proto.ReadResponse>((done) => this.client.read(request, done));
    if (answer.getId() === "") return undefined;
    return {
      id: answer.getId(),
      inputs: plain(answer.getInputs()),
      outputs: plain(answer.getProperties()),
    };
  }

  async update(subject: Subject, old: Kept, news: Properties): Promise<Properties> {
    const request = this.updateRequest(subject, old, news).setTimeout(subject.timeoutSeconds ?? 0);
    const answer = await ask<proto.UpdateResponse>((done) => this.client.update(request, done));
    return plain(answer.getProperties());
  }

  async delete(subject: Subject, old: Kept): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(urn(subject)).setId(old.id);
    request.setProperties(struct(old.outputs)).setOldInputs(struct(old.inputs));
    request.setTimeout(subject.timeoutSeconds ?? 0);
    await ask<Empty>((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new proto.InvokeRequest().setTok(`perimeter:${token}`).setArgs(struct(args));
    const answer = await ask<proto.InvokeResponse>((done) => this.client.invoke(request, done));
    return plain(answer.getReturn());
  }

  async cancel(): Promise<void> {
    await ask<Empty>((done) => this.client.cancel(new Empty(), done));
  }

  async end(): Promise<void> {
    await this.server.end();
    this.client.close();
  }

  private updateRequest(subject: Subject, old: Kept, news: Properties): proto.UpdateRequest {
    const request = new proto.UpdateRequest().setUrn(urn(subject)).setId(old.id);
    return request.setOlds(struct(old.outputs)).setOldInputs(struct(old.inputs)).setNews(struct(news));
  }
}

function urn({ token, name }: Subject): string {
  return urnOf(`perimeter:${token}`, name);
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:conformance::test::${type}::${name}`;
}

function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(answer: Struct | undefined): Properties {
  return (answer?.toJavaScript() ?? {}) as Properties;
}

type Done<T> = (error: ServiceError | null, answer: T) => void;

function ask<T>(call: (done: Done<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, answer) => (error ? reject(asTold(error)) : resolve(answer)));
  });
}

/** The engine unpacks an object that exists but isn't complete from the details of the status. */
function asTold({ details, metadata }: ServiceError): ProviderError {
  const packed = detailIn(metadata);
  if (!packed) return new ProviderError(details);
  const [id, reasons] = [packed.getId(), packed.getReasonsList()];
  return new ProviderError(details, { id, outputs: plain(packed.getProperties()), reasons });
}

function detailIn(metadata: Metadata | undefined): proto.ErrorResourceInitFailed | undefined {
  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Buffer)) return undefined;
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  return detail && proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
}
