import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/kernel/values";
import { type Front, type Kept, type Provider, ProviderError, type Subject } from "./driver";

/** A resource of the state. */
export interface Stored extends Kept {
  token: string;
  /** Why its creation or its last update isn't complete: the next `up` updates it, whatever its inputs are. */
  reasons?: string[];
}

/** What a program says of one resource. */
export interface Declared {
  token: string;
  args: Properties;
  /** The user asks for a replacement, which makes the new object before it deletes the old one. */
  replace?: boolean;
}

/** Resources by name, in the order in which they depend on each other. */
export type Program = Record<string, Declared>;

export type Operation = "create" | "update" | "replace" | "same" | "delete";

export interface Step {
  operation: Operation;
  /** The changed places: as the front tells them, else the inputs that differ. */
  paths: string[];
}

/**
 * What the engine does for one stack, by either front: state, and processes that remember nothing but what the state
 * holds. Every operation runs in a process of its own.
 */
export class Stack {
  readonly resources = new Map<string, Stored>();
  /** What runs at the moment, to be interrupted. */
  running?: Provider;

  constructor(
    readonly front: Front,
    public connections: Record<string, Properties>,
    private readonly engineAddress: string,
  ) {}

  /** `pulumi up`, without its preview. Stops at the first error; the state then holds what was done. */
  up(program: Program): Promise<Record<string, Step>> {
    return this.within(async (provider) => {
      const steps: Record<string, Step> = {};
      for (const [name, declared] of Object.entries(program)) {
        const found = await this.compare(provider, name, declared);
        await this.carryOut(provider, name, declared, found);
        steps[name] = found.step;
      }
      for (const name of this.dropped(program)) {
        await this.remove(provider, name);
        steps[name] = { operation: "delete", paths: [] };
      }
      return steps;
    });
  }

  /** `pulumi preview`: what an `up` would do. */
  preview(program: Program): Promise<Record<string, Step>> {
    return this.within(async (provider) => {
      const steps: Record<string, Step> = {};
      for (const [name, declared] of Object.entries(program)) {
        const { step, inputs, old } = await this.compare(provider, name, declared);
        const subject = { token: declared.token, name };
        if (step.operation === "create") await provider.previewCreate(subject, inputs);
        if (step.operation === "update" && old) await provider.previewUpdate(subject, old, inputs);
        steps[name] = step;
      }
      for (const name of this.dropped(program)) steps[name] = { operation: "delete", paths: [] };
      return steps;
    });
  }

  /** `pulumi refresh`: for each resource what is different from what the state held, or that it is gone. */
  refresh(): Promise<Record<string, Refreshed>> {
    return this.within(async (provider) => {
      const found: Record<string, Refreshed> = {};
      for (const [name, old] of [...this.resources]) found[name] = await this.look(provider, name, old);
      return found;
    });
  }

  /** `pulumi import`: takes an object into the state; undefined where there is none. */
  import(token: string, name: string, id: string): Promise<Stored | undefined> {
    return this.within(async (provider) => {
      const found = await provider.read({ token, name }, id, undefined);
      if (found) this.resources.set(name, { token, ...found });
      return found && this.stored(name);
    });
  }

  /** `pulumi destroy`: in the order that is the reverse of their creation. */
  async destroy(): Promise<void> {
    await this.within(async (provider) => {
      for (const name of [...this.resources.keys()].reverse()) await this.remove(provider, name);
    });
  }

  invoke(token: string, args: Properties): Promise<Properties> {
    return this.within((provider) => provider.invoke(token, args));
  }

  stored(name: string): Stored {
    const stored = this.resources.get(name);
    if (!stored) throw new Error(`no resource ${name} in the state`);
    return stored;
  }

  /** A copy of the state, to go on from later. */
  exported(): [string, Stored][] {
    return structuredClone([...this.resources]);
  }

  restore(state: [string, Stored][]): void {
    this.resources.clear();
    for (const [name, stored] of structuredClone(state)) this.resources.set(name, stored);
  }

  /** Does something in a process of its own. */
  async within<T>(work: (provider: Provider) => Promise<T>): Promise<T> {
    const provider = await this.front.start(this.connections, this.engineAddress);
    this.running = provider;
    try {
      return await work(provider);
    } finally {
      this.running = undefined;
      await provider.end();
    }
  }

  private dropped(program: Program): string[] {
    return [...this.resources.keys()].filter((name) => !(name in program)).reverse();
  }

  private async compare(provider: Provider, name: string, { token, args, replace }: Declared) {
    const old = this.resources.get(name);
    const subject = { token, name };
    const inputs = await checked(provider, subject, old?.inputs, args);
    if (!old) return { inputs, old, step: stepOf("create") };
    const diff = await provider.diff(subject, old, inputs);
    const paths = diff.changes ? (diff.paths ?? changedKeys(old.inputs, inputs)) : [];
    if (diff.replaces.length > 0) {
      if (!diff.deleteBeforeReplace)
        throw new Error(`${token} would be made anew before the old one is gone`);
      return { inputs, old, step: stepOf("replace", paths) };
    }
    if (replace) return { inputs, old, step: stepOf("replace", paths) };
    const isDue = diff.changes || old.reasons !== undefined;
    return { inputs, old, step: stepOf(isDue ? "update" : "same", paths) };
  }

  private async carryOut(
    provider: Provider,
    name: string,
    { token, args, replace }: Declared,
    { inputs, old, step }: { inputs: Properties; old: Stored | undefined; step: Step },
  ): Promise<void> {
    const subject = { token, name };
    if (step.operation === "create" || !old) return this.create(provider, subject, inputs);
    // What nobody asks the provider about keeps its outputs.
    if (step.operation === "same") return void this.resources.set(name, { ...old, inputs });
    if (step.operation === "update") return this.update(provider, subject, old, inputs);
    if (replace) {
      // The engine checks the inputs of a replacement as those of a new object.
      const fresh = await checked(provider, subject, undefined, args);
      await this.create(provider, subject, fresh);
      return provider.delete(subject, old);
    }
    await this.remove(provider, name);
    return this.create(provider, subject, await checked(provider, subject, undefined, args));
  }

  private async create(provider: Provider, subject: Subject, inputs: Properties): Promise<void> {
    const { token, name } = subject;
    try {
      const made = await provider.create(subject, inputs);
      if (made.id === "") throw new Error(`${token} was made without an id`);
      this.resources.set(name, { token, inputs, ...made });
    } catch (thrown) {
      if (thrown instanceof ProviderError && thrown.incomplete) {
        this.resources.set(name, { token, inputs, ...thrown.incomplete });
      }
      throw thrown;
    }
  }

  private async update(provider: Provider, subject: Subject, old: Stored, inputs: Properties): Promise<void> {
    const { token, name } = subject;
    try {
      const outputs = await provider.update(subject, old, inputs);
      this.resources.set(name, { token, id: old.id, inputs, outputs });
    } catch (thrown) {
      if (thrown instanceof ProviderError && thrown.incomplete) {
        this.resources.set(name, { token, inputs: old.inputs, ...thrown.incomplete });
      }
      throw thrown;
    }
  }

  private async remove(provider: Provider, name: string): Promise<void> {
    const old = this.stored(name);
    await provider.delete({ token: old.token, name }, old);
    this.resources.delete(name);
  }

  private async look(provider: Provider, name: string, old: Stored): Promise<Refreshed> {
    const subject = { token: old.token, name };
    const found = await provider.read(subject, old.id, old);
    if (!found) {
      this.resources.delete(name);
      return { gone: true, paths: [], outputs: [], inputs: [] };
    }
    const diff = await provider.diff(subject, found, old.inputs);
    const paths = diff.changes ? (diff.paths ?? changedKeys(found.inputs, old.inputs)) : [];
    this.resources.set(name, { token: old.token, reasons: old.reasons, ...found });
    return {
      gone: false,
      paths,
      outputs: changedKeys(old.outputs, found.outputs),
      inputs: changedKeys(old.inputs, found.inputs),
    };
  }
}

export interface Refreshed {
  gone: boolean;
  /** Where the provider sees a difference. */
  paths: string[];
  /** Outputs whose value is another one now. */
  outputs: string[];
  /** Inputs whose value is another one now. */
  inputs: string[];
}

/** No difference anywhere: neither in what a preview shows nor in what the state holds. */
export const unchanged: Refreshed = { gone: false, paths: [], outputs: [], inputs: [] };

function stepOf(operation: Operation, paths: string[] = []): Step {
  return { operation, paths };
}

async function checked(
  provider: Provider,
  subject: Subject,
  olds: Properties | undefined,
  args: Properties,
): Promise<Properties> {
  const { inputs, failures } = await provider.check(subject, olds, args);
  if (failures.length > 0) throw new ProviderError(failures.join("\n"));
  return inputs;
}

export function changedKeys(before: Properties, after: Properties): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
}
