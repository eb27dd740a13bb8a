import { abortable } from "./limits";
import { cancelled } from "./network-errors";

/** Works that are after the same things go one after the other, in the order of asking; all others side by side. */
export class Turns {
  private readonly ends = new Map<string, Promise<unknown>>();

  /** @param signal who is called off before its turn has come waits no longer, and its work is never begun */
  async run<T>(names: readonly string[], work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = names.flatMap((name) => this.ends.get(name) ?? []);
    let leave = () => {};
    const own = new Promise<void>((resolve) => {
      leave = resolve;
    });
    // Who stops waiting doesn't end the works before it.
    const end = Promise.all([...before, own]);
    for (const name of names) this.ends.set(name, end);
    void end.then(() => {
      for (const name of names) if (this.ends.get(name) === end) this.ends.delete(name);
    });
    try {
      if (before.length > 0) await turnOf(before, signal);
      return await work();
    } finally {
      leave();
    }
  }
}

async function turnOf(before: readonly Promise<unknown>[], signal: AbortSignal | undefined): Promise<void> {
  const turn = Promise.all(before);
  try {
    await (signal ? abortable(turn, signal) : turn);
  } catch (thrown) {
    throw cancelled(signal?.reason ?? thrown, false);
  }
}
