import { z } from "zod";

/** What the kernel has to know of a field beyond its shape: the whole vocabulary. */
export interface Traits {
  /** Filled in at check where the program says nothing. */
  default?: unknown;
  /** Another field of the same object: where that is given, the default isn't filled in. */
  defaultUnless?: string;
  /** A change replaces the object, the old one deleted first; a function tells which changes do. */
  replace?: boolean | ((before: unknown, after: unknown) => boolean);
  /** A change is refused at preview. */
  immutable?: boolean;
  /** Encrypted in the state, never shown. */
  secret?: boolean;
  /** The vendor never returns it: reading keeps what the state has, and a change is still an update. */
  writeOnly?: boolean;
  /** Concerns this package alone (`adopt`): reading keeps what the state has, a change is no difference. */
  providerOnly?: boolean;
  /** Written by check itself and by nobody else; programs and the schema don't see it. */
  internal?: boolean;
  /** Equality as the vendor sees it; without it, equality of the JSON values. */
  equals?: (a: unknown, b: unknown) => boolean;
  /** Its texts name objects of the appliance, of this kind; how they are found is the vendor's matter. */
  refers?: string;
  /** Of an enumeration: values that should no longer be used, and why. */
  deprecated?: Readonly<Record<string, string>>;
  /** Known in a preview although the object changes: an output that never changes during an object's life. */
  stable?: boolean;
}

export interface FieldMeta extends Traits {
  doc: string;
}

/** One shape of fields: name → zod schema made by `field`. */
export type Fields = Record<string, z.ZodType>;
/** The values of a shape, as a definition sees them after check: defaults filled in. */
export type ValuesOf<F extends Fields> = z.infer<z.ZodObject<F>>;

const registry = z.registry<FieldMeta>();
const objectNames = z.registry<{ name: string; doc: string }>();

/**
 * A field: its shape, its text and its traits, said once. The text reaches the reference, the schema and the
 * editor's hover from here. A field with a default is optional for the program.
 */
export function field<S extends z.ZodType>(schema: S, doc: string, traits: Traits = {}): S {
  // Every field is an instance of its own, as zod's registries are keyed by instance.
  const own = schema.clone();
  registry.add(own, { ...traits, doc });
  return own;
}

/** The same fields as a reader finds them: any may be missing, none has a default. */
export function asFound(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => {
      const { doc, refers } = metaOf(schema);
      return [name, field(z.optional(schema), doc, refers === undefined ? {} : { refers })];
    }),
  );
}

/** A named nested object; unknown properties in it are refused. */
export function objectOf<F extends Fields>(
  name: string,
  doc: string,
  fields: F,
): z.ZodObject<F, z.core.$strict> {
  const schema = z.strictObject(fields);
  objectNames.add(schema, { name, doc });
  return schema;
}

export function metaOf(schema: z.ZodType): FieldMeta {
  return registry.get(schema) ?? { doc: "" };
}

/** A type as plain data, for everything that walks fields: defaults, schema.json, TypeScript, documentation. */
export type TypeNode = { nullable?: boolean } & (
  | { kind: "string" | "number" | "integer" | "boolean" | "any" }
  | { kind: "enum"; values: string[] }
  | { kind: "array" | "map"; of: TypeNode }
  | { kind: "object"; name: string; doc: string; fields: readonly FieldNode[] }
  | { kind: "union"; of: TypeNode[] }
);

export interface FieldNode extends FieldMeta {
  name: string;
  type: TypeNode;
  /** Whether the program may leave it out. */
  optional: boolean;
}

const nodes = new WeakMap<Fields, readonly FieldNode[]>();

/** Made once for each shape, as every look at a rule asks for them. */
export function fieldNodes(fields: Fields): readonly FieldNode[] {
  const known = nodes.get(fields);
  if (known) return known;
  const made = nodesOf(fields);
  nodes.set(fields, made);
  return made;
}

function nodesOf(fields: Fields): FieldNode[] {
  return Object.entries(fields).map(([name, schema]) => {
    const meta = metaOf(schema);
    const optional = schema.def.type === "optional" || meta.default !== undefined;
    return { name, ...meta, type: typeOf(schema), optional };
  });
}

/** The fields that programs see. */
export function publicNodes(fields: Fields): FieldNode[] {
  return fieldNodes(fields).filter((node) => !node.internal);
}

export function typeOf(schema: z.ZodType): TypeNode {
  // zod's public classes and its core types differ in name only; the definition tells which one it is.
  const def = schema.def as unknown as ZodDef;
  switch (def.type) {
    case "optional":
      return typeOf(def.innerType);
    case "nullable":
      return { ...typeOf(def.innerType), nullable: true };
    case "string":
    case "boolean":
    case "any":
      return { kind: def.type };
    case "unknown":
      return { kind: "any" };
    case "number":
      return { kind: def.check === "number_format" ? "integer" : "number" };
    case "enum":
      return { kind: "enum", values: Object.values(def.entries) };
    case "literal":
      return { kind: "enum", values: def.values.map(String) };
    case "array":
      return { kind: "array", of: typeOf(def.element) };
    case "record":
      return { kind: "map", of: typeOf(def.valueType) };
    case "union":
      return { kind: "union", of: def.options.map(typeOf) };
    case "object": {
      const named = objectNames.get(schema);
      if (!named) throw new Error("a nested object needs a name: use objectOf(name, doc, fields)");
      return { kind: "object", ...named, fields: fieldNodes(def.shape) };
    }
    default:
      throw new Error(`a field can't be of the zod type ${(def as { type: string }).type}`);
  }
}

type ZodDef =
  | { type: "optional" | "nullable"; innerType: z.ZodType }
  | { type: "string" | "boolean" | "any" | "unknown" }
  | { type: "number"; check?: string }
  | { type: "enum"; entries: Record<string, string> }
  | { type: "literal"; values: unknown[] }
  | { type: "array"; element: z.ZodType }
  | { type: "record"; valueType: z.ZodType }
  | { type: "union"; options: z.ZodType[] }
  | { type: "object"; shape: Fields };
