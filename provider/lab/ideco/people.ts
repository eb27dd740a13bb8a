import type { Route } from "../appliance";
import { type Context, isV18 } from "./context";
import type { Objects } from "./objects";
import type { Alias } from "./seed";
import { json, route } from "./validate";

/**
 * Users and groups, to be looked up (`user-management-api.md`): ids are integers until v18 and texts from v19 on. Rules
 * name them by the ids of `/aliases/all`; that `user.id.7` is the user 7 is the lab's reading.
 */
export function peopleRoutes(context: Context, objects: Objects): Route[] {
  const idOf = (alias: Alias) => {
    const digits = alias.id.split(".").at(-1) ?? "";
    return isV18(context) ? Number(digits) : digits;
  };
  const all = (type: string) => objects.ofType(type);
  const root = () => {
    const [first] = all("group");
    return first ? idOf(first) : null;
  };
  const domain = { domain_type: "local", domain_name: "", ldap_guid: "" };
  return [
    route("GET", "/user_backend/users", () =>
      json(
        all("user").map((alias) => ({
          id: idOf(alias),
          name: alias.title,
          login: alias.title.toLowerCase(),
          parent_id: root(),
          enabled: true,
          ...domain,
          phone_number: "",
          comment: alias.comment,
        })),
      ),
    ),
    route("GET", "/user_backend/groups", () =>
      json(
        all("group").map((alias) => ({ id: idOf(alias), name: alias.title, parent_id: root(), ...domain })),
      ),
    ),
  ];
}

/** What tells the version: backups carry the one they were made by (v18 and later), printed in `backup-api.md`. */
export function versionRoutes(context: Context): Route[] {
  const version = () => ({
    major: Number(context.dialect.slice(1)),
    minor: 0,
    build: 1,
    timestamp: 1_700_000_000,
    vendor: "Ideco",
    product: "UTM",
    kind: "STANDARD",
    release_type: "release",
  });
  return [
    route("GET", "/backup/backups", () =>
      json([
        {
          id: "1",
          version: version(),
          timestamp: 1_700_000_000.5,
          comment: "",
          md5: "d41d8cd98f00b204e9800998ecf8427e",
          size: 0,
          fast_restore_allowed: true,
        },
      ]),
    ),
  ];
}
