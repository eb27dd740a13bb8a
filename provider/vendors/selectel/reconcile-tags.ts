import type { Context } from "../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../kernel/errors";
import { lagPausesMs, paused } from "../../kernel/polling";
import { LivePorts } from "./live-ports";
import { type OpenPort, placeOfPort, portName } from "./ports";
import { onePort, portList, type Toggle, wholeAccount, wholeAddress } from "./toggle";

/** What came of it. */
export interface TagOutcome {
  /** The ports of the address as they were before anything was sent, and as they are now. */
  before: OpenPort[];
  open: OpenPort[];
  /** Whether a tag was or may have been changed. */
  touched: boolean;
  /** Why it is not as wished. */
  failure?: PerimeterError;
}

/**
 * Brings tags of one address to what is wished and leaves all others as they are, of other addresses too. Every toggle
 * stands between two looks at all tags: look, toggle, look. One such work at a time on a connection.
 * @param wishesFor wished tags by the name of the port, once it is known what is open
 * @throws where the first look fails; nothing was sent then
 */
export function reconcileTags(
  ctx: Context,
  ip: string,
  wishesFor: (open: OpenPort[]) => ReadonlyMap<string, boolean>,
): Promise<TagOutcome> {
  const monitor = LivePorts.of(ctx);
  return monitor.turns.run(async () => {
    const first = byPlace(await monitor.look(ctx.signal));
    const before = portsAt(ip, first);
    const work = new Work(ctx, monitor, ip, first, wishesFor(before));
    const failure = await work.run();
    return { before, open: portsAt(ip, work.now), touched: work.touched, failure };
  });
}

type Tags = ReadonlyMap<string, OpenPort>;

class Work {
  touched = false;
  /** The tags that every port shall have in the end: those it had, but for what is wished. */
  private readonly wanted: Map<string, boolean>;
  private readonly wished: ReadonlySet<string>;
  private readonly sent = new Map<string, number>();
  /** A toggle that did too much and that, sent once more, takes back all of it. */
  private undo?: Toggle;
  private oneRefused?: PerimeterError;
  private failures = 0;

  constructor(
    private readonly ctx: Context,
    private readonly monitor: LivePorts,
    private readonly ip: string,
    public now: Tags,
    wishes: ReadonlyMap<string, boolean>,
  ) {
    const own = portsAt(ip, now).filter((port) => wishes.has(portName(port)));
    this.wished = new Set(own.map(placeOfPort));
    this.wanted = new Map([...now].map(([place, { known }]) => [place, known]));
    for (const port of own) this.wanted.set(placeOfPort(port), wishes.get(portName(port)) ?? port.known);
  }

  /** Until nothing is off. What stops it is given back, with what is off then. */
  async run(): Promise<PerimeterError | undefined> {
    try {
      for (let next = this.next(); next; next = this.next()) await this.take(next);
      return undefined;
    } catch (thrown) {
      return this.withDamage(asPerimeterError(thrown));
    }
  }

  /** The next toggle; of what was harmed by mistake first. */
  private next(): Toggle | undefined {
    if (this.undo) return this.undo;
    const off = this.off();
    const harmed = off.filter((port) => !this.isOurs(port));
    const [target] = harmed.length > 0 ? harmed : off;
    if (!target) return undefined;
    const { learnt } = this.monitor;
    const isWhole = harmed.length === 0 && this.areAll(off);
    const isAlone = [...this.now.values()].every((port) => this.isOurs(port));
    if (isWhole && !learnt.wholeRefused && (isAlone || !learnt.wholeSpills)) return wholeAddress(this.ip);
    const problem = this.problemOfOne(target);
    if (!problem) return onePort(this.ctx, target, this.now.values());
    // What is printed names no address: it is used where there is no other one, and no other way.
    if (isWhole && isAlone && !this.sent.has("bare")) return wholeAccount();
    throw problem;
  }

  /** Sends a toggle and looks what it did. */
  private async take(toggle: Toggle): Promise<void> {
    const isUndoing = this.undo !== undefined;
    this.undo = undefined;
    this.count(toggle);
    const before = this.now;
    const failure = await this.send(toggle);
    const isDoubtful = failure?.outcomeUnknown ?? true;
    this.touched ||= isDoubtful;
    if (failure && !isDoubtful) await this.pauseAfter(failure);
    const happened = await this.lookFor(toggle, before, isDoubtful ? lagPausesMs : [], failure);
    if (happened) this.judge(toggle, before);
    else if (!failure) throw withoutEffect(toggle);
    else if (isVerdict(failure)) this.learnRefusal(toggle, failure);
    else if (!failure.retryable || ++this.failures > Number(this.ctx.connection.settings.retries))
      throw failure;
    else if (isUndoing) this.undo = toggle;
  }

  private async send(toggle: Toggle): Promise<PerimeterError | undefined> {
    try {
      await this.ctx.call(toggle.call);
      return undefined;
    } catch (thrown) {
      return asPerimeterError(thrown);
    }
  }

  private async pauseAfter(failure: PerimeterError): Promise<void> {
    if (!failure.retryable) return;
    await paused(failure.retryAfterMs ?? shortPauseMs * 2 ** this.failures, this.ctx.signal);
  }

  /** Whether it changed what it is meant to change; work whose answer was lost may still be going on. */
  private async lookFor(
    toggle: Toggle,
    before: Tags,
    pausesMs: readonly number[],
    failure: PerimeterError | undefined,
  ): Promise<boolean> {
    try {
      for (const pause of [0, ...pausesMs]) {
        if (pause > 0) await paused(pause, this.ctx.signal);
        this.now = byPlace(await this.monitor.look(this.ctx.signal));
        if (this.changedSince(before).some((port) => toggle.means(port))) return true;
      }
      return false;
    } catch (thrown) {
      throw (failure ?? asPerimeterError(thrown)).with({ outcomeUnknown: this.touched });
    }
  }

  /** Finds out what else a toggle changed. */
  private judge(toggle: Toggle, before: Tags): void {
    if (toggle.kind === "whole") this.distrustNewPorts(before);
    const others = this.changedSince(before).filter((port) => !toggle.means(port));
    const spilt = this.spiltBy(toggle, others, before);
    for (const port of others) {
      const place = placeOfPort(port);
      // A change of somebody else at the same time is theirs, and stays.
      if (!spilt.includes(port) && !this.wished.has(place)) this.wanted.set(place, port.known);
    }
    const harm = spilt.filter((port) => port.known !== this.wanted.get(placeOfPort(port)));
    if (spilt.some((port) => !this.isOurs(port)) || harm.length > 0) this.learnSpill(toggle);
    if (harm.length === 0) return;
    this.ctx.log.warn(
      `${this.ctx.connection.where}: ${textOf(toggle)} also changed KNOWN tags that it should not: ${portList(harm)}; they are put back now`,
    );
    if (this.flippedAll(toggle, before)) this.undo = toggle;
  }

  /**
   * What of the other changes the toggle itself must have done: of the same port with another protocol always; of other
   * addresses where it is all of them that it could reach, as it is then nobody's coincidence.
   */
  private spiltBy(toggle: Toggle, others: OpenPort[], before: Tags): OpenPort[] {
    const reached = [...this.now.values()].filter(
      (port) => before.has(placeOfPort(port)) && !this.isOurs(port) && toggle.mayReach(port),
    );
    const changed = others.filter((port) => toggle.mayReach(port));
    const near = changed.filter((port) => this.isOurs(port));
    const far = changed.filter((port) => !this.isOurs(port));
    const isAll = ipsOf(far).size === ipsOf(reached).size;
    return isAll ? [...near, ...far] : near;
  }

  /** Then the same toggle takes everything back, whether mixed tags flip one by one or become equal. */
  private flippedAll(toggle: Toggle, before: Tags): boolean {
    const reached = [...this.now.values()].filter(
      (port) => before.has(placeOfPort(port)) && toggle.mayReach(port),
    );
    return reached.every((port) => before.get(placeOfPort(port))?.known !== port.known);
  }

  /** A port that opened just before a toggle of the whole address was approved by it, unseen. */
  private distrustNewPorts(before: Tags): void {
    for (const port of portsAt(this.ip, this.now)) {
      const place = placeOfPort(port);
      if (!before.has(place) && !this.wanted.has(place)) this.wanted.set(place, false);
    }
  }

  private learnRefusal(toggle: Toggle, failure: PerimeterError): void {
    // What has just closed is no longer there to be toggled: that is no refusal.
    if (!this.off().some((port) => toggle.means(port))) return;
    if (toggle.kind === "bare") throw failure;
    if (toggle.kind === "whole") this.monitor.learnt.wholeRefused = true;
    else this.oneRefused = portPathError(this.ctx, failure);
  }

  private learnSpill(toggle: Toggle): void {
    if (toggle.kind === "one") this.monitor.learnt.oneSpills = true;
    else this.monitor.learnt.wholeSpills = true;
  }

  private problemOfOne(target: OpenPort): PerimeterError | undefined {
    if (this.oneRefused) return this.oneRefused;
    const rivals = [...this.now.values()].filter(
      (port) => port.port === target.port && placeOfPort(port) !== placeOfPort(target),
    );
    if (!this.monitor.learnt.oneSpills || rivals.length === 0) return undefined;
    return spillError(this.ctx, target, rivals);
  }

  private count(toggle: Toggle): void {
    const name =
      toggle.kind === "one" ? `${toggle.call.path} ${JSON.stringify(toggle.call.body)}` : toggle.kind;
    const count = (this.sent.get(name) ?? 0) + 1;
    this.sent.set(name, count);
    if (count > mostOfOne + Number(this.ctx.connection.settings.retries)) throw restless(toggle);
  }

  /** Ports whose tag is not as it shall be; one that closed meanwhile has none. */
  private off(): OpenPort[] {
    return [...this.now.values()].filter((port) => {
      const wanted = this.wanted.get(placeOfPort(port));
      return wanted !== undefined && wanted !== port.known;
    });
  }

  private changedSince(before: Tags): OpenPort[] {
    return [...this.now.values()].filter((port) => {
      const old = before.get(placeOfPort(port));
      return old !== undefined && old.known !== port.known;
    });
  }

  /** Whether these are all ports of the address, with equal tags. */
  private areAll(ports: OpenPort[]): boolean {
    const all = portsAt(this.ip, this.now);
    return ports.length === all.length && new Set(all.map(({ known }) => known)).size === 1;
  }

  private isOurs({ ip }: OpenPort): boolean {
    return ip === this.ip;
  }

  private withDamage(error: PerimeterError): PerimeterError {
    const harmed = this.off().filter((port) => !this.wished.has(placeOfPort(port)));
    if (harmed.length === 0) return error;
    const known = harmed.filter((port) => port.known);
    const unknown = harmed.filter((port) => !port.known);
    const now = [
      ...(known.length > 0 ? [`now KNOWN and were not: ${portList(known)}`] : []),
      ...(unknown.length > 0 ? [`no longer KNOWN and were: ${portList(unknown)}`] : []),
    ].join("; ");
    return error.with({
      message: `${error.details.message}; tags of other ports were changed and could not be put back: ${now}`,
      advice: `${error.advice ?? ""} Put these tags back in the vendor's panel.`.trim(),
    });
  }
}

const shortPauseMs = 200;
const mostOfOne = 3;

function byPlace(ports: OpenPort[]): Tags {
  return new Map(ports.map((port) => [placeOfPort(port), port]));
}

function portsAt(ip: string, tags: Tags): OpenPort[] {
  return [...tags.values()].filter((port) => port.ip === ip);
}

function ipsOf(ports: OpenPort[]): Set<string> {
  return new Set(ports.map(({ ip }) => ip));
}

/** The service itself said no, and not to the token. */
function isVerdict(failure: PerimeterError): boolean {
  const isPassing = failure.retryable || failure.category === "auth";
  return failure.status !== undefined && !failure.outcomeUnknown && !isPassing;
}

function textOf({ call }: Toggle): string {
  return `PUT ${call.path}${call.body ? ` with ${JSON.stringify(call.body)}` : " without a body"}`;
}

const adviceOfPath =
  "The vendor does not document publicly how one port is tagged: set the connection's `portPath` to the path that the service uses, with {port} in it and, where wanted, {ip} and {protocol}.";

function portPathError(ctx: Context, failure: PerimeterError): PerimeterError {
  return failure.with({
    category: "vendor",
    code: "PERIMETER_PORT_PATH",
    message: `the service does not take the call that changes the tag of one port, which portPath ("${ctx.connection.settings.portPath}") names`,
    advice: adviceOfPath,
  });
}

function spillError(ctx: Context, target: OpenPort, rivals: OpenPort[]): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_PORT_PATH",
    message: `the call that portPath ("${ctx.connection.settings.portPath}") names changes more than ${portName(target)} of ${target.ip}: it would also change ${portList(rivals)}`,
    advice: adviceOfPath,
  });
}

function withoutEffect(toggle: Toggle): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NO_EFFECT",
    message: `${textOf(toggle)} was answered well, but the KNOWN tags are as before`,
    outcomeUnknown: true,
    advice: "Nothing more was sent. Run `pulumi up --refresh` a little later.",
  });
}

function restless(toggle: Toggle): PerimeterError {
  return new PerimeterError({
    category: "conflict",
    message: `${textOf(toggle)} had to be sent again and again: somebody else changes the same KNOWN tags at this moment`,
    advice: "Run `pulumi up --refresh` a little later.",
  });
}
