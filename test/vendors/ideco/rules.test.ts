import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import type { TableName } from "../../../provider/lab/ideco/rules";
import { type Harness, open, refusal } from "./open";

const root = "f3ffde22-a562-4f43-ac04-c40fcec6a88c";
const center = "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11";

interface Kind {
  token: string;
  table: TableName;
  path: string;
  /** What a program must say. */
  least: Properties;
  /** The body of a rule of which the program says the least: the whole object of the page without `id`. */
  body: Properties;
  /** Another value for each field, one after the other; some need company. */
  edits: Array<[Properties, Properties]>;
  /** Fields that the vendor reorders. */
  sets: string[];
}

const flat = {
  parent_id: root,
  enabled: true,
  protocol: "any",
  source_addresses: ["any"],
  source_addresses_negate: false,
  source_ports: [],
  destination_addresses: ["any"],
  destination_addresses_negate: false,
  destination_ports: [],
  timetable: ["any"],
  comment: "",
};

const commonEdits: Kind["edits"] = [
  [{ enabled: false }, { enabled: false }],
  [{ protocol: "protocol.tcp" }, { protocol: "protocol.tcp" }],
  [
    { sourceAddresses: ["ip.id.1", "user.id.1", "list_of_iplists.id.1"] },
    { source_addresses: ["ip.id.1", "user.id.1", "list_of_iplists.id.1"] },
  ],
  [{ sourceAddressesNegate: true }, { source_addresses_negate: true }],
  [{ sourcePorts: ["port.id.1", "port_list.id.1"] }, { source_ports: ["port.id.1", "port_list.id.1"] }],
  [
    { destinationAddresses: ["subnet.id.1", "group.id.1"] },
    { destination_addresses: ["subnet.id.1", "group.id.1"] },
  ],
  [{ destinationAddressesNegate: true }, { destination_addresses_negate: true }],
  [{ destinationPorts: ["port.id.2", "port.id.3"] }, { destination_ports: ["port.id.2", "port.id.3"] }],
  [{ timetable: ["time_range.id.1"] }, { timetable: ["time_range.id.1"] }],
  [{ comment: "x".repeat(255) }, { comment: "x".repeat(255) }],
  [{ parentId: center }, { parent_id: center }],
];
const incoming: Kind["edits"] = [
  [{ incomingInterface: "interface.external_any" }, { incoming_interface: "interface.external_any" }],
];
const outgoing: Kind["edits"] = [
  [{ outgoingInterface: "interface.id.2" }, { outgoing_interface: "interface.id.2" }],
];
const lists = ["source_addresses", "destination_addresses", "source_ports", "destination_ports"];

const kinds: Kind[] = [
  {
    token: "ideco:DnatRule",
    table: "dnat",
    path: "/firewall/rules/dnat",
    least: { action: "accept" },
    body: {
      ...flat,
      incoming_interface: "any",
      action: "accept",
      change_destination_address: null,
      change_destination_port: null,
    },
    edits: [
      ...commonEdits,
      ...incoming,
      [
        { action: "dnat", changeDestinationAddress: "192.168.0.20" },
        { action: "dnat", change_destination_address: "192.168.0.20" },
      ],
      [
        { changeDestinationAddress: "192.168.0.20-192.168.0.29" },
        { change_destination_address: "192.168.0.20-192.168.0.29" },
      ],
      [{ changeDestinationAddress: "ip.id.1" }, { change_destination_address: "ip.id.1" }],
      [{ changeDestinationPort: "8080" }, { change_destination_port: "8080" }],
      [{ changeDestinationPort: "8080-8090" }, { change_destination_port: "8080-8090" }],
      [{ changeDestinationPort: "port.id.1" }, { change_destination_port: "port.id.1" }],
      [{ changeDestinationPort: undefined }, { change_destination_port: null }],
      [
        { action: "accept", changeDestinationAddress: null },
        { action: "accept", change_destination_address: null },
      ],
    ],
    sets: lists,
  },
  {
    token: "ideco:SnatRule",
    table: "snat",
    path: "/firewall/rules/snat",
    least: { action: "accept" },
    body: { ...flat, outgoing_interface: "any", action: "accept", change_source_address: null },
    edits: [
      ...commonEdits,
      ...outgoing,
      [{ action: "snat" }, { action: "snat" }],
      [{ changeSourceAddress: "203.0.113.2" }, { change_source_address: "203.0.113.2" }],
      [
        { changeSourceAddress: "203.0.113.2-203.0.113.9" },
        { change_source_address: "203.0.113.2-203.0.113.9" },
      ],
      [
        { action: "accept", changeSourceAddress: undefined },
        { action: "accept", change_source_address: null },
      ],
    ],
    sets: lists,
  },
  {
    token: "ideco:LogRule",
    table: "log",
    path: "/firewall/rules/log",
    least: { action: "mark_log" },
    body: { ...flat, incoming_interface: "any", outgoing_interface: "any", action: "mark_log" },
    edits: [
      ...commonEdits,
      ...incoming,
      ...outgoing,
      [{ action: "mark_not_log" }, { action: "mark_not_log" }],
    ],
    sets: lists,
  },
  {
    token: "ideco:AppControlRule",
    table: "appControl",
    path: "/application_control_backend/rules",
    least: { name: "No torrents", aliases: ["any"], protocols: ["bittorrent", "edonkey"], action: "drop" },
    body: {
      parent_id: root,
      name: "No torrents",
      action: "drop",
      comment: "",
      aliases: ["any"],
      protocols: ["bittorrent", "edonkey"],
      enabled: true,
    },
    edits: [
      [{ name: "Renamed" }, { name: "Renamed" }],
      [{ action: "accept" }, { action: "accept" }],
      [{ aliases: ["group.id.1", "ip.id.1"] }, { aliases: ["group.id.1", "ip.id.1"] }],
      [{ protocols: ["skype", "zoom"] }, { protocols: ["skype", "zoom"] }],
      [{ enabled: false }, { enabled: false }],
      [{ comment: "c" }, { comment: "c" }],
      [{ parentId: center }, { parent_id: center }],
    ],
    sets: ["aliases", "protocols"],
  },
  {
    token: "ideco:ContentFilterRule",
    table: "contentFilter",
    path: "/content-filter/rules",
    least: { name: "No games", access: "deny" },
    body: {
      name: "No games",
      comment: "",
      parent_id: root,
      aliases: ["any"],
      categories: [],
      http_methods: [],
      content_types: [],
      access: "deny",
      redirect_url: null,
      enabled: true,
      timetable: ["any"],
    },
    edits: [
      [{ name: "Renamed" }, { name: "Renamed" }],
      [{ comment: "c" }, { comment: "c" }],
      [{ aliases: ["user.id.1", "group.id.1"] }, { aliases: ["user.id.1", "group.id.1"] }],
      [{ categories: ["extended.id.3", "special.id.1"] }, { categories: ["extended.id.3", "special.id.1"] }],
      [
        { httpMethods: ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT"] },
        { http_methods: ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT"] },
      ],
      [{ contentTypes: ["video/mp4", "audio/mpeg"] }, { content_types: ["video/mp4", "audio/mpeg"] }],
      [{ access: "allow" }, { access: "allow" }],
      [{ access: "bump" }, { access: "bump" }],
      [
        { access: "redirect", redirectUrl: "https://example.com/" },
        { access: "redirect", redirect_url: "https://example.com/" },
      ],
      [
        { access: "deny", redirectUrl: null },
        { access: "deny", redirect_url: null },
      ],
      [{ enabled: false }, { enabled: false }],
      [{ timetable: ["time_range.id.1"] }, { timetable: ["time_range.id.1"] }],
      [{ parentId: center }, { parent_id: center }],
    ],
    sets: ["aliases", "categories", "http_methods", "content_types"],
  },
];

/** What the lab's own table holds, without the id. */
function held({ lab }: Harness, table: TableName, id = 1): Properties {
  const { id: _, ...rule } = lab.ideco.table(table).get(id) ?? { id: 0 };
  return rule;
}

describe.each(kinds)("$token", ({ token, table, path, least, body, edits, sets }) => {
  it.each(["v18", "v19"] as const)("has every field of the page, each can change, on %s", async (dialect) => {
    const bed = await open({ dialect });
    const { stack, lab, writes } = bed;
    const verb = dialect === "v18" || table === "appControl" ? "PUT" : "PATCH";
    expect(await stack.up(token, "r", least)).toBe("create");
    expect(lab.journal.writes()[0]?.body).toEqual(body);
    expect(stack.outputs("r").ruleId).toBe(1);
    expect(await stack.refresh("r")).toEqual([]);
    writes();
    const args = { ...least };
    const expected = { ...body };
    for (const [said, sent] of edits) {
      Object.assign(args, said);
      Object.assign(expected, sent);
      expect([said, (await stack.preview("r", args)).length]).not.toEqual([said, 0]);
      expect(await stack.up(token, "r", args)).toBe("update");
      expect(writes()).toEqual([`${verb} ${path}/1`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual(expected);
      await stack.restart();
      expect([said, await stack.refresh("r")]).toEqual([said, []]);
    }
  });

  it("lives on v20", async () => {
    const bed = await open({ dialect: "v20" });
    const { stack } = bed;
    const whole = Object.assign({}, least, ...edits.map(([said]) => said));
    await stack.up(token, "r", least);
    await stack.up(token, "r", whole);
    await stack.restart();
    expect(await stack.refresh("r")).toEqual([]);
    await stack.up(token, "r", least);
    expect(await stack.refresh("r")).toEqual([]);
    await stack.restart();
    await stack.delete("r");
    expect(bed.lab.ideco.table(table).rules).toEqual([]);
  });

  it("is a set where the vendor has sets", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    const whole = Object.assign({}, least, ...edits.map(([said]) => said));
    await stack.up(token, "r", whole);
    const reversed = sets.map((name) => [name, [...((held(bed, table)[name] as unknown[]) ?? [])].reverse()]);
    lab.ideco.table(table).edit(1, Object.fromEntries(reversed));
    await stack.restart();
    expect(await stack.refresh("r")).toEqual([]);
    expect(await stack.up(token, "r", whole)).toBe("same");
  });

  it("shows what was changed by hand, and comes back when it was deleted", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    await stack.up(token, "r", least);
    lab.ideco.table(table).edit(1, { comment: "by hand", enabled: false });
    await stack.restart();
    expect(((await stack.refresh("r")) as string[]).sort()).toEqual(["comment", "enabled"]);
    expect(await stack.up(token, "r", least)).toBe("update");
    expect(held(bed, table)).toEqual(body);
    lab.ideco.table(table).delete(1);
    await stack.restart();
    await stack.delete("r");
    await stack.up(token, "r", least);
    lab.ideco.table(table).delete(2);
    await stack.restart();
    expect(await stack.refresh("r")).toBe("gone");
  });

  it("is imported whole and adopted by equal content or id", async () => {
    const bed = await open();
    const { stack, hand, writes } = bed;
    const whole = Object.assign({}, body, ...edits.map(([, sent]) => sent));
    await hand("POST", path, whole);
    const imported = await stack.import(token, "r", "1");
    expect(await stack.preview("r", imported?.inputs ?? {})).toEqual([]);
    const said = { ...imported?.inputs };
    stack.resources.clear();
    await stack.restart();
    expect(await stack.up(token, "r", { ...said, adopt: true })).toBe("create");
    expect(await stack.up(token, "s", said)).toBe("create");
    expect(writes()).toEqual([`POST ${path}`]);
    expect([stack.resources.get("r")?.id, stack.resources.get("s")?.id]).toEqual(["1", "2"]);
    stack.resources.clear();
    await stack.restart();
    expect(await refusal(stack.up(token, "r", { ...said, adopt: true }))).toContain(
      "are equal: 1, 2. Name one with adoptId.",
    );
    await stack.up(token, "r", { ...least, adoptId: "2" });
    expect(held(bed, table, 2)).toEqual(body);
    expect(await refusal(stack.up(token, "t", { ...least, adoptId: "9" }))).toContain(
      "adoptId: there is no rule 9",
    );
  });

  it("is made once and changed although answers get lost", async () => {
    const bed = await open();
    const { stack, lab } = bed;
    lab.faults.add({ method: "POST", path, lose: "after" });
    await stack.up(token, "r", least);
    lab.faults.add({ method: "PUT", path: new RegExp(path), lose: "after" });
    await stack.up(token, "r", { ...least, comment: "c" });
    expect(lab.ideco.table(table).rules).toHaveLength(1);
    await stack.restart();
    lab.faults.add({ method: "DELETE", path: new RegExp(path), lose: "after" });
    await stack.delete("r");
    expect(lab.ideco.table(table).rules).toEqual([]);
  });

  it("passes on the vendor's words where it is refused", async () => {
    const { stack, lab } = await open();
    lab.faults.add({ method: "POST", path, status: 542, body: { detail: "нельзя" } });
    expect(await refusal(stack.up(token, "r", least))).toContain(
      `POST ${path}: the appliance found the request invalid (status 542); the vendor says: нельзя`,
    );
  });
});

describe("positions in the other tables", () => {
  it.each(kinds)("$token", async ({ token, table, least }) => {
    const { stack, lab } = await open();
    const ids = () => lab.ideco.table(table).rules.map(({ id }) => id);
    const rule = (position: Properties) => ({ ...least, position });
    await stack.up(token, "a", rule({ last: true }));
    await stack.up(token, "b", rule({ first: true }));
    await stack.up(token, "c", rule({ after: stack.resources.get("b")?.id }));
    expect(ids()).toEqual([2, 3, 1]);
    lab.ideco.table(table).move(2, { after: 1 });
    await stack.restart();
    const found = await Promise.all(["a", "b", "c"].map((name) => stack.refresh(name)));
    expect(found.flat().length).toBeGreaterThan(0);
    await stack.up(token, "b", rule({ first: true }));
    await stack.up(token, "c", rule({ after: 2 }));
    await stack.up(token, "a", rule({ last: true }));
    expect(ids()).toEqual([2, 3, 1]);
    for (const name of ["a", "b", "c"]) expect(await stack.refresh(name)).toEqual([]);
    expect(await refusal(stack.up(token, "d", rule({ after: 99 })))).toContain(
      `position.after: there is no rule 99 in the table ${table}`,
    );
  });
});
