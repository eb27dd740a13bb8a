/** Resources over the provider plugin `pulumi-resource-perimeter`: typed providers, imports, precise previews. */
export * from "./generated/native";
export { PerimeterError } from "./kernel/errors";
