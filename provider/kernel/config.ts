import type { Problem } from "./check";
import { invalid } from "./errors";
import { type Fields, fieldNodes, type TypeNode } from "./fields";
import { isObject, type Properties } from "./values";

/** The connections of a stack: what the configuration says, with the environment merged over it, field by field. */
export function mergedConnections(
  configured: unknown,
  environment: string | undefined,
): Record<string, Properties> {
  return merged(
    connectionsFrom(configured, "the configuration perimeter:connections"),
    connectionsFrom(environment, inEnvironment),
  );
}

/** The connections of a provider that the program makes: what it says, merged over the environment. */
export function providersConnections(
  environment: string | undefined,
  given: unknown,
): Record<string, Properties> {
  return merged(
    connectionsFrom(environment, inEnvironment),
    connectionsFrom(given, "the argument connections of the provider"),
  );
}

const inEnvironment = "the environment variable PERIMETER_CONNECTIONS";

function merged(
  base: Record<string, Properties>,
  over: Record<string, Properties>,
): Record<string, Properties> {
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(names.map((name) => [name, { ...base[name], ...over[name] }]));
}

/**
 * An object of connections, given as such or as JSON, also connection by connection (`pulumi config set --path
 * perimeter:connections.hq '{…}'` keeps the JSON as a text). A text itself is never quoted, as it holds secrets.
 */
function connectionsFrom(given: unknown, what: string): Record<string, Properties> {
  const value = parsed(given ?? {}, what);
  if (!isObject(value)) throw invalid(`${what} is no object of connections by name`, example);
  const entries = Object.entries(value).map(([name, settings]) => {
    const found = parsed(settings, `${what}: the connection "${name}"`);
    if (!isObject(found)) throw invalid(`${what}: "${name}" is no object of settings`, example);
    return [name, found] as const;
  });
  return Object.fromEntries(entries);
}

const example = 'It looks like {"hq": {"vendor": "ideco", "endpoint": "https://ngfw.example:8443", …}}.';

function parsed(given: unknown, what: string): unknown {
  if (typeof given !== "string") return given;
  if (given.trim() === "") return {};
  try {
    return JSON.parse(given);
  } catch {
    throw invalid(`${what} is not valid JSON`, example);
  }
}

/** Settings in the types of their fields, and the fields whose text can't be known any more. */
export interface Written {
  settings: Properties;
  problems: Problem[];
}

/**
 * Takes numbers and booleans where a text is due, and the reverse: without `--secret`, `pulumi config set --path`
 * and YAML turn the password `12345` into a number and `true` into a boolean, and with it a time limit stays a text.
 * A number with a fraction or of more than 15 digits may have lost some of its text and is refused.
 */
export function asWritten(fields: Fields, given: Properties): Written {
  const problems: Problem[] = [];
  const kinds = new Map(fieldNodes(fields).map((node) => [node.name, node.type.kind]));
  const entries = Object.entries(given).map(([name, value]) => {
    const kind = kinds.get(name);
    if ((kind === "string" || kind === "enum") && typeof value === "number" && !Number.isSafeInteger(value)) {
      problems.push({ path: [name], message: "was read as a number and lost digits: write it in quotes" });
    }
    return [name, kind === undefined ? value : inKind(kind, value)];
  });
  return { settings: Object.fromEntries(entries), problems };
}

function inKind(kind: TypeNode["kind"], value: unknown): unknown {
  const isText = kind === "string" || kind === "enum";
  if (isText) return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  if (typeof value !== "string") return value;
  if (kind === "boolean" && /^(true|false)$/.test(value)) return value === "true";
  const isNumber = kind === "number" || kind === "integer";
  return isNumber && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}
