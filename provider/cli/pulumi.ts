import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { invalid, PerimeterError } from "../kernel/errors";
import type { CommandSession } from "./session";

/** Where a Pulumi project and its stack are. */
export interface StackOptions {
  /** Default: the one that is selected in the project. */
  stack?: string | undefined;
  /** Default: the present folder. */
  cwd?: string | undefined;
  /** More environment for the engine and what it starts. */
  env?: Record<string, string> | undefined;
}

export interface PulumiResult {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the Pulumi CLI for a stack.
 * @throws an `invalid` error where there is none on PATH or no such folder
 */
export async function runPulumi(
  args: readonly string[],
  { stack, cwd = ".", env: own = {} }: StackOptions,
  signal: AbortSignal,
  env: Record<string, string> = {},
): Promise<PulumiResult> {
  signal.throwIfAborted();
  if (!isFolder(cwd)) throw invalid(`--cwd: there is no folder ${cwd}`);
  const all = [...args, "--non-interactive", "--color", "never", ...(stack ? ["--stack", stack] : [])];
  // In a group of its own: a Ctrl-C in the terminal reaches it once, by us, and so it ends in order.
  const child = spawn("pulumi", all, {
    cwd,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", ...own, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const end = () => void child.kill("SIGINT");
  signal.addEventListener("abort", end, { once: true });
  const result = { code: 1, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    result.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    result.stderr += text;
  });
  try {
    const [code] = await once(child, "close");
    return { ...result, code: (code as number | null) ?? 1 };
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).code === "ENOENT" ? noPulumi() : thrown;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function noPulumi(): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_NO_PULUMI",
    message: "the Pulumi CLI is needed for this and there is no `pulumi` on PATH",
    advice:
      "Install it (https://www.pulumi.com/docs/iac/download-install/), or give the connections in PERIMETER_CONNECTIONS.",
  });
}

/** What the CLI said when it failed, without its usage text. */
export function pulumiFailure(command: string, { stdout, stderr }: PulumiResult): PerimeterError {
  const [words = ""] = (stderr.trim() || stdout.trim()).split(/\n\s*(?:Usage|Flags):/);
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_PULUMI_FAILED",
    message: `\`pulumi ${command}\` failed: ${words.trim().slice(0, 2000) || "it gave no reason"}`,
  });
}

/** `perimeter:connections` of a stack, decrypted; undefined where the stack has none. */
export async function stackConnections(session: CommandSession, stack: StackOptions): Promise<unknown> {
  const result = await runPulumi(["config", "--show-secrets", "--json"], stack, session.signal);
  if (result.code !== 0) throw pulumiFailure("config", result);
  try {
    const config = JSON.parse(result.stdout) as Record<string, { value?: unknown; objectValue?: unknown }>;
    const entry = config["perimeter:connections"];
    return entry?.objectValue ?? entry?.value;
  } catch {
    // Its text holds secrets and is not quoted.
    throw pulumiFailure("config", { code: 1, stdout: "", stderr: "it printed no JSON" });
  }
}
