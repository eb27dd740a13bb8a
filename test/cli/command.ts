import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { vi } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";

// Each command is a process, which takes a second on an idle machine.
vi.setConfig({ testTimeout: 180_000 });

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** `PERIMETER_CONNECTIONS`; without it there is none. */
  connections?: Record<string, unknown>;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Given on stdin, which is no terminal. */
  input?: string;
}

/** The command `perimeter` that runs, from its sources. */
export class RunningCommand {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private readonly text = { stdout: "", stderr: "" };

  constructor(args: readonly string[], { connections, env, cwd, input }: CommandOptions = {}) {
    const { PERIMETER_CONNECTIONS: _, ...inherited } = process.env;
    const own = connections && { PERIMETER_CONNECTIONS: JSON.stringify(connections) };
    const entry = join(root, "provider", "cli", "perimeter.ts");
    this.child = spawn(process.execPath, ["--import", tsx, entry, ...args], {
      cwd,
      env: { ...inherited, ...own, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdin?.end(input ?? "");
    this.ended = this.collect();
  }

  interrupt(): void {
    this.child.kill("SIGINT");
  }

  /** What it has written on stdout by the time that this matches. */
  async wrote(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text.stdout)) {
      const more = this.child.stdout && once(this.child.stdout, "data");
      const ended = await Promise.race([more, this.ended]);
      if (ended && !Array.isArray(ended)) throw new Error(`it ended: ${JSON.stringify(ended)}`);
    }
    return this.text.stdout;
  }

  private async collect(): Promise<Ended> {
    for (const name of ["stdout", "stderr"] as const) {
      this.child[name]?.setEncoding("utf8").on("data", (piece: string) => {
        this.text[name] += piece;
      });
    }
    const [code] = (await once(this.child, "close")) as [number | null];
    return { code: code ?? -1, ...this.text };
  }
}

const tsx = join(root, "node_modules", "tsx", "dist", "loader.mjs");

/** Runs the command to its end. */
export function perimeter(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return new RunningCommand(args, options).ended;
}
