export * from "./anomalies";
export * from "./calls";
export * from "./identity";
export * from "./match";
export { plan } from "./plan";
export type { Range, Resolver } from "./region";
export * from "./target";
export * from "./traffic";
export { matchInWords, type ObjectNames } from "./words";
