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
  const server = new PluginServer(args.findLast((argument) => /^[\w.-]+:\d+$/.test(argument)));
  const stop = () => void server.end().finally(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  console.log(String(await server.listen()));
}
