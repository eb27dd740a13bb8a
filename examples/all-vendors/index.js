const { deepfinder, era, ideco, nhn, selectel } = require("pulumi-perimeter");

/** What attacks us, wherever it comes in. */
const attackers = ["203.0.113.7", "203.0.113.99", "198.51.100.23"];
const webServer = "198.51.100.10";

// Ideco NGFW: the web server can be reached over HTTPS.
new ideco.ForwardRule("web-https", {
  action: "accept",
  destinationAddresses: ["192.168.0.20"],
  services: ["tcp/443"],
  comment: "Everybody may reach the web server over HTTPS",
  position: { first: true },
});

// Selectel: and that is the one port that a scan from outside may find open.
const web = new selectel.MonitoredIp("web-address", { ip: webServer });
const ports = new selectel.KnownPorts("web-ports", { ip: web.ip, ports: [{ port: 443 }] });

// Era: attackers place no calls.
new era.BanList("callers", { addresses: attackers, expires: 7 * 24 * 60 * 60 });

// DeepFinder: nor do they see the shop.
new deepfinder.IpList("visitors", {
  list: "black",
  domainGroupId: 4,
  entries: attackers.map((startIp) => ({ startIp })),
  exclusive: true,
});

// NHN Cloud: whatever stands behind the shop's load balancer is monitored.
const shop = new nhn.Enrollment("shop", { loadBalancerId: "8b031032-e0a0-4b36-8a98-642b6d3ca07b" });

exports.unexpectedPorts = ports.unexpectedPorts;
exports.monitoring = shop.status;
