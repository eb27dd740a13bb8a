// @ts-check
import { findings } from "./firewall.mjs";
import { heading, say, table } from "./say.mjs";
import { hold } from "./stage.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */
/** @typedef {import("../../provider/lab/core").Lab} Lab */

const web = "198.51.100.10";
const attacker = "203.0.113.7";
const customer = "192.0.2.44";
const shop = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";
const newcomer = "b7a1c0de-0000-4000-8000-000000000007";

/**
 * One stack with something of all five vendors; each of the smaller four changed behind its back, found, put back.
 * @param {Stage} stage
 */
export async function vendors(stage) {
  const { lab } = stage;
  heading("Five vendors, one stack");
  say(
    "A simulated account of Selectel, a platform of Era, a project of NHN Cloud and a manager of DeepFinder stand " +
      "beside the firewall. examples/all-vendors/index.js has one list of attackers for all of them.",
  );
  lab.selectel.openPort(web, 443);
  const before = perimeter(lab);
  const project = await stage.project("all-vendors", "world");
  await project.pulumi("up --yes --skip-preview");
  const made = perimeter(lab);
  show(made);
  hold(made.rules === before.rules + 1, "the firewall has one more rule");
  hold(made.known === "tcp/443", "the web server's port is known");
  hold(made.banned === "3 on each of 3 instances", "the attackers are banned everywhere");
  hold(made.monitored === "1 of 1 VMs", "the VM behind the load balancer is enrolled");
  hold(made.blocked === before.blocked + 3, "the attackers are on the black list");

  say(
    "Now four people change four consoles: one takes the KNOWN tag away, one unbans an attacker on one instance, one " +
      "puts a new machine behind the load balancer, and one swaps an attacker for a customer on the black list.",
  );
  tamper(lab);
  const drift = await project.pulumi("preview --refresh --diff --expect-no-changes", { fails: true });
  const found = findings(drift.stdout);
  for (const [name, lines] of found)
    if (lines.length > 0) say([`  ${name}`, ...lines.map((line) => `    ${told(line)}`)].join("\n"));
  say(`The exit code is ${drift.code}.`);
  const properties = [...found.values()].flat().map(told).join();
  for (const name of ["known", "missing", "unenrolledVms", "entries"]) {
    hold(properties.includes(` ${name}`), `the preview shows ${name}`);
  }
  hold(!found.has("web-https"), "the firewall's rule is not among them");
  hold(lab.journal.writes().length === 0, "a preview writes nothing");

  await project.pulumi("up --refresh --yes --skip-preview");
  const repaired = perimeter(lab);
  show(repaired);
  hold(repaired.known === made.known && repaired.banned === made.banned, "tag and ban are back");
  hold(repaired.monitored === "2 of 2 VMs", "the new machine is enrolled, too");
  hold(repaired.blocked === made.blocked && !blocks(lab, customer), "and the black list is as it was");

  await project.pulumi("destroy --yes --skip-preview");
  // NHN Cloud takes up to an hour for a release.
  lab.clock.advance(3600);
  lab.nhn.removeVm(newcomer);
  lab.selectel.closePort(web, 443);
  say("All five are as they were before.");
  hold(JSON.stringify(perimeter(lab)) === JSON.stringify(before), "all five are as they were before");
  hold(lab.era.state().sessions === 0, "every session was logged out");
}

/** What four people do in four consoles. @param {Lab} lab */
function tamper(lab) {
  const { selectel, era, nhn, deepfinder } = lab;
  selectel.setKnown(web, 443, false);
  const [instance] = era.state().instances;
  era.unban(instance?.node ?? "", attacker);
  nhn.addVm({ vmId: newcomer, vmName: "shop-2" }, shop);
  const entries = deepfinder.state().groups.flatMap((group) => group.entries);
  deepfinder.removeEntry(entries.find(({ startIp }) => startIp === "198.51.100.23")?.ipid ?? "");
  deepfinder.add("black", 4, { startIp: customer });
}

/** The five, as their own consoles would show them. @param {Lab} lab */
function perimeter(lab) {
  const ports = lab.selectel.state().monitored[web] ?? [];
  const known = ports.filter((port) => port.known).map(({ protocol, port }) => `${protocol}/${port}`);
  const banned = lab.era.state().instances.map((one) => one.banned.length);
  const same = banned.every((count) => count === banned[0]);
  const machines = lab.nhn.state().vms.filter(({ lbId }) => lbId === shop);
  const enrolled = machines.filter(({ phase }) => phase === "pending" || phase === "inService");
  return {
    rules: lab.ideco.table("forward").rules.length,
    known: known.join(", ") || "none",
    banned: same ? `${banned[0]} on each of ${banned.length} instances` : banned.join(", "),
    monitored: `${enrolled.length} of ${machines.length} VMs`,
    blocked: lab.deepfinder.state().groups.flatMap((group) => group.entries).length,
  };
}

/**
 * @param {Lab} lab
 * @param {string} ip
 */
function blocks(lab, ip) {
  return lab.deepfinder.state().groups.some((group) => group.entries.some(({ startIp }) => startIp === ip));
}

/** @param {ReturnType<typeof perimeter>} now */
function show({ rules, known, banned, monitored, blocked }) {
  table(
    ["vendor", "what", "now"],
    [
      ["Ideco NGFW", "rules in FORWARD", String(rules)],
      ["Selectel", `known ports of ${web}`, known],
      ["Era", "banned addresses", banned],
      ["NHN Cloud", "monitored behind the load balancer", monitored],
      ["DeepFinder", "entries of the black list", String(blocked)],
    ],
  );
}

/** Of a list the engine prints every element: here its name is enough. @param {string} line */
function told(line) {
  return line.replace(/\s*:\s*[[{].*$/, " changed");
}
