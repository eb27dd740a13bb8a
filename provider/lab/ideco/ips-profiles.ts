import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { type Context, isV18 } from "./context";
import { profileSeeds, shiftedUuid, templateProfile } from "./ips-data";
import type { listed } from "./signature";
import * as model from "./table";
import { checked, comment, invalid, json, notFound, ok, Refusal, route } from "./validate";

export type Line = ReturnType<typeof listed>;

const keys = ["sid", "mitre_tactic_id", "protocol", "signature_severity", "flow", "classtype"] as const;
const text = z.strictObject({
  key: z.enum(keys).exclude(["sid"]),
  operator: z.literal("equals"),
  values: z.array(z.string()).min(1),
});
const number = z.strictObject({
  key: z.literal("sid"),
  operator: z.literal("equals"),
  values: z.array(z.int()).min(1),
});
/** "список фильтров правила (список не может быть пустым)"; "если key - sid, то values - число". */
const ruleForm = z.strictObject({
  filters: z.array(z.union([number, text])).min(1),
  action: z.enum(["default", "alert", "drop", "pass"]),
  comment,
});
/** "максимальная длина - 42 символа" */
const profileForm = z.strictObject({ name: z.string().min(1).max(42), comment });
const placeForm = z.strictObject({
  profile_id: z.string(),
  rule_id: z.int(),
  anchor_item_id: z.int(),
  insert_after: z.boolean(),
});

type Rule = z.infer<typeof ruleForm> & { id: number };

interface Profile {
  id: string;
  name: string;
  comment: string;
  rules: model.Table<Rule>;
}

const path = "/ips/profiles";

/** Profiles of intrusion prevention, written from the vendor's `profiles-api.md`: the first matching rule decides. */
export class IpsProfiles {
  readonly routes: Route[];
  private readonly known = new Map<string, Profile>();

  /** `userOf` tells which rule refers to a profile: like an object, one in use is not deleted (unknown). */
  constructor(
    private readonly context: Context,
    private readonly lines: () => Line[],
    private readonly userOf: (id: string) => string | undefined,
  ) {
    for (const { action, classtypes, ...profile } of profileSeeds) {
      const filters = byClass(classtypes);
      const id = shiftedUuid(profile.id, context.options.idOffset);
      const rule = { filters, action, comment: "" };
      this.known.set(id, this.withRules({ ...profile, id }, [rule]));
    }
    this.routes = [
      route("GET", path, () => json(this.list())),
      route("POST", path, (call) => this.add(checked(profileForm, call.body), [])),
      route("PATCH", `${path}/:id`, (call) => {
        Object.assign(this.own(call), checked(profileForm, call.body));
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => this.remove(this.own(call))),
      route("POST", `${path}-create-with-rules`, (call) => {
        const form = profileForm.extend({ rules: z.array(ruleForm) });
        const { rules, ...profile } = checked(form, call.body);
        return this.add(profile, rules);
      }),
      route("POST", `${path}/:id/copy`, (call) => this.copy(call)),
      route("GET", `${path}/:id/signatures`, (call) => json({ signatures: this.decided(this.any(call)) })),
      route("GET", `${path}/actions-counts`, () => json(this.allCounts())),
      route("GET", `${path}/:id/actions-counts`, (call) => json(this.counts(this.any(call)))),
      ...this.ruleRoutes(),
    ];
  }

  /** Profiles in which a signature is. */
  with(sid: number): { id: string; name: string }[] {
    const holds = (profile: Profile) => this.decided(profile).some((line) => line.sid === sid);
    return [...this.known.values()].filter(holds).map(({ id, name }) => ({ id, name }));
  }

  private ruleRoutes(): Route[] {
    const rules = `${path}/:id/rules`;
    const move = (profile: Profile, rule: number, anchor: number, after: boolean) => {
      this.change(profile, (table) => model.move(table, rule, { id: anchor, after }));
      return ok;
    };
    return [
      route("GET", rules, (call) => json(model.rows(this.any(call).rules))),
      route("POST", rules, (call) => {
        const profile = this.own(call);
        const anchor = anchorOf(call);
        const rule = checked(ruleForm, call.body);
        this.change(profile, (table) => model.insert(table, rule, anchor));
        return json({ id: profile.rules.lastId });
      }),
      // "некоторые или все поля объекта"
      route("PATCH", `${rules}/:rule`, (call) => {
        const profile = this.own(call);
        const { id, ...present } = this.rule(profile, call);
        const changed = { ...present, ...checked(ruleForm.partial(), call.body) };
        this.change(profile, (table) => model.edit(table, id, changed));
        return ok;
      }),
      route("DELETE", `${rules}/:rule`, (call) => {
        const profile = this.own(call);
        const { id } = this.rule(profile, call);
        this.change(profile, (table) => model.remove(table, id));
        return ok;
      }),
      route(
        "PATCH",
        `${rules}/:rule/move`,
        (call) => {
          const profile = this.own(call);
          const { id } = this.rule(profile, call);
          const anchor = z.string().regex(/^\d+$/);
          const form = z.strictObject({ anchor_item_id: anchor, insert_after: z.boolean() });
          const { anchor_item_id, insert_after } = checked(form, call.body);
          return move(profile, id, Number(anchor_item_id), insert_after);
        },
        { when: () => isV18(this.context) },
      ),
      route(
        "PATCH",
        `${path}/rules/move`,
        (call) => {
          const { params } = checked(z.strictObject({ params: placeForm }), call.body);
          const profile = this.changeable(params.profile_id);
          return move(profile, params.rule_id, params.anchor_item_id, params.insert_after);
        },
        { when: () => !isV18(this.context) },
      ),
    ];
  }

  /** The template is in the list since v19: "идентификатор профиля или фиксированная строка". */
  private list() {
    const template = isV18(this.context) ? [] : [this.template()];
    return [...template, ...this.known.values()].map(({ id, name, comment }) => ({ id, name, comment }));
  }

  /** Its name and rules are not printed: it holds every signature, with its own action. */
  private template(): Profile {
    const classtypes = [...new Set(this.lines().map(({ classtype }) => classtype))];
    const rule = { filters: byClass(classtypes), action: "default", comment: "" } as const;
    const named = { id: templateProfile, name: "Шаблонный профиль", comment: "" };
    return this.withRules(named, [rule]);
  }

  private withRules(profile: Omit<Profile, "rules">, rules: Omit<Rule, "id">[]): Profile {
    const empty = model.emptyTable<Rule>();
    return { ...profile, rules: rules.reduce((table, rule) => model.insert(table, rule), empty) };
  }

  private add(fields: { name: string; comment: string }, rules: Omit<Rule, "id">[]): Reply {
    const id = randomUUID();
    this.known.set(id, this.withRules({ id, ...fields }, rules));
    return json({ id });
  }

  /** "Поле Комментарий будет заменено на пустую строку": said of the template. */
  private copy(call: Call): Reply {
    const { name, comment, rules, id } = this.any(call);
    const kept = model.rows(rules).map(({ id: _id, ...rule }) => rule);
    return this.add({ name, comment: id === templateProfile ? "" : comment }, kept);
  }

  private remove({ id }: Profile): Reply {
    const user = this.userOf(id);
    if (user !== undefined) throw invalid("id", `${id} is used by ${user}`);
    this.known.delete(id);
    return ok;
  }

  private any(call: Call): Profile {
    const { id = "" } = call.params;
    if (id === templateProfile && !isV18(this.context)) return this.template();
    const profile = this.known.get(id);
    if (profile === undefined) throw notFound(`profile ${id}`);
    return profile;
  }

  private own(call: Call): Profile {
    return this.changeable(call.params.id ?? "");
  }

  /** "Идентификатор шаблонного профиля не может быть использован в запросах на изменение/удаление" */
  private changeable(id: string): Profile {
    if (id === templateProfile) throw invalid("id", "the template profile is read-only");
    const profile = this.known.get(id);
    if (profile === undefined) throw notFound(`profile ${id}`);
    return profile;
  }

  private rule(profile: Profile, call: Call): Rule {
    const found = model.find(profile.rules, Number(call.params.rule));
    if (found === undefined) throw notFound(`rule ${call.params.rule}`);
    return found;
  }

  private change(profile: Profile, action: (table: model.Table<Rule>) => model.Table<Rule>): void {
    try {
      profile.rules = action(profile.rules);
    } catch (error) {
      if (!(error instanceof model.TableError)) throw error;
      if (error.mistake === "unknown id") throw notFound(`rule ${error.id}`);
      throw invalid("anchor_item_id", `${error.mistake} ${error.id}`);
    }
  }

  private decided(profile: Profile): Line[] {
    return this.lines().flatMap((line) => {
      const rule = decidingRule(profile, line);
      if (rule === undefined) return [];
      return [rule.action === "default" ? line : { ...line, action: rule.action }];
    });
  }

  /** The page keys the answer by the profile; later branches by the profile's own rules. */
  private counts(profile: Profile): object {
    if (isV18(this.context)) return { [profile.id]: countsOf(this.decided(profile)) };
    const rules = model.rows(profile.rules);
    const decidedBy = (rule: Rule) =>
      this.lines()
        .filter((line) => decidingRule(profile, line) === rule)
        .map((line) => (rule.action === "default" ? line : { ...line, action: rule.action }));
    return Object.fromEntries(rules.map((rule) => [rule.id, countsOf(decidedBy(rule))]));
  }

  private allCounts(): object {
    const template = isV18(this.context) ? [] : [this.template()];
    const all = [...template, ...this.known.values()];
    return Object.fromEntries(all.map((profile) => [profile.id, countsOf(this.decided(profile))]));
  }
}

function byClass(classtypes: readonly string[]): Rule["filters"] {
  return [{ key: "classtype", operator: "equals", values: [...classtypes] }];
}

/** Filters of a rule are joined by AND, the values of a filter by OR. */
function decidingRule({ rules }: Profile, line: Line): Rule | undefined {
  const fits = ({ key, values }: Rule["filters"][number]) => (values as unknown[]).includes(line[key]);
  return model.rows(rules).find(({ filters }) => filters.every(fits));
}

function countsOf(lines: readonly Line[]): Record<string, number> {
  const actions = ["pass", "alert", "drop", "rejectsrc", "rejectdst", "rejectboth"];
  return Object.fromEntries(
    actions.map((action) => [action, lines.filter((line) => line.action === action).length]),
  );
}

function anchorOf(call: Call): model.Anchor | undefined {
  const form = z.strictObject({
    anchor_item_id: z.string().regex(/^\d+$/).optional(),
    insert_after: z.enum(["true", "false"]).optional(),
  });
  const read = form.safeParse(call.query);
  if (!read.success) throw new Refusal(400, "unknown or malformed parameter");
  const { anchor_item_id: anchor, insert_after: after } = read.data;
  return anchor === undefined ? undefined : { id: Number(anchor), after: after !== "false" };
}
