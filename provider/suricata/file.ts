import { isSkipped, parseRule } from "./rule";
import { trimEnd } from "./text";
import type { RuleProblem, SuricataRule, SuricataVersion } from "./types";

/** A file with more errors is refused anyway. */
const mostErrors = 1000;

/** A rule of a file, possibly continued over several lines by a backslash at the end of each but the last. */
export interface Joined {
  text: string;
  /** The first line, 1-based. */
  line: number;
  /** Where in `text` each physical line begins. */
  starts: number[];
  /** The file ends where one more line should follow. */
  unfinished?: boolean;
}

/** The lines of a file but comments and empty ones, continued ones joined as Suricata joins them. */
export function* joinedLines(file: string): Generator<Joined> {
  let number = 0;
  let at = 0;
  let open: Joined | undefined;
  while (at < file.length) {
    const feed = file.indexOf("\n", at);
    const stop = feed < 0 ? file.length : feed;
    const line = file.slice(at, stop > at && file[stop - 1] === "\r" ? stop - 1 : stop);
    at = stop + 1;
    number++;
    if (!open && isSkipped(line)) {
      if (line !== "" && line[0] !== "#") yield { text: line, line: number, starts: [0] };
      continue;
    }
    const end = trimEnd(line, 0, line.length);
    const continued = line[end - 1] === "\\";
    const part = continued ? line.slice(0, end - 1) : line;
    if (open) {
      open.starts.push(open.text.length);
      open.text += part;
    } else {
      open = { text: part, line: number, starts: [0] };
    }
    if (continued && at < file.length) continue;
    if (continued) open.unfinished = true;
    yield open;
    open = undefined;
  }
}

/** The physical line and column of a column in the joined text. */
function place({ line, starts }: Joined, column: number): { line: number; column: number } {
  let index = starts.length - 1;
  while (index > 0 && (starts[index] as number) >= column) index--;
  return { line: line + index, column: column - (starts[index] as number) };
}

class FileReader {
  readonly rules: (SuricataRule & { line: number })[] = [];
  readonly problems: RuleProblem[] = [];
  errors = 0;
  private readonly sids = new Map<number, number>();

  constructor(private readonly suricata?: SuricataVersion) {}

  private readonly warnings = new Map<string, { problem: RuleProblem; more: number }>();

  read(joined: Joined): void {
    if (isSkipped(joined.text)) {
      this.skip(joined);
      return;
    }
    if (joined.unfinished) {
      const message =
        "the file ends with a continued line, so Suricata skips the rule; remove the last backslash";
      this.add(joined, Math.max(1, joined.text.length), message, "error");
      return;
    }
    const { rule, problems } = parseRule(joined.text, this.suricata);
    for (const { message, severity, column } of problems) this.add(joined, column, message, severity);
    if (!rule) return;
    const first = this.sids.get(rule.sid);
    if (first === undefined) {
      this.sids.set(rule.sid, joined.line);
      this.rules.push(Object.assign(rule, { line: joined.line }));
    } else {
      const option = rule.options.find(({ name }) => name.toLowerCase() === "sid");
      this.add(joined, option?.column ?? 1, `the sid ${rule.sid} already stands in line ${first}`, "error");
    }
  }

  private skip(joined: Joined): void {
    const start = joined.text.search(/[^ \t\r]/);
    if (start > 0 && joined.text[start] !== "#") {
      this.add(joined, 1, "a line that begins with white space is skipped by Suricata", "warning");
    }
  }

  private add(joined: Joined, column: number, message: string, severity: RuleProblem["severity"]): void {
    if (severity === "error") this.errors++;
    const known = severity === "warning" ? this.warnings.get(message) : undefined;
    if (known) {
      known.more++;
      return;
    }
    const problem: RuleProblem = { message, ...place(joined, column), severity };
    if (severity === "warning") this.warnings.set(message, { problem, more: 0 });
    this.problems.push(problem);
  }

  /** The same warning is given once, with how many more lines have it. */
  finish(): void {
    for (const { problem, more } of this.warnings.values()) {
      if (more > 0) problem.message += ` (and ${more} more times)`;
    }
  }
}

/**
 * Reads a file of rules as Suricata does: one rule a line, lines that begin with `#` or white space skipped, a
 * backslash at the end of a line continues it, CRLF as LF. A SID that stands twice is an error. Equal warnings come
 * once. After 1000 errors the rest is not read. The time is linear in the length.
 */
export function parseRules(
  file: string,
  suricata?: SuricataVersion,
): {
  rules: (SuricataRule & { line: number })[];
  problems: RuleProblem[];
} {
  const reader = new FileReader(suricata);
  for (const joined of joinedLines(file)) {
    reader.read(joined);
    if (reader.errors < mostErrors) continue;
    reader.problems.push({
      message: `more than ${mostErrors} errors; the rest of the file was not read`,
      line: joined.line,
      column: 1,
      severity: "error",
    });
    break;
  }
  reader.finish();
  return { rules: reader.rules, problems: reader.problems };
}

/** `line 3, column 12: …` or `column 12: …`, as it goes into an error. */
export function formatProblem({ line, column, message }: RuleProblem): string {
  return `${line === undefined ? "" : `line ${line}, `}column ${column}: ${message}`;
}
