import { PerimeterError } from "../../provider/kernel/errors";
import type { Properties } from "../../provider/kernel/values";
import type { Rule, TableName } from "../../provider/lab/ideco/rules";
import * as model from "../../provider/lab/ideco/table";
import type { Dialect } from "../../provider/vendors/ideco/dialect/knowledge";
import { encodeRule, type Item } from "../../provider/vendors/ideco/rules/codec";
import type { LiveTable } from "../../provider/vendors/ideco/rules/live-table";
import type { Anchor } from "../../provider/vendors/ideco/rules/position";
import { tables } from "../../provider/vendors/ideco/rules/tables";

/** How a call ends that doesn't end well. */
export const endings = ["refused", "lost before", "lost after", "killed", "cut off"] as const;
export type Ending = (typeof endings)[number];

/** The process is gone: nothing of it reaches the state. */
export class Killed extends Error {}

/** The lab's table behind the calls that an apply makes, without the network in between. */
export class Bench {
  calls = 0;
  /** The call, counted from the next one, that ends in another way. */
  private trouble: { ending: Ending; left: number } | undefined;
  private reachable = true;
  private content: model.Table<Rule> = model.emptyTable();

  constructor(
    readonly name: TableName,
    private readonly dialect: Dialect,
    private readonly bodies: WeakMap<Properties, Map<string, Omit<Rule, "id">>>,
    private readonly after: (rows: readonly Rule[], call: string) => void,
    /** How many turns a call waits before its work and before its answer: so calls under way overtake each other. */
    private readonly hops: () => number = () => 0,
  ) {}

  fill(above: readonly Rule[], local: readonly Rule[], below: readonly Rule[]): void {
    this.content = { above, local, below, lastId: 100 };
  }

  get rows(): readonly Rule[] {
    return model.rows(this.content);
  }

  /** Local rules between those of the central console. */
  between(local: readonly Rule[]): Rule[] {
    return [...this.content.above, ...local, ...this.content.below];
  }

  /** What the product sends for a rule. Put together once, as of the live rule `logging` alone counts here. */
  encoded(rule: Properties, live?: Item): Omit<Rule, "id"> {
    const key = `${live?.logging}`;
    const known = this.bodies.get(rule) ?? new Map<string, Omit<Rule, "id">>();
    this.bodies.set(rule, known);
    const body = known.get(key) ?? this.encode(rule, live);
    known.set(key, body);
    return body;
  }

  private encode(rule: Properties, live?: Item): Omit<Rule, "id"> {
    const body = encodeRule(tables[this.name].fields, rule, { dialect: this.dialect }, live);
    return body as unknown as Omit<Rule, "id">;
  }

  private readonly images = new WeakMap<Properties, Rule>();

  /** A rule as it will be; each is put together once. */
  imagined(rule: Properties): Rule {
    const image = this.images.get(rule) ?? ({ ...this.encoded(rule), id: 0 } as Rule);
    this.images.set(rule, image);
    return image;
  }

  arm(trouble: { ending: Ending; left: number } | undefined): void {
    this.trouble = trouble;
    this.reachable = true;
  }

  /** What an apply takes for the appliance's table. */
  asLive(): LiveTable {
    const port = {
      kind: tables[this.name],
      forget() {},
      refetch: async () => {
        if (!this.reachable) throw new PerimeterError({ category: "unavailable", message: "nobody answers" });
        return this.rows as unknown as Item[];
      },
      post: async (_: unknown, rule: Properties, anchor: Anchor | undefined, like?: Item) => {
        if (anchor && this.name === "appControl") throw new Error("application control takes no anchor");
        const made = await this.work("insert", () =>
          model.insert(this.content, this.encoded(rule, like), anchor && placeOf(anchor)),
        );
        return String(made.lastId);
      },
      edit: async (_: unknown, id: string, rule: Properties, live?: Item) =>
        this.work("edit", () => model.edit(this.content, Number(id), this.encoded(rule, live))),
      move: async (_: unknown, id: string, anchor: Anchor) =>
        this.work("move", () => model.move(this.content, Number(id), placeOf(anchor))),
      remove: async (_: unknown, id: string) =>
        this.work("delete", () => model.remove(this.content, Number(id))),
    };
    return port as unknown as LiveTable;
  }

  private async work(call: string, change: () => model.Table<Rule>): Promise<model.Table<Rule>> {
    await this.waited();
    const content = this.done(call, change);
    await this.waited();
    return content;
  }

  private async waited(): Promise<void> {
    for (let left = this.hops(); left > 0; left--) await undefined;
  }

  private done(call: string, change: () => model.Table<Rule>): model.Table<Rule> {
    if (!this.reachable) throw lost();
    const ending = this.trouble && this.trouble.left-- === 0 ? this.trouble.ending : undefined;
    if (ending === "refused")
      throw new PerimeterError({ category: "unavailable", status: 500, message: "not now" });
    if (ending === "lost before") throw lost();
    this.content = change();
    this.calls++;
    this.after(this.rows, call);
    if (ending === "cut off") this.reachable = false;
    if (ending === "killed") throw new Killed();
    if (ending) throw lost();
    return this.content;
  }
}

const placeOf = ({ id, below }: Anchor): model.Anchor => ({ id: Number(id), after: below });

function lost(): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    outcomeUnknown: true,
    message: "the answer was lost",
  });
}
