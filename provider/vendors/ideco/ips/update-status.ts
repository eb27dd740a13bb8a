import { z } from "zod";
import { notUnderstoodAnswer } from "../../../kernel/answers";
import type { Context } from "../../../kernel/context";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { isObject } from "../../../kernel/values";

export const updateStatusFields = {
  status: field(
    z.string(),
    "`up_to_date`, `updating`, `failed_to_update` (the last attempt failed) or `disabled` (updates are switched off).",
  ),
  msg: field(z.string(), "The status in the appliance's words."),
  lastUpdate: field(
    z.number().optional(),
    "When the databases were last updated with success, as the appliance counts time (seconds since 1970); absent where they never were.",
  ),
} satisfies Fields;

export type UpdateStatus = ValuesOf<typeof updateStatusFields>;

export const updatePath = "/ips/update";

/** The state of the signature and GeoIP databases. */
export async function updateStatus(ctx: Context, path = updatePath): Promise<UpdateStatus> {
  const answer = await ctx.call({ method: "GET", path });
  if (!isObject(answer) || typeof answer.status !== "string")
    throw notUnderstoodAnswer("the answer holds no status of the signature databases");
  const { status, msg, last_update } = answer;
  return { status, msg: wordsOf(msg), ...(isTime(last_update) && { lastUpdate: Number(last_update) }) };
}

/** A message may come as one text or as one a language. */
function wordsOf(msg: unknown): string {
  return typeof msg === "string" ? msg : JSON.stringify(msg ?? "");
}

function isTime(value: unknown): boolean {
  return (typeof value === "number" || typeof value === "string") && Number.isFinite(Number(value));
}

/**
 * Whether a status says that an update ended badly. The page prints the last two of its words as one string,
 * "failed_to_update|disabled", and explains them one by one: each of them, and both together, are understood.
 */
export function isBad({ status }: UpdateStatus): boolean {
  return status.split("|").some((word) => word === "failed_to_update" || word === "disabled");
}
