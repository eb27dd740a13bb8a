import { z } from "zod";
import type { Call, Reply } from "../appliance";
import { Refused } from "../strict";
import { success } from "./options";

export const pageNumber = z
  .string()
  .regex(/^[1-9]\d*$/, "not a page number")
  .transform(Number)
  .default(1);

/** A page of a list, in the sequence of the samples. A page beyond the last is refused (unknown). */
export function paged(call: Call, items: readonly object[], page: number, size: number): Reply {
  const pages = Math.max(1, Math.ceil(items.length / size));
  if (page > pages) throw new Refused(200, "존재하지 않는 페이지입니다.");
  const results = items.slice((page - 1) * size, page * size);
  const previous = page > 1 ? link(call, page - 1) : null;
  const next = page < pages ? link(call, page + 1) : null;
  return { json: { count: items.length, header: success, previous, results, next } };
}

/** As printed, the link lacks `/v1.0`. */
function link(call: Call, page: number): string {
  const query = new URLSearchParams({ ...call.query, page: String(page) });
  const path = call.path.replace(/^\/v1\.0/, "");
  return `http://${call.headers.host}/nhn${path}?${query}`;
}
