import { z } from "zod";
import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { isObject, type Properties } from "../../kernel/values";
import { resultsIn } from "./results";

/** For functions whose list comes in pages. */
export const limitField = field(
  z.int().min(1),
  "How many to fetch at most, the newest first; only the pages that this needs are fetched.",
  { default: 100 },
);

export const countField = field(z.int(), "How many there are in all, as the service counts them.");

export interface Paged {
  items: Properties[];
  count: number;
}

/**
 * The first so many items of a list. Pages are asked for by number: the links to the next one lack `/v1.0`, and hold
 * the app key.
 * @param idOf tells items apart: while pages are fetched, new items push known ones to the next page
 */
export async function pages(
  ctx: Context,
  path: string,
  limit: number,
  query: Record<string, string | undefined> = {},
  idOf?: (item: Properties) => unknown,
): Promise<Paged> {
  const items: Properties[] = [];
  const known = new Set<unknown>();
  let stale = 0;
  for (let page = 1; ; page++) {
    const found = await pageAt(ctx, path, page, query);
    const news = found.results.filter((item) => !idOf || !known.has(idOf(item)));
    for (const item of news) known.add(idOf?.(item));
    items.push(...news);
    const count = found.count ?? items.length;
    // With a link to a further page each time, and nothing new on any, there would be no end.
    if (idOf && news.length === 0 && found.results.length > 0 && ++stale > mostStale) throw endless(path);
    if (page > mostPages) throw endless(path);
    const isLast = found.results.length === 0 || !(found.hasNext ?? items.length < count);
    if (isLast || items.length >= limit) return { items: items.slice(0, limit), count };
  }
}

/** New items push known ones to the next page, but hardly whole pages of them again and again. */
const mostStale = 3;
const mostPages = 10_000;

function endless(path: string): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_ENDLESS_LIST",
    call: `GET ${path}`,
    message: "the list has no end: each page promises a further one, and none holds anything new",
    advice:
      "Ask for less with `limit`, and please report it: the service gives the same page again and again.",
  });
}

interface Page {
  results: Properties[];
  count?: number;
  /** Undefined where the answer doesn't say. */
  hasNext?: boolean;
}

async function pageAt(
  ctx: Context,
  path: string,
  page: number,
  query: Record<string, string | undefined>,
): Promise<Page> {
  // As printed, with the bare colons of a time.
  const parameters = Object.entries({ page: String(page), ...query }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const answer = await ctx.call({ method: "GET", path: `${path}?${parameters.join("&")}` });
  const { count, next } = isObject(answer) ? answer : {};
  return {
    results: resultsIn(answer, path),
    count: typeof count === "number" ? count : undefined,
    hasNext: next === undefined ? undefined : Boolean(next),
  };
}
