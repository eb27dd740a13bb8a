import { z } from "zod";
import { field } from "../../kernel/fields";

export type Status = "notApplied" | "pending" | "inService" | "unknown";

/**
 * The status words of every locale. The page prints the Korean ones; the others are those of the guide in English and
 * Japanese. Release in progress has no word of its own there.
 */
const words: Record<Exclude<Status, "unknown">, string[]> = {
  notApplied: ["미신청", "Unregistered", "Not applied", "未申請"],
  pending: ["접수대기", "Pending", "Applied", "受付待機"],
  inService: ["진행중", "In progress", "In service", "進行中"],
};

const byWord = new Map(
  Object.entries(words).flatMap(([status, all]) => all.map((word) => [plain(word), status as Status])),
);

/** What a status word means; a word that nobody here knows is `unknown`, and no error. */
export function statusOf(word: string): Status {
  return byWord.get(plain(word)) ?? "unknown";
}

/** `접수 대기`, `IN_PROGRESS` and `In-Service` are the same words. */
function plain(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}

export const statusFields = {
  status: field(
    z.enum(["notApplied", "pending", "inService", "unknown"]),
    "`notApplied`; `pending`: enrolled, the service begins within an hour or so; `inService`; `unknown`: another word, which `rawStatus` has. A release that is under way may show as `inService`.",
  ),
  rawStatus: field(z.string(), "The vendor's own word, in the language of the account."),
};
