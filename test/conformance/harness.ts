import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../provider/catalogue";
import { fieldNodes } from "../../provider/kernel/fields";
import type { DataFunction } from "../../provider/kernel/function";
import type { Resource } from "../../provider/kernel/resource";
import type { Properties } from "../../provider/kernel/values";
import { Lab, type LabOptions } from "../../provider/lab/core";
import { caseOf, casesOf } from "./cases";
import type { FunctionRun } from "./cases/types";
import type { Front, Kept } from "./driver";
import { type Program, type Refreshed, Stack, type Step, type Stored } from "./engine";
import { Listener } from "./listener";
import { Secrets, secretOptions } from "./secrets";

/** Changes the body of an answer on its way, as another build of the appliance might give it. */
export type Distortion = (body: unknown, request: { method: string; path: string }) => unknown;

export interface BedOptions {
  lab?: LabOptions;
  /** Fields of the connection. */
  connection?: Properties;
  /** Goes before the case's own. */
  setup?(lab: Lab): unknown;
}

/** The name of the resource that a test is about. */
const it = "it";

/** A simulated appliance, a stack, and ears for everything that is said: what one test of a definition needs. */
export class Harness {
  readonly secrets = new Secrets();
  distortion?: Distortion;
  private readonly auditFile = join(tmpdir(), `perimeter-audit-${randomUUID()}`);
  private readonly stacks: Stack[] = [];
  private counted = 0;

  private constructor(
    readonly definition: Resource,
    readonly front: Front,
    private readonly options: BedOptions,
    readonly lab: Lab,
    private readonly listener: Listener,
    private readonly address: string,
  ) {}

  static async open(token: string, front: Front, options: BedOptions = {}): Promise<Harness> {
    const definition = definitionOf(token);
    const { vendor } = definition;
    const own = caseOf(definition);
    let bed: Harness | undefined;
    const lab = await Lab.start({
      ...secretOptions({ ...own.lab, ...options.lab }),
      extend: (app) => {
        app.addHook("onSend", async (request, reply, payload) => {
          const headers = reply.getHeader("set-cookie");
          bed?.secrets.hear(headers, payload);
          return bed ? distorted(bed.distortion, request, payload, vendor.name) : payload;
        });
      },
    });
    const { listener, address } = await Listener.start();
    bed = new Harness(definition, front, options, lab, listener, address);
    await casesOf(vendor.name).foreignObjects(lab);
    await options.setup?.(lab);
    await own.setup?.(lab);
    bed.anotherStack();
    return bed;
  }

  /** What the user hears: `warning: …`. */
  get said(): readonly string[] {
    return this.listener.said;
  }

  get stack(): Stack {
    return this.stacks[0] as Stack;
  }

  /** Does something while there is another appliance of the same kind. */
  async besides(work: (other: Harness) => Promise<void>): Promise<void> {
    const other = await Harness.open(this.definition.token, this.front, this.options);
    try {
      await work(other);
    } finally {
      await other.close();
    }
  }

  /** The arguments of the case, with changes. */
  args(changes: Properties = {}): Properties {
    return argsOf(this.definition, changes);
  }

  /** Another stack on the same appliance, as of another user. */
  anotherStack(front = this.front): Stack {
    const name = `lab-${this.definition.vendor.name}`;
    const settings = {
      ...this.lab.connections()[name],
      timeoutSeconds: 20,
      retries: 2,
      audit: this.auditFile,
      ...this.options.connection,
    };
    const stack = new Stack(front, { [name]: settings }, this.address);
    this.stacks.push(stack);
    return stack;
  }

  async up(args: Properties, stack = this.stack): Promise<Step> {
    const steps = await this.heard(stack, () => stack.up(this.program(args)));
    return this.told(steps[it] as Step);
  }

  async preview(args: Properties, stack = this.stack): Promise<Step> {
    const steps = await this.heard(stack, () => stack.preview(this.program(args)));
    return this.told(steps[it] as Step);
  }

  async refresh(stack = this.stack): Promise<Refreshed> {
    const found = await this.heard(stack, () => stack.refresh());
    const { inputs, ...rest } = found[it] as Refreshed;
    return { ...rest, inputs: inputs.filter((name) => !this.own.includes(name)) };
  }

  private told({ operation, paths }: Step): Step {
    return { operation, paths: paths.filter((path) => !this.own.includes(path)) };
  }

  /** Inputs that concern the package alone: of their changes nobody hears. */
  private get own(): string[] {
    const nodes = fieldNodes(this.definition.inputs);
    return nodes.filter((node) => node.internal || node.providerOnly).map((node) => node.name);
  }

  import(id: string, stack = this.stack): Promise<Stored | undefined> {
    return this.heard(stack, () => stack.import(this.definition.token, it, id));
  }

  destroy(stack = this.stack): Promise<void> {
    return this.heard(stack, () => stack.destroy());
  }

  program(args: Properties): Program {
    return { [it]: { token: this.definition.token, args } };
  }

  /** The object as the state has it. */
  object(stack = this.stack): Kept {
    return stack.stored(it);
  }

  has(stack = this.stack): boolean {
    return stack.resources.has(it);
  }

  /** Everything on the appliance at this moment. */
  async digest(): Promise<unknown> {
    const { name } = this.definition.vendor;
    const { look } = caseOf(this.definition);
    const own = look === undefined ? {} : { [look]: await this.lab.byHand(name, "GET", look) };
    return structuredClone([await casesOf(name).digest(this.lab), own]);
  }

  /** Writes that reached the appliance since the last time this was asked. */
  writes(): string[] {
    const all = this.lab.journal.writes();
    const fresh = all.slice(this.counted);
    this.counted = all.length;
    return fresh.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body) ?? ""}`.trim());
  }

  /** Every write that the audit tells of. */
  audited(): Audited[] {
    const text = existsSync(this.auditFile) ? readFileSync(this.auditFile, "utf8") : "";
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Audited]));
  }

  /** Does something, and listens to its error and to what gets into the state. */
  async heard<T>(stack: Stack, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      this.secrets.check(
        "an error",
        thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown),
      );
      throw thrown;
    } finally {
      this.secrets.check("the state", JSON.stringify([...stack.resources]));
    }
  }

  /** Ends everything; what was said must hold no secret. */
  async close(): Promise<void> {
    await this.lab.stop();
    this.listener.stop();
    this.secrets.check("the log", this.said.join("\n"));
    this.secrets.check("the audit", JSON.stringify(this.audited()));
    rmSync(this.auditFile, { force: true });
  }
}

/** A line of the audit. */
interface Audited {
  id: string;
  event: string;
  call?: string;
  object?: { type: string };
  outcome?: string;
}

/** Works on a bed that ends with the work. Tests that run side by side have no hooks of their own. */
export async function onHarness<T>(
  token: string,
  front: Front,
  options: BedOptions,
  work: (bed: Harness) => Promise<T>,
): Promise<T> {
  const bed = await Harness.open(token, front, options);
  try {
    return await work(bed);
  } finally {
    await bed.close();
  }
}

export function definitionOf(token: string): Resource {
  const found = catalogue.resources.find((resource) => resource.token === token);
  if (!found) throw new Error(`no resource ${token}`);
  return found;
}

/** The arguments of a definition's case, or else its example, with changes; an undefined one is left out. */
export function argsOf(definition: Resource, changes: Properties = {}): Properties {
  const args = { ...(caseOf(definition).args ?? definition.example), ...changes };
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

function distorted(
  distortion: Distortion | undefined,
  request: { method: string; url: string },
  payload: unknown,
  vendor: string,
): unknown {
  if (!distortion || typeof payload !== "string" || payload === "") return payload;
  const [path = ""] = request.url.split("?");
  try {
    const body = distortion(JSON.parse(payload), {
      method: request.method,
      path: path.slice(vendor.length + 1),
    });
    return JSON.stringify(body);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return payload;
    throw thrown;
  }
}

/** A simulated appliance for one function. */
export class FunctionHarness {
  /** Of the connection, where that has to be short. */
  timeoutSeconds?: number;

  private constructor(
    readonly definition: DataFunction,
    private readonly run: FunctionRun,
    readonly lab: Lab,
    private readonly address: string,
    private readonly secrets: Secrets,
  ) {}

  static async during<T>(
    definition: DataFunction,
    run: FunctionRun,
    work: (bed: FunctionHarness) => Promise<T>,
  ): Promise<T> {
    const secrets = new Secrets();
    const lab = await Lab.start(secretOptions(run.lab ?? {}));
    const { listener, address } = await Listener.start();
    const bed = new FunctionHarness(definition, run, lab, address, secrets);
    try {
      await casesOf(definition.vendor.name).foreignObjects(lab);
      await run.setup?.(lab);
      return await work(bed);
    } finally {
      await lab.stop();
      listener.stop();
      secrets.check("the log", listener.said.join("\n"));
    }
  }

  /** One call in a process of its own; neither its result nor its error may hold a secret. */
  async invoke(front: Front, more: Properties = {}): Promise<Properties> {
    const { definition, run } = this;
    const name = `lab-${definition.vendor.name}`;
    const settings = {
      ...this.lab.connections()[name],
      timeoutSeconds: this.timeoutSeconds ?? 20,
      retries: 2,
    };
    const stack = new Stack(front, { [name]: settings }, this.address);
    try {
      const result = await stack.invoke(definition.token, { ...(run.args ?? definition.example), ...more });
      this.secrets.check("the result", JSON.stringify(result));
      return result;
    } catch (thrown) {
      this.secrets.check("an error", thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : "");
      throw thrown;
    }
  }
}
