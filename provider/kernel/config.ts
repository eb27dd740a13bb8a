import { invalid } from "./errors";
import { isObject, type Properties } from "./values";

/** The connections of a stack: what the configuration says, with the environment merged over it, field by field. */
export function mergedConnections(
  configured: unknown,
  environment: string | undefined,
): Record<string, Properties> {
  const base = connectionsFrom(configured, "the configuration perimeter:connections");
  const over = connectionsFrom(environment, "the environment variable PERIMETER_CONNECTIONS");
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(names.map((name) => [name, { ...base[name], ...over[name] }]));
}

/** An object of connections, given as such or as JSON; the text itself is never quoted, as it holds secrets. */
function connectionsFrom(given: unknown, what: string): Record<string, Properties> {
  if (given === undefined || given === null || given === "") return {};
  const value = typeof given === "string" ? parsed(given, what) : given;
  if (!isObject(value)) throw invalid(`${what} is no object of connections by name`);
  for (const [name, settings] of Object.entries(value)) {
    if (!isObject(settings)) throw invalid(`${what}: "${name}" is no object of settings`);
  }
  return value as Record<string, Properties>;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${what} is not valid JSON`);
  }
}
