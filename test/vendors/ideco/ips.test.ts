import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const dialects = ["v18", "v19", "v20"] as const;

describe.each(dialects)("IpsProtectedNet in %s", (dialect) => {
  const token = "ideco:IpsProtectedNet";
  const path = "/ips/nets";

  it("is made as the page prints it, and found by listing", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "net", { address: "192.0.2.0/24" });
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ address: "192.0.2.0/24" });
    expect(stack.resources.get("net")?.id).toBe("4");
    expect(lab.journal.count({ method: "GET", path })).toBe(2);
    expect(await stack.refresh("net")).toEqual([]);
  });

  it("is the same network in every form, and another one replaces it", async () => {
    const { stack, hand, writes } = await open({ dialect });
    await stack.up(token, "net", { address: "198.18.0.0/15" });
    for (const address of ["198.18.0.0/255.254.0.0", "198.19.255.255/15"]) {
      expect(await stack.up(token, "net", { address })).toBe("same");
    }
    await stack.restart();
    expect(await stack.refresh("net")).toEqual([]);
    await stack.restart();
    writes();
    expect(await stack.up(token, "net", { address: "198.18.0.0/16" })).toBe("replace");
    expect(writes()).toEqual([`POST ${path}`, `DELETE ${path}/4`]);
    expect(await hand("GET", path)).toContainEqual({ id: "5", address: "198.18.0.0/16" });
  });

  it("is adopted, imported, deleted twice", async () => {
    const { stack, hand, writes } = await open({ dialect });
    const written = { address: "10.1.2.3/255.0.0.0" };
    await stack.up(token, "net", { ...written, adopt: true });
    expect(stack.resources.get("net")?.id).toBe("3");
    const other = stack.up(token, "other", { address: "192.0.2.0/24", adoptId: "2" });
    expect(await refusal(other)).toContain(
      "the protected network with the id 2 is another one than 192.0.2.0/24",
    );
    await stack.import(token, "imported", "1");
    expect(await stack.preview("imported", { address: "192.168.0.0/16" })).toEqual([]);
    expect(writes()).toEqual([]);
    await stack.restart();
    await stack.delete("imported");
    await hand("DELETE", `${path}/3`);
    await stack.restart();
    expect(await stack.refresh("net")).toBe("gone");
    expect(await hand("GET", path)).toEqual([{ id: "2", address: "172.16.0.0/12" }]);
  });
});

describe("IpsProtectedNet", () => {
  const token = "ideco:IpsProtectedNet";

  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const { lab, stack, hand } = await open();
      lab.faults.add({ method: "POST", path: "/ips/nets", lose });
      await stack.up(token, "net", { address: "192.0.2.0/24" });
      expect(await hand("GET", "/ips/nets")).toHaveLength(4);
      expect(stack.resources.get("net")?.id).toBe("4");
    },
  );

  it("can't be two of one network in one program", async () => {
    const { stack } = await open();
    await stack.up(token, "one", { address: "192.0.2.0/24" });
    const two = stack.up(token, "two", { address: "192.0.2.9/255.255.255.0" });
    expect(await refusal(two)).toContain('protected network "192.0.2.0/24" is owned by');
  });

  it.each(["192.0.2.1", "192.0.2.0/33", "192.0.2.0/255.0.255.0", "fd00::/8", "lan", ""])(
    "refuses %j at preview",
    async (address) => {
      const { stack, writes } = await open();
      expect(await refusal(stack.up(token, "net", { address }))).toBe(
        `address: found "${address}": allowed: an IPv4 network such as 192.168.0.0/16 or 192.168.0.0/255.255.0.0`,
      );
      expect(writes()).toEqual([]);
    },
  );
});

describe.each(dialects)("IpsBypass in %s", (dialect) => {
  const token = "ideco:IpsBypass";
  const path = "/ips/bypass";
  const args = { aliases: ["ip.id.1", "subnet.id.1"], comment: "Scanner" };

  it("is made as the page prints it, changed in place, seen as it is", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "scan", args);
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ ...args, enabled: true });
    const edits = { aliases: ["user.id.1", "group.id.2"], comment: "", enabled: false };
    for (const [field, value] of Object.entries(edits)) {
      const next = { ...args, [field]: value };
      expect(await stack.up(token, "scan", next)).toBe("update");
      expect(writes()).toEqual([`PATCH ${path}/1`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual({ enabled: true, ...next });
      expect(await stack.refresh("scan")).toEqual([]);
      await stack.up(token, "scan", args);
      writes();
    }
  });

  it("sees what somebody else did, but no other order", async () => {
    const { stack, hand } = await open({ dialect });
    await stack.up(token, "scan", args);
    await hand("PATCH", `${path}/1`, { ...args, aliases: [...args.aliases].reverse(), enabled: true });
    await stack.restart();
    expect(await stack.refresh("scan")).toEqual([]);
    await hand("PATCH", `${path}/1`, { ...args, aliases: ["ip.id.1"], enabled: false });
    await stack.restart();
    expect(await stack.refresh("scan")).toEqual(["aliases[1]", "enabled"]);
    await hand("DELETE", `${path}/1`);
    await stack.restart();
    await stack.delete("scan");
  });

  it("never collides with an equal one, unless it shall take one over", async () => {
    const { stack, hand } = await open({ dialect });
    await stack.up(token, "one", args);
    await stack.up(token, "two", args);
    expect(stack.resources.get("two")?.id).toBe("2");
    await hand("POST", path, { ...args, aliases: [...args.aliases].reverse(), enabled: true });
    await stack.restart();
    const ambiguous = await refusal(stack.up(token, "three", { ...args, adopt: true }));
    expect(ambiguous).toContain("1, 2, 3");
    await stack.up(token, "three", { ...args, adoptId: "3" });
    expect(await hand("GET", path)).toHaveLength(3);
    await stack.restart();
    await stack.delete("two");
    expect(await stack.import(token, "two", "2")).toBeUndefined();
    await stack.import(token, "first", "1");
    expect(await stack.preview("first", args)).toEqual([]);
  });
});

describe("IpsBypass", () => {
  const token = "ideco:IpsBypass";

  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const { lab, stack, hand } = await open();
      await stack.up(token, "one", { aliases: ["ip.id.1"] });
      lab.faults.add({ method: "POST", path: "/ips/bypass", lose });
      await stack.up(token, "two", { aliases: ["ip.id.1"] });
      expect(await hand("GET", "/ips/bypass")).toHaveLength(2);
      expect(stack.resources.get("two")?.id).toBe("2");
    },
  );

  it.each([
    ["any", "never `any`"],
    ["port.id.1", "an object of another kind"],
    ["list_of_iplists.id.1", "an object of another kind"],
  ])("refuses %s at preview", async (alias, message) => {
    const { stack, writes } = await open();
    const said = await refusal(stack.up(token, "x", { aliases: ["ip.id.1", alias] }));
    expect(said).toContain(`aliases[1]: found "${alias}": `);
    expect(said).toContain(message);
    expect(writes()).toEqual([]);
  });

  it("refuses an exemption of nobody, and of more than 200", async () => {
    const { stack } = await open();
    expect(await refusal(stack.up(token, "x", { aliases: [] }))).toContain(
      "aliases: found 0 items, allowed: at least 1",
    );
    const many = Array.from({ length: 201 }, (_, n) => `ip.id.${n}`);
    expect(await refusal(stack.up(token, "x", { aliases: many }))).toContain(
      "aliases: found 201 items, allowed: at most 200",
    );
  });
});

describe.each(dialects)("what can be read of intrusion prevention in %s", (dialect) => {
  const balanced = "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b01";
  const strict = "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b02";
  type Items = { items: Array<Record<string, unknown>> };

  it("gives the status of the services", async () => {
    const { stack } = await open({ dialect });
    const items = [{ name: "ideco-suricata", status: "active", msg: [] }];
    expect(await stack.call("ideco:getIpsStatus")).toEqual({ items });
  });

  it("gives the groups as a table and as a matrix", async () => {
    const { stack } = await open({ dialect });
    const table = (await stack.call("ideco:getSignatureGroups", { view: "table" })) as Items;
    expect(table.items[0]).toEqual({
      classtype: "command-and-control",
      classtypeName: "Malware command and control",
      mitreTactics: [{ mitreTacticId: "TA0011", mitreTacticName: "Command and Control" }],
      count: 2,
    });
    const matrix = (await stack.call("ideco:getSignatureGroups", { view: "mitre" })) as Items;
    expect(matrix.items[0]).toEqual({
      mitreTacticId: "TA0011",
      mitreTacticName: "Command and Control",
      classtypes: [
        { classtype: "command-and-control", classtypeName: "Malware command and control", count: 1 },
      ],
    });
    expect(await refusal(stack.call("ideco:getSignatureGroups", { view: "list" }))).toContain(
      '"table", "mitre"',
    );
  });

  it("gives all signatures, those of groups by the printed filter, and those of a profile", async () => {
    const { lab, stack } = await open({ dialect });
    const all = (await stack.call("ideco:getSignatures")) as Items;
    expect(all.items).toHaveLength(5);
    expect(all.items[0]).toEqual({
      action: "alert",
      protocol: "http",
      flow: "to_server",
      classtype: "command-and-control",
      sid: 2100001,
      signatureSeverity: "Major",
      mitreTacticId: "TA0011",
      signatureSource: "standard",
      msg: "LAB Command and control beacon",
      source: "$HOME_NET",
      sourcePorts: "any",
      destination: "$EXTERNAL_NET",
      destinationPorts: "any",
      updatedAt: "2024-03-01",
    });
    const classtypes = ["coin-mining", "attempted-admin"];
    const some = (await stack.call("ideco:getSignatures", { classtypes })) as Items;
    expect(some.items.map(({ sid }) => sid)).toEqual([2100003, 2100004]);
    const query = lab.journal.list({ path: "/ips/signatures" }).at(-1)?.query.filter ?? "";
    expect(JSON.parse(query)).toEqual([
      { items: [{ column_name: "classtype", operator: "equals", value: classtypes }], link_operator: "or" },
    ]);
    const dropped = (await stack.call("ideco:getSignatures", { profileId: strict })) as Items;
    expect(dropped.items).toHaveLength(4);
    expect(new Set(dropped.items.map(({ action }) => action))).toEqual(new Set(["drop"]));
    const both = (await stack.call("ideco:getSignatures", { profileId: strict, classtypes })) as Items;
    expect(both.items.map(({ sid }) => sid)).toEqual([2100003]);
    expect(await refusal(stack.call("ideco:getSignatures", { profileId: "none" }))).toContain("(status 404)");
  });

  it.each([false, true])(
    "gives the text and the profiles of a signature (bare objects: %s)",
    async (bareObjects) => {
      const { stack } = await open({ dialect, bareObjects });
      const mining = await stack.call("ideco:getSignature", { sid: 2100004 });
      expect(mining.signature).toContain('content:"pool.example"');
      expect(mining.profiles).toEqual([{ id: balanced, name: "Balanced" }]);
      const two = (await stack.call("ideco:getSignature", { sid: 2100001 })).profiles;
      expect(two).toEqual([
        { id: balanced, name: "Balanced" },
        { id: strict, name: "Strict" },
      ]);
      expect(await refusal(stack.call("ideco:getSignature", { sid: 5 }))).toContain("(status 404)");
    },
  );

  it("counts what profiles do", async () => {
    const { stack } = await open({ dialect });
    const all = (await stack.call("ideco:getProfileActionCounts")) as Items;
    const found = all.items.find(({ profileId }) => profileId === strict);
    expect(found).toEqual({
      profileId: strict,
      pass: 0,
      alert: 0,
      drop: 4,
      rejectsrc: 0,
      rejectdst: 0,
      rejectboth: 0,
    });
    expect(all.items.length).toBe(dialect === "v18" ? 2 : 3);
    const one = (await stack.call("ideco:getProfileActionCounts", { profileId: strict })) as Items;
    const owner = dialect === "v18" ? { profileId: strict } : { profileId: strict, ruleId: "1" };
    expect(one.items).toEqual([{ ...found, ...owner }]);
  });

  it("gives the status of the databases, standard and extended", async () => {
    const { lab, stack } = await open({ dialect });
    const status = { status: "up_to_date", msg: "The databases are up to date" };
    expect(await stack.call("ideco:getIpsUpdateStatus")).toEqual(status);
    expect(await stack.call("ideco:getIpsUpdateStatus", { advanced: true })).toEqual(status);
    expect(lab.journal.list({ path: /^\/ips\/update/ }).map(({ path }) => path)).toEqual([
      "/ips/update",
      "/ips/update_advanced",
    ]);
    lab.faults.add({
      path: "/ips/update",
      status: 200,
      body: { status: "disabled", msg: { ru: "Выкл" }, last_update: 1.5 },
    });
    expect(await stack.call("ideco:getIpsUpdateStatus")).toEqual({
      status: "disabled",
      msg: '{"ru":"Выкл"}',
      lastUpdate: 1.5,
    });
  });
});
