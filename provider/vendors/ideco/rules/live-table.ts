import { type CachedList, Mutex } from "../../../kernel/cached-list";
import { path } from "../../../kernel/calls";
import type { Context } from "../../../kernel/context";
import { createOnce } from "../../../kernel/once";
import { PendingCreate } from "../../../kernel/pending-create";
import { removed } from "../../../kernel/removal";
import type { Properties } from "../../../kernel/values";
import { editMethod, sendInForm } from "../dialect/dialect";
import type { Form } from "../dialect/knowledge";
import { ruleListing, type TableForm, tableForm } from "../dialect/lists";
import { rootGroup } from "../objects/ids";
import { decodeRule, encodeRule, type IdecoRule, type Item, sameRule } from "./codec";
import { notUnderstood } from "./not-understood";
import type { Anchor, DesiredPlace, Order } from "./position";
import { ruleIdIn, ruleIdOf } from "./rule-id";
import type { TableKind } from "./tables";

/**
 * One rule table of one appliance as this process knows it: one list call for all readers, writes one after the
 * other, and where the resources of the program shall stand.
 */
export class LiveTable {
  /** Where the program's rules shall stand, by id. */
  readonly wishes = new Map<string, DesiredPlace>();
  /** Ids of rules that resources of this process made, adopted or read. */
  readonly managed = new Set<string>();
  readonly turns = new Mutex();
  /** Rules that the program was checked with in this process; not all of them stand on the appliance yet. */
  readonly foreseen: IdecoRule[] = [];
  unplaced = 0;

  private constructor(
    readonly kind: TableKind,
    private readonly listing: CachedList<Item>,
    private readonly form: Readonly<TableForm>,
  ) {}

  /** The table of a context's connection, the same object for everyone in the process. */
  static of(ctx: Context, kind: TableKind): LiveTable {
    const { connection } = ctx;
    return connection.singleton(
      `table ${kind.name}`,
      () => new LiveTable(kind, ruleListing(connection, kind.path), tableForm(connection, kind.path)),
    );
  }

  items(signal?: AbortSignal): Promise<Item[]> {
    return this.listing.get(signal);
  }

  /** The rules where this process has them already. */
  known(): Promise<Item[]> | undefined {
    return this.listing.known();
  }

  refetch(signal?: AbortSignal): Promise<Item[]> {
    return this.listing.refetch(signal);
  }

  /** The next reader fetches; until then writes need not be followed in memory. */
  forget(): void {
    this.listing.drop();
  }

  /** What positions need to know; rules of a central console stand outside of the local order. */
  order(items: Item[]): Order {
    const local = items.filter((item) => this.managed.has(String(item.id)) || !isCentral(item));
    return { ids: local.map((item) => String(item.id)), wishes: this.wishes };
  }

  /** Makes a rule at a place, exactly once; gives its id. */
  async insert(ctx: Context, rule: IdecoRule, anchor: Anchor | undefined): Promise<string> {
    const before = await this.items(ctx.signal);
    const id = await createOnce<Item>({
      ctx,
      send: () => this.post(ctx, rule, anchor),
      look: (signal) => this.refetch(signal),
      idOf: (item) => String(item.id),
      // Made by this very call: a version may fill in what this package knows nothing of.
      matches: (item) => this.looksSame(item, rule),
      known: new Set([...before.map((item) => String(item.id)), ...this.managed]),
      ours: this.managed,
      begun: PendingCreate.of(ctx, [this.kind.path, rule]),
    });
    this.managed.add(id);
    return id;
  }

  /**
   * Sends the creation once; the id, where the answer tells it.
   * @param like a rule whose further fields (of a later version) the new one gets too
   */
  async post(
    ctx: Context,
    rule: IdecoRule,
    anchor: Anchor | undefined,
    like?: Item,
  ): Promise<string | undefined> {
    const { fields, path, appendOnly } = this.kind;
    const place = appendOnly ? undefined : anchor;
    const query = place && { anchor_item_id: place.id, insert_after: place.below };
    const { answer, call } = await this.writing(() =>
      sendInForm(ctx, (form) => ({
        method: "POST",
        path,
        query,
        body: encodeRule(fields, rule, this.told(form), like),
        repeat: false,
      })),
    );
    const id = ruleIdIn((answer as Properties | undefined)?.id);
    if (id === undefined) this.listing.drop();
    else this.listing.patch((items) => placed(items, { ...(call.body as Properties), id }, place));
    return id === undefined ? undefined : String(id);
  }

  /** @param repeat whether the call may go out again when its answer is lost: its effect is the same */
  async edit(
    ctx: Context,
    id: string,
    rule: IdecoRule,
    live: Item | undefined,
    repeat = true,
  ): Promise<void> {
    const { fields, path: tablePath, editMethod: method } = this.kind;
    const { call } = await this.writing(() =>
      sendInForm(ctx, (form) => ({
        method: method ?? editMethod(form.dialect),
        path: `${tablePath}${path`/${id}`}`,
        body: encodeRule(fields, rule, this.told(form), live),
        repeat,
        answer: "none",
        before: live,
      })),
    );
    this.listing.patch((items) =>
      items.map((item) => (String(item.id) === id ? { ...(call.body as Properties), id: item.id } : item)),
    );
  }

  async move(ctx: Context, id: string, anchor: Anchor, repeat = true): Promise<void> {
    const sent = (text: string) => (this.form.textIds ? text : ruleIdOf(text));
    const params = { id: sent(id), anchor_item_id: sent(anchor.id), insert_after: anchor.below };
    const path = `${this.kind.path}/move`;
    const before = { below: (await this.neighbours(id)).above?.id ?? null };
    await this.writing(() =>
      ctx.call({ method: "PATCH", path, body: { params }, repeat, answer: "none", before }),
    );
    this.listing.patch((items) => moved(items, id, anchor));
  }

  /** Deletes a rule; one that is gone already is fine. */
  async remove(ctx: Context, id: string, repeat = true): Promise<void> {
    const itemPath = `${this.kind.path}${path`/${id}`}`;
    const { item: before } = await this.neighbours(id);
    await removed(ctx, {
      what: `the rule ${id}`,
      send: () =>
        this.writing(() => ctx.call({ method: "DELETE", path: itemPath, repeat, answer: "none", before })),
      isThere: async () => (await this.listing.refetch(ctx.signal)).some((item) => String(item.id) === id),
    });
    this.listing.patch((items) => items.filter((item) => String(item.id) !== id));
  }

  /** What the table's own rules tell goes before what is known of the appliance. */
  private told(form: Form): Form {
    return { ...form, hasLater: this.form.hasLater };
  }

  /** Whether its rules have the fields of v22, after a look; undefined where it has none that tell. */
  async hasLater(signal?: AbortSignal): Promise<boolean | undefined> {
    await this.items(signal);
    return this.form.hasLater;
  }

  /** Whether a rule of the appliance surely is what this rule would be: one that is not understood never is. */
  isSame(item: Item, rule: IdecoRule): boolean {
    return !notUnderstood(this.kind.fields, item) && this.looksSame(item, rule);
  }

  /** Whether all that is understood of a rule of the appliance is as in this rule. */
  private looksSame(item: Item, rule: IdecoRule): boolean {
    const { fields } = this.kind;
    return sameRule(fields, decodeRule(fields, item, rule), rule);
  }

  /** A rule and the one above it, where this process has the list already. */
  private async neighbours(id: string): Promise<{ item?: Item | undefined; above?: Item | undefined }> {
    const items = (await this.known()?.catch(() => undefined)) ?? [];
    const at = items.findIndex((item) => String(item.id) === id);
    return at < 0 ? {} : { item: items[at], above: items[at - 1] };
  }

  private async writing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      this.listing.drop();
      throw thrown;
    }
  }
}

const noGroups: ReadonlySet<string> = new Set();

/**
 * Rules that an Ideco Center put there: not ours to touch, and not part of the local order. The page has no mark for
 * them but the group.
 * @param groups which the program says its own rules belong to, besides the root group
 */
export function isCentral({ parent_id: group }: Item, groups = noGroups): boolean {
  return typeof group === "string" && group !== "" && group !== rootGroup && !groups.has(group);
}

function placed(items: Item[], item: Item, anchor: Anchor | undefined): Item[] {
  const others = items.filter((other) => other.id !== item.id);
  const index = anchor ? others.findIndex((other) => String(other.id) === anchor.id) : -1;
  if (!anchor || index < 0) return [...others, item];
  return others.toSpliced(anchor.below ? index + 1 : index, 0, item);
}

function moved(items: Item[], id: string, anchor: Anchor): Item[] {
  const item = items.find((other) => String(other.id) === id);
  return item ? placed(items, item, anchor) : items;
}
