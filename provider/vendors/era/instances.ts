import type { Context } from "../../kernel/define";
import { PerimeterError } from "../../kernel/errors";
import type { BanLists, Instance } from "./banlists";
import { type Part, scopeText } from "./scope";

/** The instances that a scope means; a scope that means none is a mistake. */
export async function instancesOrFail(
  ctx: Context,
  lists: BanLists,
  scope: Part | undefined,
): Promise<Instance[]> {
  const found = await lists.instances(scope);
  if (found.length > 0) return found;
  const role = String(ctx.connection.settings.role);
  const sites = [...new Set((await lists.instances(undefined)).map(({ site }) => site))].sort();
  throw new PerimeterError({
    category: "notFound",
    code: "PERIMETER_NO_INSTANCE",
    message: scope
      ? `no instance of the role ${role} is in the scope ${scopeText(scope)}`
      : `the platform has no instance of the role ${role}`,
    advice: `There are instances at these sites: ${sites.join(", ") || "none"}.`,
  });
}
