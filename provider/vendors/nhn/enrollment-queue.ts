import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../../kernel/calls";
import type { Connection } from "../../kernel/connections";
import type { Context } from "../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../kernel/errors";
import { type Properties, sameValue } from "../../kernel/values";
import { Batcher, type BatchJob } from "./batcher";
import {
  behindText,
  type EnrollmentTarget,
  type Found,
  isEnrolled,
  LiveVms,
  type LoadBalancer,
  targetId,
  unenrolledIn,
  type View,
  type Vm,
} from "./live-vms";

/** Enrolments and releases of a connection: those that run side by side go out as one call. */
export class EnrollmentQueue {
  private readonly enrolments = new Batcher<EnrollmentTarget>((jobs) =>
    inChunks(jobs, (some) => this.enrolAll(some)),
  );
  private readonly releases = new Batcher<EnrollmentTarget>((jobs) =>
    inChunks(jobs, (some) => this.releaseAll(some)),
  );
  /** Ids whose release this process asked for; the lists show them as enrolled for an hour. */
  private readonly released = new Set<string>();

  static of({ connection }: Context): EnrollmentQueue {
    return connection.singleton("orders", () => new EnrollmentQueue(connection, LiveVms.of({ connection })));
  }

  private constructor(
    private readonly connection: Connection,
    private readonly estate: LiveVms,
  ) {}

  /** Enrols a target; a load balancer with its VMs, or with those that are not enrolled yet. Ends when the lists show it. */
  enrol(target: EnrollmentTarget, signal: AbortSignal): Promise<void> {
    this.released.delete(targetId(target));
    return this.enrolments.order(target, signal);
  }

  /** Asks for a release; ends when the service has taken it, or when the target turns out not to be enrolled. */
  release(target: EnrollmentTarget, signal: AbortSignal): Promise<void> {
    return this.releases.order(target, signal);
  }

  wasReleased(target: EnrollmentTarget): boolean {
    return this.released.has(targetId(target));
  }

  /** Never sends an enrolment again before a look whether the last one was carried out. */
  private async enrolAll(jobs: BatchJob<EnrollmentTarget>[]): Promise<void> {
    let open = jobs;
    for (let attempt = 1; open.length > 0; attempt++) {
      const ready = await this.withElements(open);
      if (ready.length === 0) return;
      const failure = await this.post(ready.map(({ element }) => element));
      if (failure && isUntouched(failure)) return endAll(ready.map(jobOf), failure);
      open = await this.endEnrolled(ready, failure);
      if (failure && isRefusal(failure)) return this.afterRefusal(open, ready, failure);
      if (!failure?.retryable || attempt === attempts) return endAll(open, failure ?? noTrace());
    }
  }

  /** The service refuses a batch as a whole: alone, only the one that is wrong fails. */
  private async afterRefusal(
    open: BatchJob<EnrollmentTarget>[],
    sent: Ready[],
    refusal: PerimeterError,
  ): Promise<void> {
    for (const job of open) {
      const alone = sent.length === 1 ? sent[0] : undefined;
      if (alone) await this.enrolOtherwise(job, alone.element, refusal);
      else await this.enrolAll([job]);
    }
  }

  /** Tries the other forms that the body may have, and the same one with names that somebody changed meanwhile. */
  private async enrolOtherwise(
    job: BatchJob<EnrollmentTarget>,
    refused: Properties,
    refusal: PerimeterError,
  ): Promise<void> {
    const found = (await this.look())?.find(job.what);
    const others = found ? elementsFor(found).filter((element) => !sameValue(element, refused)) : [];
    for (const element of others) {
      const failure = await this.post([element]);
      const isOut = failure && isUntouched(failure);
      const [left] = isOut ? [job] : await this.endEnrolled([{ job, element }], failure);
      if (!left) return;
      if (!failure || !isRefusal(failure)) return job.end(failure ?? noTrace());
    }
    job.end(refusal);
  }

  /** What to send for each; ends those for which there is nothing. */
  private async withElements(jobs: BatchJob<EnrollmentTarget>[]): Promise<Ready[]> {
    try {
      const view = await this.estate.roughly();
      return jobs.flatMap((job) => {
        const found = view.find(job.what);
        const [element] = found ? elementsFor(found) : [];
        if (!element) job.end(found?.kind === "vm" && found.behind ? moved(found.vm, found.behind) : gone());
        return element ? [{ job, element }] : [];
      });
    } catch (thrown) {
      endAll(jobs, asPerimeterError(thrown));
      return [];
    }
  }

  private async post(vmList: Properties[]): Promise<PerimeterError | undefined> {
    return this.write({ method: "POST", path: "/vm", body: { vmList }, repeat: false });
  }

  /** Ends the jobs whose targets the lists show as enrolled, with the VMs that were sent; gives the others. */
  private async endEnrolled(
    ready: Ready[],
    failure: PerimeterError | undefined,
  ): Promise<BatchJob<EnrollmentTarget>[]> {
    const elements = new Map(ready.map(({ job, element }) => [job, element]));
    const pauses = failure ? pausesOfDoubt(failure) : untilShownMs;
    return this.endWhere(ready.map(jobOf), failure ?? noTrace(), pauses, (view, job) => {
      const found = view.find(job.what);
      const left = found ? unenrolledIn(found) : [];
      const sent = vmIdsIn(elements.get(job));
      return found !== undefined && isEnrolled(found) && !left.some(({ vmId }) => sent.includes(vmId));
    });
  }

  /**
   * @param isDoubtful whether an earlier call may have been carried out: then a refusal says that it was, as a release
   * that is under way is refused, and the lists still show its target as enrolled
   */
  private async releaseAll(jobs: BatchJob<EnrollmentTarget>[], isDoubtful = false): Promise<void> {
    let open = jobs;
    for (let attempt = 1; open.length > 0; attempt++) {
      const sent = open;
      const failure = await this.delete(sent);
      if (!failure || isUntouched(failure)) return endAll(sent, failure);
      open = await this.endReleased(sent, failure);
      if (isRefusal(failure)) {
        if (sent.length === 1) return endAll(open, isDoubtful ? undefined : failure);
        for (const job of open) await this.releaseAll([job], isDoubtful);
        return;
      }
      isDoubtful = true;
      if (!failure.retryable || attempt === attempts) return endAll(open, failure);
    }
  }

  private async delete(jobs: BatchJob<EnrollmentTarget>[]): Promise<PerimeterError | undefined> {
    const ids = jobs.map(({ what }) => targetId(what));
    // As printed, with bare commas in between.
    const path = `/vm?vmId=${ids.map(encodeURIComponent).join(",")}`;
    const failure = await this.write({ method: "DELETE", path, repeat: false });
    if (!failure) for (const id of ids) this.released.add(id);
    return failure;
  }

  private async write(call: Call): Promise<PerimeterError | undefined> {
    try {
      await this.connection.http.call(call);
      return undefined;
    } catch (thrown) {
      return asPerimeterError(thrown);
    } finally {
      this.estate.outdate();
    }
  }

  private async endReleased(
    jobs: BatchJob<EnrollmentTarget>[],
    failure: PerimeterError,
  ): Promise<BatchJob<EnrollmentTarget>[]> {
    return this.endWhere(jobs, failure, pausesOfDoubt(failure), (view, { what }) => {
      const found = view.find(what);
      return !found || !isEnrolled(found);
    });
  }

  /** Looks at once and after these pauses; ends what is done, gives the rest. Without a single look all end with `failure`. */
  private async endWhere(
    jobs: BatchJob<EnrollmentTarget>[],
    failure: PerimeterError,
    pauses: number[],
    isDone: (view: View, job: BatchJob<EnrollmentTarget>) => boolean,
  ): Promise<BatchJob<EnrollmentTarget>[]> {
    let open = jobs;
    let isBlind = true;
    for (const pause of [0, ...pauses]) {
      if (open.length === 0) break;
      if (pause > 0) await sleep(pause);
      this.estate.outdate();
      const view = await this.look();
      if (!view) continue;
      isBlind = false;
      const done = open.filter((job) => isDone(view, job));
      endAll(done, undefined);
      open = open.filter((job) => !done.includes(job));
    }
    if (!isBlind) return open;
    endAll(open, failure);
    return [];
  }

  /** A look that fails says nothing: the failure of the call itself is what counts. */
  private async look(): Promise<View | undefined> {
    try {
      return await this.estate.view();
    } catch {
      return undefined;
    }
  }
}

/** A job with what is sent for it. */
interface Ready {
  job: BatchJob<EnrollmentTarget>;
  element: Properties;
}

function jobOf({ job }: Ready): BatchJob<EnrollmentTarget> {
  return job;
}

function vmIdsIn(element: Properties | undefined): unknown[] {
  return ((element?.vm ?? []) as Properties[]).map(({ vmId }) => vmId);
}

const attempts = 3;
/** Work whose answer was lost may still be going on. */
const doubtMs = [300, 1000];
/** The lists may lag behind an order that was taken. */
const untilShownMs = [300, 700, 1500, 3000, 5000];

function pausesOfDoubt(failure: PerimeterError): number[] {
  return failure.outcomeUnknown ? doubtMs : [];
}

/** How many targets a call names at most: a release has its ids in the URL. */
const mostInOne = 100;

async function inChunks<T>(items: T[], work: (some: T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += mostInOne) await work(items.slice(from, from + mostInOne));
}

function endAll(jobs: BatchJob<EnrollmentTarget>[], failure: PerimeterError | undefined): void {
  for (const job of jobs) job.end(failure);
}

/** The service understood the call and said no to what it holds. */
function isRefusal(failure: PerimeterError): boolean {
  const isAnswered = failure.status !== undefined && !failure.outcomeUnknown;
  return isAnswered && failure.category !== "auth" && failure.category !== "throttled";
}

/** Nothing can have happened: it was never sent, or the service didn't let it in. */
function isUntouched(failure: PerimeterError): boolean {
  return !failure.outcomeUnknown && !isRefusal(failure);
}

/**
 * What the body of an enrolment says of a target, the likeliest form first; all printed fields are required. Nothing
 * for a VM behind a load balancer.
 */
function elementsFor(found: Found): Properties[] {
  if (found.kind === "vm") return found.behind ? [] : [vmElement(found.vm)];
  const { balancer } = found;
  if (!balancer.enrolled) return [balancerElement(balancer, balancer.vms)];
  // Whether VMs that joined go in with all others or by themselves is not on the page; the list of those that are not
  // enrolled, from which a body is made, has them by themselves.
  return [unenrolledIn(found), balancer.vms].map((vms) => balancerElement(balancer, vms));
}

function vmElement({ vmId, fixedIp, vmOs, vmIp, vmName }: Vm): Properties {
  return { vmId, fixedIp, vmOs, vmIp, vmName };
}

function balancerElement({ lbIp, fixedIp, lbId, lbName }: LoadBalancer, vms: Vm[]): Properties {
  return { lbIp, vm: vms.map(vmElement), fixedIp, lbId, lbName };
}

function noTrace(): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_TRACE",
    message: "the enrolment was answered well, but the list of what is enrolled doesn't show it yet",
    outcomeUnknown: true,
  });
}

function moved(vm: Vm, behind: LoadBalancer): PerimeterError {
  return new PerimeterError({ category: "invalid", message: behindText(vm, behind) });
}

function gone(): PerimeterError {
  return new PerimeterError({ category: "notFound", message: "it is gone from the project's lists" });
}
