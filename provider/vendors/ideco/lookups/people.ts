import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { type DataFunction, defineFunction } from "../../../kernel/function";
import type { Properties } from "../../../kernel/values";
import { objectListing } from "../dialect/lists";
import { itemsOf } from "../found";
import { kindOf, titleOf } from "../references/directory";
import { ideco } from "../vendor";

/** Users and groups. Their ids are integers until v18 and texts from v19 on: here they are texts. */

const shared = {
  id: field(z.string(), "The id among users or groups. Rules have other ids: `ruleIds`."),
  name: field(z.string(), "The name, by which rules may name it as well."),
  parentId: field(z.string().optional(), "Id of the group that it is in."),
  domainType: field(z.string().optional(), "Where it comes from: `local`, `ad`, `ald`, `radius`, `device`."),
  domainName: field(z.string().optional(), "The domain that it was imported from."),
  ldapGuid: field(z.string().optional(), "Id of the object in that domain."),
  ruleIds: field(
    z.array(z.string()),
    "Ids of the objects with this name that rules can name (`user.id.1`, `security_group.guid.…`). Which of several is which, no page says.",
  ),
};

const foundUser = objectOf("FoundUser", "A user of the appliance.", {
  ...shared,
  login: field(z.string().optional(), "The login."),
  enabled: field(
    z.boolean().optional(),
    "As the appliance tells it; its page calls it the option that forbids access.",
  ),
  phoneNumber: field(z.string().optional(), "Phone number."),
  comment: field(z.string().optional(), "Free text."),
});

const foundGroup = objectOf("FoundGroup", "A group of users.", shared);

interface People {
  name: string;
  doc: string;
  section: string;
  example: string;
  path: string;
  found: typeof foundGroup;
  /** The kinds of objects that stand for them in rules. */
  kinds: readonly string[];
}

function definePeople({ name, doc, section, example, path, found, kinds }: People): DataFunction {
  return defineFunction(ideco, {
    name,
    doc,
    page: `user-management-api: ${section}`,
    example: { name: example },
    inputs: { name: field(z.string().min(1).optional(), "Only those with exactly this name.") },
    outputs: { items: field(z.array(found), "Those that were found, in the appliance's order.") },
    async call(ctx, { name: wanted }) {
      const people: Properties[] = itemsOf(listed(found), await ctx.call({ method: "GET", path }));
      const objects = await objectListing(ctx.connection).refetch();
      const idsOf = (title: unknown) =>
        objects
          .filter((item) => kinds.includes(kindOf(item)) && titleOf(item) === title)
          .map(({ id }) => String(id));
      const meant = people.filter((each) => wanted === undefined || each.name === wanted);
      return { items: meant.map((each) => ({ ...inTexts(each), ruleIds: idsOf(each.name) })) as Found[] };
    },
  });
}

type Found = z.infer<typeof foundGroup>;

/** What the appliance itself tells. */
function listed({ shape: { ruleIds: _, ...shape } }: typeof foundGroup) {
  return z.object(shape);
}

function inTexts(item: Properties): Properties {
  const { id, parentId } = item;
  return { ...item, id: String(id), ...(parentId !== undefined && { parentId: String(parentId) }) };
}

export const getUsers = definePeople({
  name: "getUsers",
  doc: "The users of the appliance, with the ids that rules name them by.",
  section: "Получение списка пользователей",
  example: "Ivanov",
  path: "/user_backend/users",
  found: foundUser,
  kinds: ["user"],
});

export const getGroups = definePeople({
  name: "getGroups",
  doc: "The groups of users, with the ids that rules name them by.",
  section: "Получение групп пользователей",
  example: "Accounting",
  path: "/user_backend/groups",
  found: foundGroup,
  kinds: ["group", "security_group"],
});
