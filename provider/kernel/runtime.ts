import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { AuditedWork } from "./audit";
import { CachedList } from "./cached-list";
import type { Call } from "./calls";
import { Claims, claimsOf } from "./claims";
import { Connections } from "./connections";
import type { Context } from "./context";
import { fieldNodes } from "./fields";
import type { DataFunction } from "./function";
import { Holdings } from "./holdings";
import type { Log } from "./log";
import type { Resource } from "./resource";
import { Turns } from "./turns";
import { canonicalText, type Properties } from "./values";
import type { Vendor } from "./vendor";

/** What one process of a provider has: connections, what it holds, and who owns what. */
export class Runtime {
  readonly connections: Connections;
  readonly claims = new Claims();
  private readonly holdings: Holdings;
  private readonly checked = new Set<string>();
  private readonly said = new Set<string>();
  private readonly half = new Map<string, { id: string; state: Properties }>();
  /** Resources that a diff has found unchanged or to be updated, by their inputs. */
  private readonly kept = new Map<string, { holder: string; state: Properties }>();
  /** Resources that are replaced, by the inputs of what comes in their place. */
  private readonly replaced = new Map<string, Properties>();
  private readonly turns = new Turns();

  constructor(
    readonly vendors: readonly Vendor[],
    config: Record<string, Properties>,
    readonly log: Log,
    engine?: string,
  ) {
    this.connections = new Connections(vendors, config);
    this.holdings = new Holdings(engine, (message) => log.warn(message));
  }

  /** What a definition gets to work with. */
  context(definition: Resource | DataFunction, connectionId: string, options: ContextOptions = {}): Context {
    const connection = this.connections.byId(definition.vendor, connectionId);
    const signal = options.signal ?? never;
    // One signal ends hundreds of works; Node would warn of a leak at the eleventh.
    setMaxListeners(0, signal);
    const log = options.log ?? this.log;
    const { change, stack } = options;
    const work = change && { type: definition.token, ...change, stack, log };
    return {
      connection,
      log,
      signal,
      ...(options.stack !== undefined && { stack: options.stack }),
      ...(options.predecessor && { predecessor: options.predecessor }),
      call: <T>(call: Call) => connection.http.call<T>(call, options.signal, work),
      isHeld: (name) => this.held([nameAt(connection.appliance, name)]).length > 0,
    };
  }

  /**
   * What a creation with these inputs made before it failed, in this process: an error hook of the program may ask for
   * the creation again, of which the engine tells nothing.
   */
  halfMade(maker: string): { id: string; state: Properties } | undefined {
    return this.half.get(maker);
  }

  noteHalfMade(maker: string, half: { id: string; state: Properties } | undefined): void {
    if (half) this.half.set(maker, half);
    else this.half.delete(maker);
  }

  /** Says something that concerns many resources at the first of them alone. */
  warnOnce(message: string, log = this.log): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    log.warn(message);
  }

  /** Tells the other processes of the update that something may be gone. */
  noteDeletion(): void {
    this.holdings.noteDeletion();
  }

  /** What this process has in memory counts no longer where another one has deleted something since. */
  heedDeletions(): void {
    if (this.holdings.wasDeletedElsewhere()) CachedList.doubtAll();
  }

  /** Remembers what a resource holds that was made, taken over or updated. */
  hold(definition: Resource, connectionId: string, id: string, state: Properties): void {
    this.holdings.hold(
      holderOf(definition, connectionId, id),
      this.namesOf(definition, connectionId, id, state),
    );
  }

  /**
   * Remembers that the program keeps a resource. The engine may decide to replace it all the same, and then asks for a
   * check of the same inputs as for a new one.
   */
  keep(definition: Resource, id: string, olds: Properties, news: Properties): void {
    const connection = olds.connection;
    if (typeof connection !== "string" || !this.wasChecked(definition, news)) return;
    this.hold(definition, connection, id, olds);
    const holder = holderOf(definition, connection, id);
    this.kept.set(keptKey(definition, news), { holder, state: olds });
  }

  /** Remembers that a resource makes way for one with other inputs. */
  noteReplaced(definition: Resource, state: Properties, news: Properties): void {
    this.replaced.set(keptKey(definition, news), state);
  }

  /**
   * The resource in whose place one with these inputs comes, where both are after the same thing on the same appliance:
   * only then has the new one anything to do with it.
   */
  predecessorOf(definition: Resource, inputs: Properties): Properties | undefined {
    const key = keptKey(definition, inputs);
    const state = this.replaced.get(key) ?? this.kept.get(key)?.state;
    if (!state) return undefined;
    const before = new Set(this.ownedBy(definition, state));
    return this.ownedBy(definition, inputs).some((name) => before.has(name)) ? state : undefined;
  }

  /** Does a change in turn with all others that are after the same things. */
  inTurn<T>(
    definition: Resource,
    resources: readonly Properties[],
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const names = resources.flatMap((each) => this.ownedBy(definition, each));
    return this.turns.run([...new Set(names)], work, signal);
  }

  /** What no two resources may own, by its name and the appliance. */
  private ownedBy(definition: Resource, properties: Properties): string[] {
    const { connection } = properties;
    if (typeof connection !== "string" || !this.connections.has(definition.vendor, connection)) return [];
    const { appliance } = this.connections.byId(definition.vendor, connection);
    const claims = claimsOf(definition, properties).filter(({ mode }) => mode === "sole");
    return claims.map(({ key }) => nameAt(appliance, key));
  }

  /** What a resource held until now is not in the way of its own update, or of the deletion in its own replacement. */
  release(definition: Resource, connectionId: string, id: string): void {
    this.holdings.release(holderOf(definition, connectionId, id));
  }

  /** Whether everything that a resource holds is held by another one of this update as well. */
  isTaken(definition: Resource, connectionId: string, id: string, state: Properties): boolean {
    const names = this.namesOf(definition, connectionId, id, state);
    return names.length > 0 && this.held(names).length === names.length;
  }

  /** Remembers inputs that the program gives in this process. */
  noteChecked(definition: Resource, inputs: Properties, isNew: boolean): void {
    this.checked.add(inputsKey(definition, inputs));
    const key = keptKey(definition, inputs);
    const kept = isNew ? this.kept.get(key) : undefined;
    if (kept === undefined) return;
    this.kept.delete(key);
    this.replaced.set(key, kept.state);
    this.holdings.release(kept.holder);
  }

  keyOf(definition: Resource, inputs: Properties): string {
    return keptKey(definition, inputs);
  }

  /** Whether the program gives these inputs now; a refresh compares with those of the last `up`, whatever it says today. */
  wasChecked(definition: Resource, inputs: Properties): boolean {
    return this.checked.has(inputsKey(definition, inputs));
  }

  /** @param isOrderly whether the engine surely has what it was told */
  close(isOrderly = true): Promise<void> {
    this.holdings.close();
    return this.connections.close(isOrderly);
  }

  private held(names: string[]): string[] {
    const here = this.holdings.heldHere(names);
    return here.length === names.length
      ? here
      : [...new Set([...here, ...this.holdings.heldElsewhere(names)])];
  }

  private namesOf(definition: Resource, connectionId: string, id: string, state: Properties): string[] {
    const { appliance } = this.connections.byId(definition.vendor, connectionId);
    const names = definition.holds?.(id, state) ?? [`${definition.token} ${id}`];
    return names.map((name) => nameAt(appliance, name));
  }
}

export interface ContextOptions {
  /** `project/stack` */
  stack?: string;
  signal?: AbortSignal;
  log?: Log;
  /** What the calls are made for, for the audit. */
  change?: Pick<AuditedWork, "id" | "before" | "after">;
  /** The state of the resource that a creation replaces, where both are after the same thing. */
  predecessor?: Properties | undefined;
}

const never = new AbortController().signal;

function inputsKey(definition: Resource, inputs: Properties): string {
  return createHash("sha256")
    .update(`${definition.token} ${canonicalText(inputs)}`)
    .digest("base64");
}

/** Without what a look at the appliance has added, which is another one at every check. */
function keptKey(definition: Resource, inputs: Properties): string {
  const given = fieldNodes(definition.inputs).filter((node) => !node.internal);
  return inputsKey(definition, Object.fromEntries(given.map(({ name }) => [name, inputs[name]])));
}

function holderOf(definition: Resource, connectionId: string, id: string): string {
  return JSON.stringify([definition.token, connectionId, id]);
}

function nameAt(appliance: string, name: string): string {
  return `${appliance} ${name}`;
}
