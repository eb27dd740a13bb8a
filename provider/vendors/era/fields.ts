import { z } from "zod";
import { type Fields, field, objectOf } from "../../kernel/fields";
import type { Report } from "../../kernel/resource";
import { isUnknown } from "../../kernel/values";
import { scopeField, scopeProblem } from "./scope";

/** An address that can be banned. */
export const bannedIp = z.ipv4(
  "allowed: an IPv4 address; networks and permanent blocks are made with BorderRule",
);

/** What every kind of ban says of its time and place. */
export const banInputs = {
  expires: field(
    z.int().min(1),
    "How long the ban lasts, in seconds, at least 1. The vendor documents no maximum. The time that remains is never a difference; a changed `expires` sets the ban anew.",
  ),
  ...scopeField,
  renew: field(
    z.enum(["when-expired", "never", "early"]),
    "When the ban is made again: `when-expired` by the first `up` after its end, `early` by the first `up` that finds less than `renewBelowSeconds` left, `never` not at all; it then stays in the state as expired, with no difference.",
    { default: "when-expired" },
  ),
  renewBelowSeconds: field(
    z.int().min(1).optional(),
    "With `renew: early`, and required there: a ban with less time left is made anew. Less than `expires`.",
  ),
} satisfies Fields;

export const instanceOutput = objectOf("BanInstance", "An instance of the role in the scope.", {
  site: field(z.string(), "Name of its site."),
  node: field(z.string(), "Name of the node it runs on."),
  srvidx: field(z.int(), "Number of its server in the configuration."),
  addr: field(z.string(), "Address of its server in the configuration."),
  online: field(z.boolean(), "Whether the platform's web server reached it."),
  result: field(
    z.boolean().optional(),
    "Whether it holds the ban. Of an instance that is offline: true where it held it when last seen, else absent.",
  ),
});

export const instancesField = field(
  z.array(instanceOutput),
  "The instances in the scope, by the name of their node. A ban that is missing on one that is online is drift (but with `renew: never`); an instance that is offline is not.",
);

export const elsewhereField = field(
  z.array(z.string()).optional(),
  "Nodes of instances outside of the scope that still ban it, because a change of the scope broke off. The next `up` lifts the ban there.",
);

/** Faults of the fields taken together. */
export function checkBan(
  inputs: { expires?: unknown; scope?: unknown; renew?: unknown; renewBelowSeconds?: unknown },
  report: Report,
): void {
  const { expires, scope, renew, renewBelowSeconds: below } = inputs;
  const problem = scopeProblem(scope);
  if (problem) report(["scope"], problem);
  if (isUnknown(renew)) return;
  if (renew === "early" && below === undefined)
    report(["renewBelowSeconds"], 'is required with renew "early"');
  if (renew !== "early" && below !== undefined) {
    report(["renewBelowSeconds"], `found with renew "${String(renew)}", allowed: with "early" only`);
  }
  if (typeof expires === "number" && typeof below === "number" && below >= expires) {
    report(
      ["renewBelowSeconds"],
      `found ${below}, allowed: less than expires (${expires}), else every up would renew it`,
    );
  }
}
