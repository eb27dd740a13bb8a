import type { Lab } from "../core";
import type { Rule } from "../ideco/rules";
import { tableNames } from "../ideco/tables";

/** One table of the page: what an appliance holds, as an administrator would see it. */
export interface Panel {
  vendor: string;
  title: string;
  columns: string[];
  rows: string[][];
}

/** Everything that the page shows of the appliances, in its order. */
export function panels(lab: Lab): Panel[] {
  return [...ruleTables(lab), objects(lab), ports(lab), ...borderFilter(lab), enrolments(lab), ipLists(lab)];
}

function ruleTables(lab: Lab): Panel[] {
  return tableNames.map((name) => {
    const { rules } = lab.ideco.table(name);
    const titles = (id: string) => lab.ideco.objects.get(id)?.title;
    const rows = rules.map((rule) => [
      String(rule.id),
      rule.enabled ? "" : "off",
      rule.action ?? rule.access ?? "",
      matches(rule, titles),
      rule.name ?? "",
      rule.comment,
    ]);
    return panel("ideco", `table ${name}`, ["id", "off", "does", "what it matches", "name", "comment"], rows);
  });
}

/** Fields that are no condition, or have a column of their own. */
const elsewhere = new Set([
  ...["id", "parent_id", "enabled", "action", "access", "name", "comment"],
  ...["counter", "packets", "bytes"],
]);

/** Every condition that restricts something: `any`, empty lists and switched-off profiles say nothing. */
function matches(rule: Rule, titles: (id: string) => string | undefined): string {
  return Object.entries(rule)
    .filter(([name, value]) => !elsewhere.has(name) && says(value))
    .map(([name, value]) => `${name}: ${named(text(value), titles)}`)
    .join("; ");
}

/** Ids with the titles of their objects beside them. */
function named(words: string, titles: (id: string) => string | undefined): string {
  return words.replace(/[a-z_]+\.(?:id\.|guid\.)?[\w-]+/g, (id) => {
    const title = titles(id);
    return title === undefined || id.startsWith("protocol.") ? id : `${id} (${title})`;
  });
}

function says(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === "any")
    return false;
  return !Array.isArray(value) || (value.length > 0 && String(value) !== "any");
}

function objects(lab: Lab): Panel {
  const own = [...lab.ideco.objects.values()].filter(({ id }) => /\.id\.\d/.test(id));
  const rows = own.map(({ id, title, comment, type: _, lab: __, ...value }) => [
    id,
    title,
    Object.values(value).filter(says).map(text).join(" "),
    comment,
  ]);
  return panel("ideco", "objects", ["id", "title", "value", "comment"], rows);
}

function ports(lab: Lab): Panel {
  const rows = Object.entries(lab.selectel.state().monitored).flatMap(([ip, open]) =>
    open.length === 0
      ? [[ip, "none", "", ""]]
      : open.map(({ port, protocol, known }) => [ip, String(port), protocol, known ? "KNOWN" : "unknown"]),
  );
  return panel("selectel", "monitored addresses", ["address", "open port", "protocol", "tag"], rows);
}

function borderFilter(lab: Lab): Panel[] {
  const { instances, borderRules } = lab.era.state();
  const bans = instances.map(({ site, node, srvidx, online, banned }) => [
    `${site} ${node} ${srvidx}`,
    online ? "online" : "offline",
    banned.map(({ ip, expires }) => `${ip} (${expires} s)`).join(", "),
  ]);
  const rules = borderRules.map((rule) => [String(rule.priority), rule.action, rule.remoteipmask, rule.id]);
  return [
    panel("era", "ban lists", ["instance", "is", "banned, with the time left"], bans),
    panel("era", "border rules", ["priority", "action", "mask", "id"], rules),
  ];
}

function enrolments(lab: Lab): Panel {
  const { vms, loadBalancers } = lab.nhn.state();
  const rows = [
    ...loadBalancers.map(({ lbId, lbName, lbIp, phase }) => [lbId, lbName, lbIp, "", phase]),
    ...vms.map(({ vmId, vmName, fixedIp, lbId, phase }) => [vmId, vmName, fixedIp, lbId ?? "", phase]),
  ];
  return panel("nhn", "VMs and load balancers", ["id", "name", "address", "behind", "enrolment"], rows);
}

function ipLists(lab: Lab): Panel {
  const rows = lab.deepfinder
    .state()
    .groups.flatMap(({ groupName, list, domainGroupId, entries }) =>
      entries.map((entry) => [
        list,
        String(domainGroupId),
        groupName,
        `${entry.startIp} – ${entry.endIp}`,
        entry.expiredDate ?? "never",
      ]),
    );
  return panel("deepfinder", "IP lists", ["list", "domain group", "group", "range", "expires"], rows);
}

function panel(vendor: string, title: string, columns: string[], rows: string[][]): Panel {
  return { vendor, title, columns, rows };
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
