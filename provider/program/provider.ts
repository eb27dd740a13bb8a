import * as pulumi from "@pulumi/pulumi";
import type { ProviderArgs } from "../generated/types/provider";
import { version } from "../version";

/**
 * The appliances of a part of a program, instead of those in the stack's configuration: pass it as
 * `{ provider }`. The connections are a secret as a whole; changing credentials replaces nothing.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    if (args?.connections === undefined) {
      throw new pulumi.RunError(
        `perimeter.Provider "${name}": connections: is required, as in { connections: { hq: { vendor: "ideco", endpoint: "https://ngfw.example:8443", … } } }. ` +
          "Resources without a provider of their own take the connections of the stack's configuration.",
      );
    }
    const connections = pulumi.secret(
      pulumi.output(args.connections).apply((given) => JSON.stringify(given)),
    );
    super("perimeter", name, { connections }, pulumi.mergeOptions({ version }, opts));
  }
}
