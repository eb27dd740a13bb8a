/** The lines of a change in words. */

import type { TableModel } from "./match";
import { listedNames } from "./words";

/** Packets that a change judges otherwise than before. */
export interface TrafficLine {
  readonly kind: "allowed" | "denied" | "changed";
  /** The rule whose packets they are, in its `new` form, or in the `old` one of a rule that is gone or reduced. */
  readonly rule: string;
  readonly side: "new" | "old";
  /** The verdicts, such as `accept`. */
  readonly from: string;
  readonly to: string;
  /** Whether there surely is such a packet; otherwise it depends on what the objects hold, or was too much to tell. */
  readonly certain: boolean;
  /** Rules above it that take some of its packets; none named where it was too much to tell. */
  readonly except: readonly string[];
  /**
   * The rules that decide these packets in the other table, `""` for none of its rules: until now those of a `new`
   * line, from now on those of an `old` one. Undefined where it was too much to tell.
   */
  readonly others: readonly string[] | undefined;
  /** One such packet: a value for each field that matters, where all of these are known. */
  readonly example: Readonly<Record<string, bigint>> | undefined;
  /** Says which packets are meant: what the rule matches, less what is excepted, of what the others decide. */
  readonly text: string;
}

/** A packet in words, by the values of the fields that matter; undefined where there is nothing to say. */
export type PacketWords = (values: Readonly<Record<string, bigint>>) => string | undefined;

/**
 * What no line of a change can tell, whatever the table: for the caller to say once beside the lines of tables that
 * let packets pass or stop them.
 */
export const beyondTheTable =
  "Connections that are established stay: the firewall's state table keeps them, so that a rule which denies them meets only new ones. " +
  "What stands before the chains FORWARD and INPUT is not looked at.";

export interface LineOptions {
  readonly model: TableModel;
  /** What the line's rule matches, in words. */
  readonly match: string;
  /** Whether the rules above are told that take some of its packets. */
  readonly areExceptionsKnown: boolean;
  readonly packet?: PacketWords | undefined;
  readonly mostNames?: number | undefined;
}

/**
 * `newly allowed: to Web server (rule `web`), except what `dmz` above it decides, of what `wall` denied until now, e.g. …`:
 * exactly the packets that the rule matches, less those of the exceptions, as far as the others decide them in the
 * other table.
 */
export function lineInWords(line: Omit<TrafficLine, "text">, options: LineOptions): string {
  const { kind, certain, rule, side, from, to } = line;
  const what = kind === "changed" ? `treated otherwise (${from}, now ${to})` : `newly ${kind}`;
  const by =
    side === "new" ? `rule \`${rule}\`` : `${verbs(options.model, from).past} by rule \`${rule}\` until now`;
  const example = certain && line.example ? (options.packet ?? valuesInWords)(line.example) : undefined;
  return [
    `${certain ? "" : "possibly "}${what}: ${options.match} (${by})`,
    exceptions(line, options),
    others(line, options),
    example === undefined ? "" : `, e.g. ${example}`,
  ].join("");
}

const named = (names: readonly string[], most?: number) =>
  listedNames(
    names.map((name) => `\`${name}\``),
    most,
  );

function exceptions(
  { except }: Pick<TrafficLine, "except">,
  { areExceptionsKnown, mostNames }: LineOptions,
): string {
  if (!areExceptionsKnown) return ", except what rules above it decide";
  if (except.length === 0) return "";
  return `, except what ${named(except, mostNames)} above it ${except.length > 1 ? "decide" : "decides"}`;
}

/** What decides these packets in the other table. */
function others(line: Omit<TrafficLine, "text">, { model, mostNames }: LineOptions): string {
  const isNew = line.side === "new";
  const verdict = isNew ? line.from : line.to;
  const { past, one, more } = verbs(model, verdict);
  const when = isNew ? "until now" : "now";
  if (!line.others) return isNew ? `, of what was ${past} until now` : `, of what is ${past} now`;
  const names = line.others.filter((name) => name !== "");
  const verb = isNew ? past : names.length > 1 ? more : one;
  const nobody = `no rule ${isNew ? "decided" : "decides"}`;
  if (names.length === 0) return `, of what ${nobody} ${when}`;
  const rest = names.length < line.others.length ? ` or ${nobody}` : "";
  return `, of what ${named(names, mostNames)} ${verb}${rest} ${when}`;
}

function verbs({ verdict }: TableModel, of: string): { past: string; one: string; more: string } {
  if (verdict?.allow.includes(of)) return { past: "allowed", one: "allows", more: "allow" };
  if (verdict?.deny.includes(of)) return { past: "denied", one: "denies", more: "deny" };
  return { past: "decided", one: "decides", more: "decide" };
}

function valuesInWords(values: Readonly<Record<string, bigint>>): string | undefined {
  const parts = Object.entries(values).map(([field, value]) => `${field} ${value}`);
  return parts.length > 0 ? parts.join(", ") : undefined;
}
