import { onTestFinished } from "vitest";
import { type Connection, Connections } from "../../provider/kernel/connections";
import { PerimeterError } from "../../provider/kernel/errors";
import { acme, other } from "./acme-vendor";

export { acme, other };

/** The one connection `hq` of Acme, closed with the test. */
export function connect(settings: Record<string, unknown>): Connection {
  const connections = new Connections([acme, other], { hq: { vendor: "acme", ...settings } });
  onTestFinished(() => connections.close());
  return connections.byId(acme, "hq");
}

/** The error of a work that must fail, as ours. */
export async function failure(work: Promise<unknown> | (() => unknown)): Promise<PerimeterError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (thrown) {
    if (thrown instanceof PerimeterError) return thrown;
    throw new Error("this is no PerimeterError", { cause: thrown });
  }
  throw new Error("this should have failed");
}
