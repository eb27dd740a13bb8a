import { catalogue } from "../../provider/catalogue";
import * as lifecycle from "../../provider/kernel/lifecycle";
import type { Log } from "../../provider/kernel/log";
import type { Resource } from "../../provider/kernel/resource";
import { Runtime } from "../../provider/kernel/runtime";
import { type Properties, pathText } from "../../provider/kernel/values";

interface Stored {
  token: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** A create or update failed on the way: the next `up` updates, whatever the inputs are. */
  incomplete?: boolean;
}

/** What the engine does for one stack, without the engine: for fast tests of definitions against the lab. */
export class Stack {
  readonly resources = new Map<string, Stored>();
  /** Everything said to the user, each line with its severity: `warn: …`. */
  readonly said: string[] = [];
  private readonly log: Log = {
    debug: () => {},
    info: (message) => void this.said.push(`info: ${message}`),
    warn: (message) => void this.said.push(`warn: ${message}`),
    progress: (message) => void this.said.push(`progress: ${message}`),
  };
  private runtime: Runtime;
  /** Resources that this process was told to keep: the engine deletes them in a later operation, with another process. */
  private readonly kept = new Set<string>();
  /** What was replaced by something that isn't complete: the engine deletes it at the beginning of the next `up`. */
  private condemned: Stored[] = [];

  constructor(private readonly connections: Record<string, Properties>) {
    this.runtime = new Runtime(catalogue.vendors, connections, this.log);
  }

  /** A provider process of its own: what follows remembers nothing but the state. */
  async restart(connections = this.connections): Promise<void> {
    await this.runtime.close();
    this.kept.clear();
    this.runtime = new Runtime(catalogue.vendors, connections, this.log);
  }

  /** `up` for one resource: check, diff, then create, update, replace or nothing. Gives what was done. */
  async up(token: string, name: string, args: Properties): Promise<"create" | "update" | "replace" | "same"> {
    const definition = definitionOf(token);
    await this.removeCondemned();
    const old = this.resources.get(name);
    const checked = await lifecycle.check(this.runtime, definition, old?.inputs, args, {
      owner: `${token} ${name}`,
    });
    if (checked.problems.length > 0) {
      throw new Error(
        checked.problems.map(({ path, message }) => `${pathText(path)}: ${message}`).join("\n"),
      );
    }
    if (!old) return this.create(definition, name, checked.inputs);
    const found = await lifecycle.diff(this.runtime, definition, old.id, old.outputs, checked.inputs);
    if (found.replaces.length > 0) {
      await this.create(definition, name, checked.inputs).catch((thrown: Error) => {
        if (this.resources.get(name) !== old) this.condemned.push(old);
        throw thrown;
      });
      await lifecycle.remove(this.runtime, definition, old.id, old.outputs);
      return "replace";
    }
    this.kept.add(name);
    if (found.changes.length + found.unmet.length === 0 && !old.incomplete) return "same";
    const outputs = await this.keeping(name, definition, checked.inputs, () =>
      lifecycle.update(this.runtime, definition, old.id, old.outputs, checked.inputs),
    );
    this.resources.set(name, { token, id: old.id, inputs: checked.inputs, outputs });
    return "update";
  }

  /** The changed places that a preview would show, as paths. */
  async preview(name: string, args: Properties): Promise<string[]> {
    const { token, id, inputs, outputs } = this.stored(name);
    const definition = definitionOf(token);
    const checked = await lifecycle.check(this.runtime, definition, inputs, args, {
      owner: `${token} ${name}`,
    });
    const found = await lifecycle.diff(this.runtime, definition, id, outputs, checked.inputs);
    this.kept.add(name);
    return [...found.changes.map((change) => pathText(change.path)), ...found.unmet];
  }

  /** `refresh` for one resource: the changed places (of inputs), or `gone`. */
  async refresh(name: string): Promise<string[] | "gone"> {
    const { token, id, inputs, outputs } = this.stored(name);
    const definition = definitionOf(token);
    const seen = await lifecycle.read(this.runtime, definition, id, outputs);
    if (!seen) {
      this.resources.delete(name);
      return "gone";
    }
    const found = await lifecycle.diff(this.runtime, definition, seen.id, seen.outputs, inputs);
    this.kept.add(name);
    this.resources.set(name, { token, id: seen.id, inputs: seen.inputs, outputs: seen.outputs });
    return [...found.changes.map((change) => pathText(change.path)), ...found.unmet];
  }

  /** `pulumi import`. */
  async import(token: string, name: string, id: string): Promise<Stored | undefined> {
    const seen = await lifecycle.read(this.runtime, definitionOf(token), id, {});
    if (seen) this.resources.set(name, { token, ...seen });
    return seen && this.stored(name);
  }

  async delete(name: string): Promise<void> {
    const { token, id, outputs } = this.stored(name);
    const definition = definitionOf(token);
    if (this.kept.delete(name)) this.runtime.release(definition, String(outputs.connection), id);
    await lifecycle.remove(this.runtime, definition, id, outputs);
    this.resources.delete(name);
  }

  private async removeCondemned(): Promise<void> {
    for (const each of this.condemned) {
      await lifecycle.remove(this.runtime, definitionOf(each.token), each.id, each.outputs);
      this.condemned = this.condemned.filter((other) => other !== each);
    }
  }

  /** All objects of a type that the engine could import. */
  list(token: string): Promise<Array<{ id: string; name: string }>> {
    return lifecycle.list(this.runtime, definitionOf(token), {});
  }

  /** Calls a function. */
  call(token: string, args: Properties = {}): Promise<Properties> {
    const definition = catalogue.functions.find((candidate) => candidate.token === token);
    if (!definition) throw new Error(`no function ${token}`);
    return lifecycle.invoke(this.runtime, definition, args);
  }

  outputs(name: string): Properties {
    return this.stored(name).outputs;
  }

  close(): Promise<void> {
    return this.runtime.close();
  }

  private async create(definition: Resource, name: string, inputs: Properties): Promise<"create"> {
    const made = await this.keeping(name, definition, inputs, () =>
      lifecycle.create(this.runtime, definition, inputs),
    );
    // What it has taken over is its own, in the same operation.
    for (const [other, { token, id }] of this.resources) {
      if (token === definition.token && id === made.id) this.kept.delete(other);
    }
    this.resources.set(name, { token: definition.token, id: made.id, inputs, outputs: made.outputs });
    return "create";
  }

  /** As the engine does: an object that exists but isn't complete is kept in the state. */
  private async keeping<T>(
    name: string,
    definition: Resource,
    inputs: Properties,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const { incomplete } = thrown as { incomplete?: { id: string; outputs: Properties } };
      if (incomplete) {
        const before = this.resources.get(name)?.inputs ?? inputs;
        this.resources.set(name, {
          token: definition.token,
          id: incomplete.id,
          inputs: before,
          outputs: incomplete.outputs,
          incomplete: true,
        });
      }
      throw thrown;
    }
  }

  private stored(name: string): Stored {
    const stored = this.resources.get(name);
    if (!stored) throw new Error(`no resource ${name} in the stack`);
    return stored;
  }
}

function definitionOf(token: string): Resource {
  const found = catalogue.resources.find((resource) => resource.token === token);
  if (!found) throw new Error(`no resource ${token}`);
  return found;
}
