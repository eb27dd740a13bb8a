import type { Context } from "../../../kernel/context";
import type { Preview } from "../../../kernel/resource";
import { editMethodOf } from "../dialect/dialect";

/** Access lists are printed from v19 on; v18 is also what changes objects by PUT, so no more has to be found out. */
export async function needsV19(ctx: Context): Promise<Preview> {
  const isOld = (await editMethodOf(ctx)) === "PUT";
  return isOld
    ? { problems: [{ path: [], message: "the appliance has no access lists: they need v19" }] }
    : {};
}
