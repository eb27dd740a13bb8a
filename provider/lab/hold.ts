import type { Filter } from "./journal";

/** A call that waits for its work to begin. */
export interface HeldCall {
  vendor: string;
  method: string;
  path: string;
  body: unknown;
}

interface Waiting extends HeldCall {
  pass(): void;
}

/**
 * Calls that wait before their work, so that a test decides in which order an appliance takes them, without a look
 * at any clock: `await hold.arrived(3); hold.take(1)`.
 */
export class Hold {
  private waiting: Waiting[] = [];
  private watchers: (() => void)[] = [];
  private isOpen = false;

  constructor(readonly filter: Filter) {}

  /** Those that wait, in the order of arrival. */
  get calls(): readonly HeldCall[] {
    return this.waiting;
  }

  /** Until at least so many wait; at once where the hold is open. */
  async arrived(count: number): Promise<void> {
    while (!this.isOpen && this.waiting.length < count) {
      await new Promise<void>((resolve) => this.watchers.push(resolve));
    }
  }

  /** Lets one of those that wait be worked on: by its place in `calls`, the first by default. */
  take(index = 0): HeldCall {
    const [call] = this.waiting.splice(index, 1);
    if (!call) throw new Error(`no call waits at place ${index}; there are ${this.waiting.length}`);
    call.pass();
    return call;
  }

  /** Everything passes, now and from now on. */
  open(): void {
    this.isOpen = true;
    for (const call of this.waiting.splice(0)) call.pass();
    this.tell();
  }

  /** For the lab: resolves when the call may be worked on. */
  async arrive(call: HeldCall): Promise<void> {
    if (this.isOpen) return;
    await new Promise<void>((pass) => {
      this.waiting.push({ ...call, pass });
      this.tell();
    });
  }

  private tell(): void {
    for (const watcher of this.watchers.splice(0)) watcher();
  }
}
