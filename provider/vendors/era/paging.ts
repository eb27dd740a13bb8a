import type { Connection } from "../../kernel/connections";
import { PerimeterError } from "../../kernel/errors";
import { isObject, type Properties } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";

/** How many items a page is asked to hold. What GET gives without a limit is not documented, so it is always said. */
const pageSize = 1000;

/**
 * All items of a collection, page by page. A page that is not full is the last one, unless its length looks as if the
 * platform had cut it below what was asked for.
 */
export async function allPages(
  { http, where }: Connection,
  path: string,
  query: Record<string, string | boolean | undefined> = {},
  from = 0,
): Promise<Properties[]> {
  const items: Properties[] = [];
  const seen = new Set<string>();
  for (;;) {
    const offset = from + items.length || undefined;
    const answer = await http.call({ method: "GET", path, query: { ...query, offset, limit: pageSize } });
    const page = itemsIn(answer, where);
    const news = page.filter((item) => !seen.has(identityOf(item)));
    for (const item of news) seen.add(identityOf(item));
    items.push(...news);
    if (page.length < pageSize && !maybeCut(page.length)) return items;
    // Some interfaces take no offset and would give the same page for ever: where it isn't full, it is the whole list.
    if (news.length === 0) {
      if (page.length < pageSize) return items;
      throw endless(where, path);
    }
    if (items.length > mostItems) throw endless(where, path);
  }
}

/** Of a page that comes again only what tells an item from others is the same: times go on. */
function identityOf({ id, node, site, srvidx, addr, ...rest }: Properties): string {
  const told = [id, node, site, srvidx, addr].filter((value) => value !== undefined);
  return JSON.stringify(told.length > 0 ? told : rest);
}

/** No platform has so many instances or rules. */
const mostItems = 1_000_000;

function endless(where: string, path: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_ENDLESS_LIST",
    where,
    call: `GET ${path}`,
    message: "the list has no end: the platform gives the same items for every offset",
    advice:
      "What comes after them can't be read, so nothing is done with a part of the list. Please report the version of the platform.",
  });
}

/** Limits are round numbers. */
function maybeCut(length: number): boolean {
  return length > 0 && (length % 5 === 0 || length % 16 === 0);
}

export function itemsIn(answer: unknown, where: string): Properties[] {
  if (Array.isArray(answer) && answer.every(isObject)) return answer;
  throw new PerimeterError({
    category: "vendor",
    where,
    message: "the answer is no list of objects",
    advice: notFrom("an Era platform", "endpoint and role"),
  });
}
