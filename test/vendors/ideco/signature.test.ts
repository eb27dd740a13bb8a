import { describe, expect, it } from "vitest";
import { type Harness, open as openLoud, refusal } from "./open";

const token = "ideco:IpsCustomSignature";
const path = "/ips/custom";

function rule(sid: number, content = "x"): string {
  return `alert tcp any any -> any any (msg:"Rule ${sid}"; content:"${content}"; classtype:bad-unknown; sid:${sid}; rev:1;)`;
}

/** With intrusion prevention off nothing looks at signatures, so that nothing has to be waited for. */
const open: typeof openLoud = async (...options) => {
  const bed = await openLoud(...options);
  bed.lab.ideco.ips.state.enabled = false;
  return bed;
};

/** Valid for our own check, wrong for the lab's simple one. */
function unliked(sid: number): string {
  return rule(sid)
    .replace("tcp any any ->", "http any any =>")
    .replace("sid:", 'http.uri; content:"a"; http.stat_code; content:"200"; sid:');
}

/** The forms that the interface has, and what a signature made first is addressed by. */
const forms = [
  { name: "v18 as on the page", options: { dialect: "v18" }, page: true },
  { name: "v18 as corrected", options: { dialect: "v18", customSignatures: "corrected" }, page: false },
  { name: "v19", options: { dialect: "v19" }, page: false },
  { name: "v20", options: { dialect: "v20" }, page: false },
] as const;

async function there({ hand }: Harness): Promise<number[]> {
  const answer = (await hand("GET", path)) as { signatures: Array<{ sid: number }> };
  return (Array.isArray(answer) ? answer : answer.signatures).map(({ sid }: { sid: number }) => sid);
}

describe.each(forms)("IpsCustomSignature in $name", ({ options, page }) => {
  const address = (sid: number, id = "1") => `${path}/${page ? id : sid}`;

  it("is made as the page prints it, goes by its SID, and is seen as it is", async () => {
    const { lab, stack, writes } = await open(options);
    await stack.up(token, "one", { rule: `  ${rule(1001)}\n`, comment: "First" });
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ rule: rule(1001), comment: "First" });
    expect(stack.resources.get("one")?.id).toBe("1001");
    expect(stack.outputs("one")).toMatchObject({ sid: 1001, classtype: "bad-unknown" });
    expect(await stack.refresh("one")).toEqual([]);
    await stack.restart();
    expect(await stack.refresh("one")).toEqual([]);
    expect(stack.outputs("one")).toMatchObject({ sid: 1001, classtype: "bad-unknown", comment: "First" });
  });

  it("changes text and comment in place, and sends what changed alone", async () => {
    const { lab, stack, writes } = await open(options);
    await stack.up(token, "one", { rule: rule(1001), comment: "First" });
    await stack.restart();
    writes();
    expect(await stack.up(token, "one", { rule: rule(1001, "y"), comment: "First" })).toBe("update");
    expect(writes()).toEqual([`PATCH ${address(1001)}`]);
    expect(lab.journal.writes().at(-1)?.body).toEqual({ rule: rule(1001, "y") });
    expect(await stack.up(token, "one", { rule: rule(1001, "y"), comment: "" })).toBe("update");
    expect(lab.journal.writes().at(-1)?.body).toEqual({ comment: "" });
    expect(await stack.refresh("one")).toEqual([]);
    expect(await stack.up(token, "one", { rule: rule(1001, "y").replaceAll("; ", " ;  ") })).toBe("same");
  });

  it("is replaced by one with another SID, made before the old one is deleted", async () => {
    const bed = await open(options);
    const { stack, writes } = bed;
    await stack.up(token, "one", { rule: rule(1001) });
    await stack.restart();
    writes();
    expect(await stack.up(token, "one", { rule: rule(1002) })).toBe("replace");
    expect(writes()).toEqual([`POST ${path}`, `DELETE ${address(1001)}`]);
    expect(await there(bed)).toEqual([1002]);
    expect(stack.resources.get("one")?.id).toBe("1002");
  });

  it("sees what somebody else did to its text, and puts it back", async () => {
    const bed = await open(options);
    const { stack, hand } = bed;
    await stack.up(token, "one", { rule: rule(1001) });
    await hand("PATCH", address(1001), { rule: rule(1001).replaceAll("; ", ";") });
    await stack.restart();
    expect(await stack.refresh("one")).toEqual([]);
    await hand("PATCH", address(1001), { rule: rule(1001, "theirs") });
    await stack.restart();
    expect(await stack.refresh("one")).toEqual(["rule"]);
    expect(stack.outputs("one").rule).toBe(rule(1001, "theirs"));
    expect(await stack.up(token, "one", { rule: rule(1001) })).toBe("update");
    expect(await stack.call("ideco:getSignature", { sid: 1001 })).toMatchObject({ signature: rule(1001) });
    await hand("DELETE", address(1001));
    await stack.restart();
    expect(await stack.refresh("one")).toBe("gone");
  });

  it("is deleted, also when it is gone already", async () => {
    const bed = await open(options);
    const { stack, hand, writes } = bed;
    await stack.up(token, "one", { rule: rule(1001) });
    await stack.up(token, "two", { rule: rule(1002) });
    await stack.restart();
    await hand("DELETE", address(1001));
    writes();
    await stack.delete("one");
    await stack.delete("two");
    expect(writes()).toEqual([`DELETE ${address(1002, "2")}`]);
    expect(await there(bed)).toEqual([]);
  });

  it("is imported by its SID", async () => {
    const { stack, hand } = await open(options);
    await hand("POST", path, { rule: rule(1001), comment: "" });
    const found = await stack.import(token, "one", "1001");
    expect(found?.inputs).toEqual({ rule: rule(1001), comment: "", connection: "hq" });
    expect(found?.id).toBe("1001");
    expect(await stack.preview("one", { rule: rule(1001) })).toEqual([]);
    expect(await stack.import(token, "none", "1002")).toBeUndefined();
  });

  it("is refused at preview where its SID is there, and adopted when asked to", async () => {
    const { lab, stack, hand, writes } = await open(options);
    await hand("POST", path, { rule: rule(1001, "theirs"), comment: "Theirs" });
    const args = { rule: rule(1001), comment: "Mine" };
    expect(await refusal(stack.up(token, "one", args))).toBe(
      "rule: found sid 1001, which the appliance has already, not with this text and comment; `adopt: true` takes that signature over",
    );
    expect(writes()).toEqual([]);
    await stack.up(token, "one", { ...args, adopt: true });
    expect(writes()).toEqual([`PATCH ${address(1001)}`]);
    expect(lab.journal.writes().at(-1)?.body).toEqual(args);
    expect(await stack.up(token, "one", args)).toBe("same");
    expect(await stack.refresh("one")).toEqual([]);
  });

  it("is adopted by the vendor's id, of its own SID only", async () => {
    const { stack, hand } = await open(options);
    await hand("POST", path, { rule: rule(1001), comment: "" });
    await hand("POST", path, { rule: rule(1002), comment: "" });
    const other = stack.up(token, "one", { rule: rule(1001), adoptId: "1002" });
    expect(await refusal(other)).toContain(
      "adoptId: 1002 is the signature with the SID 1002, and the rule has the SID 1001",
    );
    const none = stack.up(token, "one", { rule: rule(1003), adoptId: "1003" });
    expect(await refusal(none)).toContain("adoptId: there is no custom signature with the id 1003");
    await stack.up(token, "one", { rule: rule(1001), adoptId: page ? "1" : "1001" });
    expect(stack.resources.get("one")?.id).toBe("1001");
  });

  it("reads many with one list, and each text once at most", async () => {
    const { lab, stack } = await open(options);
    const names = ["a", "b", "c", "d"];
    for (const [index, name] of names.entries()) await stack.up(token, name, { rule: rule(1001 + index) });
    await stack.restart();
    lab.journal.clear();
    for (const name of [...names, ...names]) expect(await stack.refresh(name)).toEqual([]);
    expect(lab.journal.count({ method: "GET", path })).toBe(1);
    expect(lab.journal.count({ method: "GET", path: /^\/ips\/signatures\// })).toBe(page ? 0 : names.length);
  });

  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const bed = await open(options);
      const { lab, stack } = bed;
      lab.faults.add({ method: "POST", path, lose });
      await stack.up(token, "one", { rule: rule(1001) });
      expect(await there(bed)).toEqual([1001]);
      expect(await stack.refresh("one")).toEqual([]);
    },
  );

  it("is changed and deleted in spite of lost answers", async () => {
    const bed = await open(options);
    const { lab, stack } = bed;
    await stack.up(token, "one", { rule: rule(1001) });
    for (const lose of ["before", "after"] as const) lab.faults.add({ method: "PATCH", lose });
    await stack.up(token, "one", { rule: rule(1001, "y") });
    expect(await stack.refresh("one")).toEqual([]);
    await stack.restart();
    for (const lose of ["before", "after"] as const)
      lab.faults.add({ method: "DELETE", path: /custom/, lose });
    await stack.delete("one");
    expect(await there(bed)).toEqual([]);
  });

  it("keeps what the appliance took and finds wrong, says why, and is corrected by the next run", async () => {
    const bed = await openLoud(options);
    const { stack } = bed;
    await stack.up(token, "good", { rule: rule(1001) });
    const said = await refusal(stack.up(token, "bad", { rule: unliked(1002) }));
    expect(said).toContain(
      "GET /ips/status: the appliance took the signature 1002, and then found something wrong",
    );
    expect(said).toContain("the vendor says: custom signature 1002: unknown direction =>");
    expect(await there(bed)).toEqual([1001, 1002]);
    expect(stack.resources.get("bad")).toMatchObject({
      id: "1002",
      outputs: { sid: 1002, rule: unliked(1002) },
    });
    // As long as nothing is corrected it stays wrong, and harms no other.
    expect(await refusal(stack.up(token, "bad", { rule: unliked(1002) }))).toContain(
      "1002: unknown direction",
    );
    expect(await stack.up(token, "good", { rule: rule(1001, "y") })).toBe("update");
    expect(await stack.up(token, "bad", { rule: rule(1002) })).toBe("update");
    expect(await stack.refresh("bad")).toEqual([]);
  });

  it("gives all of them with their texts", async () => {
    const { stack, hand } = await open(options);
    await hand("POST", path, { rule: rule(1001), comment: "First" });
    await hand("POST", path, { rule: rule(1002), comment: "" });
    const { items } = (await stack.call("ideco:getCustomSignatures")) as { items: object[] };
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ sid: 1001, classtype: "bad-unknown", rule: rule(1001) });
    if (page) expect(items[0]).toMatchObject({ id: "1", comment: "First" });
    else expect(items[0]).toMatchObject({ msg: "Rule 1001", signatureSource: "custom", protocol: "tcp" });
  });
});

describe("IpsCustomSignature across an upgrade of the appliance", () => {
  it.each([
    { dialect: "v18", customSignatures: "corrected" },
    { dialect: "v19" },
    { dialect: "v20" },
  ] as const)(
    "from the page's form to %j shows no difference and stays changeable",
    async ({ dialect, ...rest }) => {
      const bed = await open({ dialect: "v18" });
      const { lab, stack, writes } = bed;
      await stack.up(token, "one", { rule: rule(1001), comment: "First" });
      lab.ideco.upgrade(dialect);
      lab.ideco.configure(rest);
      await stack.restart();
      expect(await stack.refresh("one")).toEqual([]);
      expect(stack.resources.get("one")?.id).toBe("1001");
      expect(await stack.up(token, "one", { rule: rule(1001), comment: "First" })).toBe("same");
      writes();
      expect(await stack.up(token, "one", { rule: rule(1001, "y"), comment: "First" })).toBe("update");
      await stack.restart();
      await stack.delete("one");
      expect(writes()).toEqual([`PATCH ${path}/1001`, `DELETE ${path}/1001`]);
      expect(await there(bed)).toEqual([]);
    },
  );
});

describe("IpsCustomSignature", () => {
  it("is imported by the id of the page's form as well, and goes by its SID then", async () => {
    const { stack, hand } = await open();
    await hand("POST", path, { rule: rule(1001), comment: "First" });
    const found = await stack.import(token, "one", "1");
    expect(found?.id).toBe("1001");
    expect(found?.inputs.comment).toBe("First");
  });

  it("takes one bare object for a list of one", async () => {
    const { lab, stack } = await open();
    const one = { id: "7", comment: "", rule: rule(1001), sid: 1001, classtype: "" };
    lab.faults.add({ method: "GET", path, status: 200, body: one });
    expect(await stack.import(token, "one", "1001")).toMatchObject({ id: "1001" });
  });

  it("says so where the list is none of signatures", async () => {
    const { lab, stack } = await open();
    lab.faults.add({ method: "GET", path, status: 200, body: [{ id: "7" }] });
    expect(await refusal(stack.import(token, "one", "1001"))).toContain("which is no custom signature");
  });

  it("keeps its text where the appliance doesn't tell it, but can't be imported without", async () => {
    const { lab, stack } = await open({ dialect: "v20" });
    await stack.up(token, "one", { rule: rule(1001) });
    await stack.restart();
    lab.faults.add({ method: "GET", path: "/ips/signatures/1001", status: 404, times: 9 });
    expect(await stack.refresh("one")).toEqual([]);
    expect(await refusal(stack.import(token, "two", "1001"))).toContain(
      "doesn't tell the text of the custom signature 1001",
    );
  });

  it("can't be two of one SID in one program", async () => {
    const { stack } = await open();
    await stack.up(token, "one", { rule: rule(1001) });
    const two = stack.up(token, "two", { rule: rule(1001, "y"), adopt: true });
    expect(await refusal(two)).toContain("the signature with the SID 1001 is owned by");
  });

  it("is refused at preview where the SID is one of the appliance's own", async () => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "one", { rule: rule(2100001) }))).toBe(
      "rule: found sid 2100001, which is one of the appliance's own signatures, allowed: a free one, best from 1 to 999999",
    );
    expect(writes()).toEqual([]);
  });

  it("warns of a SID beyond the appliance's own form, and of what else is odd", async () => {
    const { stack } = await open();
    await stack.up(token, "one", { rule: "alert tcp any any -> any any (sid:2000001;)" });
    const warnings = stack.said.filter((line) => line.startsWith("warn: "));
    expect(warnings).toEqual([
      "warn: signature 2000001: column 35: the sid is outside of 1 to 999999, which is what the appliance's own form takes",
      expect.stringMatching(/^warn: signature 2000001: column 43: the rule has no "rev"/),
      expect.stringMatching(/^warn: signature 2000001: column 43: the rule has no "msg"/),
    ]);
  });

  it("warns, and doesn't fail, at the preview of an appliance that can't be reached", async () => {
    const { lab, stack } = await open({}, { retries: 0 });
    lab.faults.add({ method: "GET", path, status: 502 });
    await stack.up(token, "one", { rule: rule(1001) });
    expect(stack.said.join("\n")).toContain("warn: the preview could not look at the appliance");
  });

  it("finds at creation what the preview could not see", async () => {
    const { lab, stack, hand } = await open({}, { retries: 0 });
    await hand("POST", path, { rule: rule(1001, "theirs"), comment: "" });
    lab.faults.add({ method: "GET", path, status: 502 });
    expect(await refusal(stack.up(token, "one", { rule: rule(1001) }))).toContain(
      "a custom signature with the SID 1001 exists already. Take it over with `adopt: true`, import it,",
    );
    lab.faults.add({ method: "GET", path: "/ips/signatures/2100001", status: 502 });
    const said = await refusal(stack.up(token, "two", { rule: rule(2100001) }));
    expect(said).toContain("POST /ips/custom");
    expect(said).toContain("the vendor says: rule: the sid 2100001 exists already");
  });

  it("is there, with a warning, where the status can't be had", async () => {
    const { lab, stack } = await openLoud({}, { retries: 0 });
    lab.faults.add({ path: "/ips/status", status: 502, times: 99 });
    await stack.up(token, "one", { rule: rule(1001) });
    expect(stack.said.join("\n")).toContain(
      "warn: it could not be seen whether the appliance finds the new signatures right",
    );
  });

  it("waits while the services read their signatures anew, and takes what comes up then", async () => {
    const { lab, stack } = await openLoud();
    const status = (word: string, ...msg: string[]) => ({
      status: 200,
      body: [{ name: "suricata", status: word, msg }],
    });
    lab.faults.add({ path: "/ips/status", ...status("active", "Licence ends in 3 days") });
    lab.faults.add({ path: "/ips/status", ...status("reloading", "Licence ends in 3 days"), times: 4 });
    lab.faults.add({
      path: "/ips/status",
      ...status("active", "Licence ends in 3 days", "Ошибка в сигнатурах"),
      times: 9,
    });
    const said = await refusal(stack.up(token, "one", { rule: rule(1001) }));
    expect(said).toContain("the vendor says: Ошибка в сигнатурах.");
    expect(lab.journal.count({ path: "/ips/status" })).toBe(6);
  });

  it("counts a service that fails after the write", async () => {
    const { lab, stack } = await openLoud();
    lab.faults.add({
      path: "/ips/status",
      skip: 1,
      times: 9,
      status: 200,
      body: [{ name: "suricata", status: "failed", msg: [] }],
    });
    expect(await refusal(stack.up(token, "one", { rule: rule(1001) }))).toContain(
      "the vendor says: suricata has failed",
    );
  });

  it("doesn't count what is said of others, or was said before", async () => {
    const { lab, stack, hand } = await openLoud();
    await hand("POST", path, { rule: rule(555), comment: "" });
    const body = (...msg: string[]) => [{ name: "suricata", status: "active", msg }];
    lab.faults.add({ path: "/ips/status", status: 200, body: body("Old") });
    lab.faults.add({
      path: "/ips/status",
      status: 200,
      body: body("Old", "signature 555 is wrong"),
      times: 99,
    });
    await stack.up(token, "one", { rule: rule(1001) });
  });

  it("looks at a status of sleeping services once", async () => {
    const { lab, stack } = await openLoud();
    lab.faults.add({
      path: "/ips/status",
      status: 200,
      times: 9,
      body: [{ name: "suricata", status: "inactive", msg: [] }],
    });
    await stack.up(token, "one", { rule: rule(1001) });
    expect(lab.journal.list({ path: "/ips/status" })).toHaveLength(1);
  });

  it("makes many side by side without asking for the status for each", async () => {
    const { lab, stack } = await openLoud();
    await Promise.all(Array.from({ length: 20 }, (_, n) => stack.up(token, `s${n}`, { rule: rule(n + 1) })));
    expect(lab.journal.count({ method: "POST", path })).toBe(20);
    expect(lab.journal.count({ path: "/ips/status" })).toBeLessThan(20);
  });
});

describe("IpsCustomSignature of bad input", () => {
  it.each([
    ["", "column 1: the rule is empty"],
    ["alert tcp any any -> any any", "column 28: no options in parentheses after the header"],
    ["alrt tcp any any -> any any (sid:1;)", 'did you mean "alert"?'],
    [rule(1).replace("sid:1;", ""), 'the rule has no "sid"'],
    [rule(1).replace("sid:1;", "sid:0;"), '"sid" must be a whole number from 1 to 4294967294; found "0"'],
    [rule(1).replace("content", "contnet"), 'unknown keyword "contnet", did you mean "content"?'],
    [rule(1).replace("; classtype", ";\nclasstype"), "a line break inside the rule; a rule is one line"],
    [rule(1, "x".repeat(8196)), "the rule is longer than 8196 characters"],
    ["# a comment", "this is a comment"],
  ])("%# is refused at preview", async (text, message) => {
    const { lab, stack } = await open();
    const said = await refusal(stack.up(token, "one", { rule: text }));
    expect(said).toMatch(/^rule: column \d+: /);
    expect(said).toContain(message);
    expect(lab.journal.list()).toEqual([]);
  });

  it("refuses a comment of more than 255 characters", async () => {
    const { stack } = await open();
    const args = { rule: rule(1), comment: "c".repeat(256) };
    expect(await refusal(stack.up(token, "one", args))).toContain(
      "comment: found 256 characters, allowed: at most 255",
    );
  });
});
