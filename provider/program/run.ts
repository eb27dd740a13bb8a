import * as pulumi from "@pulumi/pulumi";
import { catalogue } from "../catalogue";
import { type Claimed, Claims } from "../kernel/claims";
import { mergedConnections } from "../kernel/config";
import { PerimeterError } from "../kernel/errors";
import { Runtime } from "../kernel/runtime";
import { warnOfPlainCredentials } from "./plain-credentials";

/**
 * One run of a program: an `up` or a preview. One process may have many, one after the other or side by side, with the
 * Automation API and in unit tests; each has its own monitor, and with it all this ends.
 */
export interface Run {
  readonly runtime: Runtime;
  readonly claims: Claims;
  /** How many resources of a type have a name: below different parents several may. */
  readonly named: Map<string, number>;
  /** Does work whose answer the program waits for. */
  answering<T>(work: Promise<T>): Promise<T>;
}

export function thisRun(): Run {
  // Without one nothing but Node runs the program.
  const key = pulumi.runtime.getMonitor() ?? globalThis;
  const known = runs.get(key);
  if (known) return known;
  for (const run of open) if (run.isIdle) run.end();
  const run = new ProgramRun(key);
  runs.set(key, run);
  open.add(run);
  return run;
}

/** In unit tests nothing owns anything: no run of a test ever ends. */
export function isMocked(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

const runs = new WeakMap<object, ProgramRun>();
const open = new Set<ProgramRun>();

class ProgramRun implements Run {
  readonly runtime: Runtime;
  readonly claims: Claims;
  readonly named: Map<string, number>;
  private readonly unanswered = new Set<(error: Error) => void>();

  constructor(key: object) {
    const configured = pulumi.runtime.getConfig("perimeter:connections");
    warnOfPlainCredentials(configured);
    const merged = mergedConnections(configured, process.env.PERIMETER_CONNECTIONS);
    this.runtime = new Runtime(catalogue.vendors, merged, programLog);
    const { claimed, named } = ownersIn(key);
    this.claims = new Claims(claimed);
    this.named = named;
    watchTheEnd();
  }

  get isIdle(): boolean {
    return this.unanswered.size === 0;
  }

  answering<T>(work: Promise<T>): Promise<T> {
    open.add(this);
    return new Promise((resolve, reject) => {
      this.unanswered.add(reject);
      const done = () => this.unanswered.delete(reject);
      work.then(resolve, reject).finally(done);
    });
  }

  /** Whoever still waits would wait for ever, and Node would end as if all were well. */
  end(): void {
    open.delete(this);
    for (const reject of this.unanswered) reject(noAnswer());
    this.unanswered.clear();
    void this.runtime.close();
  }
}

const programLog = {
  debug: (message: string) => void pulumi.log.debug(message),
  info: (message: string) => void pulumi.log.info(message),
  warn: (message: string) => void pulumi.log.warn(message),
  progress: (message: string) => void pulumi.log.info(message, undefined, undefined, true),
};

let isWatched = false;

function watchTheEnd(): void {
  if (isWatched) return;
  isWatched = true;
  process.on("beforeExit", () => {
    for (const run of open) run.end();
  });
}

function noAnswer(): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    message: "a function got no answer before the program came to its end",
    advice: "In a unit test the `call` of the mocks has to answer it.",
  });
}

/**
 * What is owned in a run, in one place for all copies of this package that the program has loaded: two versions in one
 * tree, or a library with a copy of its own. The number is that of the form in which it is kept.
 */
function ownersIn(key: object): Owners {
  const all = globalThis as unknown as Record<symbol, WeakMap<object, Owners> | undefined>;
  const registry = all[registryName] ?? new WeakMap<object, Owners>();
  all[registryName] = registry;
  const known = registry.get(key) ?? { claimed: new Map(), named: new Map() };
  registry.set(key, known);
  return known;
}

interface Owners {
  claimed: Claimed;
  named: Map<string, number>;
}

const registryName = Symbol.for("pulumi-perimeter/owners/1");
