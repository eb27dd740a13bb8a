import { randomUUID } from "node:crypto";
import { dynamicText } from "../../kernel/dynamic-text";
import type { Exported } from "./collect";

/**
 * A deployment for `pulumi stack import`: the state that a stack would have, had it made everything itself, through the
 * dynamic front. The engine's form of version 3, as `pulumi stack export` writes it.
 */
export function stackFile(objects: readonly Exported[], project: string, stack: string) {
  const urn = (type: string, name: string) => `urn:pulumi:${stack}::${project}::${type}::${name}`;
  const now = new Date().toISOString();
  const dated = { created: now, modified: now };
  const root = urn("pulumi:pulumi:Stack", `${project}-${stack}`);
  const providerUrn = urn("pulumi:providers:pulumi-nodejs", "default");
  const providerId = randomUUID();
  return {
    version: 3,
    deployment: {
      // No engine wrote it: without a version there is no hash of one.
      manifest: { time: now, magic: "", version: "" },
      resources: [
        { urn: root, custom: false, type: "pulumi:pulumi:Stack", ...dated },
        { urn: providerUrn, custom: true, id: providerId, type: "pulumi:providers:pulumi-nodejs", ...dated },
        ...objects.map(({ definition, name, id, state, protect }) => {
          const type = `pulumi-nodejs:dynamic/perimeter/${definition.token}`;
          const outputs = { __provider: dynamicText(definition.token), ...state };
          const inputs = Object.entries(outputs).filter(
            ([key]) => key === "__provider" || key in definition.inputs,
          );
          return {
            urn: urn(type, name),
            custom: true,
            id,
            type,
            inputs: Object.fromEntries(inputs),
            outputs,
            parent: root,
            ...(protect && { protect }),
            provider: `${providerUrn}::${providerId}`,
            ...dated,
          };
        }),
      ],
    },
  };
}
