import { onTestFinished } from "vitest";
import { Lab } from "../../../provider/lab/core";
import type { IdecoOptions } from "../../../provider/lab/ideco/appliance";
import { Stack } from "../stack";

export interface Harness {
  lab: Lab;
  stack: Stack;
  /** Method and path of every write since the last look, in the order of arrival. */
  writes(): string[];
  /** A call past the network, as an administrator at the appliance's own console. */
  hand(method: string, path: string, body?: unknown): Promise<unknown>;
}

/**
 * A simulated appliance and a stack that manages it, both gone with the test.
 * @param settings of the connection, such as `dialect`
 */
export async function open(
  options: IdecoOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  const lab = await Lab.start({ ideco: options });
  const hq = { ...lab.connections()["lab-ideco"], ...settings };
  const stack = new Stack({ hq });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
  });
  let seen = 0;
  return {
    lab,
    stack,
    writes() {
      const all = lab.journal.writes();
      const news = all.slice(seen);
      seen = all.length;
      return news.map(({ method, path }) => `${method} ${path}`);
    },
    hand: async (method, path, body) => structuredClone(await lab.byHand("ideco", method, path, body)),
  };
}

/** What a refused preview or a failed call says. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    return (thrown as Error).message;
  }
  throw new Error("this should have been refused");
}
