import { ideco } from "pulumi-perimeter/native";

const shop = "192.168.0.30";

// Our block in the table: rules of others stay where they are, and nobody touches them.
const policy = new ideco.RuleTable("forward", {
  table: "forward",
  ownership: "shared",
  placement: { first: true },
  rules: [
    {
      key: "shop",
      action: "accept",
      incomingInterface: "interface.external_any",
      destinationAddresses: [shop],
      services: ["tcp/8443"],
      comment: "Customers reach the shop over HTTPS",
    },
    {
      key: "shop-rest",
      action: "drop",
      destinationAddresses: [shop],
      comment: "... and nobody reaches it over anything else",
    },
    {
      key: "guests",
      action: "drop",
      sourceAddresses: ["10.20.0.0/16"],
      destinationAddresses: ["192.168.0.0/24"],
      comment: "Guests stay out of the local network",
    },
  ],
});

export const rules = policy.ruleIds;
