import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Change, Difference } from "../../kernel/diff";
import { fieldNodes } from "../../kernel/fields";
import type { Resource } from "../../kernel/resource";
import { pathText } from "../../kernel/values";

/** A difference as the engine shows it: every changed place by its path, lists down to the element. */
export function diffResponse(
  definition: Resource,
  found: Difference & { unmet: string[] },
  ignored: readonly string[],
): DiffResponse {
  const changes = found.changes.filter((change) => !isIgnored(pathText(change.path), ignored));
  const unmet = found.unmet.filter((name) => !isIgnored(name, ignored));
  const replaces = found.replaces.filter((name) => !isIgnored(name, ignored));
  const response = new DiffResponse();
  const some = changes.length + unmet.length > 0;
  response.setChanges(some ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList(replaces);
  // The old object goes when nothing uses it any more; what can't stand beside it takes it over.
  response.setDeletebeforereplace(false);
  response.setStablesList(stables(definition));
  response.setDiffsList([...new Set([...changes.map((change) => String(change.path[0])), ...unmet])]);
  response.setHasdetaileddiff(true);
  for (const change of changes)
    response.getDetaileddiffMap().set(pathText(change.path), propertyDiff(change));
  for (const name of unmet) response.getDetaileddiffMap().set(name, unmetDiff());
  return response;
}

function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some(
    (prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`),
  );
}

function stables(definition: Resource): string[] {
  return fieldNodes(definition.outputs)
    .filter((node) => node.stable)
    .map((node) => node.name);
}

const kinds = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

function propertyDiff(change: Change): PropertyDiff {
  const diff = new PropertyDiff();
  diff.setKind(kinds[change.kind][change.replaces ? 1 : 0]);
  diff.setInputdiff(true);
  return diff;
}

/** An output that calls for an update. */
function unmetDiff(): PropertyDiff {
  const diff = new PropertyDiff();
  diff.setKind(PropertyDiff.Kind.UPDATE);
  return diff;
}
