import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "../scripts/lib/paths.mjs";

/** What reached the appliance since the last look, and how its table stands. */
export interface Sight {
  /** Logins and logouts. */
  logins: number;
  reads: number;
  writes: number;
  /** Calls that were refused; part of the others. */
  failed: number;
  /** From top to bottom, as `rule 7: drop`. */
  rules: string[];
}

/** The simulated appliance, in a process of its own. */
export class Appliance {
  private constructor(
    private readonly child: ChildProcess,
    /** The environment in which every contender finds it. */
    readonly env: Record<string, string>,
  ) {}

  /**
   * @param folder of the built package
   * @param addresses how many objects it has for rules to name: `ip.id.2` and so on
   */
  static async start(folder: string, addresses: number): Promise<Appliance> {
    const child = fork(join(root, "bench", "lab.mjs"), [folder, String(addresses)]);
    const connections = (await message(child)) as Record<string, Record<string, string>>;
    const { vendor = "", endpoint = "", login = "", password = "" } = connections["lab-ideco"] ?? {};
    return new Appliance(child, {
      PERIMETER_CONNECTIONS: JSON.stringify({ lab: { vendor, endpoint, login, password } }),
      LAB_ENDPOINT: endpoint,
      LAB_LOGIN: login,
      LAB_PASSWORD: password,
    });
  }

  async look(): Promise<Sight> {
    const answer = message(this.child);
    this.child.send("look");
    return (await answer) as Sight;
  }

  stop(): void {
    this.child.kill();
  }
}

/** @throws where it ends instead */
async function message(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`the lab ended with ${code}`);
  });
  ended.catch(() => {}); // Also told to stop listening.
  try {
    const [answer] = (await Promise.race([once(child, "message", { signal }), ended])) as [unknown];
    return answer;
  } finally {
    stop.abort();
  }
}
