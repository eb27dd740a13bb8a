import type { Context } from "../../kernel/context";
import type { Fact } from "../../kernel/report";
import { versionPath } from "./vendor";

/** What `perimeter check` tells of a manager: domain groups can't be listed, so that the key is all it tries. */
export async function probe(ctx: Context): Promise<Fact[]> {
  return [{ name: "version", value: await ctx.call<string>({ method: "GET", path: versionPath }) }];
}
