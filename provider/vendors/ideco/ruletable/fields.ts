import { z } from "zod";
import { asFound, type Fields, field, metaOf, objectOf } from "../../../kernel/fields";
import { interfaceId } from "../objects/ids";
import { serviceFields } from "../rules/fields";
import { positionType, samePosition } from "../rules/position";
import { ruleIdOutput, ruleIdType } from "../rules/rule-id";
import { noApplicationControl, tableNames, tables } from "../rules/tables";

/** One rule of a table of any kind: its key, and the fields that its table has. */
export const tableRule = objectOf(
  "TableRule",
  "A rule of a table. Which fields it has, which are required and their defaults are those of the table's single-rule resource.",
  {
    key: field(
      z.string().min(1).max(200),
      "The rule's name in the program, unique in the table: its identity, whatever its place and content. Renaming a key is no call.",
    ),
    ...anyTablesFields(),
    ...serviceFields,
  },
);

/** Every field of every table, each once; a choice of values is that of all tables together. */
export function anyTablesFields(): Fields {
  const kinds = Object.values(tables);
  const all: Fields = Object.assign({}, ...kinds.map((kind) => kind.fields));
  const actions = [
    ...new Set(kinds.flatMap((kind) => (kind.fields.action as z.ZodEnum | undefined)?.options ?? [])),
  ];
  const action = field(
    z.enum(actions as [string, ...string[]]),
    "What happens: `accept` or `drop` (forward, input, appControl), `accept` or `dnat`, `accept` or `snat`, `mark_log` or `mark_not_log`.",
  );
  return asFound({
    ...all,
    action,
    protocol: field(z.string(), metaOf(all.protocol as z.ZodType).doc, { refers: "protocol" }),
  });
}

const packet = objectOf("GuardPacket", "A packet by literal values, whose verdict is watched.", {
  protocol: field(
    z.enum(["tcp", "udp", "icmp", "gre", "esp", "ah"]).optional(),
    "Protocol; without it a packet of any protocol is meant.",
  ),
  sourceAddress: field(z.ipv4(), "Source address, IPv4."),
  sourcePort: field(z.int().min(0).max(65535).optional(), "Source port."),
  destinationAddress: field(z.ipv4(), "Destination address, IPv4."),
  destinationPort: field(z.int().min(0).max(65535).optional(), "Destination port."),
  incomingInterface: field(interfaceId.optional(), "Zone or interface where it comes in, as in rules.", {
    refers: "interface",
  }),
  outgoingInterface: field(interfaceId.optional(), "Zone or interface where it goes out, as in rules.", {
    refers: "interface",
  }),
});

const guard = objectOf(
  "Guard",
  "Packets whose verdict must hold at every step of a change, and in its end.",
  {
    keep: field(
      z.array(packet),
      "Packets that must be accepted: the way to the appliance's own administration, say.",
      { default: [] },
    ),
    deny: field(z.array(packet), "Packets that must be dropped.", { default: [] }),
    rollback: field(
      z.boolean(),
      "After a change the appliance is reached over a fresh connection; where that fails and an open connection still answers, the table is put back.",
      { default: true },
    ),
  },
);

export const ruleTableInputs = {
  table: field(z.enum(tableNames), "The table; `appControl` does nothing from v18 on.", {
    replace: true,
    deprecated: { appControl: noApplicationControl },
  }),
  ownership: field(
    z.enum(["exclusive", "shared"]),
    "`exclusive`: the table is exactly `rules`. `shared`: `rules` are one block; all other rules keep their order and are never touched. Rules from a central console are left alone in both.",
  ),
  placement: field(
    positionType.optional(),
    "Where the block stands among the other rules; with `shared` only. Default: `{ last: true }`.",
    { equals: samePosition },
  ),
  rules: field(z.array(tableRule).optional(), "The rules, the first one at the top; this or `policy`."),
  policy: field(
    z.string().optional(),
    "The rules as one text, in place of `rules`: comma-separated values with a header line. Columns are `key`, the fields of the table's rules, and the short forms `from`, `to` (a `!` before the cell negates), `service`, `in`, `out`, `when`, `off`; several items in a cell are separated by `;`, a missing column or an empty cell is the default. Lines that begin with `#` and empty lines are kept. For large tables: the engine takes a text far faster than a list and shows changes by line.",
  ),
  guard: field(guard.optional(), "Packets whose verdict is watched; in the tables forward and input."),
  strict: field(
    z.boolean(),
    "Makes errors of the warnings: rules that can never match, and a table that somebody else changed since the state saw it.",
    { default: false },
  ),
  maxDeletes: field(z.int().min(0).optional(), "Refuses a change that deletes more rules than that."),
  onDelete: field(
    z.enum(["delete", "keep", "restore"]),
    "What happens to the rules when the resource goes: they are deleted (hitless), kept, or the table becomes what it was before its creation (of a shared table: rules that were adopted take their former form again, the others are deleted).",
    { default: "delete" },
  ),
  seen: field(z.string().optional(), "Digest of the table that the preview saw.", {
    internal: true,
    providerOnly: true,
  }),
} satisfies Fields;

const lastChange = objectOf("TableChange", "What a change of a table took.", {
  inserted: field(z.int(), "Rules inserted."),
  edited: field(z.int(), "Rules edited in place."),
  moved: field(z.int(), "Rules moved."),
  deleted: field(z.int(), "Rules deleted."),
  calls: field(z.int(), "Calls sent."),
  leastCalls: field(z.int(), "The least possible number of calls."),
});

const bookkeeping = objectOf("TableBookkeeping", "What the provider has to remember of a table.", {
  digest: field(z.string(), "What the table was when the state saw it last."),
  foreign: field(z.array(ruleIdType), "Rules that were seen and are not ours."),
  change: field(z.string().optional(), "The name of the change that led to this state."),
  stale: field(
    z.array(ruleIdType).optional(),
    "Rules of ours that a change which failed on the way has still to delete.",
  ),
  unanswered: field(z.any().optional(), "The rules of creations whose answers never came."),
  changeBegun: field(z.boolean().optional(), "A change was begun and not finished."),
  doubtSince: field(
    z.number().optional(),
    "When the last answer was lost whose work was not seen, in milliseconds since 1970: the next `up` looks for it.",
  ),
  original: field(z.any().optional(), 'The table as it was before the creation, for `onDelete: "restore"`.'),
});

export const ruleTableOutputs = {
  ruleIds: field(
    z.record(z.string(), ruleIdOutput),
    "The ids of the rules on the appliance, by key: numbers, or texts where the appliance has texts; with `policy` it is empty, and `packed` has them.",
  ),
  lastChange: field(lastChange, "What the last change took."),
  bookkeeping: field(
    bookkeeping.optional(),
    "What the provider has to remember; of no use to programs. With `policy` it is in `packed`.",
  ),
  packed: field(
    z.string().optional(),
    "With `policy`: `ruleIds` and `bookkeeping` as one JSON text, which costs the engine least.",
  ),
} satisfies Fields;
