import type { Context } from "../../../kernel/context";
import type { NamedObject } from "../../../kernel/report";
import type { Properties } from "../../../kernel/values";
import { objectListing } from "../dialect/lists";
import { endsOf } from "../objects/concrete";
import { isMade, kindOf } from "./directory";
import { usersOf } from "./usage";
import { objectValue } from "./values";

/** All objects of the appliance that rules can name, with those who do. */
export async function listObjects(ctx: Context): Promise<NamedObject[]> {
  const { users, doubtful } = await usersOf(ctx);
  if (doubtful !== undefined)
    ctx.log.warn(`${ctx.connection.where}: ${doubtful}: an object may be used where it is not told`);
  const items = await objectListing(ctx.connection).get(ctx.signal);
  return items
    .filter((item) => String(item.id).includes("."))
    .map((item) => {
      const value = valueText(item);
      return {
        id: String(item.id),
        kind: kindOf(item),
        title: typeof item.title === "string" ? item.title : "",
        ...(value !== undefined && { value }),
        made: isMade(item),
        users: users.get(String(item.id)) ?? [],
      };
    });
}

function valueText(item: Properties): string | undefined {
  const value = objectValue(item);
  if (value) return value.text;
  if (Array.isArray(item.values)) return item.values.join(", ");
  const hours = [item.start, item.end].every((time) => typeof time === "string");
  return hours ? endsOf(item).join("-") : undefined;
}
