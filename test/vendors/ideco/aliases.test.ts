import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { type Harness, open, refusal } from "./open";

interface Kind {
  name: string;
  /** The name in the path. */
  path: string;
  id: RegExp;
  args: Properties;
  /** Another value for each field. */
  edits: Properties;
  /** What the vendor's page prints as the body, with our values. */
  body: Properties;
  /** Another form of the same object, as the appliance may list it. */
  equal?: Properties;
}

const kinds: Kind[] = [
  {
    name: "IpAlias",
    path: "ip_addresses",
    id: /^ip\.id\.\d+$/,
    args: { ip: "10.0.0.1" },
    edits: { ip: "10.0.0.2" },
    body: { value: "10.0.0.1" },
  },
  {
    name: "IpRangeAlias",
    path: "ip_ranges",
    id: /^ip_range\.id\.\d+$/,
    args: { start: "192.168.100.2", end: "192.168.100.15" },
    edits: { start: "192.168.100.3", end: "192.168.100.16" },
    body: { start: "192.168.100.2", end: "192.168.100.15" },
  },
  {
    name: "SubnetAlias",
    path: "networks",
    id: /^subnet\.id\.\d+$/,
    args: { address: "10.0.0.0/24" },
    edits: { address: "10.0.0.0/25" },
    body: { value: "10.0.0.0/24" },
    equal: { value: "10.0.0.0/255.255.255.0" },
  },
  {
    name: "DomainAlias",
    path: "domains",
    id: /^domain\.id\.\d+$/,
    args: { domain: "MyDomain.com" },
    edits: { domain: "пример.рф" },
    body: { value: "MyDomain.com" },
    equal: { value: "mydomain.com" },
  },
  {
    name: "PortAlias",
    path: "ports",
    id: /^port\.id\.\d+$/,
    args: { port: 8080 },
    edits: { port: 8081 },
    body: { value: 8080 },
  },
  {
    name: "PortRangeAlias",
    path: "port_ranges",
    id: /^port_range\.id\.\d+$/,
    args: { start: 8080, end: 8090 },
    edits: { start: 8070, end: 8100 },
    body: { start: 8080, end: 8090 },
  },
  {
    name: "TimeRangeAlias",
    path: "time_ranges",
    id: /^time_range\.id\.\d+$/,
    args: {
      weekdays: [1, 2, 7],
      start: "09:00",
      end: "18:30",
      period: { first: 20240215000000, last: 20240229235959 },
    },
    edits: {
      weekdays: [6],
      start: "08:00",
      end: "17:00",
      period: { first: 20240215000000, last: 20250229000000 - 1_000_000 },
    },
    body: {
      weekdays: [1, 2, 7],
      start: "09:00",
      end: "18:30",
      period: { first: 20240215000000, last: 20240229235959 },
    },
    equal: { weekdays: [7, 2, 1] },
  },
  {
    name: "AddressListAlias",
    path: "lists/addresses",
    id: /^address_list\.id\.\d+$/,
    args: { members: ["ip.id.1", "subnet.id.1"] },
    edits: { members: ["subnet.id.1"] },
    body: { values: ["ip.id.1", "subnet.id.1"] },
    equal: { values: ["subnet.id.1", "ip.id.1"] },
  },
  {
    name: "AddressListAlias",
    path: "ip_address_lists",
    id: /^ip_address_list\.id\.\d+$/,
    args: { members: ["192.168.0.0", "10.0.0.0/8", "172.16.0.0/255.240.0.0"] },
    edits: { members: ["192.168.0.0"] },
    body: { values: ["192.168.0.0", "10.0.0.0/8", "172.16.0.0/255.240.0.0"] },
    equal: { values: ["172.16.0.0/12", "10.0.0.0/255.0.0.0", "192.168.0.0/32"] },
  },
  {
    name: "PortListAlias",
    path: "lists/ports",
    id: /^port_list\.id\.\d+$/,
    args: { members: ["port.id.1", "port.id.2"] },
    edits: { members: ["port.id.3"] },
    body: { values: ["port.id.1", "port.id.2"] },
    equal: { values: ["port.id.2", "port.id.1"] },
  },
  {
    name: "TimeListAlias",
    path: "lists/times",
    id: /^time_list\.id\.\d+$/,
    args: { members: ["time_range.id.1"] },
    edits: { title: "another" },
    body: { values: ["time_range.id.1"] },
  },
];

const named = { title: "the name", comment: "a comment" };

/** The object as the appliance has it. */
async function listed(bed: Harness, name = "a"): Promise<Properties> {
  const all = (await bed.hand("GET", "/aliases/all")) as Properties[];
  return all.find(({ id }) => id === bed.stack.resources.get(name)?.id) ?? {};
}

describe.each(kinds)("$name in $path", ({ name, path, id, args, edits, body, equal }) => {
  const token = `ideco:${name}`;
  const whole = { ...args, ...named };

  it.each(["v18", "v19", "v20"] as const)("is made, changed and deleted on %s", async (dialect) => {
    const bed = await open({ dialect });
    const { stack, writes, lab } = bed;
    expect(await stack.up(token, "a", whole)).toBe("create");
    const made = stack.resources.get("a")?.id ?? "";
    expect(made).toMatch(id);
    expect(lab.journal.writes()[0]?.body).toEqual({ ...named, period: undefined, ...body });
    expect(writes()).toEqual([`POST /aliases/${path}`]);
    expect(await stack.refresh("a")).toEqual([]);
    for (const [field, value] of Object.entries({ ...edits, title: "new name", comment: "" })) {
      Object.assign(whole, { [field]: value });
      await stack.restart();
      expect(await stack.preview("a", whole)).not.toEqual([]);
      expect(await stack.up(token, "a", whole)).toBe("update");
      expect(writes()).toEqual([`${dialect === "v18" ? "PUT" : "PATCH"} /aliases/${path}/${made}`]);
      expect(await stack.refresh("a")).toEqual([]);
    }
    Object.assign(whole, args, named);
    await stack.delete("a");
    expect(writes()).toEqual([`DELETE /aliases/${path}/${made}`]);
    expect(await listed(bed)).toEqual({});
  });

  it("is found again: another form of the same is no drift, another content is", async () => {
    const bed = await open();
    const { stack, hand } = bed;
    await stack.up(token, "a", whole);
    const there = stack.resources.get("a")?.id;
    const { id: _id, type: _type, ...fields } = await listed(bed);
    if (equal) {
      await hand("PUT", `/aliases/${path}/${there}`, { ...fields, ...equal });
      await stack.restart();
      expect(await stack.refresh("a")).toEqual([]);
      expect(await stack.up(token, "a", whole)).toBe("same");
    }
    await hand("PUT", `/aliases/${path}/${there}`, { ...fields, title: "by hand", comment: "by hand" });
    await stack.restart();
    expect((await stack.refresh("a")).toString()).toBe("title,comment");
    expect(await stack.up(token, "a", whole)).toBe("update");
    expect(await listed(bed)).toMatchObject(named);
  });

  it("is gone when it was deleted by hand, and deleting it again is fine", async () => {
    const { stack, hand } = await open();
    await stack.up(token, "a", whole);
    await hand("DELETE", `/aliases/${path}/${stack.resources.get("a")?.id}`);
    await stack.restart();
    await stack.delete("a");
    await stack.up(token, "a", whole);
    await hand("DELETE", `/aliases/${path}/${stack.resources.get("a")?.id}`);
    await stack.restart();
    expect(await stack.refresh("a")).toBe("gone");
  });

  it("is imported whole, and adopted by its title or its id", async () => {
    const bed = await open();
    const { stack, hand, writes } = bed;
    const { id: there } = (await hand("POST", `/aliases/${path}`, {
      ...named,
      ...body,
      ...(name === "TimeRangeAlias" && { period: null }),
    })) as { id: string };
    const imported = await stack.import(token, "b", there);
    // Lists name their members by title; their ids mean the same.
    const { period: _, members, ...imports } = { ...args, ...named } as Properties;
    expect(imported?.inputs).toMatchObject(imports);
    expect(await stack.preview("b", { ...imported?.inputs, members })).toEqual([]);
    expect(await stack.import(token, "c", "protocol.tcp")).toBeUndefined();
    stack.resources.clear();
    await stack.restart();
    expect(await refusal(stack.up(token, "a", whole))).toMatch(
      /"the name" exists already, with the id \S+\. Take it over with `adopt: true`/,
    );
    await stack.restart();
    expect(await stack.up(token, "a", { ...whole, adopt: true })).toBe("create");
    expect(stack.resources.get("a")?.id).toBe(there);
    expect(writes()).toEqual(name === "TimeRangeAlias" ? [`PUT /aliases/${path}/${there}`] : []);
    stack.resources.clear();
    await stack.restart();
    await stack.up(token, "a", { ...whole, title: "renamed", adoptId: there });
    expect(await listed(bed)).toMatchObject({ title: "renamed" });
    expect(await stack.refresh("a")).toEqual([]);
  });
});

it("is made once although answers get lost", async () => {
  const path = "ip_addresses";
  const token = "ideco:IpAlias";
  const whole = { ip: "10.0.0.1", ...named };
  const bed = await open();
  const { stack, lab } = bed;
  lab.faults.add({ method: "POST", path: `/aliases/${path}`, lose: "after" });
  await stack.up(token, "a", whole);
  lab.faults.add({ method: "POST", path: `/aliases/${path}`, lose: "before" });
  await stack.up(token, "b", { ...whole, title: "b" });
  const all = (await bed.hand("GET", "/aliases/all")) as Properties[];
  expect(all.filter(({ title }) => title === named.title || title === "b")).toHaveLength(2);
  expect(await listed(bed)).toMatchObject(named);
  lab.faults.add({ method: "PUT", path: /aliases/, lose: "after" });
  expect(await stack.up(token, "a", { ...whole, comment: "x" })).toBe("update");
  await stack.restart();
  lab.faults.add({ method: "DELETE", path: /aliases/, lose: "after" });
  await stack.delete("a");
  expect(await listed(bed, "b")).toMatchObject({ title: "b" });
});

describe("objects in use", () => {
  it("are not deleted; the error says what to do", async () => {
    const { stack } = await open();
    await stack.up("ideco:IpAlias", "a", { ip: "10.0.0.1", title: "t" });
    const id = stack.resources.get("a")?.id ?? "";
    await stack.up("ideco:ForwardRule", "r", { action: "drop", sourceAddresses: [id] });
    await stack.restart();
    const message = await refusal(stack.delete("a"));
    expect(message).toContain(
      `the IP object ${id} could not be deleted; the usual reason is that it is in use (status 542)`,
    );
    expect(message).toContain("is used by rule 1 of forward");
    expect(message).toContain("Take it out of the rules and lists that name it first.");
    await stack.delete("r");
    await stack.delete("a");
  });

  it("are not taken for in use where the appliance doesn't answer", async () => {
    const { stack, lab } = await open({}, { retries: 0 });
    await stack.up("ideco:IpAlias", "a", { ip: "10.0.0.1", title: "t" });
    await stack.restart();
    lab.faults.add({ method: "DELETE", path: /aliases/, status: 502 });
    expect(await refusal(stack.delete("a"))).toContain("the service is not available");
  });
});

describe("a list of addresses", () => {
  const token = "ideco:AddressListAlias";

  it("is replaced when its members turn from ids into addresses", async () => {
    const { stack, writes } = await open();
    await stack.up(token, "a", { title: "t", members: ["ip.id.1"] });
    await stack.restart();
    writes();
    expect(await stack.up(token, "a", { title: "t", members: ["10.0.0.1"] })).toBe("replace");
    expect(writes()).toEqual([
      "POST /aliases/ip_address_lists",
      "DELETE /aliases/lists/addresses/address_list.id.1",
    ]);
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("takes members that aren't known yet", async () => {
    const { stack } = await open();
    const { UNKNOWN } = await import("../../../provider/kernel/values");
    await stack.up(token, "a", { title: "t", members: ["ip.id.1"] });
    expect(await stack.preview("a", { title: "t", members: [UNKNOWN, "ip.id.1"] })).not.toEqual([]);
  });
});

describe("the list of objects", () => {
  it("is fetched once for all kinds", async () => {
    const { stack, lab } = await open();
    for (const [index, { name, args }] of kinds.entries()) {
      await stack.up(`ideco:${name}`, String(index), { ...args, title: `t${index}` });
    }
    await stack.restart();
    lab.journal.clear();
    await Promise.all([...stack.resources.keys()].map((name) => stack.refresh(name)));
    expect(lab.journal.list({ method: "GET" }).map(({ path }) => path)).toEqual(["/aliases/all"]);
  });

  it.each<[string, Properties]>([
    ["value with a dash", { value: "192.168.100.2-192.168.100.15" }],
    ["two values", { values: ["192.168.100.2", "192.168.100.15"] }],
    ["start and end", { start: "192.168.100.2", end: "192.168.100.15" }],
  ])("may print a range as %s", async (_, shape) => {
    const { stack, lab } = await open();
    const object = { id: "ip_range.id.7", type: "ip_range", title: "r", comment: "", ...shape };
    lab.ideco.objects.set(object.id, object as never);
    const imported = await stack.import("ideco:IpRangeAlias", "r", object.id);
    expect(imported?.inputs).toMatchObject({ start: "192.168.100.2", end: "192.168.100.15" });
    expect((await stack.call("ideco:getAliases", { kind: "ip_range" })).items).toEqual([
      {
        id: object.id,
        kind: "ip_range",
        type: "ip_range",
        title: "r",
        comment: "",
        start: "192.168.100.2",
        end: "192.168.100.15",
      },
    ]);
    // The guard of a table knows what such an object stands for.
    const table = {
      table: "forward",
      ownership: "exclusive",
      rules: [{ key: "a", action: "drop", sourceAddresses: [object.id] }],
      guard: { keep: [{ sourceAddress: "192.168.100.7", destinationAddress: "198.51.100.1" }] },
    };
    expect(await refusal(stack.up("ideco:RuleTable", "t", table))).toContain(
      "must meet accept, but would meet drop",
    );
  });

  it("that holds no objects is an error", async () => {
    const { stack, lab } = await open();
    lab.faults.add({ path: "/aliases/all", status: 200, body: ["x"], times: 5 });
    expect(await refusal(stack.call("ideco:getAliases"))).toContain(
      'where a list is due the answer holds "x", which is no object',
    );
  });
});

describe("getAliases", () => {
  it("gives all objects, those of a kind, and those of a title", async () => {
    const { stack } = await open();
    const all = (await stack.call("ideco:getAliases")).items as Properties[];
    expect(all.find(({ id }) => id === "any")).toMatchObject({ kind: "any", title: "Any" });
    const titled = (await stack.call("ideco:getAliases", { title: "SSH" })).items;
    expect(titled).toEqual([
      { id: "port.id.3", kind: "port", type: "port", title: "SSH", comment: "", value: 22 },
    ]);
    for (const kind of ["time_range", "time_ranges", "TimeRangeAlias"]) {
      expect((await stack.call("ideco:getAliases", { kind })).items).toEqual([
        {
          id: "time_range.id.1",
          kind: "time_range",
          type: "time_range",
          title: "Working hours",
          comment: "",
          weekdays: [1, 2, 3, 4, 5],
          start: "09:00",
          end: "18:00",
        },
      ]);
    }
    expect((await stack.call("ideco:getAliases", { kind: "interface", title: "Guests" })).items).toEqual([
      { id: "interface.id.3", kind: "interface", type: "interface", title: "Guests", comment: "" },
    ]);
    expect((await stack.call("ideco:getAliases", { kind: "port_list" })).items).toMatchObject([
      { values: ["port.id.1", "port.id.2"] },
    ]);
  });
});

describe("two objects of one title", () => {
  it("are in one program where each says its id, and not where one does not", async () => {
    const { stack, hand, writes } = await open();
    const path = "/aliases/ip_addresses";
    await hand("POST", path, { title: "Twin", comment: "", value: "192.0.2.1" });
    await hand("POST", path, { title: "Twin", comment: "", value: "192.0.2.2" });
    const items = (await hand("GET", "/aliases/all")) as Array<{ id: string; title: string; value: string }>;
    const twins = items.filter(({ title }) => title === "Twin");
    expect(twins).toHaveLength(2);
    for (const { id, value } of twins) {
      const args = { title: "Twin", ip: value, adoptId: id };
      expect(await stack.up("ideco:IpAlias", value, args)).toBe("create");
      expect(stack.resources.get(value)?.id).toBe(id);
    }
    const third = stack.up("ideco:IpAlias", "third", { title: "Twin", ip: "192.0.2.3" });
    expect(await refusal(third)).toContain('IP object "Twin" is owned by');
    const same = { title: "Other", ip: "192.0.2.1", adoptId: twins[0]?.id };
    expect(await refusal(stack.up("ideco:IpAlias", "fourth", same))).toContain("with the id");
    expect(writes()).toEqual([]);
  });
});
