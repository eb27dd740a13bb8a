/**
 * What stands in the state as the provider of a type of the dynamic front: a reference to a module of this package,
 * under 100 bytes, which captures nothing. A dynamic provider's methods learn no type, so it stands in the text.
 */
export function dynamicText(token: string): string {
  return `exports.handler=()=>require("pulumi-perimeter/dynamic-provider").of(${JSON.stringify(token)})`;
}
