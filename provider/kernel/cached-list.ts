/**
 * A collection of one appliance: fetched once for as many readers as ask while it is fresh, patched by this
 * process's own writes, and fetched again after anything that makes it doubtful.
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
  get(): Promise<T[]> {
    if (this.items && this.doubtsThen === CachedList.doubts && Date.now() - this.fetchedAt < this.freshMs)
      return this.items;
    return this.refetch();
  }

  /** The items where they are in memory. */
  known(): Promise<T[]> | undefined {
    return this.items;
  }

  /** The items as they are on the appliance from now on. */
  refetch(): Promise<T[]> {
    this.fetchedAt = Date.now();
    this.doubtsThen = CachedList.doubts;
    return this.keep(this.fetch());
  }

  /**
   * The items as a look shows them that begins from now on. Who asks while one is under way shares the next one with
   * all others who do: many writers that each read back cost few looks.
   */
  renew(): Promise<T[]> {
    this.waiting ??= this.lookNext();
    return this.waiting;
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

/** Runs works one after the other, in the order of asking. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
