import type { Context } from "../../../kernel/context";
import { bug, PerimeterError } from "../../../kernel/errors";
import type { Ref, TableCall, TablePlace } from "../../../policy";
import type { Item } from "../rules/codec";
import type { LiveTable } from "../rules/live-table";
import type { Anchor } from "../rules/position";
import { type RuleId, ruleIdOf } from "../rules/rule-id";
import type { SentCall } from "./expectation";
import { withTemplate } from "./not-understood";

/** Turns the plan's calls into the appliance's: keys into ids, places into anchors that stand there now. */
export class Sender {
  private readonly live: Map<RuleId, Item>;
  private readonly made = new Map<string, RuleId>();

  constructor(
    private readonly ctx: Context,
    private readonly table: LiveTable,
    items: readonly Item[],
    private readonly likes: ReadonlyMap<string, Item> = new Map(),
  ) {
    this.live = new Map(items.map((item) => [item.id, item]));
  }

  /** The call as it goes out: the rules that it names are known by then. */
  prepared(call: TableCall): SentCall {
    switch (call.kind) {
      case "insert":
        return { call, anchor: this.anchorOf(call.place) };
      case "move":
        return { call, id: this.idOf(call.rule), anchor: this.moveAnchor(call.place) };
      default:
        return { call, id: call.id };
    }
  }

  /** Sends a call once; gives the id of an inserted rule. */
  async send({ call, anchor }: SentCall): Promise<RuleId | undefined> {
    const { ctx, table } = this;
    switch (call.kind) {
      case "insert":
        return this.insert(call, anchor);
      case "edit":
        await table.edit(ctx, String(call.id), call.rule, this.before(call), false);
        return undefined;
      case "move":
        await table.move(ctx, String(this.idOf(call.rule)), anchor as Anchor, false);
        return undefined;
      case "delete":
        await table.remove(ctx, String(call.id), false);
        return undefined;
    }
  }

  /** What has the fields besides ours that the rule shall have: its own present form, or the one that it gets again. */
  private before({ id, key }: Extract<TableCall, { kind: "edit" }>): Item | undefined {
    const live = this.live.get(id);
    const like = this.likes.get(key);
    return live && like ? withTemplate(live, like) : live;
  }

  /** A new form gets what the old one has besides our fields. */
  private async insert(
    { key, rule, replaces }: Extract<TableCall, { kind: "insert" }>,
    anchor: Anchor | undefined,
  ): Promise<RuleId> {
    const like = replaces === undefined ? this.likes.get(key) : this.live.get(replaces);
    const id = await this.table.post(this.ctx, rule, anchor, like);
    if (id === undefined) throw withoutId();
    const made = ruleIdOf(id);
    this.made.set(key, made);
    return made;
  }

  private idOf(ref: Ref): RuleId {
    const id = ref.id ?? (ref.key === undefined ? undefined : this.made.get(ref.key));
    if (id === undefined) throw bug(`a call names the rule ${ref.key}, which is not made yet`);
    return id;
  }

  private anchorOf(place: TablePlace): Anchor | undefined {
    if ("end" in place) return undefined;
    return "after" in place
      ? { id: String(this.idOf(place.after)), below: true }
      : { id: String(this.idOf(place.before)), below: false };
  }

  /** Who moves, moves in sight of another rule. */
  private moveAnchor(place: TablePlace): Anchor {
    const anchor = this.anchorOf(place);
    if (!anchor) throw bug("a rule is to be moved in a table that has no other");
    return anchor;
  }
}

function withoutId(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: "the creation succeeded, but its answer has no id",
    outcomeUnknown: true,
  });
}
