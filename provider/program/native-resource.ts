import * as pulumi from "@pulumi/pulumi";
import { version } from "../version";
import { withAliasOf } from "./aliases";
import { claimInProgram, refuseIgnoredByPlace } from "./calls";

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
    refuseIgnoredByPlace(token, name, opts?.ignoreChanges);
    if (!opts?.id) claimInProgram(token, name, args ?? {}, opts?.provider);
    const options = withAliasOf(`pulumi-nodejs:dynamic/perimeter/${token}`, {
      ...opts,
      version: opts?.version ?? version,
    });
    super(`perimeter:${token}`, name, { ...none, ...args }, options);
  }
}

export function callFunction<R>(
  token: string,
  args: object | undefined,
  opts?: pulumi.InvokeOptions,
): Promise<R> {
  return pulumi.runtime.invoke(
    `perimeter:${token}`,
    { ...args },
    { ...opts, version: opts?.version ?? version },
  );
}

export function callFunctionOutput<R>(
  token: string,
  args: object | undefined,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<R> {
  return pulumi.runtime.invokeOutput<R>(
    `perimeter:${token}`,
    { ...args },
    { ...opts, version: opts?.version ?? version },
  );
}
