// @ts-check
import { heading, say, table } from "./say.mjs";
import { hold } from "./stage.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */
/** @typedef {import("../../provider/lab/ideco/rules").Rule} Rule */

const example = "ideco-firewall";

/**
 * A firewall table as code: made, changed behind its back, repaired, removed.
 * @param {Stage} stage
 */
export async function firewall(stage) {
  const { lab } = stage;
  const hand = lab.ideco.table("forward");
  heading("One firewall table as code");
  say(`A simulated Ideco NGFW listens on ${lab.url}/ideco. Its table FORWARD is empty.`);
  const project = await stage.project(example, "office");
  stage.furnish(example);
  say("The policy of an office stands in examples/ideco-firewall/policy.csv, one line a rule.");

  await project.pulumi("up --yes");
  say(`The table has ${hand.rules.length} rules:`);
  hold(hand.rules.length >= 60, "the policy has at least 60 rules");
  hold(lab.journal.writes().length === hand.rules.length, "each rule was one call");
  show(hand.rules, new Map([...lab.ideco.objects.values()].map(({ id, title }) => [id, title])));
  const policy = contents(hand.rules);

  say(
    "Now somebody opens the appliance's own pages, lets everybody into the ERP, and deletes the last rule, " +
      "so that what no rule names is accepted. Does anybody notice?",
  );
  tamper(hand);
  const drift = await project.pulumi("preview --refresh --diff --expect-no-changes", { fails: true });
  const found = findings(drift.stdout);
  for (const [name, lines] of found) say([`  ${name}`, ...excerpt(lines)].join("\n"));
  say(`The exit code is ${drift.code}, which fails a job that watches.`);
  hold([...found.keys()].sort().join() === "drop-erp,drop-the-rest", "just the two rules are shown");
  hold(found.get("drop-erp")?.join() === '~ action: "drop" => "accept"', "the property and both values");
  hold(lab.journal.writes().length === 0, "a preview writes nothing");

  await project.pulumi("up --refresh --yes");
  say("Both are put back; nothing else was touched.");
  hold(lab.journal.writes().length === 2, "one rule was changed, and one made");
  hold(contents(hand.rules) === policy, "the table is as the policy says");

  await project.pulumi("preview --refresh --expect-no-changes");
  say("No difference any more.");

  await project.pulumi("destroy --yes");
  say("The table is empty again, and everybody is logged out.");
  hold(hand.rules.length === 0, "the table is empty again");
  hold(lab.ideco.sessions.count === 0, "every session was logged out");
}

/**
 * What somebody does in the appliance's own pages.
 * @param {import("../../provider/lab/ideco/tables").Hand} hand
 */
function tamper(hand) {
  const changed = find(hand.rules, "drop-erp");
  const deleted = find(hand.rules, "drop-the-rest");
  hand.edit(changed.id, { action: "accept" });
  hand.delete(deleted.id);
}

/**
 * What the refresh of a preview found, as the engine prints it: name of the resource → changed properties.
 * @param {string} stdout
 */
export function findings(stdout) {
  const blocks = stdout.split(/^(?= *[~+-]? *\S+:\S+: \(\w+\)$)/m);
  const found = blocks.filter((block) => /\(refresh\)$/m.test(block) && block.includes("--outputs:--"));
  return new Map(
    found.map((block) => {
      const name = /^ *\[urn=.*::(.*)\]$/m.exec(block)?.[1] ?? "";
      const changes = block.split("\n").filter((line) => /^ {6}[~+-] /.test(line));
      return [name, changes.map((line) => line.trim().replace(/ +:/, ":"))];
    }),
  );
}

/** Of a rule that is gone the engine prints every property. @param {string[]} lines */
function excerpt(lines) {
  const some =
    lines.length > 4 ? [...lines.slice(0, 2), `… ${lines.length - 2} more properties: it is gone`] : lines;
  return some.map((line) => `    ${line}`);
}

/**
 * @param {readonly Rule[]} rules
 * @param {string} name
 */
function find(rules, name) {
  const found = rules.find((rule) => nameOf(rule) === name);
  if (!found) throw new Error(`there is no rule ${name}`);
  return found;
}

/** The example puts a rule's name before its comment. @param {Rule} rule */
function nameOf(rule) {
  return rule.comment.split(":")[0] ?? "";
}

/** The table without its numbers. @param {readonly Rule[]} rules */
function contents(rules) {
  return JSON.stringify(rules.map(({ id: _id, ...rule }) => rule));
}

/**
 * @param {readonly Rule[]} rules
 * @param {Map<string, string>} names
 */
function show(rules, names) {
  const said = (/** @type {readonly string[] | undefined} */ ids) =>
    (ids ?? []).map((id) => names.get(id) ?? id).join(" ");
  const rows = rules.map((rule, index) => [
    String(index + 1),
    nameOf(rule),
    rule.action ?? "",
    short(said(rule.source_addresses)),
    short(said(rule.destination_addresses)),
    short(rule.destination_ports?.length ? said(rule.destination_ports) : (rule.protocol ?? "")),
  ]);
  table(["", "rule", "action", "from", "to", "service"], rows, { head: 8, tail: 4 });
}

/** @param {string} text */
function short(text) {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
