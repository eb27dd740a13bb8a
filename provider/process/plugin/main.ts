import { fstatSync } from "node:fs";
import { PluginServer } from "./server";

/**
 * The executable `pulumi-resource-perimeter`: the engine reads the port from the first line. It gives its own address
 * as the last argument, before which it may put flags of its own.
 */
export async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(
      "pulumi-resource-perimeter is the Pulumi provider plugin of pulumi-perimeter; the Pulumi engine starts it.",
    );
    return;
  }
  const engine = args.findLast((argument) => /^[\w.-]+:\d+$/.test(argument));
  const server = new PluginServer(engine);
  process.on("uncaughtException", (thrown) => server.defect(thrown));
  const stop = () => void exit(server, true);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (engine && isPipe(0)) process.stdin.resume().once("close", () => void exit(server, false));
  console.log(String(await server.listen()));
}

/**
 * The engine waits five seconds, and whoever started a plugin by hand no longer.
 * @param isOrderly false where the engine is gone, perhaps before it stored what it was told
 */
async function exit(server: PluginServer, isOrderly: boolean): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, exitMs));
  await Promise.race([server.end(isOrderly), limit]);
  process.exit(0);
}

const exitMs = 4000;

/** The engine holds the other end and never writes: the end of the pipe is the end of the engine, however it came. */
function isPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}
