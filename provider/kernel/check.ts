import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { type FieldNode, type Fields, fieldNodes, type TypeNode } from "./fields";
import {
  containsUnknown,
  isObject,
  type Path,
  type Properties,
  pathText,
  pruned,
  shown,
  valueAt,
} from "./values";

/** A fault of the input, at a property's path. */
export interface Problem {
  path: Path;
  message: string;
}

/** The inputs with their defaults, and what is wrong with them. Values not known yet are taken as right. */
export function checkFields(fields: Fields, given: Properties): { inputs: Properties; problems: Problem[] } {
  const inputs = withDefaults(
    { kind: "object", name: "", doc: "", fields: fieldNodes(fields) },
    pruned(given),
  );
  const result = z.strictObject(fields).safeParse(inputs);
  const problems = result.success
    ? []
    : result.error.issues.flatMap((issue) => explain(issue, inputs, fields));
  return {
    inputs: inputs as Properties,
    problems: problems.filter((problem) => !containsUnknown(valueAt(inputs, problem.path))),
  };
}

/** `value` with the defaults of its type filled in, however deep. */
export function withDefaults(type: TypeNode, value: unknown): unknown {
  if (type.kind === "array" && Array.isArray(value)) return value.map((item) => withDefaults(type.of, item));
  if (type.kind === "map" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDefaults(type.of, item)]));
  }
  if (type.kind !== "object" || !isObject(value)) return value;
  const filled: Properties = { ...value };
  for (const node of type.fields) {
    const found = filled[node.name];
    const fallback =
      node.unless && value[node.unless] !== undefined ? undefined : structuredClone(node.default);
    const present = found === undefined ? fallback : withDefaults(node.type, found);
    if (present !== undefined) filled[node.name] = present;
  }
  return filled;
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, inputs: unknown, fields: Fields): Problem[] {
  const path = issue.path as Path;
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedAt(fields, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, allowed) }));
  }
  if (issue.code === "invalid_union") {
    const deepest = deepestOf(issue.errors);
    if (deepest && deepest.path.length > 0) {
      return explain({ ...deepest, path: [...issue.path, ...deepest.path] } as Issue, inputs, fields);
    }
  }
  return [{ path, message: reason(issue, valueAt(inputs, path)) }];
}

function deepestOf(branches: Issue[][]): Issue | undefined {
  const byDepth = branches.flat().sort((a, b) => b.path.length - a.path.length);
  return byDepth[0];
}

function reason(issue: Issue, found: unknown): string {
  if (issue.code === "custom" || issue.code === "invalid_format")
    return `found ${shown(found)}: ${issue.message}`;
  if (found === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `found ${shown(found)}, allowed: ${article(issue.expected)}`;
    case "invalid_value":
      return oneOf(found, issue.values.map(String));
    case "too_small":
      return `found ${size(found)}, allowed: at least ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `found ${size(found)}, allowed: at most ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_union": {
      const kinds = issue.errors
        .flat()
        .map((error) => ("expected" in error ? article(error.expected) : error.message));
      return `found ${shown(found)}, allowed: ${[...new Set(kinds)].join(" or ")}`;
    }
    default:
      return `found ${shown(found)}: ${issue.message}`;
  }
}

/** `found "acept", allowed: "accept", "drop"; did you mean "accept"?` */
export function oneOf(found: unknown, allowed: string[]): string {
  const list = allowed.map((value) => `"${value}"`).join(", ");
  return `found ${shown(found)}, allowed: ${list}${didYouMean(found, allowed)}`;
}

export function didYouMean(found: unknown, allowed: string[]): string {
  if (typeof found !== "string" || allowed.length === 0) return "";
  const nearest = closest(found, allowed);
  return distance(found, nearest) <= Math.max(2, nearest.length / 3) ? `; did you mean "${nearest}"?` : "";
}

function unknownField(key: string, allowed: string[]): string {
  return `unknown field${didYouMean(key, allowed) || `, allowed: ${allowed.join(", ")}`}`;
}

function allowedAt(fields: Fields, path: Path): string[] {
  let type: TypeNode = { kind: "object", name: "", doc: "", fields: fieldNodes(fields) };
  for (const step of path) {
    if (type.kind === "array" || type.kind === "map") type = type.of;
    else if (type.kind === "object") {
      const next: FieldNode | undefined = type.fields.find((node) => node.name === step);
      if (!next) return [];
      type = next.type;
    }
    if (type.kind === "union") type = type.of.find((branch) => branch.kind === "object") ?? type;
  }
  return type.kind === "object" ? type.fields.map((node) => node.name) : [];
}

function article(kind: string): string {
  if (kind === "int") return "a whole number";
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function size(found: unknown): string {
  if (typeof found === "string") return `${found.length} characters`;
  return Array.isArray(found) ? `${found.length} items` : shown(found);
}

function unit(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}

/** A problem as one line, for places that take text alone. */
export function problemText(problem: Problem): string {
  const path = pathText(problem.path);
  return path ? `${path}: ${problem.message}` : problem.message;
}
