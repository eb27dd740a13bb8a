import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import { claimInProgram } from "./calls";

/** A resource of this package over the provider plugin `pulumi-resource-perimeter`. */
export abstract class NativeResource extends pulumi.CustomResource {
  protected constructor(
    token: string,
    outputs: readonly string[],
    name: string,
    args: object | undefined,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const none = Object.fromEntries(outputs.map((output) => [output, undefined]));
    if (!opts?.id) claimInProgram(token, name, args ?? {}, opts?.provider);
    // The alias lets a stack of dynamic resources move here without a call.
    const aliases = [{ type: `pulumi-nodejs:dynamic/perimeter/${token}` }];
    super(`perimeter:${token}`, name, { ...none, ...args }, pulumi.mergeOptions({ aliases, version }, opts));
  }
}

export function callFunction<R>(
  token: string,
  args: object | undefined,
  opts?: pulumi.InvokeOptions,
): Promise<R> {
  return pulumi.runtime.invoke(`perimeter:${token}`, { ...args }, { version, ...opts });
}

export function callFunctionOutput<R>(
  token: string,
  args: object | undefined,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<R> {
  return pulumi.runtime.invokeOutput<R>(`perimeter:${token}`, { ...args }, { version, ...opts });
}
