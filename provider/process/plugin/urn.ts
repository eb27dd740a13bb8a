import { catalogue } from "../../catalogue";
import { invalid } from "../../kernel/errors";
import type { DataFunction } from "../../kernel/function";
import type { Resource } from "../../kernel/resource";
import { version } from "../../version";

/** `urn:pulumi:stack::project::parent$perimeter:ideco:ForwardRule::name`; a name may hold `::` itself. */
interface Urn {
  project: string;
  /** With the types of its parents. */
  path: string;
  type: string;
  name: string;
}

export function parseUrn(urn: string): Urn {
  const [, project = "", path = "", ...name] = urn.split("::");
  return { project, path, type: path.split("$").at(-1) ?? "", name: name.join("::") };
}

/** The engine's own providers are called `default_<version>`; all others stand in the program. */
export function isDefaultProvider(urn: string): boolean {
  return urn === "" || /^default(_\d.*)?$/.test(parseUrn(urn).name);
}

/** `project/stack` */
export function stackIn(urn: string): string {
  const [stack = "", project = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return `${project}/${stack}`;
}

/** The resource with the types of its parents, so that equal names below different parents stay apart. */
export function ownerIn(urn: string): string {
  const { path, name } = parseUrn(urn);
  return `${path} ${name}`.replaceAll("perimeter:", "");
}

export function resourceOf(urn: string): Resource {
  return resourceNamed(parseUrn(urn).type);
}

export function resourceNamed(type: string): Resource {
  const found = catalogue.resources.find((resource) => `perimeter:${resource.token}` === type);
  if (!found) throw invalid(`there is no resource type "${type}" in pulumi-resource-perimeter ${version}`);
  return found;
}

export function functionNamed(token: string): DataFunction {
  const found = catalogue.functions.find((definition) => `perimeter:${definition.token}` === token);
  if (!found) throw invalid(`there is no function "${token}" in pulumi-resource-perimeter ${version}`);
  return found;
}
