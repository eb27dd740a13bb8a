import { abortable } from "./limits";
import { cancelled } from "./network-errors";

/**
 * A collection of one appliance: fetched once for as many readers as ask while it is fresh, patched by this
 * process's own writes, and fetched again after anything that makes it doubtful. Who is called off by a signal of its
 * own waits no longer; the fetch, which may be others' too, goes on.
 */
export class CachedList<T> {
  private static doubts = 0;
  private items?: Promise<T[]>;
  private doubtsThen = 0;
  private fetchedAt = 0;
  /** The look of a renewal that is under way, and the one that comes after it. */
  private looking?: Promise<T[]>;
  private waiting?: Promise<T[]>;

  constructor(
    private readonly fetch: () => Promise<T[]>,
    private readonly freshMs = defaultFreshMs,
  ) {}

  /** Another process has deleted something: what is in memory from before, in any list, is doubtful. */
  static doubtAll(): void {
    CachedList.doubts += 1;
  }

  /** The items; from memory while they are fresh. */
  get(signal?: AbortSignal): Promise<T[]> {
    if (this.items && this.doubtsThen === CachedList.doubts && Date.now() - this.fetchedAt < this.freshMs)
      return awaitShared(this.items, signal);
    return this.refetch(signal);
  }

  /** The items where they are in memory. */
  known(): Promise<T[]> | undefined {
    return this.items;
  }

  /** The items as they are on the appliance from now on. */
  refetch(signal?: AbortSignal): Promise<T[]> {
    this.fetchedAt = Date.now();
    this.doubtsThen = CachedList.doubts;
    return awaitShared(this.keep(this.fetch()), signal);
  }

  /**
   * The items as a look shows them that begins from now on. Who asks while one is under way shares the next one with
   * all others who do: many writers that each read back cost few looks.
   */
  renew(signal?: AbortSignal): Promise<T[]> {
    this.waiting ??= this.lookNext();
    return awaitShared(this.waiting, signal);
  }

  private async lookNext(): Promise<T[]> {
    // Whether it fails is for those who wait for it.
    await this.looking?.catch(() => undefined);
    this.waiting = undefined;
    const look = this.refetch();
    this.looking = look;
    return look;
  }

  /**
   * Applies to the memory what a write of ours did; without a memory there is nothing to do. A list that is just being
   * fetched may hold the write already: the change must bear that.
   */
  patch(change: (items: T[]) => T[]): void {
    if (this.items) this.keep(this.items.then(change));
  }

  /** The memory is doubtful: the next reader fetches. */
  drop(): void {
    this.items = undefined;
  }

  /** A failure is for those who wait for it now: the next reader fetches again. */
  private keep(items: Promise<T[]>): Promise<T[]> {
    this.items = items;
    items.catch(() => {
      if (this.items === items) this.items = undefined;
    });
    return items;
  }
}

/** A provider process lives for one operation; longer than this, somebody else's change should be seen. */
const defaultFreshMs = 5 * 60_000;

/** Waits for what others may wait for too; who is called off only looked, so that nothing is left half done. */
export async function awaitShared<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  try {
    return await abortable(work, signal);
  } catch (thrown) {
    throw signal.aborted && thrown === signal.reason ? cancelled(signal.reason, false) : thrown;
  }
}

/** Runs works one after the other, in the order of asking. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  /** @param signal who is called off before its turn has come waits no longer, and its work is never begun */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.last;
    const begin = async () => {
      await before;
      if (signal?.aborted) throw cancelled(signal.reason, false);
      return work();
    };
    const mine = begin();
    this.last = mine.catch(() => undefined);
    return signal ? awaitShared(before, signal).then(() => mine) : mine;
  }
}
