/** Anomalies in words, and how much they matter. */

import { listedNames } from "./words";

/**
 * - `shadowed`: never applies; the `others` above it match all its packets, and not all of them do the same as it.
 * - `redundant`: changes nothing; the `others` match all its packets and do the same.
 * - `overlyBroad`: lets every packet pass, and nothing above it denies any.
 * - `generalising`: matches all that the `others` above it match, and does something else.
 * - `correlated`: shares packets with the `others` above it, which do something else; either matches more besides.
 * - `empty`: matches no packet though it is enabled.
 * - `unknown`: does something else than the `others` above it, and it can't be told whether they share packets and which.
 * - `notUnderstood`: opaque; nothing else is said of it.
 * - `notComputed`: the rules from this one on were not compared, as that would have taken too much work.
 */
export type AnomalyKind =
  | "shadowed"
  | "redundant"
  | "overlyBroad"
  | "generalising"
  | "correlated"
  | "empty"
  | "unknown"
  | "notUnderstood"
  | "notComputed";

/** What never does anything is worse than what may be meant. */
export type Severity = "error" | "warning" | "note";

export const anomalySeverities: Readonly<Record<AnomalyKind, Severity>> = {
  shadowed: "error",
  empty: "error",
  redundant: "warning",
  overlyBroad: "warning",
  generalising: "note",
  correlated: "note",
  unknown: "note",
  notUnderstood: "note",
  notComputed: "note",
};

/** A rule and what is in it, such as `drop: over tcp, to dmz`. */
export interface DescribedRule {
  readonly name: string;
  readonly content: string;
}

const words: Readonly<Record<AnomalyKind, (others: string, isOne: boolean) => string>> = {
  shadowed: (others, isOne) =>
    isOne
      ? `never applies: ${others} above it takes all its packets and does otherwise`
      : `never applies: ${others} above it take all its packets and do otherwise`,
  redundant: (others, isOne) =>
    `changes nothing: ${others} ${isOne ? "does" : "do"} the same with all its packets`,
  overlyBroad: () => "lets every packet pass: no rule above it denies any",
  generalising: (others, isOne) =>
    `matches all that ${others} above it ${isOne ? "matches" : "match"}, and does otherwise with the rest`,
  correlated: (others, isOne) =>
    `shares packets with ${others} above it, which ${isOne ? "does" : "do"} otherwise: their order decides`,
  empty: () => "matches no packet",
  unknown: (others, isOne) =>
    others === ""
      ? "may never apply: too many rules above it overlap to say"
      : `may share packets with ${others} above it, which ${isOne ? "does" : "do"} otherwise: the objects don't tell`,
  notUnderstood: () => "is not looked at, as something in it is not understood",
  notComputed: () => "and those below it are not compared: that would take too long",
};

const inFull = ({ name, content }: DescribedRule) => `\`${name}\` (${content})`;

export function anomalyText(
  kind: AnomalyKind,
  rule: DescribedRule,
  others: readonly DescribedRule[],
): string {
  return `rule ${inFull(rule)} ${words[kind](listedNames(others.map(inFull)), others.length === 1)}`;
}

/** Several rules below one that takes every packet. */
export function groupText(rules: readonly DescribedRule[], wall: DescribedRule): string {
  const names = listedNames(rules.map(({ name }) => `\`${name}\``));
  return `rules ${names} never apply: ${inFull(wall)} above them takes every packet`;
}
