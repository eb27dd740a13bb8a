import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/kernel/values";
import { type Front, type Kept, type Provider, ProviderError, type Subject } from "./driver";

/** A resource of the state. */
export interface Stored extends Kept {
  token: string;
  /** Whose provider deletes it. */
  front?: Front;
  /** Why its creation or its last update isn't complete: the next `up` updates it, whatever its inputs are. */
  reasons?: string[];
}

/** What a program says of one resource. */
export interface Declared {
  token: string;
  /** Where they name other resources of the program: by what gives the ids of those. */
  args: Properties | ((idOf: (name: string) => string) => Properties);
  /**
   * A replacement that the inputs don't call for: asked for by the user (`--replace`, a taint), where the provider is
   * told of nothing but a new object; or after the diff (`replaceOnChanges`).
   */
  replace?: "asked" | "afterDiff";
  /** The resource option: the old object goes before the new one is made. */
  deleteBeforeReplace?: boolean;
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
  /** Replaced ones, until the end of an `up` deletes them. */
  private condemned: Array<{ name: string; old: Stored }> = [];
  /** What runs at the moment, to be interrupted. */
  running?: Provider;
  /** Providers of another front, for what it made. */
  private others = new Map<Front, Promise<Provider>>();
  /** `customTimeouts` of every resource. */
  timeoutSeconds?: number | undefined;

  constructor(
    public front: Front,
    public connections: Record<string, Properties>,
    private readonly engineAddress: string,
  ) {}

  /** `pulumi up`, without its preview. Stops at the first error; the state then holds what was done. */
  up(program: Program): Promise<Record<string, Step>> {
    return this.within(async (provider) => {
      const steps: Record<string, Step> = {};
      const before = [...this.resources.keys()];
      for (const [name, declared] of Object.entries(program)) {
        const found = await this.compare(provider, name, declared);
        await this.carryOut(provider, name, declared, found);
        steps[name] = found.step;
      }
      for (const name of before.reverse()) {
        await this.finish(provider, name);
        if (name in program) continue;
        await this.remove(provider, name);
        steps[name] = { operation: "delete", paths: [] };
      }
      return steps;
    });
  }

  /** Deletes what was replaced. */
  private async finish(provider: Provider, name: string): Promise<void> {
    for (const each of this.condemned.filter((other) => other.name === name)) {
      await (await this.providerOf(provider, each.old)).delete({ token: each.old.token, name }, each.old);
      this.condemned = this.condemned.filter((other) => other !== each);
    }
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
      if (found) this.resources.set(name, { token, front: this.front, ...found });
      return found && this.stored(name);
    });
  }

  /** `pulumi destroy`: in the order that is the reverse of their creation. */
  async destroy(): Promise<void> {
    await this.within(async (provider) => {
      for (const name of [...this.resources.keys()].reverse()) {
        await this.finish(provider, name);
        await this.remove(provider, name);
      }
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
    return [...this.resources].map(([name, stored]) => [name, copied(stored)]);
  }

  restore(state: [string, Stored][]): void {
    this.condemned = [];
    this.resources.clear();
    for (const [name, stored] of state) this.resources.set(name, copied(stored));
  }

  /** Does something in a process of its own. */
  async within<T>(work: (provider: Provider) => Promise<T>): Promise<T> {
    const provider = await this.front.start(this.connections, this.engineAddress);
    this.running = provider;
    try {
      return await work(provider);
    } finally {
      this.running = undefined;
      const others = await Promise.all(this.others.values());
      this.others.clear();
      for (const each of [provider, ...others]) await each.end();
    }
  }

  /** The engine starts a process for each front that something of the state came from. */
  private async providerOf(provider: Provider, { front = this.front }: Stored): Promise<Provider> {
    if (front === this.front) return provider;
    const other = this.others.get(front) ?? front.start(this.connections, this.engineAddress);
    this.others.set(front, other);
    return other;
  }

  private argsOf({ args }: Declared): Properties {
    return typeof args === "function" ? args((name) => this.stored(name).id) : args;
  }

  private dropped(program: Program): string[] {
    return [...this.resources.keys()].filter((name) => !(name in program)).reverse();
  }

  private async compare(provider: Provider, name: string, declared: Declared) {
    const { token, replace } = declared;
    const args = this.argsOf(declared);
    const old = this.resources.get(name);
    const subject = { token, name };
    if (!old || replace === "asked") {
      const inputs = await checked(provider, subject, undefined, args);
      return { inputs, old, step: stepOf(old ? "replace" : "create") };
    }
    const inputs = await checked(provider, subject, old.inputs, args);
    const diff = await provider.diff(subject, old, inputs);
    const paths = diff.changes ? (diff.paths ?? changedKeys(old.inputs, inputs)) : [];
    if (diff.replaces.length > 0 || replace) {
      if (diff.deleteBeforeReplace) throw new Error(`${token} would be gone before the new one is made`);
      // The engine checks the inputs of a replacement once more, as those of a new object.
      const fresh = await checked(provider, subject, undefined, args);
      return { inputs: fresh, old, step: stepOf("replace", paths) };
    }
    const isDue = diff.changes || old.reasons !== undefined;
    return { inputs, old, step: stepOf(isDue ? "update" : "same", paths) };
  }

  private async carryOut(
    provider: Provider,
    name: string,
    { token, deleteBeforeReplace }: Declared,
    { inputs, old, step }: { inputs: Properties; old: Stored | undefined; step: Step },
  ): Promise<void> {
    const subject = this.subject(token, name);
    if (step.operation === "create" || !old) return this.create(provider, subject, inputs);
    // What nobody asks the provider about keeps its outputs.
    if (step.operation === "same")
      return void this.resources.set(name, { ...old, front: this.front, inputs });
    if (step.operation === "update") return this.update(provider, subject, old, inputs);
    if (deleteBeforeReplace) await this.remove(provider, name);
    await this.create(provider, subject, inputs);
    if (!deleteBeforeReplace) this.condemned.push({ name, old });
  }

  private async create(provider: Provider, subject: Subject, inputs: Properties): Promise<void> {
    const { token, name } = subject;
    try {
      const made = await provider.create(subject, inputs);
      if (made.id === "") throw new Error(`${token} was made without an id`);
      this.resources.set(name, { token, front: this.front, inputs, ...made });
    } catch (thrown) {
      if (thrown instanceof ProviderError && thrown.incomplete) {
        this.resources.set(name, { token, front: this.front, inputs, ...thrown.incomplete });
      }
      throw thrown;
    }
  }

  private async update(provider: Provider, subject: Subject, old: Stored, inputs: Properties): Promise<void> {
    const { token, name } = subject;
    try {
      const outputs = await provider.update(subject, old, inputs);
      this.resources.set(name, { token, front: this.front, id: old.id, inputs, outputs });
    } catch (thrown) {
      if (thrown instanceof ProviderError && thrown.incomplete) {
        this.resources.set(name, { token, front: this.front, inputs: old.inputs, ...thrown.incomplete });
      }
      throw thrown;
    }
  }

  private async remove(provider: Provider, name: string): Promise<void> {
    const old = this.stored(name);
    await (await this.providerOf(provider, old)).delete(this.subject(old.token, name), old);
    this.resources.delete(name);
  }

  private subject(token: string, name: string): Subject {
    const { timeoutSeconds } = this;
    return { token, name, ...(timeoutSeconds !== undefined && { timeoutSeconds }) };
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
    this.resources.set(name, { token: old.token, front: this.front, reasons: old.reasons, ...found });
    return {
      gone: false,
      paths,
      outputs: changedKeys(old.outputs, found.outputs),
      inputs: changedKeys(old.inputs, found.inputs),
    };
  }
}

function copied({ front, ...stored }: Stored): Stored {
  return { ...structuredClone(stored), ...(front && { front }) };
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
