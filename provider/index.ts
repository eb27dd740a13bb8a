/** Dynamic resources: nothing to install but this package. For the provider plugin: `pulumi-perimeter/native`. */
export * from "./generated/dynamic";
export { PerimeterError } from "./kernel/errors";
