import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { invalid } from "../../kernel/errors";
import { pathText } from "../../kernel/values";

/** One site of a fleet: a stack, its appliances, and what its program is told. */
export interface Site {
  name: string;
  stack: string;
  /** As in PERIMETER_CONNECTIONS. */
  connections: Record<string, Record<string, unknown>>;
  /** Stack configuration: key → text. */
  variables: Record<string, string>;
}

export interface Fleet {
  /** The folder of the program. */
  program: string;
  sites: Site[];
}

const name = z.string().regex(/^[\w.-]+$/, { error: "allowed: letters, digits, and - _ ." });
const site = z.strictObject({
  name,
  stack: z.string().min(1).optional(),
  connections: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const form = z.strictObject({ program: z.string().optional(), sites: z.array(site).min(1) });

/**
 * Reads the list of sites.
 * @throws an `invalid` error with line or path of what is wrong
 */
export function readFleet(file: string): Fleet {
  const document = parseDocument(textOf(file));
  const [fault] = document.errors;
  if (fault) throw invalid(`${file}: ${fault.message.split("\n")[0]}`);
  const read = form.safeParse(document.toJS());
  if (!read.success) {
    const texts = read.error.issues.map(({ path, message }) => `${pathText(path as string[])}: ${message}`);
    throw invalid(`${file}: ${texts.join("; ")}`);
  }
  const { program = ".", sites } = read.data;
  const all = sites.map(({ name: title, stack = title, connections = {}, variables = {} }) => ({
    name: title,
    stack,
    connections,
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
  }));
  for (const field of ["name", "stack"] as const) {
    const texts = all.map((each) => each[field]);
    const twice = texts.find((text, at) => texts.indexOf(text) < at);
    if (twice !== undefined) throw invalid(`${file}: two sites have the ${field} "${twice}"`);
  }
  return { program: resolve(dirname(file), program), sites: all };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (thrown) {
    throw invalid(`${file} can't be read: ${(thrown as NodeJS.ErrnoException).code}`);
  }
}

/**
 * The connections of a site, over those that the environment has; `${NAME}` in a text stands for a variable of the
 * environment, so that the list holds no credential.
 * @throws an `invalid` error for a variable that is not set
 */
export function connectionsOf({ name: title, connections }: Site, env: NodeJS.ProcessEnv): string {
  const filled = (value: unknown): unknown => {
    if (typeof value === "string")
      return value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
        const found = env[variable];
        if (found === undefined) throw invalid(`${title}: the environment has no ${variable}`);
        return found;
      });
    if (Array.isArray(value)) return value.map(filled);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
  };
  const inherited = JSON.parse(env.PERIMETER_CONNECTIONS || "{}") as Record<string, object>;
  const own = filled(connections) as Record<string, object>;
  const names = [...new Set([...Object.keys(inherited), ...Object.keys(own)])];
  return JSON.stringify(
    Object.fromEntries(names.map((each) => [each, { ...inherited[each], ...own[each] }])),
  );
}

/**
 * The waves in which sites are worked on: as many first, then as many, then the rest.
 * @param sizes `3`, or `10%` of all, rounded up
 */
export function wavesOf<T>(sites: readonly T[], sizes: readonly string[]): T[][] {
  const waves: T[][] = [];
  let left = [...sites];
  for (const size of sizes) {
    const [, number = "", percent] = /^(\d+)(%?)$/.exec(size) ?? [];
    const count = percent ? Math.ceil((sites.length * Number(number)) / 100) : Number(number);
    if (!(count >= 1))
      throw invalid(`found a wave of "${size}", allowed: a number from 1, or a part such as 10%`);
    waves.push(left.slice(0, count));
    left = left.slice(count);
  }
  return [...waves, left].filter((wave) => wave.length > 0);
}
