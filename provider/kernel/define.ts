import { z } from "zod";
import type { Call } from "./calls";
import type { Problem } from "./check";
import type { Connection } from "./connections";
import { type Fields, field, type ValuesOf } from "./fields";
import type { Log } from "./log";
import type { Path, Properties } from "./values";
import type { Vendor } from "./vendor";

/** Handed down to everything that a definition does. Never kept. */
export interface Context {
  readonly connection: Connection;
  readonly log: Log;
  /** `project/stack` that it is done for, as far as that is known: the engine doesn't tell every provider. */
  readonly stack?: string;
  /** In a creation: the state of the resource that it replaces, where both are after the same thing of the appliance. */
  readonly predecessor?: Properties;
  /** Ends when the user or the engine cancels, or the time limit is over. */
  readonly signal: AbortSignal;
  /** Sends one call on the connection. */
  call<T = unknown>(call: Call): Promise<T>;
  /**
   * Whether another resource of the same update made, took over or keeps this object (a name that `holds` gives),
   * whichever process it is in: then a deletion of it comes from a renaming, a replacement or a change of the front.
   */
  isHeld(name: string): boolean;
}

/** An object that was made, taken over or changed. */
export interface CreateResult<O> {
  id: string;
  outputs: O;
}

/** An object as it is on the appliance: inputs in the form that check gives them, and outputs. */
export interface ReadResult<I, O> {
  inputs: Partial<I>;
  outputs: O;
  /** Where reading finds that the id has another form (an import may give a short one). */
  id?: string;
}

/** One object of an appliance that a resource says it owns. */
export interface Claim {
  key: string;
  /** `sole` bears no other claim of the key; every other mode, such as `beside`, bears claims of the same mode. */
  mode: "sole" | "beside" | "whole" | "part";
}

/** What a preview can say after a look at the appliance. */
export interface Preview {
  notes?: string[];
  warnings?: string[];
  problems?: Problem[];
}

/** Collects faults of inputs taken together. A fault at a value not known yet is not counted. */
export type Report = (path: Problem["path"], message: string) => void;

export interface Behaviour<I, O> {
  /** Faults that need more than one field. A value not known yet stands there as `UNKNOWN`: it is given, and equals nothing. */
  check?(inputs: Partial<I>, report: Report): void;
  /** Inputs in the form that the state keeps, before `check` looks at them. */
  canonicalize?(inputs: Partial<I>): Partial<I>;
  /** Internal inputs that check adds after a look at the appliance; without an answer they are left out. */
  checkLive?(ctx: Context, inputs: I): Promise<Partial<I>>;
  /**
   * Inputs in the form of the state, where the two mean the same on this connection (a time with and without its
   * zone): then there is no difference. A value not known yet stands there as `UNKNOWN`.
   */
  canonicalizeLive?(ctx: Context, state: I & O, inputs: Partial<I>): Partial<I>;
  /** Which objects a resource with these inputs owns. For a value not known yet any text may stand there. */
  claims?(inputs: Partial<I>): Claim[];
  /** A look at the appliance for the preview; an appliance that can't be reached becomes a warning. */
  preview?(ctx: Context, inputs: I, state: (I & O) | undefined): Promise<Preview>;
  /**
   * The same where inputs are not all known yet, as they name what the same `up` has still to make: `UNKNOWN` stands
   * there.
   */
  previewPartly?(ctx: Context, inputs: Partial<I>, state: (I & O) | undefined): Promise<Preview>;
  create(ctx: Context, inputs: I): Promise<CreateResult<O>>;
  /** Undefined: it is gone. Without state it is an import. */
  read(ctx: Context, id: string, state: (I & O) | undefined): Promise<ReadResult<I, O> | undefined>;
  /** Told of every existing object that the program wishes to keep, without a look at the appliance. */
  register?(ctx: Context, id: string, inputs: Partial<I>): void;
  update?(ctx: Context, id: string, state: I & O, inputs: I): Promise<O>;
  delete(ctx: Context, id: string, state: I & O): Promise<void>;
  /** In place of `delete` where another resource of the same update holds all of it: what was there before is kept. */
  handOver?(ctx: Context, id: string, state: I & O): void;
  /**
   * The single objects that a resource holds, by names that all resources of the vendor share; by default it is one,
   * told by its id. Where it is several, `delete` and `update` themselves spare those that `ctx.isHeld` of another one.
   */
  holds?(id: string, state: Partial<I & O>): string[];
  /** Its calls go out together with those of others, not by its context: it ends its own waits. */
  sendsTogether?: boolean;
  /** Outputs that call for an update although no input changed, such as an expired ban. */
  needsUpdate?(state: I & O, inputs: I, ctx: Context, id: string): string[] | Promise<string[]>;
  /** Outputs that a preview of an update can tell; what it leaves out is shown as unknown, unless it is `stable`. */
  previewOutputs?(inputs: I, state: I & O): Partial<O>;
  /** All objects of the connection, for the engine's `list`. */
  list?(ctx: Context): Promise<Array<{ id: string; name: string }>>;
  exported?: Export<I, O>;
}

/** How `perimeter export` writes down an object that it found. */
export interface Export<I, O> {
  /** It holds what other resources hold one by one: it comes first, and of them only what it doesn't hold. */
  whole?: boolean;
  /** Other resources name it by its id. */
  isNamed?: boolean;
  /** It gets `protect: true`: its deletion would take much with it. */
  protect?: boolean;
  /** What a program should say where reading leaves it to creation; undefined: the object is not worth a resource. */
  write?(inputs: I, outputs: O): { inputs: I; outputs: O } | undefined;
  /** Inputs and outputs with the ids of certain objects in place of their titles and values, and where these stand. */
  withIdsOf?(inputs: I, outputs: O, isMeant: (id: string) => boolean): WithIds<I, O>;
  /** What of the object is not understood, and so is in no program: a sentence each. */
  remarks?(ctx: Context, id: string): Promise<string[]>;
  /** The object as a text file, where it has such a form: its name, and the text. */
  asText?(inputs: I): { file: string; text: string } | undefined;
}

export interface WithIds<I, O> {
  inputs: I;
  outputs: O;
  places: Array<{ path: Path; id: string }>;
}

export interface ResourceText {
  name: string;
  /** What it is, first sentence first. */
  doc: string;
  /** The vendor's page and section it is made from. */
  page: string;
  /** The id of an import, in words: `the number of the rule, e.g. \`7\``. */
  importId: string;
  /** Arguments as a program gives them, for the documentation. The tests carry it out. */
  example: Properties;
  /** Why it should no longer be used, and what in its place; previews say it. */
  deprecated?: string;
}

export interface ResourceSpec<In extends Fields, Out extends Fields>
  extends ResourceText,
    Behaviour<ValuesOf<In>, ValuesOf<Out>> {
  inputs: In;
  outputs: Out;
  /** Whether a create may take over what exists: adds the inputs `adopt` and, but for `flag`, `adoptId`. */
  adoptable?: boolean | "flag";
}

/** A resource, the types of its fields erased: what the lifecycle and the fronts work with. */
export interface Resource extends ResourceText, Behaviour<Erased, Erased> {
  /** `ideco:ForwardRule` */
  token: string;
  vendor: Vendor;
  inputs: Fields;
  outputs: Fields;
}

// biome-ignore lint/suspicious/noExplicitAny: behind this line every definition has its own types
export type Erased = any;

export const connectionField = field(
  z.string().min(1).optional(),
  "Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.",
  { replace: true },
);

const adopt = {
  adopt: field(
    z.boolean().optional(),
    "Takes over the one object that matches instead of failing because it exists. A change of this is no difference.",
    { providerOnly: true },
  ),
} satisfies Fields;

const adoptId = {
  adoptId: field(
    z.string().min(1).optional(),
    "Takes over the object with this id of the vendor. A change of this is no difference.",
    { providerOnly: true },
  ),
} satisfies Fields;

export type Adoption = { adopt?: boolean; adoptId?: string };

/** A resource: data and, where data can't say it, functions. */
export function defineResource<In extends Fields, Out extends Fields>(
  vendor: Vendor<Erased>,
  spec: ResourceSpec<In, Out>,
): Resource {
  const common: Fields = {
    connection: connectionField,
    ...(spec.adoptable && adopt),
    ...(spec.adoptable === true && adoptId),
  };
  return { ...spec, token: `${vendor.name}:${spec.name}`, vendor, inputs: { ...spec.inputs, ...common } };
}

export interface FunctionSpec<In extends Fields, Out extends Fields> {
  name: string;
  doc: string;
  page: string;
  /** Arguments as a program gives them, for the documentation. The tests carry it out. */
  example: Properties;
  inputs: In;
  outputs: Out;
  call(ctx: Context, args: ValuesOf<In>): Promise<ValuesOf<Out>>;
}

export interface DataFunction {
  token: string;
  name: string;
  doc: string;
  page: string;
  example: Properties;
  vendor: Vendor;
  inputs: Fields;
  outputs: Fields;
  call(ctx: Context, args: Erased): Promise<Erased>;
}

/** A function: reads something from an appliance and changes nothing. */
export function defineFunction<In extends Fields, Out extends Fields>(
  vendor: Vendor<Erased>,
  spec: FunctionSpec<In, Out>,
): DataFunction {
  return {
    ...spec,
    token: `${vendor.name}:${spec.name}`,
    vendor,
    inputs: { ...spec.inputs, connection: connectionField },
  };
}

/** What a look at an appliance told, for `perimeter check`. */
export interface Fact {
  /** In camelCase: `userRules`. */
  name: string;
  value: string | number | boolean | Record<string, string | number>;
  /** What to look into, where something is not as one would suppose. */
  warning?: string;
}

/** Something on an appliance that is not as it should be, for `perimeter lint`. */
export interface Finding {
  /** `shadowed`, `unusedCategory` … */
  kind: string;
  /** The object it is about: `rule 7 (guest wifi)`. */
  object: string;
  /** Where that is: `forward`, and at which place of an ordered list, counted from 1. */
  place: { in: string; line?: number };
  /** One sentence without the connection's name. */
  text: string;
  /** It can't be decided whether it is one: told, but no finding. */
  remark?: boolean;
}

/** An object that others name, for `perimeter objects`. */
export interface NamedObject {
  id: string;
  /** The vendor's word: `ip`, `subnet`, `port_list`. */
  kind: string;
  title: string;
  /** What it stands for, where that can be said. */
  value?: string;
  /** This package made it for a value in a rule. */
  made: boolean;
  /** Who names it: `forward rule 7`. */
  users: string[];
}

/** What one vendor brings into the catalogue. */
export interface VendorPart {
  vendor: Vendor;
  resources: readonly Resource[];
  functions: readonly DataFunction[];
  /** Reaches the appliance, logs in where that is needed, changes nothing, and tells what is there. */
  probe?(ctx: Context): Promise<Fact[]>;
  /** What of the appliance's configuration is not as it should be; only reads. */
  lint?(ctx: Context): Promise<Finding[]>;
  /** The objects that rules name, and who does; only reads. */
  objects?(ctx: Context): Promise<NamedObject[]>;
}

/** Everything that the package offers. */
export interface Catalogue {
  vendors: readonly Vendor[];
  resources: readonly Resource[];
  functions: readonly DataFunction[];
}
