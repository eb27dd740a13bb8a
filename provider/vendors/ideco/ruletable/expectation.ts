import { type TableCall, view } from "../../../policy";
import { LinkedRules, type Standing } from "../../../policy/standing";
import type { IdecoRule } from "../rules/codec";
import type { Anchor } from "../rules/position";
import type { RuleId } from "../rules/rule-id";
import type { TableKind } from "../rules/tables";
import { models } from "./models";
import { understoodPart } from "./not-understood";

/** A rule as a list shows it. */
interface Shown {
  readonly id: RuleId;
  readonly rule: IdecoRule;
  /** Of a central console: outside of the local order. */
  readonly apart?: boolean;
}

/** A call as it went out. */
export interface SentCall {
  readonly call: TableCall;
  /** The rule next to which it puts its rule, where it names one. */
  readonly anchor?: Anchor | undefined;
  /** The rule that it moves, edits or deletes. */
  readonly id?: RuleId | undefined;
}

class Seat implements Standing {
  readonly ref = {};
  readonly foreign = false;
  above?: this | undefined;
  below?: this | undefined;
  constructor(readonly id: string) {}
}

/**
 * What the list of a table has to show once it has caught up with the calls of this run: a list that lags behind shows
 * a table that was, and whoever plans from that does everything once more.
 */
export class Expectation {
  /** Rules that this run made; each is made once, whatever the list shows. */
  readonly made = new Map<RuleId, string>();
  private readonly column = new LinkedRules<Seat>();
  private readonly seats = new Map<string, Seat>();
  private readonly gone = new Set<RuleId>();
  private readonly contents = new Map<RuleId, string>();
  /** Rules that stood when the calls began. */
  private old = new Set<RuleId>();
  private lost: SentCall[] = [];

  constructor(private readonly kind: TableKind) {}

  /** The table is as the list shows it now; what was lost until then is settled as far as the list shows it. */
  begin(shown: readonly Shown[]): void {
    for (const seat of [...this.seats.values()]) this.column.unlink(seat);
    this.seats.clear();
    this.gone.clear();
    this.contents.clear();
    this.lost = [];
    this.old = new Set(shown.map(({ id }) => id));
    for (const { id, apart } of shown) if (!apart) this.link(String(id), this.column.tail);
  }

  /** A call succeeded; `made` is the id of an inserted rule. */
  done({ call, anchor, id }: SentCall, made?: RuleId): void {
    if (call.kind === "insert" && made !== undefined) {
      this.made.set(made, call.key);
      this.contents.set(made, this.content(call.rule));
      this.place(String(made), anchor);
    } else if (id !== undefined && call.kind === "move") {
      this.unplace(String(id));
      this.place(String(id), anchor);
    } else if (id !== undefined && call.kind === "edit") this.contents.set(id, this.content(call.rule));
    else if (id !== undefined && call.kind === "delete") {
      this.gone.add(id);
      this.made.delete(id);
      this.contents.delete(id);
      this.unplace(String(id));
    }
  }

  /** The answer of a call was lost: it may have happened, may happen yet, or never. */
  doubt(sent: SentCall): void {
    this.lost.push(sent);
    if (sent.id === undefined) return;
    this.contents.delete(sent.id);
    if (sent.call.kind !== "edit") this.unplace(String(sent.id));
  }

  /** Rules that this run made and the list doesn't show. */
  unseen(shown: readonly Shown[]): RuleId[] {
    const there = new Set(shown.map(({ id }) => id));
    return [...this.made.keys()].filter((id) => !there.has(id));
  }

  /** Whether the list shows what every call did that succeeded. */
  isShown(shown: readonly Shown[]): boolean {
    const order = shown.flatMap(({ id }) => (this.seats.has(String(id)) ? [String(id)] : []));
    const isDone = shown.every(({ id, rule }) => {
      const content = this.contents.get(id);
      return !this.gone.has(id) && (content === undefined || content === this.content(rule));
    });
    return isDone && this.unseen(shown).length === 0 && this.isInOrder(order);
  }

  /** Whether the list shows what every call did whose answer was lost. */
  hasSeenTheLost(shown: readonly Shown[]): boolean {
    const byId = new Map(shown.map((rule) => [rule.id, rule.rule]));
    const places = new Map(shown.map(({ id }, place) => [String(id), place]));
    const news = this.news(shown).map(({ rule }) => this.content(rule));
    return this.lost.every(({ call, id, anchor }) => {
      if (call.kind === "insert") {
        const at = news.indexOf(this.content(call.rule));
        if (at >= 0) news.splice(at, 1);
        return at >= 0;
      }
      const rule = id === undefined ? undefined : byId.get(id);
      if (call.kind === "delete") return rule === undefined;
      if (call.kind === "edit") return rule !== undefined && this.content(rule) === this.content(call.rule);
      const [at = -2, beside = -2] = [places.get(String(id)), places.get(anchor?.id ?? "")];
      return at === beside + (anchor?.below ? 1 : -1);
    });
  }

  private news(shown: readonly Shown[]): Shown[] {
    return shown.filter(({ id }) => !this.old.has(id) && !this.made.has(id));
  }

  /** Rules that somebody else took away meanwhile are in no order. */
  private isInOrder(order: readonly string[]): boolean {
    const there = new Set(order);
    const due: string[] = [];
    for (let seat = this.column.head; seat; seat = seat.below) if (there.has(seat.id)) due.push(seat.id);
    return due.every((id, place) => id === order[place]);
  }

  /** Beside a rule whose own place isn't known, nothing is known of the place. */
  private place(id: string, anchor: Anchor | undefined): void {
    const beside = anchor && this.seats.get(anchor.id);
    if (!anchor) this.link(id, this.column.tail);
    else if (beside) this.link(id, anchor.below ? beside : beside.above);
  }

  private link(id: string, above: Seat | undefined): void {
    const seat = new Seat(id);
    this.seats.set(id, seat);
    this.column.link(seat, above);
  }

  private unplace(id: string): void {
    const seat = this.seats.get(id);
    if (!seat) return;
    this.column.unlink(seat);
    this.seats.delete(id);
  }

  /** `logging` and what is not understood are left out: a version may not list the one, and fills in the other by itself. */
  private content({ logging: _, ...rule }: IdecoRule): string {
    return view(models[this.kind.name], understoodPart(rule)).content;
  }
}
