import type * as dynamic from "@pulumi/pulumi/dynamic";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { catalogue } from "../../provider/catalogue";
import { dynamicText } from "../../provider/kernel/dynamic-text";
import * as lifecycle from "../../provider/kernel/lifecycle";
import type { Properties } from "../../provider/kernel/values";
import { DynamicHost } from "../../provider/process/dynamic/host";
import { providerFor } from "../../provider/process/dynamic/provider";
import { type Checked, type Diffed, type Kept, type Provider, ProviderError, type Subject } from "./driver";

/**
 * The dynamic front as the engine's provider process for Node programs calls it: every value goes through Pulumi's
 * wire form, carries `__provider`, and comes back with it.
 */
export class DynamicProcess implements Provider {
  private readonly providers = new Map<string, Promise<Required<dynamic.ResourceProvider>>>();

  private constructor(
    private readonly host: DynamicHost,
    private readonly configuration: string,
  ) {}

  static async start(
    connections: Record<string, Properties>,
    engineAddress: string,
  ): Promise<DynamicProcess> {
    return new DynamicProcess(new DynamicHost(engineAddress), JSON.stringify(connections));
  }

  async check(subject: Subject, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const provider = await this.providerOf(subject);
    const { inputs, failures = [] } = await told(() =>
      provider.check(wire(olds ?? {}), wire(withProvider(subject, news))),
    );
    return {
      inputs: bare(inputs ?? {}),
      failures: failures.map(({ property, reason }) => `${property}: ${reason}`),
    };
  }

  async diff(subject: Subject, old: Kept, news: Properties): Promise<Diffed> {
    const provider = await this.providerOf(subject);
    const outputs = withProvider(subject, old.outputs);
    const found = await told(() => provider.diff(old.id, wire(outputs), wire(withProvider(subject, news))));
    return {
      changes: found.changes ?? true,
      replaces: found.replaces ?? [],
      deleteBeforeReplace: found.deleteBeforeReplace ?? false,
    };
  }

  async create(subject: Subject, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const provider = await this.providerOf(subject);
    const { id, outs } = await told(() => provider.create(wire(withProvider(subject, inputs))));
    return { id, outputs: bare(outs) };
  }

  /** The engine makes its own guess for a preview. */
  async previewCreate(): Promise<undefined> {}
  async previewUpdate(): Promise<undefined> {}

  async read(subject: Subject, id: string, old: Omit<Kept, "id"> | undefined): Promise<Kept | undefined> {
    const provider = await this.providerOf(subject);
    const found = await told(() => provider.read(id, wire(withProvider(subject, old?.outputs ?? {}))));
    if (!found.id) return undefined;
    return { id: found.id, inputs: bare(found.inputs ?? {}), outputs: bare(found.props) };
  }

  async update(subject: Subject, old: Kept, news: Properties): Promise<Properties> {
    const provider = await this.providerOf(subject);
    const olds = wire(withProvider(subject, old.outputs));
    const { outs } = await told(() => provider.update(old.id, olds, wire(withProvider(subject, news))));
    return bare(outs);
  }

  async delete(subject: Subject, old: Kept): Promise<void> {
    const provider = await this.providerOf(subject);
    await told(() => provider.delete(old.id, wire(withProvider(subject, old.outputs))));
  }

  /** Functions of this front run in the program; its runtime is made like the one of the provider. */
  async invoke(token: string, args: Properties): Promise<Properties> {
    const definition = catalogue.functions.find((each) => each.token === token);
    if (!definition) throw new Error(`no function ${token}`);
    this.host.configure(this.configuration);
    const options = await this.host.options();
    return told(() => lifecycle.invoke(this.host.runtime, definition, args, options));
  }

  cancel(): Promise<void> {
    return this.host.end();
  }

  end(): Promise<void> {
    return this.host.end();
  }

  /** One provider a type, configured once, as the engine's cache has it. */
  private providerOf({ token }: Subject): Promise<Required<dynamic.ResourceProvider>> {
    const known = this.providers.get(token) ?? this.load(token);
    this.providers.set(token, known);
    return known;
  }

  private async load(token: string): Promise<Required<dynamic.ResourceProvider>> {
    const provider = providerFor(token, this.host) as Required<dynamic.ResourceProvider>;
    const config = {
      get: (key: string) => (key === "perimeter:connections" ? this.configuration : undefined),
    };
    await provider.configure({ config } as unknown as dynamic.ConfigureRequest);
    return provider;
  }
}

function withProvider({ token }: Subject, properties: Properties): Properties {
  return { ...properties, __provider: dynamicText(token) };
}

/** Values as they arrive from the engine, and as it gets them. */
function wire(properties: Properties): Properties {
  type Json = Parameters<typeof Struct.fromJavaScript>[0];
  return Struct.fromJavaScript(properties as Json).toJavaScript() as Properties;
}

function bare(properties: Properties): Properties {
  const { __provider, ...own } = wire(properties);
  return own;
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const { message, id, properties, reasons } = thrown as Error & {
      id?: string;
      properties?: Properties;
      reasons?: string[];
    };
    if (!id) throw new ProviderError(message);
    throw new ProviderError(message, { id, outputs: bare(properties ?? {}), reasons: reasons ?? [] });
  }
}
