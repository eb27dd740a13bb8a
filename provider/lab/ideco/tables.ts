import { z } from "zod";
import type { Call, Route } from "../appliance";
import { blankRule, convert, convertContent } from "./blank";
import { type Context, rootGroup, update } from "./context";
import { factsOf } from "./facts";
import { type References, ruleForm } from "./forms";
import { RuleIds } from "./ruleids";
import { type FirewallTable, firewallTables, type Rule, type RuleFields, type TableName } from "./rules";
import * as model from "./table";
import { checked, invalid, json, notFound, ok, Refusal, route } from "./validate";

/** A state that a table had, after a call. */
export interface State {
  /** 0 is the state that the history starts from. */
  n: number;
  /** Such as `PATCH /firewall/rules/forward/move`, or `by hand: add`. */
  call: string;
  rules: readonly Rule[];
}

export const tableNames: readonly TableName[] = [...firewallTables, "appControl", "contentFilter"];

const paths: Record<TableName, string> = {
  forward: "/firewall/rules/forward",
  input: "/firewall/rules/input",
  dnat: "/firewall/rules/dnat",
  snat: "/firewall/rules/snat",
  log: "/firewall/rules/log",
  appControl: "/application_control_backend/rules",
  contentFilter: "/content-filter/rules",
};

type Rules = model.Table<Rule>;

/** The seven rule tables: their routes, every state they had, and an administrator's direct access. */
export class RuleTables {
  readonly routes: Route[] = [];
  /** Whether states are kept. */
  keepsHistory: boolean;
  private readonly tables: Map<TableName, Rules>;
  private readonly states = new Map<TableName, { call: string; table: Rules }[]>();
  private readonly forms = new Map<string, z.ZodType<RuleFields>>();

  constructor(
    private readonly context: Context,
    private readonly references: References,
    private readonly decorate: (table: TableName, rule: Rule) => Rule,
  ) {
    const { history, idOffset } = context.options;
    this.keepsHistory = history;
    this.tables = new Map(tableNames.map((name) => [name, model.emptyTable<Rule>(idOffset)]));
    for (const name of tableNames) {
      this.resetHistory(name);
      this.routes.push(...this.routesOf(name));
    }
  }

  get(name: TableName): Rules {
    return this.tables.get(name) ?? model.emptyTable();
  }

  rules(name: TableName): readonly Rule[] {
    return model.rows(this.get(name));
  }

  /** Puts a changed table in place and keeps the state. */
  put(name: TableName, call: string, table: Rules): void {
    this.tables.set(name, table);
    if (this.keepsHistory) this.states.get(name)?.push({ call, table });
  }

  history(name: TableName): State[] {
    const states = this.states.get(name) ?? [];
    return states.map(({ call, table }, n) => ({ n, call, rules: model.rows(table) }));
  }

  /** Starts the history again from the present state. */
  resetHistory(name: TableName): void {
    this.states.set(name, [{ call: "start", table: this.get(name) }]);
  }

  /** Brings every rule into the form of the present dialect, as an upgrade of the appliance would. */
  convertAll(): void {
    for (const name of tableNames) {
      const { above, local, below, lastId } = this.get(name);
      const all = (part: readonly Rule[]) => part.map((rule) => this.convert(name, rule));
      this.put(name, `upgrade to ${this.context.dialect}`, {
        above: all(above),
        local: all(local),
        below: all(below),
        lastId,
      });
    }
  }

  private convert(name: TableName, rule: Rule): Rule {
    if (name === "appControl") return rule;
    if (name === "contentFilter") return convertContent(rule, this.context);
    return convert(name, rule, this.context);
  }

  /** Where a rule of any table refers to an object or a category, in words. */
  userOf(id: string): string | undefined {
    for (const name of tableNames) {
      const rule = this.rules(name).find((candidate) => refers(candidate, id));
      if (rule) return `rule ${rule.id} of ${name}`;
    }
    return undefined;
  }

  blank(name: TableName): RuleFields {
    return blankRule(name, this.context);
  }

  private routesOf(name: TableName): Route[] {
    const path = paths[name];
    const ids = new RuleIds(this.context, name);
    const edit = (call: Call) => {
      const id = this.localId(name, call);
      this.change(name, call, (table) => model.edit(table, id, this.read(name, call)));
      return ok;
    };
    const routes = [
      route("GET", path, () => json(this.rules(name).map((rule) => ids.shown(this.decorate(name, rule))))),
      route("POST", path, (call) => {
        const anchor = anchorOf(call, name !== "appControl", ids);
        const rule = this.read(name, call);
        this.change(name, call, (table) => model.insert(table, rule, anchor));
        return json({ id: ids.out(this.get(name).lastId) });
      }),
      // Application control keeps PUT in every version.
      ...(name === "appControl"
        ? [route("PUT", `${path}/:id`, edit)]
        : update(this.context, `${path}/:id`, edit)),
      route("PATCH", `${path}/move`, (call) => {
        const id = ids.form;
        const form = z.strictObject({ id, anchor_item_id: id, insert_after: z.boolean() });
        const { params } = checked(z.strictObject({ params: form }), call.body);
        const anchor = { id: params.anchor_item_id, after: params.insert_after };
        this.change(name, call, (table) => model.move(table, params.id, anchor));
        return ok;
      }),
      route("DELETE", `${path}/:id`, (call) => {
        const id = this.localId(name, call);
        this.change(name, call, (table) => model.remove(table, id));
        return ok;
      }),
    ];
    if (name !== "appControl") return routes;
    const isThere = () => factsOf(this.context).appControl === "printed";
    return routes.map((one) => ({ ...one, when: () => isThere() && (one.when?.() ?? true) }));
  }

  /** Refuses a rule that the interface would refuse. */
  check(name: TableName, rule: RuleFields): void {
    checked(this.formOf(name), rule);
  }

  private read(name: TableName, call: Call): RuleFields {
    return checked(this.formOf(name), call.body);
  }

  private formOf(name: TableName): z.ZodType<RuleFields> {
    const key = `${name} ${this.context.dialect} ${JSON.stringify(this.context.options.facts)}`;
    const form = this.forms.get(key) ?? ruleForm(name, this.context, this.references);
    this.forms.set(key, form);
    return form;
  }

  /** The id in the path. An unknown one is refused before the body is looked at. */
  private localId(name: TableName, call: Call): number {
    const text = call.params.id ?? "";
    const id = new RuleIds(this.context, name).in(text) ?? -1;
    if (model.find(this.get(name), id) === undefined) throw notFound(`rule ${text}`);
    return id;
  }

  /**
   * The page says nothing about these mistakes. A rule that does not exist is 404; an anchor that does not exist
   * is a mistake of the request, 542; so is a rule of the central console, for which the page has no status.
   */
  private change(name: TableName, call: Call, action: (table: Rules) => Rules): void {
    try {
      this.put(name, `${call.method} ${call.path}`, action(this.get(name)));
    } catch (error) {
      if (!(error instanceof model.TableError)) throw error;
      if (error.mistake === "unknown id") throw notFound(`rule ${error.id}`);
      if (error.mistake === "unknown anchor") throw invalid("anchor_item_id", `there is no rule ${error.id}`);
      if (error.mistake === "itself") throw invalid("anchor_item_id", "a rule cannot be its own anchor");
      throw invalid("id", `rule ${error.id} belongs to the central console`);
    }
  }
}

/** The place from the query. Other parameters, or any for application control, are a mistake: 400. */
function anchorOf(call: Call, allowed: boolean, ids: RuleIds): model.Anchor | undefined {
  const { anchor_item_id: anchor, insert_after: after, ...others } = call.query;
  const unknown = Object.keys(allowed ? others : call.query)[0];
  if (unknown !== undefined) throw new Refusal(400, `unknown parameter ${unknown}`, unknown);
  if (after !== undefined && after !== "true" && after !== "false") {
    throw new Refusal(400, "insert_after is true or false", "insert_after");
  }
  if (anchor === undefined) return undefined;
  const id = ids.in(anchor);
  if (id === undefined) throw new Refusal(400, `anchor_item_id is ${ids.words}`, "anchor_item_id");
  return { id, after: after !== "false" };
}

function refers(value: unknown, id: string): boolean {
  if (Array.isArray(value)) return value.some((item) => refers(item, id));
  if (typeof value === "object" && value !== null)
    return Object.values(value).some((item) => refers(item, id));
  return value === id;
}

/** An administrator at the appliance's own console: changes that no request makes and the journal does not show. */
export class Hand {
  constructor(
    private readonly tables: RuleTables,
    private readonly name: TableName,
  ) {}

  /** All rules from top to bottom. */
  get rules(): readonly Rule[] {
    return this.tables.rules(this.name);
  }

  get(id: number): Rule | undefined {
    return this.rules.find((rule) => rule.id === id);
  }

  /** Adds a rule, by default at the end; what is left out is as in a new form (matches everything, allows). */
  add(fields: Partial<RuleFields> = {}, place?: { after: number } | { before: number }): number {
    const rule = { ...this.tables.blank(this.name), ...fields };
    this.put("add", (table) => model.insert(table, rule, place && anchor(place)));
    return this.tables.get(this.name).lastId;
  }

  /** Adds a rule as from the central console, which the interface cannot change. */
  addFromConsole(block: "above" | "below", fields: Partial<RuleFields> = {}, parent = rootGroup): number {
    const rule = { ...this.tables.blank(this.name), parent_id: parent, ...fields };
    this.put("add from the central console", (table) => model.insertConsole(table, rule, block));
    return this.tables.get(this.name).lastId;
  }

  /**
   * Fields of a rule from texts, as a form gives them: lists with commas, anything else than texts as JSON. Throws what
   * is wrong with them, as the interface would.
   */
  read(texts: Readonly<Record<string, string>>, id?: number): Partial<RuleFields> {
    const { id: _id, ...present } =
      id === undefined ? { id, ...this.tables.blank(this.name) } : this.known(id);
    const fields = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, fieldOf(present, name, text)]),
    );
    this.tables.check(this.name, { ...present, ...fields });
    return fields;
  }

  private known(id: number): Rule {
    const rule = this.get(id);
    if (rule === undefined) throw notFound(`rule ${id} in ${this.name}`);
    return rule;
  }

  edit(id: number, fields: Partial<RuleFields>): void {
    const { id: _id, ...rule } = { ...this.get(id), ...fields } as Rule;
    this.put("edit", (table) => model.edit(table, id, rule));
  }

  move(id: number, place: { after: number } | { before: number }): void {
    this.put("move", (table) => model.move(table, id, anchor(place)));
  }

  delete(id: number): void {
    this.put("delete", (table) => model.remove(table, id));
  }

  private put(action: string, change: (table: Rules) => Rules): void {
    this.tables.put(this.name, `by hand: ${action}`, change(this.tables.get(this.name)));
  }
}

function fieldOf(rule: object, name: string, text: string): unknown {
  if (!Object.hasOwn(rule, name)) {
    throw invalid(name, `there is no such field; there are ${Object.keys(rule).join(", ")}`);
  }
  const present = (rule as Record<string, unknown>)[name];
  const isJson = text.startsWith("[") || text.startsWith("{") || text === "null";
  if (Array.isArray(present) && !isJson) return text === "" ? [] : text.split(",").map((id) => id.trim());
  if (typeof present === "string" && !isJson) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function anchor(place: { after: number } | { before: number }): model.Anchor {
  return "after" in place ? { id: place.after, after: true } : { id: place.before, after: false };
}

export type { FirewallTable };
