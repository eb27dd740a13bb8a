import { Mutex } from "../../../kernel/cached-list";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, isCategory, type PerimeterError } from "../../../kernel/errors";
import { objectListing } from "../dialect/lists";
import { aliases } from "../objects/alias";
import { titleLimit } from "../objects/ids";
import { valueKinds } from "../objects/value-kinds";
import { Directory, isMade, kindOf, madeComment } from "./directory";
import { usersOf } from "./usage";
import { objectValue, type Value, type ValueKind } from "./values";

/** Objects that this package makes for values in rules, and their end. */
export class MadeObjects {
  private readonly making = new Map<string, Promise<string>>();
  /** Objects that a change under way is about to use, how often. */
  private readonly pins = new Map<string, number>();
  private readonly turns = new Mutex();
  private readonly doomed = new Set<string>();
  private nextPass?: Promise<void>;

  /** Those of a context's connection, the same object for everyone in the process. */
  static of(ctx: Context): MadeObjects {
    return ctx.connection.singleton("objects made for rules", () => new MadeObjects());
  }

  /** Makes an object that holds the value, once for all who ask at the same time. */
  make(ctx: Context, value: Value): Promise<string> {
    const running = this.making.get(value.key);
    if (running) return running;
    const made = this.makeNow(ctx, value).finally(() => this.making.delete(value.key));
    this.making.set(value.key, made);
    return made;
  }

  private async makeNow(ctx: Context, value: Value): Promise<string> {
    const directory = Directory.of(await objectListing(ctx.connection).get(ctx.signal));
    const object = { title: freeTitle(directory, value), comment: madeComment, ...value.fields };
    try {
      const { id } = await aliases(valueKinds[value.kind]).create(ctx, object);
      return id;
    } catch (thrown) {
      throw ofItself(thrown, value);
    }
  }

  pin(id: string): void {
    this.pins.set(id, (this.pins.get(id) ?? 0) + 1);
  }

  unpin(id: string): void {
    const left = (this.pins.get(id) ?? 1) - 1;
    if (left > 0) this.pins.set(id, left);
    else this.pins.delete(id);
  }

  /**
   * Removes those of the objects that this package made and that nothing on the appliance uses any more. Many who ask
   * at the same time share one look.
   * @throws where a look fails for a passing reason: whoever asks has to ask again
   */
  async removeUnused(ctx: Context, ids: Iterable<string>): Promise<void> {
    const wanted = [...ids];
    if (wanted.length === 0) return;
    const directory = Directory.of(await objectListing(ctx.connection).get(ctx.signal));
    const made = wanted.filter((id) => isMade(directory.byId(id)));
    if (made.length === 0) return;
    for (const id of made) this.doomed.add(id);
    this.nextPass ??= this.turns.run(() => this.pass(ctx));
    await this.nextPass;
  }

  private async pass(ctx: Context): Promise<void> {
    this.nextPass = undefined;
    const doomed = [...this.doomed];
    this.doomed.clear();
    const { users, doubtful, passing } = await usersOf(ctx);
    const directory = Directory.of(await objectListing(ctx.connection).get(ctx.signal));
    for (const id of doomed) {
      const item = directory.byId(id);
      if (!item || !isMade(item) || users.has(id) || this.pins.has(id)) continue;
      if (passing) throw notYet(id, passing);
      if (doubtful !== undefined) {
        ctx.log.warn(
          `${ctx.connection.where}: ${id} was made for rules and may be used no more, but ${doubtful}: it stays`,
        );
        continue;
      }
      await removeOne(ctx, id, kindOf(item));
    }
  }
}

function notYet(id: string, failure: PerimeterError): PerimeterError {
  return failure.with({
    message: `${id}, made for rules, is not removed yet, as it can't be told who uses it: ${failure.details.message}`,
    outcomeUnknown: false,
    advice: failure.advice ?? "Run the command again.",
  });
}

/** The id of an object that was made but not seen is no id of the resource that names its value. */
function ofItself(thrown: unknown, { text }: Value): unknown {
  const error = asPerimeterError(thrown);
  if (!error.incomplete) return thrown;
  const reasons = error.incomplete.reasons.join("; ");
  const message = `the object for ${text}: ${reasons}`;
  return error.with({ category: "unavailable", message, incomplete: undefined });
}

/** What the appliance itself holds on to, in a place that we don't know, stays. */
async function removeOne(ctx: Context, id: string, kind: string): Promise<void> {
  try {
    await aliases(valueKinds[kind as ValueKind]).delete(ctx, id, {});
  } catch (thrown) {
    if (!isCategory(thrown, "conflict")) throw thrown;
    ctx.log.info(
      `${ctx.connection.where}: ${id}, made for rules, stays: ${asPerimeterError(thrown).message}`,
    );
  }
}

/** The value as the title, where no object of the kind has it; else with a number. */
function freeTitle(directory: Directory, { kind, text }: Value): string {
  const taken = new Set(directory.items.filter((item) => kindOf(item) === kind).map(({ title }) => title));
  for (let number = 1; ; number++) {
    const end = number === 1 ? "" : ` (${number})`;
    const title = `${text.slice(0, titleLimit - end.length)}${end}`;
    if (!taken.has(title)) return title;
  }
}

/** Whether an object holds a value now. */
export function holdsValue(directory: Directory, id: string, key: string): boolean {
  const item = directory.byId(id);
  return item !== undefined && objectValue(item)?.key === key;
}
