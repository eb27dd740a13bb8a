import { isDeepStrictEqual } from "node:util";

/** Property bags as they travel between the engine and a definition. */
export type Properties = Record<string, unknown>;

/** Stands for a value that the engine does not know yet; the fronts translate it from and to the wire. */
export const UNKNOWN: unique symbol = Symbol("unknown");

export function isUnknown(value: unknown): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an unknown value stands anywhere in it. */
export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isObject(value) && Object.values(value).some(containsUnknown);
}

/** Equal as the engine sees it: a property that is undefined or null is a property that isn't there. */
export function sameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(pruned(a) ?? undefined, pruned(b) ?? undefined);
}

/** Without the properties that are undefined or null, and without the sign of a zero: the engine keeps none of them. */
export function pruned(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(pruned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([key, item]) => [key, pruned(item)]),
  );
}

/** One text for all values that are the same, in whatever order properties stand. */
export function canonicalText(value: unknown): string {
  return (
    JSON.stringify(pruned(value), (_, item) => (isObject(item) ? sorted(item) : spelled("", item))) ?? ""
  );
}

function sorted(object: Properties): Properties {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type Path = ReadonlyArray<string | number>;

/** `["rules", 3, "action"]` → `rules[3].action`; a name with other signs than letters → `["a.b"]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, "");
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, value);
}

/** A value in a message: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (isUnknown(value)) return "a value not known yet";
  // NaN has no JSON.
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value, spelled) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function spelled(_: string, value: unknown): unknown {
  return isUnknown(value) ? "(not known yet)" : value;
}
