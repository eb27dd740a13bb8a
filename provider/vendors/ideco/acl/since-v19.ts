import type { Context } from "../../../kernel/context";
import type { Preview } from "../../../kernel/resource";
import { isBeforeV19 } from "../dialect/dialect";

/** Access lists are printed from v19 on. Where the version can't be told, the appliance itself refuses. */
export async function needsV19(ctx: Context): Promise<Preview> {
  if (!(await isBeforeV19(ctx))) return {};
  const message = `${ctx.connection.where}: there are no access lists, which need v19. Take this resource out, or say the connection's \`dialect\`.`;
  return { problems: [{ path: [], message }] };
}
