import { describe, expect, test } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { madeComment } from "../../../provider/vendors/ideco/references/directory";
import { type Harness as Bed, open, refusal } from "./open";
import { openTable, token } from "./ruletable-harness";

const forward = "ideco:ForwardRule";
const rules = "/firewall/rules/forward";

/** Objects that this package made, by their titles. */
function made({ lab }: Pick<Bed, "lab">): string[] {
  return [...lab.ideco.objects.values()]
    .filter(({ comment }) => comment === madeComment)
    .map(({ title }) => title);
}

function ids({ lab }: Pick<Bed, "lab">, title: string): string[] {
  return [...lab.ideco.objects.values()].filter((each) => each.title === title).map(({ id }) => id);
}

const office = {
  action: "accept",
  sourceAddresses: ["192.168.0.0/24", "Accounting", "10.9.0.0/16"],
  destinationAddresses: ["shop.example", "10.0.0.7", "10.0.0.1-10.0.0.9"],
  services: ["tcp/443", "tcp/8000-8080"],
  incomingInterface: "Local network",
  timetable: ["Working hours"],
};

describe("a rule as people write it", () => {
  test("names objects by title and value; what is missing is made, and gone with the last rule", async () => {
    const bed = await open();
    const { stack, lab, writes } = bed;
    expect(await stack.up(forward, "office", office)).toBe("create");
    expect(writes()).toEqual([
      "POST /aliases/networks",
      "POST /aliases/domains",
      "POST /aliases/ip_addresses",
      "POST /aliases/ip_ranges",
      "POST /aliases/port_ranges",
      `POST ${rules}`,
    ]);
    const [rule] = lab.ideco.table("forward").rules;
    expect(rule).toMatchObject({
      source_addresses: ["subnet.id.1", "group.id.2", ...ids(bed, "10.9.0.0/16")],
      protocol: "protocol.tcp",
      destination_ports: ["port.id.2", ...ids(bed, "8000-8080")],
      incoming_interface: "interface.id.1",
      timetable: ["time_range.id.1"],
    });
    expect(stack.outputs("office").objects).toMatchObject({
      "192.168.0.0/24": "subnet.id.1",
      Accounting: "group.id.2",
      "tcp/443": "port.id.2",
      "Local network": "interface.id.1",
    });
    expect(stack.outputs("office").sourceAddresses).toEqual(office.sourceAddresses);

    await stack.restart();
    expect(await stack.up(forward, "office", office)).toBe("same");
    expect(await stack.refresh("office")).toEqual([]);
    expect(await stack.up(forward, "office", { ...office, destinationAddresses: ["10.0.0.7"] })).toBe(
      "update",
    );
    expect(made(bed).sort()).toEqual(["10.0.0.7", "10.9.0.0/16", "8000-8080"]);
    await stack.restart();
    await stack.delete("office");
    expect(made(bed)).toEqual([]);
    expect(lab.ideco.objects.has("subnet.id.1")).toBe(true);
  });

  test("costs nothing more where it names ids alone", async () => {
    const { stack, lab } = await open({ dialect: "v18" }, { dialect: "v18" });
    await stack.up(forward, "plain", { action: "drop", sourceAddresses: ["ip.id.1"] });
    await stack.refresh("plain");
    await stack.delete("plain");
    expect(lab.journal.count({ path: /^\/aliases/ })).toBe(0);
  });

  test("an appliance that refuses to be looked at is told of once, however many rules there are", async () => {
    const { stack, lab } = await open();
    lab.faults.add({ status: 403, times: Number.POSITIVE_INFINITY });
    for (const name of ["one", "other"]) await refusal(stack.up(forward, name, office));
    expect(stack.said.filter((line) => line.startsWith("warn: the preview could not look"))).toHaveLength(1);
  });

  test("shares what it makes with every rule that writes the same", async () => {
    const bed = await open();
    const { stack, writes } = bed;
    const rule = { action: "drop", sourceAddresses: ["10.5.0.0/16"] };
    await Promise.all([stack.up(forward, "a", rule), stack.up("ideco:InputRule", "b", rule)]);
    expect(writes().filter((call) => call.startsWith("POST /aliases"))).toEqual(["POST /aliases/networks"]);
    await stack.restart();
    await stack.delete("a");
    expect(made(bed)).toEqual(["10.5.0.0/16"]);
    await stack.delete("b");
    expect(made(bed)).toEqual([]);
  });

  test("never removes what it found, nor what a list or another rule uses", async () => {
    const bed = await open();
    const { stack, hand } = bed;
    await stack.up(forward, "a", {
      action: "drop",
      sourceAddresses: ["10.5.0.1"],
      destinationAddresses: ["192.168.0.20"],
    });
    const [id] = ids(bed, "10.5.0.1");
    await hand("POST", "/aliases/lists/addresses", { title: "Mine", comment: "", values: [id] });
    await stack.restart();
    await stack.delete("a");
    expect(made(bed)).toEqual(["10.5.0.1"]);
    expect(bed.lab.ideco.objects.has("ip.id.1")).toBe(true);
  });

  test.each<[Properties, string]>([
    [
      { sourceAddresses: ["Acounting"] },
      'sourceAddresses[0]: found "Acounting", and no object that fits has this title; did you mean "Accounting"?',
    ],
    [
      { sourceAddresses: ["Working hours"] },
      "(time_range.id.1 has this title, a time_range, which can't be used here)",
    ],
    [
      { incomingInterface: "Nowhere" },
      'incomingInterface: found "Nowhere", and no object that fits has this title, there are "External interfaces"',
    ],
    [
      { services: ["tcp/HTPS"] },
      'services[0]: found "HTPS", and no object that fits has this title; did you mean "HTTPS"?',
    ],
    [{ ipsEnabled: true, ipsProfile: "Strict one" }, 'ipsProfile: found "Strict one"'],
  ])("is refused at preview where %j names nothing", async (more, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(forward, "r", { action: "drop", ...more }))).toContain(message);
    expect(writes()).toEqual([]);
  });

  test("names several objects with one title", async () => {
    const { stack, hand } = await open();
    await hand("POST", "/aliases/ip_addresses", { title: "Accounting", comment: "", value: "10.0.0.9" });
    expect(
      await refusal(stack.up(forward, "r", { action: "drop", sourceAddresses: ["Accounting"] })),
    ).toContain(
      'found "Accounting", the title of several objects: group.id.2, ip.id.2; allowed: the id of one of them',
    );
  });

  test("takes a profile and a category by name", async () => {
    const { stack, lab } = await open();
    const profiles = (await lab.byHand("ideco", "GET", "/ips/profiles")) as Array<{
      id: string;
      name: string;
    }>;
    const [profile] = profiles.filter(({ id }) => /^[0-9a-f-]{36}$/.test(id));
    await stack.up(forward, "ips", { action: "accept", ipsEnabled: true, ipsProfile: profile?.name });
    expect(lab.ideco.table("forward").rules[0]).toMatchObject({ ips_profile: profile?.id });
    await stack.up("ideco:ContentFilterRule", "web", {
      name: "w",
      access: "deny",
      categories: ["Азартные игры"],
    });
    expect(lab.ideco.table("contentFilter").rules[0]).toMatchObject({ categories: ["extended.id.3"] });
    await stack.restart();
    expect(await stack.refresh("ips")).toEqual([]);
    expect(await stack.refresh("web")).toEqual([]);
  });
});

describe("drift of what is written", () => {
  const rule = { action: "drop", sourceAddresses: ["10.5.0.0/16", "Accounting"], services: ["tcp/443"] };

  async function opened() {
    const bed = await open();
    await bed.stack.up(forward, "r", rule);
    await bed.stack.restart();
    bed.writes();
    const [id = ""] = ids(bed, "10.5.0.0/16");
    const live = () => bed.lab.ideco.table("forward").rules[0];
    const edit = (fields: Properties) => {
      const { id: number, ...item } = live() as unknown as Properties;
      return bed.hand("PUT", `${rules}/${number}`, { ...item, ...fields });
    };
    return { ...bed, id, live, edit };
  }

  test("of the rule is told in the program's words and put back", async () => {
    const { stack, edit, live, hand } = await opened();
    await hand("POST", "/aliases/ip_addresses", { title: "Printer", comment: "", value: "10.0.0.77" });
    await edit({ source_addresses: ["group.id.2", "ip.id.2"], destination_ports: ["port.id.1"] });
    expect(await stack.refresh("r")).toEqual(["sourceAddresses[0]", "sourceAddresses[1]", "services[0]"]);
    expect(stack.outputs("r")).toMatchObject({
      sourceAddresses: ["Accounting", "Printer"],
      services: ["tcp/HTTP"],
    });
    expect(await stack.up(forward, "r", rule)).toBe("update");
    expect(live()).toMatchObject({ destination_ports: ["port.id.2"] });
    expect(await stack.refresh("r")).toEqual([]);
  });

  test("of the object behind a value: the rule says what it matches now, and `up` makes the right object", async () => {
    const bed = await opened();
    const { stack, hand, id } = bed;
    await hand("PUT", `/aliases/networks/${id}`, {
      title: "10.5.0.0/16",
      comment: madeComment,
      value: "10.6.0.0/16",
    });
    expect(await stack.refresh("r")).toEqual(["sourceAddresses[0]", "sourceAddresses[1]"]);
    expect(stack.outputs("r").sourceAddresses).toEqual(["Accounting", "10.6.0.0/16"]);
    expect(await stack.up(forward, "r", rule)).toBe("update");
    expect(made(bed)).toEqual(["10.5.0.0/16 (2)"]);
    expect(await stack.refresh("r")).toEqual([]);
    await stack.delete("r");
    expect(made(bed)).toEqual([]);
  });

  test("is none where objects are renamed, or replaced by an equal one", async () => {
    const { stack, hand, id, edit, writes } = await opened();
    await hand("PUT", `/aliases/networks/${id}`, {
      title: "Branch",
      comment: madeComment,
      value: "10.5.0.0/255.255.0.0",
    });
    expect(await stack.refresh("r")).toEqual([]);
    const other = (await hand("POST", "/aliases/networks", {
      title: "By hand",
      comment: "",
      value: "10.5.0.0/16",
    })) as Properties;
    await edit({ source_addresses: [other.id, "group.id.2"] });
    await hand("DELETE", `/aliases/networks/${id}`);
    await stack.restart();
    expect(await stack.refresh("r")).toEqual([]);
    expect(await stack.up(forward, "r", rule)).toBe("same");
    await stack.restart();
    expect(await stack.up(forward, "r", { ...rule, comment: "x" })).toBe("update");
    await stack.delete("r");
    expect(writes().filter((call) => call.includes("/aliases"))).toEqual([]);
  });
});

describe("what goes wrong while objects are made", () => {
  const rule = { action: "drop", sourceAddresses: ["10.5.0.0/16"] };

  test.each(["before", "after"] as const)("an answer lost %s the work doubles nothing", async (lose) => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", path: "/aliases/networks", times: 1, lose });
    await bed.stack.up(forward, "r", rule);
    expect(made(bed)).toEqual(["10.5.0.0/16"]);
    await bed.stack.restart();
    await bed.stack.delete("r");
    expect(made(bed)).toEqual([]);
  });

  test("a refused rule leaves no object behind", async () => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", path: rules, times: 10, status: 542 });
    await refusal(bed.stack.up(forward, "r", rule));
    expect(made(bed)).toEqual([]);
  });

  test("a process killed between object and rule: the next one uses what it made", async () => {
    const bed = await open();
    bed.lab.faults.add({ method: "POST", path: rules, times: 10, lose: "before" });
    await refusal(bed.stack.up(forward, "r", rule));
    bed.lab.faults.clear();
    await bed.stack.restart();
    expect(made(bed)).toEqual(["10.5.0.0/16"]);
    await bed.stack.up(forward, "r", rule);
    expect(made(bed)).toEqual(["10.5.0.0/16"]);
    await bed.stack.restart();
    await bed.stack.delete("r");
    expect(made(bed)).toEqual([]);
  });
});

describe("a RuleTable as people write it", () => {
  const list = [
    {
      key: "web",
      action: "accept",
      comment: "web",
      sourceAddresses: ["10.5.0.0/16", "Accounting"],
      services: ["tcp/443"],
    },
    { key: "old", action: "drop", comment: "old", protocol: "tcp", destinationPorts: ["SSH", "8443"] },
  ];
  const policy = [
    "# the office",
    "key,action,from,service,protocol,destinationPorts,comment",
    "web,accept,10.5.0.0/16; Accounting,tcp/443,,,web",
    "",
    "old,drop,,,tcp,SSH; 8443,old",
    "",
  ].join("\n");

  test.each([
    ["a list", { rules: list }],
    ["a text", { policy }],
  ])("as %s is made, kept, changed and removed with its objects", async (_, args) => {
    const bed = await openTable("forward");
    const { stack } = bed;
    expect(await bed.up(args)).toBe("create");
    expect(made(bed)).toEqual(["10.5.0.0/16", "8443"]);
    expect(bed.rules).toMatchObject([
      { source_addresses: [ids(bed, "10.5.0.0/16")[0], "group.id.2"], destination_ports: ["port.id.2"] },
      { protocol: "protocol.tcp", destination_ports: ["port.id.3", ids(bed, "8443")[0]] },
    ]);
    await stack.restart();
    bed.writes();
    expect(await bed.up(args)).toBe("same");
    expect(await stack.refresh("table")).toEqual([]);
    expect(stack.outputs("table").objects).toMatchObject({ Accounting: "group.id.2", SSH: "port.id.3" });
    expect(bed.writes()).toEqual([]);
    await stack.delete("table");
    expect(bed.rules).toEqual([]);
    expect(made(bed)).toEqual([]);
  });

  test("moves from one form to the other without a call", async () => {
    const bed = await openTable("forward");
    await bed.up({ rules: list });
    bed.writes();
    await bed.stack.restart();
    expect(await bed.up({ policy })).toBe("update");
    expect(bed.stack.outputs("table").ruleIds).toEqual({});
    expect(JSON.parse(String(bed.stack.outputs("table").packed)).ruleIds).toEqual({
      web: bed.id("web"),
      old: bed.id("old"),
    });
    expect(await bed.stack.refresh("table")).toEqual([]);
    expect(await bed.up({ rules: list })).toBe("update");
    expect(bed.stack.outputs("table").ruleIds).toEqual({ web: bed.id("web"), old: bed.id("old") });
    expect(bed.writes()).toEqual([]);
  });

  test("drift is a difference of the lines concerned", async () => {
    const bed = await openTable("forward");
    await bed.up({ policy });
    await bed.stack.restart();
    const { id, ...web } = bed.rules[0] as unknown as Properties;
    await bed.hand("PUT", `${rules}/${id}`, {
      ...web,
      action: "drop",
      source_addresses: ["group.id.2", "ip.id.1"],
    });
    await bed.hand("POST", rules, { ...web, action: "drop", comment: "by hand" });
    expect(await bed.stack.refresh("table")).toEqual(["policy"]);
    const number = bed.id("by hand");
    expect(bed.stack.outputs("table").policy).toBe(
      policy
        .replace("web,accept,10.5.0.0/16; Accounting", "web,drop,Accounting; Web server")
        .concat(`id-${number},drop,10.5.0.0/16; Accounting,,protocol.tcp,HTTPS,by hand\n`),
    );
    expect(await bed.up({ policy })).toBe("update");
    expect(await bed.stack.refresh("table")).toEqual([]);
    expect(bed.comments).toEqual(["web", "old"]);
  });

  test("names line and column of what is wrong", async () => {
    const bed = await openTable("forward");
    const wrong = "key,action,from,service\na,drop,192.168.0.300,tcp/443\nb,acept,any,\nc,drop,Nobody,\n";
    const text = await refusal(bed.up({ policy: wrong }));
    expect(text).toContain(
      'policy.text: line 2, column from: found "192.168.0.300", which is no IPv4 address',
    );
    expect(text).toContain('policy.text: line 3, column action: found "acept", allowed: "accept", "drop"');
    const good = wrong.replace("192.168.0.300", "192.168.0.30").replace("acept", "accept");
    expect(await refusal(bed.up({ policy: good }))).toContain(
      'line 4, column from: found "Nobody", and no object',
    );
    expect(await refusal(bed.up({}))).toContain("rules: is required");
    expect(await refusal(bed.up({ policy, rules: list }))).toContain("rules: found together with policy");
  });

  test("tells plan, traffic and guard of values that have no object yet", async () => {
    const bed = await openTable("forward");
    const args = {
      policy,
      guard: {
        keep: [
          {
            protocol: "tcp",
            sourceAddress: "10.7.0.1",
            destinationAddress: "10.0.0.1",
            destinationPort: 8443,
          },
        ],
      },
    };
    expect(await refusal(bed.up(args))).toContain("the guard of the table forward forbids this change");
    expect(bed.writes()).toEqual([]);
    await bed.up({ ...args, guard: { keep: [{ ...args.guard.keep[0], destinationPort: 8444 }] } });
    const said = bed.said().join("\n");
    expect(said).toContain("objects to be made: 10.5.0.0/16, 8443");
    expect(said).toContain("forward: 2 inserted");
  });

  test("keeps what was done when a change fails on the way", async () => {
    // What may have been made is looked for for seconds, several times.
    const bed = await openTable("forward");
    await bed.up({ policy });
    bed.lab.faults.add({ method: "POST", path: rules, times: 10, status: 503 });
    const longer = `${policy}new,drop,10.8.0.0/16,,,,new\n`;
    await refusal(bed.up({ policy: longer }));
    bed.lab.faults.clear();
    await bed.stack.restart();
    expect(await bed.up({ policy: longer })).toBe("update");
    expect(bed.comments).toEqual(["web", "old", "new"]);
    expect(made(bed).sort()).toEqual(["10.5.0.0/16", "10.8.0.0/16", "8443"]);
    await bed.stack.restart();
    await bed.stack.delete("table");
    expect(made(bed)).toEqual([]);
  }, 120_000);

  test("is recognised after a kill in the middle", async () => {
    const bed = await openTable("forward");
    await bed.killed(2, () => bed.up({ policy }));
    expect(await bed.up({ policy })).toBe("create");
    expect(bed.comments).toEqual(["web", "old"]);
    expect(made(bed)).toEqual(["10.5.0.0/16", "8443"]);
    await bed.stack.restart();
    await bed.stack.delete("table");
    expect(made(bed)).toEqual([]);
    expect(bed.stack.resources.has(token)).toBe(false);
  });
});

describe("two appliances whose ids differ", () => {
  test("take the same program: objects by title and value, in rules and tables", async () => {
    const beds = [await openTable("forward"), await openTable("forward", { idOffset: 500 })];
    const policy =
      "key,action,from,service\nweb,accept,10.5.0.0/16; Accounting,tcp/443\nrest,drop,10.6.0.1,\n";
    const rule = { action: "drop", sourceAddresses: ["10.5.0.0/16"], services: ["udp/5000-5010"] };
    const numbers: unknown[] = [];
    for (const bed of beds) {
      await bed.up({ policy });
      await bed.stack.up("ideco:InputRule", "in", rule);
      await bed.stack.restart();
      bed.writes();
      expect(await bed.up({ policy })).toBe("same");
      expect(await bed.stack.refresh("table")).toEqual([]);
      expect(await bed.stack.refresh("in")).toEqual([]);
      expect(bed.writes()).toEqual([]);
      expect(made(bed)).toEqual(["10.5.0.0/16", "10.6.0.1", "5000-5010"]);
      numbers.push(bed.stack.outputs("table").objects);
      expect(bed.stack.outputs("table").policy).toBe(policy);
      await bed.stack.restart();
      await bed.stack.delete("table");
      expect(made(bed)).toEqual(["10.5.0.0/16", "5000-5010"]);
      await bed.stack.delete("in");
      expect(made(bed)).toEqual([]);
    }
    expect(numbers[0]).not.toEqual(numbers[1]);
  });
});
