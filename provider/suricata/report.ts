import { distance } from "fastest-levenshtein";
import type { RuleProblem, SuricataVersion } from "./types";

/** More errors (or warnings) than that in one rule help nobody, and a hostile input must not cost memory. */
const most = 20;
const longestQuote = 60;
const longestWord = 40;

/** Collects the problems of one rule; offsets are 0-based into its text. */
export class RuleReport {
  readonly problems: RuleProblem[] = [];
  private readonly counts = { error: 0, warning: 0 };

  /** The rule says itself what it needs, and a Suricata without that skips it. */
  lenient = false;
  /** What a Suricata that skips the rule never reads is no reason to refuse it. */
  skipped = false;

  /** @param suricata which Suricata the rule is for; without it what only some take is a warning */
  constructor(
    readonly text: string,
    private readonly suricata?: SuricataVersion,
  ) {}

  /** The rule is refused. */
  get failed(): boolean {
    return this.counts.error > 0;
  }

  /** No further error will be taken. */
  get full(): boolean {
    return this.counts.error >= most;
  }

  error(offset: number, message: string): void {
    this.add(offset, message, this.skipped ? "warning" : "error");
  }

  warning(offset: number, message: string): void {
    this.add(offset, message, "warning");
  }

  /** Says that a Suricata older than `version` does not take `what`. */
  since(offset: number, what: string, version: number): void {
    if (Number(this.suricata) >= version) return;
    this.versioned(offset, `${what} is known since Suricata ${version} only`);
  }

  /** Says that Suricata no longer takes `what` from `version` on. */
  until(offset: number, what: string, version: number, instead?: string): void {
    if (Number(this.suricata) < version) return;
    const hint = instead === undefined ? "" : `; there it is ${quote(instead)}`;
    this.versioned(offset, `${what} is gone in Suricata ${version}${hint}`);
  }

  /** Says what Suricata 7 refuses, and Suricata 8 takes without having understood it. */
  loose(offset: number, message: string): void {
    if (this.suricata === "7" && !this.lenient) this.error(offset, message);
    else this.warning(offset, message);
  }

  private versioned(offset: number, message: string): void {
    if (this.suricata === undefined || this.lenient) this.warning(offset, message);
    else this.error(offset, `${message}, and the rule is for Suricata ${this.suricata}`);
  }

  private add(offset: number, message: string, severity: RuleProblem["severity"]): void {
    if (this.counts[severity] >= most) return;
    this.counts[severity]++;
    const column = Math.max(1, Math.min(offset + 1, this.text.length));
    this.problems.push({ message, column, severity });
  }
}

/** The found text in quotes, shortened to stay readable in a message. */
export function quote(found: string): string {
  const shown = found.length > longestQuote ? `${found.slice(0, longestQuote)}…` : found;
  return `"${shown}"`;
}

/** `, did you mean "alert"?` where one of the known words is close to the found one, else nothing. */
export function suggestion(found: string, known: Iterable<string>): string {
  if (found.length > longestWord) return "";
  const word = found.toLowerCase();
  let best: string | undefined;
  let closest = word.length < 4 ? 2 : 3;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= closest) continue;
    const steps = distance(word, candidate);
    if (steps < closest) {
      closest = steps;
      best = candidate;
    }
  }
  return best === undefined ? "" : `, did you mean "${best}"?`;
}
