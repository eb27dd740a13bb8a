import * as pulumi from "@pulumi/pulumi";
import { callFunction as call } from "./calls";

/** Functions of the dynamic front: called in the program itself, as a dynamic provider has none. */
export async function callFunction<R>(
  token: string,
  args: object | undefined,
  _opts?: pulumi.InvokeOptions,
): Promise<R> {
  return (await call(token, args)) as R;
}

/** As `callFunction`, with outputs as arguments: it waits for them, and for `dependsOn`. */
export function callFunctionOutput<R>(
  token: string,
  args: object | undefined,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<R> {
  const before = [opts?.dependsOn ?? []].flat() as pulumi.Input<pulumi.Resource>[];
  const ready = pulumi.output(before).apply((resources) => resources.map((resource) => resource.urn));
  return pulumi
    .all([args ?? {}, ready])
    .apply(([plain]) => callFunction<R>(token, plain)) as pulumi.Output<R>;
}
