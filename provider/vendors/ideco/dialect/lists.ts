import { objectsOf } from "../../../kernel/answers";
import type { CachedList } from "../../../kernel/cached-list";
import { listingAt } from "../../../kernel/collection";
import type { Connection } from "../../../kernel/connections";
import { asPerimeterError } from "../../../kernel/errors";
import { isObject, type Properties } from "../../../kernel/values";
import type { Item } from "../rules/codec";
import { withRuleIds } from "../rules/rule-id";
import { type Dialect, Knowledge } from "./knowledge";
import { hasLaterForm } from "./v22";

/** Lists of an appliance that serve many readers: one fetch for all of them, and what they tell of its version. */

/** What is known of the appliance's version. */
export function knowledgeOf(connection: Connection): Knowledge {
  return connection.singleton(
    "dialect",
    () => new Knowledge((connection.settings.dialect ?? "auto") as Dialect | "auto"),
  );
}

/** The log table is printed with flat addresses in every version, so it tells nothing. */
const flatForever = "/firewall/rules/log";

/** The rules of a table, from top to bottom. */
export function ruleListing(connection: Connection, path: string): CachedList<Item> {
  const items = (answer: unknown) => {
    const rules = objectsIn(answer, connection.where, "rule");
    const hasLater = hasLaterForm(path, rules);
    if (path !== flatForever) knowledgeOf(connection).learnFromRules(rules, hasLater);
    const form = tableForm(connection, path);
    form.hasLater = hasLater;
    form.textIds = rules.length > 0 && rules.every(({ id }) => typeof id === "string");
    return withRuleIds(rules, connection.where);
  };
  return listingAt(connection, path, items) as CachedList<Properties> as CachedList<Item>;
}

/** What the rules of a table tell of the form in which it wants them. */
export interface TableForm {
  /** Where an appliance lists digits as a text, it gets them back as one. */
  textIds: boolean;
  /** Whether they have the fields of v22; undefined while there are none that tell. */
  hasLater?: boolean | undefined;
}

export function tableForm(connection: Connection, path: string): TableForm {
  return connection.singleton(`form of ${path}`, () => ({ textIds: false }));
}

export const objectsPath = "/aliases/all";

/** Profiles of application control and of intrusion prevention, which rules of FORWARD and INPUT name. */
export const dpiProfilesPath = "/api/application_control/profiles";
export const ipsProfilesPath = "/ips/profiles";

/** All objects of the appliance ("aliases"): one list, or in newer versions lists by kind. */
export function objectListing(connection: Connection): CachedList<Properties> {
  return listingAt(connection, objectsPath, (answer) =>
    objectsIn(isGrouped(answer) ? Object.values(answer).flat() : answer, connection.where, "object"),
  );
}

function isGrouped(answer: unknown): answer is Record<string, unknown[]> {
  return isObject(answer) && Object.keys(answer).length > 0 && Object.values(answer).every(Array.isArray);
}

/** The objects with an id in an answer; a bare one where a list is due is a list of one. */
export function objectsIn(answer: unknown, where: string, noun: string): Array<Properties & { id: unknown }> {
  try {
    return objectsOf(answer, noun) as Array<Properties & { id: unknown }>;
  } catch (thrown) {
    throw asPerimeterError(thrown).with({ where });
  }
}
