import { distance } from "fastest-levenshtein";
import type { RuleProblem } from "./types";

/** More errors (or warnings) than that in one rule help nobody, and a hostile input must not cost memory. */
const most = 20;
const longestQuote = 60;
const longestWord = 40;

/** Collects the problems of one rule; offsets are 0-based into its text. */
export class Report {
  readonly problems: RuleProblem[] = [];
  private readonly counts = { error: 0, warning: 0 };

  constructor(readonly text: string) {}

  /** The rule is refused. */
  get failed(): boolean {
    return this.counts.error > 0;
  }

  /** No further error will be taken. */
  get full(): boolean {
    return this.counts.error >= most;
  }

  error(offset: number, message: string): void {
    this.add(offset, message, "error");
  }

  warning(offset: number, message: string): void {
    this.add(offset, message, "warning");
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
