import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../kernel/values";
import { type PulumiResult, pulumiFailure, runPulumi, type StackOptions } from "./pulumi";
import type { CommandSession } from "./session";

/** What the engine did with one resource, of which the report needs these. */
export interface Step {
  op: string;
  urn: string;
  type: string;
  /** The program registered the resource; nothing was refreshed. */
  logical?: boolean;
  /** Top-level properties that differ, where the provider tells. */
  diffs?: string[] | null;
  /** What the state holds. */
  old?: ResourceState | null;
  /** What is there now; absent where the object is gone. */
  new?: ResourceState | null;
}

export interface ResourceState {
  id?: string;
  inputs?: Properties;
  outputs?: Properties;
}

/** What a refresh preview told: a step for each resource, and warnings of engine and providers. */
export interface Refreshed {
  steps: Step[];
  warnings: string[];
}

interface EngineEvent {
  resourcePreEvent?: { metadata: Step };
  resOutputsEvent?: { metadata: Step };
  summaryEvent?: { resourceChanges?: Record<string, number> };
  diagnosticEvent?: { severity: string; message: string };
}

/**
 * Compares the state with what is there, and changes neither. The events are the only form that shows what is there for
 * both fronts: in the CLI's own JSON the values of dynamic resources are missing.
 * @param runProgram has the program configure the providers, with the credentials of today
 */
export async function refreshPreview(
  session: CommandSession,
  stack: StackOptions,
  runProgram: boolean,
): Promise<Refreshed> {
  const args = ["refresh", "--preview-only", ...(runProgram ? ["--run-program"] : [])];
  const events = await eventsOf(session, stack, args);
  return {
    steps: events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []),
    warnings: messages(events, "warning"),
  };
}

/** What the program wants, step by step, those without a change as well; sends nothing. */
export async function previewSteps(session: CommandSession, stack: StackOptions): Promise<Step[]> {
  const events = await eventsOf(session, stack, ["preview"]);
  return events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
}

/** What a command of the engine did, or would do: how many resources by what, and what it warned of. */
export async function changesOf(
  session: CommandSession,
  stack: StackOptions,
  args: readonly string[],
): Promise<{ changes: Record<string, number>; warnings: string[] }> {
  const events = await eventsOf(session, stack, args);
  const [summary] = events.flatMap(({ summaryEvent }) => summaryEvent ?? []);
  return { changes: summary?.resourceChanges ?? {}, warnings: messages(events, "warning") };
}

/** The events of a command of the engine. */
async function eventsOf(
  session: CommandSession,
  stack: StackOptions,
  args: readonly string[],
): Promise<EngineEvent[]> {
  const folder = await mkdtemp(join(tmpdir(), "perimeter-events-"));
  try {
    const log = join(folder, "events.json");
    // Without it the CLI does not know --event-log, by which the Automation API follows it too.
    const env = { PULUMI_DEBUG_COMMANDS: "true" };
    const result = await runPulumi([...args, "--event-log", log], stack, session.signal, env);
    session.signal.throwIfAborted();
    const events = parsed(await readFile(log, "utf8").catch(() => ""));
    if (result.code !== 0) throw failure(args[0] ?? "", result, events);
    return events;
  } finally {
    // It holds what the state holds.
    await rm(folder, { recursive: true, force: true });
  }
}

function parsed(text: string): EngineEvent[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as EngineEvent);
}

function messages(events: EngineEvent[], severity: string): string[] {
  const some = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []);
  const texts = some.filter((each) => each.severity === severity).map(({ message }) => message.trim());
  return [...new Set(texts)];
}

function failure(command: string, result: PulumiResult, events: EngineEvent[]) {
  const words = messages(events, "error").map((text) => text.replace(/^preview failed(: )?/i, ""));
  const errors = words.filter((text) => text !== "");
  return pulumiFailure(command, errors.length > 0 ? { ...result, stderr: errors.join("\n") } : result);
}
