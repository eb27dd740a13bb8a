import type { Connection } from "../../kernel/connections";
import { PerimeterError } from "../../kernel/errors";
import { isObject, type Properties, sameValue } from "../../kernel/values";

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
  for (let last: Properties[] = []; ; ) {
    const offset = from + items.length || undefined;
    const answer = await http.call({ method: "GET", path, query: { ...query, offset, limit: pageSize } });
    const page = itemsIn(answer, where);
    // Some interfaces take no offset: they would give the same page for ever.
    if (sameValue(page, last)) return items;
    items.push(...page);
    if (page.length < pageSize && !maybeCut(page.length)) return items;
    last = page;
  }
}

/** Limits are round numbers. */
function maybeCut(length: number): boolean {
  return length > 0 && (length % 5 === 0 || length % 16 === 0);
}

export function itemsIn(answer: unknown, where: string): Properties[] {
  const items = answer === undefined ? [] : answer;
  if (Array.isArray(items) && items.every(isObject)) return items;
  throw new PerimeterError({
    category: "vendor",
    where,
    message: "the answer is no list of objects",
    advice: "Check the connection's endpoint and role: something else than an Era platform may answer there.",
  });
}
