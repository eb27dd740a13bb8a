import { ideco } from "pulumi-perimeter";

// Ids of objects on the appliance: a host and a port.
const webServer = "ip.id.1";
const https = "port.id.2";

const open = new ideco.ForwardRule("web-https", {
  action: "accept",
  protocol: "protocol.tcp",
  incomingInterface: "interface.external_any",
  destinationAddresses: [webServer],
  destinationPorts: [https],
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
