import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { dynamicText } from "../kernel/dynamic-text";
import { withAliasOf } from "./aliases";
import { claimInProgram, refuseIgnoredByPlace } from "./calls";
import { isMocked } from "./run";

let isLookedFor = false;

/** The engine's provider process looks for this package from the folder of the program, whoever imported it. */
function warnWhereOutOfReach(): void {
  if (isLookedFor || !pulumi.runtime.hasMonitor() || isMocked()) return;
  isLookedFor = true;
  try {
    createRequire(join(process.cwd(), "index.js")).resolve("pulumi-perimeter/dynamic-provider");
  } catch {
    pulumi.log.warn(
      `The package pulumi-perimeter can't be found from ${process.cwd()}, where Pulumi's provider process looks for it ("Cannot find module 'pulumi-perimeter/dynamic-provider'"). ` +
        "Where only a library of a workspace depends on it, add it to the dependencies of the program as well; where the program is bundled, install it beside the bundle. Or use pulumi-perimeter/native.",
    );
  }
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
    warnWhereOutOfReach();
    refuseIgnoredByPlace(token, name, opts?.ignoreChanges);
    if (!opts?.id) claimInProgram(token, name, args ?? {});
    super(
      `pulumi-nodejs:dynamic/perimeter/${token}`,
      name,
      { ...none, ...args, __provider: dynamicText(token) },
      withAliasOf(`perimeter:${token}`, opts),
    );
  }
}
