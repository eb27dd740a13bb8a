import { z } from "zod";
import type { Problem } from "./check";
import type { Context } from "./context";
import { type Fields, field, type ValuesOf } from "./fields";
import type { Export } from "./report";
import type { Properties } from "./values";
import type { Vendor } from "./vendor";

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
