import { z } from "zod";
import type { Context } from "../../../kernel/context";
import { PerimeterError } from "../../../kernel/errors";
import { field, objectOf } from "../../../kernel/fields";
import { isObject } from "../../../kernel/values";
import { notFrom } from "../../../kernel/wording";

export const checkResult = objectOf("PacketCheckResult", "What happened to one test packet.", {
  checkId: field(z.string(), "The id of the check."),
  result: field(z.string(), "What happened: `drop` or `accept`."),
  matchedRule: field(
    z.string(),
    "The rule that decided: `fwd.ngfw.2` is rule 2 of FORWARD, `inp.ngfw` a rule of INPUT, `fwd.sys.…` one of the appliance's own; empty where it says none.",
  ),
  verdict: field(z.boolean(), "Whether that is what the check expects."),
});

export type CheckResult = z.infer<typeof checkResult>;

/** The appliance's results. */
export interface Results {
  blockStatus: boolean;
  inProgress: boolean;
  /** Not padded, so that several moments have the same number: good for telling that it changed, no more. */
  checkDatetime: number;
  results: CheckResult[];
}

export async function fetchResults(ctx: Context): Promise<Results> {
  const answer = await ctx.call({ method: "GET", path: "/firewall/checks_result" });
  if (!isObject(answer) || typeof answer.in_progress !== "boolean") throw noResults();
  const data = isObject(answer.data) ? answer.data : {};
  return {
    blockStatus: answer.block_status === true,
    inProgress: answer.in_progress === true,
    checkDatetime: Number(answer.check_datetime ?? 0),
    results: Object.entries(data).map(([checkId, found]) => resultOf(checkId, found)),
  };
}

function resultOf(checkId: string, found: unknown): CheckResult {
  const { result, rule_id, verdict } = isObject(found) ? found : {};
  return {
    checkId,
    result: String(result ?? ""),
    matchedRule: String(rule_id ?? ""),
    verdict: verdict === true,
  };
}

function noResults(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the answer at /firewall/checks_result holds no results of packet checks",
    advice: notFrom("an Ideco NGFW"),
  });
}
