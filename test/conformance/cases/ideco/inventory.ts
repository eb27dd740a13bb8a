import type { Lab } from "../../../../provider/lab/core";
import { tableNames } from "../../../../provider/lab/ideco/tables";
import { settings } from "./settings";

/** What other people have on the appliance: two rules in every table, and one of everything else. */
export async function foreignObjects(lab: Lab): Promise<void> {
  const { ideco } = lab;
  for (const table of tableNames) {
    const named = table === "appControl" || table === "contentFilter";
    for (const name of ["somebody's first rule", "somebody's second rule"]) {
      const protocols = table === "appControl" ? { protocols: ["telegram"] } : {};
      ideco.table(table).add({ comment: name, enabled: false, ...(named && { name }), ...protocols });
    }
  }
  for (const [path, body] of bodies) await lab.byHand("ideco", "POST", path, body);
  if (ideco.dialect === "v18") await lab.byHand("ideco", "POST", "/quotas/quotas", quota);
  const words = { comment: "", enabled: true, threshold: 1, words: [] };
  ideco.morphology.addFromConsole({ title: "From the console", ...words });
}

const title = { title: "Somebody's", comment: "" };
const quota = { ...title, quota: 1, enabled: true, interval: "day" };

const bodies: Array<[path: string, body: object]> = [
  ["/aliases/ip_addresses", { ...title, value: "10.9.9.9" }],
  ["/aliases/ip_ranges", { ...title, start: "10.9.9.1", end: "10.9.9.9" }],
  ["/aliases/domains", { ...title, value: "somebody.example" }],
  ["/aliases/port_ranges", { ...title, start: 9000, end: 9009 }],
  ["/aliases/lists/addresses", { ...title, values: ["ip.id.1"] }],
  ["/aliases/lists/times", { ...title, values: ["time_range.id.1"] }],
  ["/aliases/ip_address_lists", { ...title, values: ["10.9.9.9"] }],
  [
    "/firewall/checks_packets",
    {
      enabled: true,
      protocol: "tcp",
      src_ip: "192.168.0.11",
      src_port: 50001,
      dst_ip: "192.168.0.20",
      dst_port: 80,
      incoming_interface: "interface.id.1",
      expected_result: "accept",
      comment: "somebody's",
    },
  ],
  ["/content-filter/users_categories", { name: "Somebody's", comment: "", urls: ["somebody.example"] }],
  [
    "/content-filter/morph_analysis_dicts",
    { ...title, enabled: true, read_only: false, threshold: 10, words: [{ value: "word", weight: 1 }] },
  ],
  [
    "/ips/custom",
    { comment: "somebody's", rule: 'alert ip any any -> any any (msg:"Somebody\'s"; sid:900001; rev:1;)' },
  ],
  ["/ips/nets", { address: "10.9.0.0/16" }],
  ["/ips/bypass", { aliases: ["user.id.2"], comment: "somebody's", enabled: true }],
];

const lists = [
  "/aliases/all",
  "/firewall/checks_packets",
  "/content-filter/users_categories",
  "/content-filter/morph_analysis_dicts",
  "/ips/nets",
  "/ips/bypass",
  "/api/application_control/profiles",
];

/** Everything that stands on the appliance, without the ids: those of two equal runs may differ. */
export async function digest(lab: Lab): Promise<unknown> {
  const isV18 = lab.ideco.dialect === "v18";
  const get = (path: string) => lab.byHand("ideco", "GET", path);
  const found: Record<string, unknown> = {};
  for (const name of tableNames) found[name] = lab.ideco.table(name).rules.map(withoutId);
  for (const path of [...lists, isV18 ? "/quotas/quotas" : "/acl/rules"]) {
    found[path] = sorted((await get(path)) as object[]);
  }
  for (const { path, onlyV18, sinceV19 } of Object.values(settings)) {
    if (isV18 ? !sinceV19 : !onlyV18) found[path] = structuredClone(await get(path));
  }
  const profiles = (await get("/ips/profiles")) as { id: string }[];
  const withRules = profiles.map(async (each) => {
    const rules = (await get(`/ips/profiles/${each.id}/rules`)) as object[];
    return { ...each, rules: rules.map(withoutId) };
  });
  found["/ips/profiles"] = sorted(await Promise.all(withRules));
  const custom = (await get("/ips/custom")) as object[] | { signatures: object[] };
  found["/ips/custom"] = sorted(Array.isArray(custom) ? custom : custom.signatures);
  return found;
}

function sorted(list: object[]): unknown[] {
  return list.map((item) => JSON.stringify(withoutId(item))).sort();
}

function withoutId(item: object): object {
  return { ...item, id: undefined };
}
