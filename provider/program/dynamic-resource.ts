import * as pulumi from "@pulumi/pulumi";
import { claimInProgram } from "./calls";

/**
 * What stands in the state as the provider of a type: a reference to a module of this package, under 100 bytes,
 * which captures nothing. A dynamic provider's methods learn no type, so it stands in the text.
 */
export function constantFor(token: string): string {
  return `exports.handler=()=>require("pulumi-perimeter/dynamic-provider").of(${JSON.stringify(token)})`;
}

/** A resource of this package over Pulumi's dynamic provider. */
export abstract class DynamicResource extends pulumi.CustomResource {
  protected constructor(
    token: string,
    outputs: readonly string[],
    name: string,
    args: object | undefined,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const none = Object.fromEntries(outputs.map((output) => [output, undefined]));
    if (!opts?.id) claimInProgram(token, name, args ?? {});
    super(
      `pulumi-nodejs:dynamic/perimeter/${token}`,
      name,
      { ...none, ...args, __provider: constantFor(token) },
      opts,
    );
  }
}
