export * from "./calls";
export * from "./identity";
export * from "./match";
export { plan } from "./plan";
export * from "./target";
