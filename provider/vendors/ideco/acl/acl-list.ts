import { z } from "zod";
import { type Collection, collection } from "../../../kernel/collection";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource } from "../../../kernel/resource";
import { problemLines } from "../../../kernel/text-list";
import type { Properties } from "../../../kernel/values";
import { ideco } from "../vendor";
import { aclEntries, entriesIn, entryLines, mostEntries, readEntry, sameEntries } from "./entries";
import { needsV19 } from "./since-v19";

const fields = {
  name: field(z.string().min(1), "Name of the list, not empty; no two lists of a program share one."),
  entries: field(
    z.union([z.string(), z.array(z.string())]),
    "The entries from top to bottom, at most 100,000: `deny tcp 10.0.0.0/8 8.8.8.8/32:443`, that is `allow` or `deny`; `tcp`, `udp`, `icmp` or `ip`; source; destination, each an IPv4 network, an address or `any`, with a port or a range of ports (`:8000-8080`) for TCP and UDP; without it any port. As a list, or as one text with an entry a line, which the engine takes far faster; `#` begins a comment.",
    { equals: (a, b) => (typeof a === "string" || typeof b === "string" ? a === b : sameEntries(a, b)) },
  ),
} satisfies Fields;

type ListInputs = ValuesOf<typeof fields> & Adoption;

const lists: Collection<ListInputs, Properties> = {
  noun: "access list",
  path: "/acl/rules",
  // A text equals a list of the same entries here: the state's form is no matter of the appliance.
  fields: { ...fields, entries: field(fields.entries, "", { equals: sameEntries }) },
  identity: ({ name }) => name,
  nameOf: ({ name = "" }) => name,
  encode: ({ name, entries }) => ({ name, value: aclEntries(entries).map(readEntry) }),
  decode(item, known) {
    const found = entriesIn(item);
    const isSame = typeof known?.entries === "string" && sameEntries(known.entries, found);
    const entries =
      typeof known?.entries === "string" ? (isSame ? known.entries : `${found.join("\n")}\n`) : found;
    return { inputs: { name: String(item.name), entries }, outputs: {} as Fields };
  },
};

const whole = collection(lists);

/** Lists that filter before the firewall's own rules, and faster; the web interface doesn't show them. */
export const aclList = defineResource(ideco, {
  name: "AclList",
  doc: "An access list: entries that filter before the rules of the firewall, for those whom `AclOrder` names beside it. A change sends the whole list in one call. Needs v19.",
  page: "firewall (api/access-rules-api): Управление списками ACL",
  importId: "the id of the list",
  example: {
    name: "Bad neighbours",
    entries: ["deny tcp any 198.51.100.0/24:443", "deny ip 203.0.113.7 any"],
  },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  check({ entries }, report) {
    const isText = typeof entries === "string";
    const lines = isText
      ? entryLines(entries)
      : (Array.isArray(entries) ? entries : []).flatMap((entry, line) =>
          typeof entry === "string" ? [{ line, entry }] : [],
        );
    if (lines.length > mostEntries) {
      report(["entries"], `found ${lines.length} entries, allowed: ${mostEntries} at most`);
      return;
    }
    const faults = lines.flatMap(({ line, entry }) => {
      const read = readEntry(entry);
      return "problem" in read ? [{ line, message: String(read.problem) }] : [];
    });
    if (isText) for (const line of problemLines(faults)) report(["entries", "text"], line);
    else for (const { line, message } of faults) report(["entries", line], message);
  },
  ...whole,
  async preview(ctx, inputs, state) {
    const { problems } = await needsV19(ctx);
    return problems ? { problems } : ((await whole.preview?.(ctx, inputs, state)) ?? {});
  },
  list: async (ctx) => ((await needsV19(ctx)).problems ? [] : ((await whole.list?.(ctx)) ?? [])),
});
