import { fieldNodes, type TypeNode } from "./fields";
import type { Resource } from "./resource";

/**
 * Why a program may not ignore changes of these properties; undefined where it may. The engine takes what a path such as
 * `rules[0].action` names from the old list and puts it at the same place of the new one: after an insertion or a removal
 * another rule would silently get it, and a new rule that drops would accept.
 * @param ignored the paths of the option `ignoreChanges`
 */
export function ignoredByPlace(definition: Resource, ignored: readonly string[]): string | undefined {
  const lists = fieldNodes(definition.inputs).filter(({ type }) => isListOfObjects(type));
  const path = ignored.find((each) => {
    const [, name = "", rest = ""] = /^\[?"?(\w+)"?\]?(.*)$/s.exec(each) ?? [];
    return rest !== "" && lists.some((node) => node.name === name);
  });
  if (path === undefined) return undefined;
  const [name = ""] = /\w+/.exec(path) ?? [];
  return `ignoreChanges: found "${path}", which goes by the place in the list: after an insertion or a removal another element would silently get the old value. Allowed: "${name}", the whole list; or let the program say the value itself, by the element's key (docs/troubleshooting.md, "ignoreChanges in a list")`;
}

function isListOfObjects(type: TypeNode): boolean {
  if (type.kind === "union") return type.of.some(isListOfObjects);
  return type.kind === "array" && holdsObjects(type.of);
}

function holdsObjects(type: TypeNode): boolean {
  return type.kind === "object" || (type.kind === "union" && type.of.some(holdsObjects));
}
