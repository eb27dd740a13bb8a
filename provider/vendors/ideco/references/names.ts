import { listingAt } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { isCategory } from "../../../kernel/errors";
import { isObject, type Properties } from "../../../kernel/values";
import { dpiProfilesPath, ipsProfilesPath, objectListing, objectsPath } from "../dialect/lists";
import { Directory } from "./directory";
import type { ReferenceKind } from "./written";

/** Where the objects are that a kind of fields names; most are in the one list of objects. */
const lists: Partial<Record<ReferenceKind, string>> = {
  category: "/content-filter/categories",
  dpiProfile: dpiProfilesPath,
  ipsProfile: ipsProfilesPath,
};

/** The objects that a kind of fields can name: one fetch a process for all who ask. */
export async function directoryFor(ctx: Context, kind: ReferenceKind): Promise<Directory> {
  const path = lists[kind];
  if (path === undefined) return Directory.of(await objectListing(ctx.connection).get(ctx.signal));
  return Directory.of(await namedAt(ctx, path));
}

/** Where an appliance has no such list, nothing of the kind has a name. */
async function namedAt(ctx: Context, path: string): Promise<readonly Properties[]> {
  try {
    return await listingAt(ctx.connection, path, objectsIn).get(ctx.signal);
  } catch (thrown) {
    if (!isCategory(thrown, "notFound")) throw thrown;
    return nothing;
  }
}

const nothing: readonly Properties[] = [];

function objectsIn(answer: unknown): Properties[] {
  return answer === undefined ? [] : [answer].flat().filter(isObject);
}

/** Kinds with the same list are looked up in one fetch. */
export function listOfKind(kind: ReferenceKind): string {
  return lists[kind] ?? objectsPath;
}
