/** Resources over the provider plugin `pulumi-resource-perimeter`: typed providers, imports, precise previews. */
import * as pulumi from "@pulumi/pulumi";
import { installShim } from "./program/shim";

export * from "./generated/native";
export type { ConnectionArgs, ProviderArgs } from "./generated/types/provider";
export { PerimeterError } from "./kernel/errors";
export { Provider } from "./program/provider";

const hindrance = installShim();
if (hindrance && pulumi.runtime.hasMonitor()) {
  pulumi.log.warn(
    `The engine could not be told where the plugin pulumi-resource-perimeter is (${hindrance}). ` +
      "Put `plugins: { providers: [{ name: perimeter, path: node_modules/pulumi-perimeter }] }` into Pulumi.yaml.",
  );
}
