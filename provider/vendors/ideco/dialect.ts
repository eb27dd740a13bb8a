import type { Context } from "../../kernel/define";
import { isCategory } from "../../kernel/errors";
import { isObject } from "../../kernel/values";

/** The versions of the interface that differ in what this package uses. */
export type Dialect = "v18" | "v19" | "v20";

/** Changes of rules and settings: PUT of old, PATCH from v19 on. */
export function editMethod(dialect: Dialect): "PUT" | "PATCH" {
  return dialect === "v18" ? "PUT" : "PATCH";
}

/** The appliance's dialect: as the connection says, or found out once with read-only calls. */
export function dialectOf(ctx: Context): Promise<Dialect> {
  const said = ctx.connection.settings.dialect as Dialect | "auto";
  if (said !== "auto") return Promise.resolve(said);
  return ctx.connection.kept("dialect", () => keptUnlessItFails(ctx));
}

async function keptUnlessItFails(ctx: Context): Promise<Dialect> {
  const dialect = await findOut(ctx);
  ctx.log.debug(`${ctx.connection.where}: the interface is ${dialect}`);
  return dialect;
}

/** Quotas went with v19; address blocks came with v20, and so did the store of certificates. */
async function findOut(ctx: Context): Promise<Dialect> {
  if (await answers(ctx, "/quotas/state")) return "v18";
  for (const table of ["forward", "input", "dnat", "snat"]) {
    const shape = shapeOf(await ctx.call({ method: "GET", path: `/firewall/rules/${table}` }));
    if (shape) return shape;
  }
  return (await answers(ctx, "/certs/stored")) ? "v20" : "v19";
}

async function answers(ctx: Context, path: string): Promise<boolean> {
  try {
    await ctx.call({ method: "GET", path });
    return true;
  } catch (thrown) {
    if (isCategory(thrown, "notFound") || (isCategory(thrown, "vendor", "auth") && thrown.status !== 401))
      return false;
    throw thrown;
  }
}

function shapeOf(rules: unknown): Dialect | undefined {
  const first = [rules].flat().find(isObject);
  if (!first) return undefined;
  return "sources" in first || "destinations" in first ? "v20" : "v19";
}
