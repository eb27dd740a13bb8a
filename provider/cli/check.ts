import { parts } from "../catalogue";
import { asPerimeterError, type PerimeterError } from "../kernel/errors";
import type { Fact } from "../kernel/report";
import { type Configured, configured } from "./connections";
import type { StackOptions } from "./pulumi";
import type { CommandSession, Outcome } from "./session";

interface Checked {
  name: string;
  vendor?: string;
  endpoint?: string;
  facts: Fact[];
  error?: PerimeterError;
}

/** `perimeter check`: each connection by itself, so that one that fails hides no other. */
export async function check(
  session: CommandSession,
  names: readonly string[],
  options: StackOptions,
): Promise<Outcome> {
  const config = await configured(session, options);
  const results = await Promise.all(config.names(names).map((name) => look(config, name)));
  session.signal.throwIfAborted();
  if (session.json) session.printJson({ connections: results.map(asJson) });
  else session.print(results.map(asText).join("\n\n"));
  if (results.some(({ error }) => error)) return "failed";
  return results.some(({ facts }) => facts.some(({ warning }) => warning)) ? "findings" : "fine";
}

async function look(config: Configured, name: string): Promise<Checked> {
  const result: Checked = { name, facts: [] };
  try {
    const target = config.target(name);
    result.vendor = target.vendor.name;
    const ctx = config.context(target);
    result.endpoint = target.vendor.endpoint(ctx.connection.settings as never);
    result.facts = (await parts.find(({ vendor }) => vendor === target.vendor)?.probe?.(ctx)) ?? [];
  } catch (thrown) {
    result.error = asPerimeterError(thrown);
  }
  return result;
}

function asJson({ facts, error, ...known }: Checked) {
  return { ...known, ok: !error, facts, ...(error && { error: error.toJSON() }) };
}

function asText({ name, vendor, endpoint, facts, error }: Checked): string {
  const head = `${name} (${[vendor ?? "no vendor", endpoint].filter(Boolean).join(", ")})`;
  if (error) return `${head}: FAILED\n  ${error.message} [${error.code}]`;
  return [
    `${head}: reached`,
    ...facts.map((fact) => `  ${words(fact.name)}: ${valueText(fact.value)}`),
    ...facts.flatMap(({ warning }) => (warning ? [`  warning: ${warning}`] : [])),
  ].join("\n");
}

/** `userRules` → `user rules` */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: Fact["value"]): string {
  if (typeof value !== "object") return String(value);
  return (
    Object.entries(value)
      .map(([name, each]) => `${name} ${each}`)
      .join(", ") || "none"
  );
}
