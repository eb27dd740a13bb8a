import { path } from "../../../kernel/calls";
import type { Context } from "../../../kernel/context";
import { PerimeterError } from "../../../kernel/errors";
import { isObject } from "../../../kernel/values";

/**
 * The original text of a signature.
 * @throws `notFound` where the appliance has no signature with this SID
 */
export async function signatureText(ctx: Pick<Context, "call">, sid: number): Promise<string> {
  const answer = await ctx.call({ method: "GET", path: path`/ips/signatures/${sid}` });
  if (isObject(answer) && typeof answer.signature === "string") return answer.signature;
  throw new PerimeterError({
    category: "vendor",
    message: `the answer holds no text of the signature ${sid}`,
  });
}
