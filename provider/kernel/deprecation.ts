import { fieldNodes } from "./fields";
import type { Resource } from "./resource";
import type { Properties } from "./values";

/** What a preview says of a resource, or of a choice in its inputs, that should no longer be used. */
export function deprecations({ token, deprecated, inputs: fields }: Resource, inputs: Properties): string[] {
  const chosen = fieldNodes(fields).flatMap((node) => {
    const why = node.deprecated?.[String(inputs[node.name])];
    return why === undefined ? [] : [`${token}, ${node.name} "${inputs[node.name]}", is deprecated. ${why}`];
  });
  return [...(deprecated === undefined ? [] : [`${token} is deprecated. ${deprecated}`]), ...chosen];
}
