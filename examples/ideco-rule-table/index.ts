import { ideco } from "pulumi-perimeter";

// Whoever runs the network keeps these objects: their titles are the same on every appliance.
const shop = "Shop";
const database = "Shop database";
const addresses = { shop: "192.168.0.30", database: "192.168.0.31" };

// Other teams have rules in this table: ours are one block in it, and theirs are never touched.
export = async () => {
  const table = new ideco.RuleTable("shop", {
    table: "forward",
    ownership: "shared",
    placement: await placement(),
    rules: [
      { key: "customers", action: "accept", destinationAddresses: [shop], services: ["tcp/8443"] },
      {
        key: "shop-to-database",
        action: "accept",
        sourceAddresses: [shop],
        destinationAddresses: [database],
        services: ["tcp/5432"],
      },
      { key: "nobody-else-to-database", action: "drop", destinationAddresses: [database] },
      {
        key: "staff",
        action: "accept",
        sourceAddresses: ["Local network"],
        destinationAddresses: [shop],
      },
      { key: "rest", action: "drop", destinationAddresses: [shop] },
    ],
    // Whoever edits the rules: a change that breaks one of these is refused before anything is sent.
    guard: {
      keep: [packet("198.51.100.1", addresses.shop, 8443), packet(addresses.shop, addresses.database, 5432)],
      deny: [packet("198.51.100.1", addresses.database, 5432)],
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

function packet(
  sourceAddress: string,
  destinationAddress: string,
  destinationPort: number,
): ideco.GuardPacketArgs {
  return { protocol: "tcp", sourceAddress, destinationAddress, destinationPort };
}
