import { ideco } from "pulumi-perimeter/native";

const shop = new ideco.IpAlias("shop", { title: "Shop", ip: "192.168.0.30" });
const https = new ideco.PortAlias("https", { title: "Shop HTTPS", port: 8443 });
const guests = new ideco.SubnetAlias("guests", { title: "Guests", address: "10.20.0.0/16" });

// Our block in the table: rules of others stay where they are, and nobody touches them.
const policy = new ideco.RuleTable("forward", {
  table: "forward",
  ownership: "shared",
  placement: { first: true },
  rules: [
    {
      key: "shop",
      action: "accept",
      protocol: "protocol.tcp",
      incomingInterface: "interface.external_any",
      destinationAddresses: [shop.id],
      destinationPorts: [https.id],
      comment: "Customers reach the shop over HTTPS",
    },
    {
      key: "shop-rest",
      action: "drop",
      destinationAddresses: [shop.id],
      comment: "... and nobody reaches it over anything else",
    },
    {
      key: "guests",
      action: "drop",
      sourceAddresses: [guests.id],
      destinationAddresses: ["subnet.id.1"],
      comment: "Guests stay out of the local network",
    },
  ],
});

export const rules = policy.ruleIds;
