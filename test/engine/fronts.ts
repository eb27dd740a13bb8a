import { root } from "../../scripts/lib/paths.mjs";

/** One of the two ways from a program to the appliances; a test of the engine runs through both. */
export interface Front {
  name: "dynamic" | "native";
  /** What a program imports. */
  module: string;
  /** The engine's type of `ideco:ForwardRule`. */
  type(token: string): string;
  /** What Pulumi.yaml needs for it. */
  pulumiYaml: Record<string, unknown>;
}

export const dynamic: Front = {
  name: "dynamic",
  module: "pulumi-perimeter",
  type: (token) => `pulumi-nodejs:dynamic/perimeter/${token}`,
  pulumiYaml: {},
};

export const native: Front = {
  name: "native",
  module: "pulumi-perimeter/native",
  type: (token) => `perimeter:${token}`,
  pulumiYaml: { plugins: { providers: [{ name: "perimeter", path: root }] } },
};

export const fronts = [dynamic, native];
