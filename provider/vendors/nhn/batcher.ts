import { setTimeout as sleep } from "node:timers/promises";
import { Mutex } from "../../kernel/cached-list";
import { PerimeterError } from "../../kernel/errors";
import { abortable } from "../../kernel/limits";
import { cancelled } from "../../kernel/network-errors";

/** One order among those that go out together. */
export interface BatchJob<T> {
  readonly what: T;
  /** Whether it may have reached the service. */
  sent: boolean;
  /** Ends it, for whoever waits; a second time changes nothing. */
  end(failure?: PerimeterError): void;
}

/** The engine begins what runs side by side within a few milliseconds, once what they all look at is there. */
const windowMs = 100;

/**
 * Gathers orders that are given side by side, within a short window or while an earlier call is under way, so that
 * they go out as one call.
 */
export class Batcher<T> {
  private waiting: BatchJob<T>[] = [];
  private readonly turns = new Mutex();
  private isDue = false;

  /** @param carryOut ends every job that it gets, and never throws */
  constructor(private readonly carryOut: (jobs: BatchJob<T>[]) => Promise<void>) {}

  /**
   * Gives an order and waits for its end.
   * @throws what it failed with; `PERIMETER_CANCELLED` or `PERIMETER_TIMEOUT` when the signal comes: an order that has
   * not been sent by then never is
   */
  async order(what: T, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelled(signal.reason, false);
    const { job, ended } = jobOf(what);
    this.waiting.push(job);
    this.schedule();
    try {
      await abortable(ended, signal);
    } catch (thrown) {
      if (thrown instanceof PerimeterError) throw thrown;
      this.waiting = this.waiting.filter((one) => one !== job);
      throw cancelled(signal.reason, job.sent);
    }
  }

  private schedule(): void {
    if (this.isDue) return;
    this.isDue = true;
    void this.turns.run(async () => {
      await sleep(windowMs);
      this.isDue = false;
      const jobs = this.waiting.splice(0);
      for (const job of jobs) job.sent = true;
      if (jobs.length > 0) await this.carryOut(jobs);
    });
  }
}

function jobOf<T>(what: T): { job: BatchJob<T>; ended: Promise<void> } {
  let end: BatchJob<T>["end"] = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = (failure) => (failure ? reject(failure) : resolve());
  });
  return { job: { what, sent: false, end }, ended };
}
