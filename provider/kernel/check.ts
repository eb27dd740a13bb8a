import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { type FieldNode, type Fields, fieldNodes, type TypeNode } from "./fields";
import {
  containsUnknown,
  isObject,
  isUnknown,
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
  const { schema, type } = shapeOf(fields);
  const inputs = withDefaults(type, pruned(given)) as Properties;
  const result = schema.safeParse(inputs);
  const issues = result.success ? [] : withoutEchoes(result.error.issues);
  return { inputs, problems: issues.flatMap((issue) => explain(issue, inputs, type)) };
}

/** A value of a wrong type needs no further word, such as that a list is too short for a text. */
function withoutEchoes(issues: Issue[]): Issue[] {
  const mistyped = issues.filter((issue) => issue.code === "invalid_type");
  const paths = new Set(mistyped.map((issue) => pathText(issue.path as Path)));
  return issues.filter((issue) => issue.code === "invalid_type" || !paths.has(pathText(issue.path as Path)));
}

const shapes = new WeakMap<Fields, { schema: z.ZodType; type: TypeNode }>();

/** Made once for each definition: zod compiles a schema when it is first used. */
function shapeOf(fields: Fields): { schema: z.ZodType; type: TypeNode } {
  const known = shapes.get(fields);
  if (known) return known;
  const type: TypeNode = { kind: "object", name: "", doc: "", fields: fieldNodes(fields) };
  const shape = { schema: z.strictObject(fields), type };
  shapes.set(fields, shape);
  return shape;
}

/** `value` with the defaults of its type filled in, however deep. */
export function withDefaults(type: TypeNode, value: unknown): unknown {
  if (type.kind === "array" && Array.isArray(value)) return value.map((item) => withDefaults(type.of, item));
  if (type.kind === "map" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDefaults(type.of, item)]));
  }
  if (type.kind === "union") {
    const branch = branchFor(type.of, value);
    return branch ? withDefaults(branch, value) : value;
  }
  if (type.kind !== "object" || !isObject(value)) return value;
  const filled: Properties = { ...value };
  for (const node of type.fields) {
    const found = filled[node.name];
    const present = found === undefined ? fallback(node, value) : withDefaults(node.type, found);
    if (present !== undefined) filled[node.name] = present;
  }
  return filled;
}

function fallback({ defaultUnless, default: value }: FieldNode, object: Properties): unknown {
  if (value === undefined || (defaultUnless && object[defaultUnless] !== undefined)) return undefined;
  return typeof value === "object" ? structuredClone(value) : value;
}

/** The one branch of a union that a list or an object can be meant for. */
function branchFor(branches: TypeNode[], value: unknown): TypeNode | undefined {
  const kinds = Array.isArray(value) ? ["array"] : isObject(value) ? ["object", "map"] : [];
  const fitting = branches.filter((branch) => kinds.includes(branch.kind));
  return fitting.length === 1 ? fitting[0] : undefined;
}

type Issue = z.core.$ZodIssue;

/** An issue of zod in our own words; none where it is about a value that is not known yet. */
function explain(issue: Issue, inputs: unknown, type: TypeNode): Problem[] {
  const path = issue.path as Path;
  const found = valueAt(inputs, path);
  if (isUnknown(found)) return [];
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedAt(type, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, allowed) }));
  }
  if (issue.code === "invalid_union") return explainUnion(issue, found, inputs, type);
  if (issue.code === "custom" && containsUnknown(found)) return [];
  return [{ path, message: reason(issue, found, isSecretAt(type, path)) }];
}

type UnionIssue = z.core.$ZodIssueInvalidUnion;

/** The problems of the branch that was most likely meant: of the right kind, and with the fewest problems. */
function explainUnion(issue: UnionIssue, found: unknown, inputs: unknown, type: TypeNode): Problem[] {
  const path = issue.path as Path;
  if (found === undefined || found === null) return [{ path, message: "is required" }];
  const fitting = issue.errors.filter((branch) => !branch.some(isOfAnotherKind));
  const explained = fitting.map((branch) =>
    branch.flatMap((inner) =>
      explain({ ...inner, path: [...issue.path, ...inner.path] } as Issue, inputs, type),
    ),
  );
  const [best] = explained.sort((a, b) => a.length - b.length);
  if (best) return best;
  const allowed = [...new Set(issue.errors.flat().filter(isOfAnotherKind).map(allowedBy))].join(" or ");
  return [{ path, message: `found ${display(found, isSecretAt(type, path))}, allowed: ${allowed}` }];
}

function isOfAnotherKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function allowedBy(issue: Issue): string {
  if (issue.code === "invalid_type") return article(issue.expected);
  return issue.code === "invalid_value" ? quoted(issue.values.map(String)) : issue.message;
}

function reason(issue: Issue, found: unknown, secret: boolean): string {
  const what = display(found, secret);
  if (found === undefined || found === null) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `found ${what}, allowed: ${article(issue.expected)}`;
    case "invalid_value":
      return `found ${what}, allowed: ${choice(found, issue.values.map(String))}`;
    case "too_small":
      return `found ${secret ? what : size(found)}, allowed: ${bound(issue.inclusive, "at least", "more than")} ${count(issue.minimum, issue.origin)}`;
    case "too_big":
      return `found ${secret ? what : size(found)}, allowed: ${bound(issue.inclusive, "at most", "less than")} ${count(issue.maximum, issue.origin)}`;
    case "not_multiple_of":
      return `found ${what}, allowed: multiples of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "url"
        ? `found ${what}, allowed: a URL such as https://host:port`
        : `found ${what}: ${issue.message}`;
    default:
      return issue.message.startsWith("found ") ? issue.message : `found ${what}: ${issue.message}`;
  }
}

function display(found: unknown, secret: boolean): string {
  return secret ? "a secret" : shown(found);
}

/** `found "acept", allowed: "accept", "drop"; did you mean "accept"?` */
export function oneOf(found: unknown, allowed: string[]): string {
  return `found ${shown(found)}, allowed: ${choice(found, allowed)}`;
}

function choice(found: unknown, allowed: string[]): string {
  return `${quoted(allowed)}${didYouMean(found, allowed)}`;
}

function quoted(values: string[]): string {
  return values.map((value) => `"${value}"`).join(", ");
}

/** `; did you mean "accept"?`, or nothing where no word is near. */
export function didYouMean(found: unknown, allowed: readonly string[]): string {
  if (typeof found !== "string" || allowed.length === 0) return "";
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
  const steps = (word: string) => distance(plain(found), plain(word));
  const nearest = [...allowed].sort((a, b) => steps(a) - steps(b))[0] ?? "";
  // As many changes as the word has letters make any word of any other.
  const limit = Math.min(Math.max(2, nearest.length / 3), nearest.length - 1, found.length - 1);
  return steps(nearest) <= limit ? `; did you mean "${nearest}"?` : "";
}

function unknownField(key: string, allowed: string[]): string {
  return `unknown field${didYouMean(key, allowed) || `, allowed: ${allowed.join(", ") || "none"}`}`;
}

function allowedAt(type: TypeNode, path: Path): string[] {
  const objects = typesAt(type, path).flatMap((node) => (node.kind === "object" ? [node] : []));
  return [...new Set(objects.flatMap((node) => node.fields.map(({ name }) => name)))];
}

/** The types that a place can have; several where a union stands on the way. */
function typesAt(type: TypeNode, path: Path): TypeNode[] {
  return path.reduce<TypeNode[]>(
    (types, step) => types.flatMap((node) => flattened(below(node, step))),
    flattened([type]),
  );
}

function below(type: TypeNode, step: string | number): TypeNode[] {
  if (type.kind === "array" || type.kind === "map") return [type.of];
  if (type.kind !== "object") return [];
  return type.fields.filter((node) => node.name === step).map((node) => node.type);
}

function flattened(types: TypeNode[]): TypeNode[] {
  return types.flatMap((type) => (type.kind === "union" ? flattened(type.of) : [type]));
}

/** Whether a place is a secret field or stands in one: its value is never quoted. */
function isSecretAt(type: TypeNode, path: Path): boolean {
  return path.some((step, index) =>
    typesAt(type, path.slice(0, index)).some(
      (node) => node.kind === "object" && node.fields.some(({ name, secret }) => name === step && secret),
    ),
  );
}

const articles: Record<string, string> = {
  int: "a whole number",
  array: "a list",
  object: "an object",
  record: "an object",
};

function article(kind: string): string {
  return articles[kind] ?? `a ${kind}`;
}

function size(found: unknown): string {
  if (typeof found === "string") return count(found.length, "string");
  return Array.isArray(found) ? count(found.length, "array") : shown(found);
}

function bound(inclusive: boolean | undefined, yes: string, no: string): string {
  return inclusive === false ? no : yes;
}

function count(number: number | bigint, origin: string): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "item" : "";
  if (unit === "") return String(number);
  return `${number} ${unit}${Number(number) === 1 ? "" : "s"}`;
}

/** A problem as one line, for places that take text alone. */
export function problemText(problem: Problem): string {
  const path = pathText(problem.path);
  return path ? `${path}: ${problem.message}` : problem.message;
}
