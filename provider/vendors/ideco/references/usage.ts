import { listingAt } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, isCategory, type PerimeterError } from "../../../kernel/errors";
import { isObject, type Properties } from "../../../kernel/values";
import { objectListing, ruleListing } from "../dialect/lists";
import { tables } from "../rules/tables";

/** Where else than in rules and lists objects are used. */
const others = ["/ips/bypass", "/firewall/checks_packets"];

/** Every id that a rule, a list or another object of the appliance names, after a fresh look. */
export interface Usage {
  /** Why the look may be incomplete. */
  doubtful?: string;
  /** The failure that made it so, where it is one that passes. */
  passing?: PerimeterError;
  /** By id: who names it, in words. */
  users: ReadonlyMap<string, string[]>;
}

export async function usersOf(ctx: Context): Promise<Usage> {
  const users = new Map<string, string[]>();
  const doubts: string[] = [];
  let passing: PerimeterError | undefined;
  const { connection } = ctx;
  const look = async (name: string, path: string, items: () => Promise<readonly Properties[]>) => {
    try {
      for (const item of await items()) {
        for (const id of textsIn(item)) if (id !== String(item.id)) note(users, id, `${name} ${item.id}`);
      }
    } catch (thrown) {
      // A version that has no such list uses nothing in it.
      if (isCategory(thrown, "notFound")) return;
      const error = asPerimeterError(thrown);
      if (error.retryable) passing ??= error;
      doubts.push(`${path} can't be read: ${error.message}`);
    }
  };
  // One after the other: side by side all of them would meet a session that ends, more often than it is renewed for one.
  for (const { name, path } of Object.values(tables)) {
    await look(`${name} rule`, path, () => ruleListing(connection, path).renew(ctx.signal));
  }
  for (const path of others) {
    await look(path, path, () => listingAt(connection, path, objectsIn).renew(ctx.signal));
  }
  await look("list", "the list of objects", () => objectListing(connection).renew(ctx.signal));
  const [doubtful] = doubts;
  return { users, ...(doubtful !== undefined && { doubtful }), ...(passing && { passing }) };
}

function note(users: Map<string, string[]>, id: string, user: string): void {
  const list = users.get(id);
  if (list) list.push(user);
  else users.set(id, [user]);
}

function objectsIn(answer: unknown): Properties[] {
  return answer === undefined ? [] : [answer].flat().filter(isObject);
}

/** All texts of a value, however deep: whatever a later version calls its fields, the ids in them are found. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
