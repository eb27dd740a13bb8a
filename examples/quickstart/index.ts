import { ideco } from "pulumi-perimeter";

const webServer = "192.168.0.20";

const open = new ideco.ForwardRule("web-https", {
  action: "accept",
  incomingInterface: "interface.external_any",
  destinationAddresses: [webServer],
  services: ["tcp/443"],
  comment: "Everybody may reach the web server over HTTPS",
  position: { first: true },
});

const closed = new ideco.ForwardRule("web-rest", {
  action: "drop",
  incomingInterface: "interface.external_any",
  destinationAddresses: [webServer],
  comment: "... and over nothing else",
  position: { after: open.id },
});

export const rules = [open.ruleId, closed.ruleId];
