/** The version of this package: a constant, as the package's own files may be out of reach where a program is bundled. */
export { version } from "./generated/version";
