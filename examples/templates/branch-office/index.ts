import { ideco } from "pulumi-perimeter";
import { findNetworks } from "./networks";
import { dnatRules, forwardRules, inputRules, type Parts, snatRules } from "./rules";
import { hostsOf, readSite } from "./site";

/** Some address of the Internet. */
const stranger = { sourceAddress: "192.0.2.1", incomingInterface: "interface.external_any" };

export = async () => {
  const site = readSite();
  const [networks, guests] = await Promise.all([findNetworks(site.networks), findNetworks(site.guests)]);
  const parts: Parts = { site, networks, guests };

  // A table belongs to this program as a whole, so that no forgotten rule opens what nobody reads. And a firewall is
  // not left open: when the stack goes, its tables become what they were before.
  const owned = { ownership: "exclusive", onDelete: "restore", adopt: site.takeOver } as const;
  const { protect } = site;

  const input = new ideco.RuleTable(
    "input",
    { table: "input", ...owned, rules: inputRules(parts), guard: inputGuard(parts) },
    { protect },
  );
  const forward = new ideco.RuleTable(
    "forward",
    { table: "forward", ...owned, rules: forwardRules(parts), guard: forwardGuard(parts) },
    { protect },
  );
  const dnat = new ideco.RuleTable("dnat", { table: "dnat", ...owned, rules: dnatRules(parts) }, { protect });
  const snat = new ideco.RuleTable("snat", { table: "snat", ...owned, rules: snatRules(parts) }, { protect });

  // The table says what is translated; until it stands, the appliance's own translation has to stay.
  new ideco.FirewallSettings(
    "firewall",
    { automaticSnatEnabled: false, logMode: "selected", logActions: ["drop"] },
    { dependsOn: snat },
  );

  new ideco.Ips("ips", { enabled: true });
  for (const { address } of [...networks, ...guests]) {
    // What is protected already may be, and stays so when the stack goes.
    new ideco.IpsProtectedNet(address, { address, adopt: true }, { retainOnDelete: true });
  }
  if (site.scanner !== undefined) {
    new ideco.IpsBypass("scanner", { aliases: [site.scanner], comment: "Our own scanner" });
  }

  return { input: input.ruleIds, forward: forward.ruleIds, dnat: dnat.ruleIds, snat: snat.ruleIds };
};

/** The way back in must stay: a change that would close it is refused before anything is sent. */
function inputGuard({ site }: Parts): ideco.GuardArgs {
  const pages = { protocol: "tcp", destinationAddress: site.appliance, destinationPort: 8443 } as const;
  const admins = hostsOf(site.admins).map((sourceAddress) => ({ sourceAddress, ...pages }));
  return { keep: admins, deny: site.protect ? [{ ...stranger, ...pages }] : [] };
}

/** What is published must be reached, and nothing else; a table that goes would open everything. */
function forwardGuard({ site }: Parts): ideco.GuardArgs {
  const services = site.publish.map(({ protocol, address, port }) => {
    return { ...stranger, protocol, destinationAddress: address, destinationPort: port };
  });
  const admins = hostsOf(site.admins).map((destinationAddress) => ({ ...stranger, destinationAddress }));
  return { keep: services, deny: site.protect ? admins : [] };
}
