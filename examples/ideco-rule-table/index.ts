import { RunError } from "@pulumi/pulumi";
import { ideco } from "pulumi-perimeter";

// Other teams have rules in this table: ours are one block in it, and theirs are never touched.
export = async () => {
  const [shop, database, staff] = await Promise.all([
    object("IpAlias", "Shop"),
    object("IpAlias", "Shop database"),
    object("SubnetAlias", "Local network"),
  ]);
  const https = new ideco.PortAlias("https", { title: "Shop: HTTPS", port: 8443 });
  const sql = new ideco.PortAlias("sql", { title: "Shop: PostgreSQL", port: 5432 });
  const toDatabase = {
    protocol: "protocol.tcp",
    destinationAddresses: [database.id],
    destinationPorts: [sql.id],
  };

  const table = new ideco.RuleTable("shop", {
    table: "forward",
    ownership: "shared",
    placement: await placement(),
    rules: [
      {
        key: "customers",
        action: "accept",
        protocol: "protocol.tcp",
        destinationAddresses: [shop.id],
        destinationPorts: [https.id],
      },
      { key: "shop-to-database", action: "accept", ...toDatabase, sourceAddresses: [shop.id] },
      { key: "nobody-else-to-database", action: "drop", destinationAddresses: [database.id] },
      { key: "staff", action: "accept", sourceAddresses: [staff.id], destinationAddresses: [shop.id] },
      { key: "rest", action: "drop", destinationAddresses: [shop.id] },
    ],
    // Whoever edits the rules: a change that breaks one of these is refused before anything is sent.
    guard: {
      keep: [packet("198.51.100.1", shop, 8443), packet(shop.value, database, 5432)],
      deny: [packet("198.51.100.1", database, 5432)],
    },
    // Twelve rules that go at once are a mistake rather than a wish.
    maxDeletes: 12,
  });
  return { rules: table.ruleIds, lastChange: table.lastChange };
};

/** The block stands right below the rule with this comment, where somebody set it as a mark, else at the top. */
async function placement(): Promise<ideco.PositionArgs> {
  const { items } = await ideco.getRules({ table: "forward" });
  const mark = items.find(({ comment }) => comment === "--- shop ---");
  return mark ? { after: mark.id } : { first: true };
}

/** An object of the appliance by its title; whoever runs the network keeps them. */
async function object(kind: string, title: string) {
  const { items } = await ideco.getAliases({ kind, title });
  const [found, another] = items;
  if (!found) throw new RunError(`the appliance has no ${kind} "${title}"`);
  if (another)
    throw new RunError(
      `the appliance has several of ${kind} "${title}": ${items.map(({ id }) => id).join(", ")}`,
    );
  return { id: found.id, value: String(found.value) };
}

function packet(
  sourceAddress: string,
  { value }: { value: string },
  destinationPort: number,
): ideco.GuardPacketArgs {
  return { protocol: "tcp", sourceAddress, destinationAddress: value, destinationPort };
}
