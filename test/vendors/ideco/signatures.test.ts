import { describe, expect, it } from "vitest";
import { type Harness, open as openLoud, refusal } from "./open";

const token = "ideco:IpsCustomSignatures";
const single = "ideco:IpsCustomSignature";
const path = "/ips/custom";
const uploadPath = "/ips/custom_rules_file";
const upload = `POST ${uploadPath}`;

function rule(sid: number, content = "x"): string {
  return `alert tcp any any -> any any (msg:"Rule ${sid}"; content:"${content}"; classtype:bad-unknown; sid:${sid}; rev:1;)`;
}

const file = (...rules: string[]) => `# Our rules\n\n${rules.join("\n")}\n`;

/** Valid for our own check, wrong for the lab's simple one. */
/** Right for Suricata 8, and not for 7. */
const unliked = (sid: number) =>
  rule(sid)
    .replace("tcp any any ->", "http any any =>")
    .replace("sid:", 'http.uri; content:"a"; http.stat_code; content:"200"; sid:');

/** With intrusion prevention off nothing looks at signatures, so that nothing has to be waited for. */
const open: typeof openLoud = async (...options) => {
  const bed = await openLoud(...options);
  bed.lab.ideco.ips.state.enabled = false;
  return bed;
};

const forms = [
  { name: "v18 as on the page", options: { dialect: "v18" }, page: true },
  { name: "v18 as corrected", options: { dialect: "v18", customSignatures: "corrected" }, page: false },
  { name: "v19", options: { dialect: "v19" }, page: false },
  { name: "v20", options: { dialect: "v20" }, page: false },
] as const;

async function there({ hand }: Harness): Promise<number[]> {
  const answer = (await hand("GET", path)) as { signatures: Array<{ sid: number }> };
  const list: Array<{ sid: number }> = Array.isArray(answer) ? answer : answer.signatures;
  return list.map(({ sid }) => sid).sort((a, b) => a - b);
}

async function textOf({ hand }: Harness, sid: number): Promise<string> {
  return ((await hand("GET", `/ips/signatures/${sid}`)) as { signature: string }).signature;
}

describe.each(forms)("IpsCustomSignatures in $name", ({ options, page }) => {
  const address = (sid: number, id: number) => `${path}/${page ? id : sid}`;

  it("uploads all rules in one call, one a line, and sees them as they are", async () => {
    const bed = await open(options);
    const { lab, stack, writes } = bed;
    const continued = rule(1003).replace("; content", ";\\\n  content");
    await stack.up(token, "ours", { rules: file(rule(1001), `${rule(1002)} `, continued) });
    expect(writes()).toEqual([upload]);
    const body = String(lab.journal.writes()[0]?.body);
    expect(body.trimEnd().split("\n")).toEqual([
      rule(1001),
      rule(1002),
      rule(1003).replace("; content", ";  content"),
    ]);
    expect(stack.resources.get("ours")?.id).toBe("custom");
    expect(stack.outputs("ours").sids).toEqual([1001, 1002, 1003]);
    expect(Object.keys(stack.outputs("ours").hashes as object)).toEqual(["1001", "1002", "1003"]);
    expect(await stack.refresh("ours")).toEqual([]);
    await stack.restart();
    expect(await stack.refresh("ours")).toEqual([]);
    expect(stack.outputs("ours").sids).toEqual([1001, 1002, 1003]);
  });

  it("uploads what is new, edits what changed, deletes what was dropped, and touches nothing else", async () => {
    const bed = await open(options);
    const { lab, stack, hand, writes } = bed;
    await hand("POST", path, { rule: rule(7), comment: "Theirs" });
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002), rule(1003)) });
    await stack.restart();
    writes();
    const next = { rules: file(rule(1003), rule(1004), rule(1001, "y")) };
    expect(await stack.up(token, "ours", next)).toBe("update");
    expect(writes()).toEqual([upload, `PATCH ${address(1001, 2)}`, `DELETE ${address(1002, 3)}`]);
    const [sent, edit] = lab.journal.writes({ path: /custom/ }).slice(-3);
    expect(sent?.body).toBe(`${rule(1004)}\n`);
    expect(edit?.body).toEqual({ rule: rule(1001, "y") });
    expect(await there(bed)).toEqual([7, 1001, 1003, 1004]);
    expect(await textOf(bed, 7)).toBe(rule(7));
    expect(stack.outputs("ours").sids).toEqual([1003, 1004, 1001]);
    expect(stack.said).toContain(
      "info: custom signatures: 1 uploaded (1004), 1 edited (1001), 1 deleted (1002)",
    );
    expect(await stack.refresh("ours")).toEqual([]);
    expect(await stack.up(token, "ours", next)).toBe("same");
  });

  it("is no difference by comments, order, white space, or how the texts are cut", async () => {
    const { stack } = await open(options);
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    for (const rules of [
      `${rule(1002)}\r\n# Other words\r\n${rule(1001).replaceAll("; ", ";  ")}\r\n`,
      [rule(1001), file(rule(1002))],
    ]) {
      expect(await stack.up(token, "ours", { rules })).toBe("same");
    }
  });

  it("shows a rule that is gone or changed as a difference of the texts, and puts it right", async () => {
    const bed = await open(options);
    const { stack, hand, writes } = bed;
    const rules = file(rule(1001), rule(1002), rule(1003));
    await stack.up(token, "ours", { rules });
    await hand("DELETE", address(1002, 2));
    await hand("PATCH", address(1003, 3), { rule: rule(1003, "theirs") });
    await stack.restart();
    expect(await stack.refresh("ours")).toEqual(["rules"]);
    expect(stack.outputs("ours")).toMatchObject({
      rules: file(rule(1001), rule(1003, "theirs")),
      sids: [1001, 1003],
    });
    writes();
    expect(await stack.up(token, "ours", { rules })).toBe("update");
    expect(writes()).toEqual([upload, `PATCH ${address(1003, 3)}`]);
    expect(await textOf(bed, 1003)).toBe(rule(1003));
    expect(await there(bed)).toEqual([1001, 1002, 1003]);
  });

  it("is gone when none of its signatures is left", async () => {
    const { stack, hand } = await open(options);
    await stack.up(token, "ours", { rules: [rule(1001)] });
    await hand("DELETE", address(1001, 1));
    await hand("POST", path, { rule: rule(7), comment: "" });
    await stack.restart();
    expect(await stack.refresh("ours")).toBe("gone");
  });

  it("deletes its own signatures and nobody else's, twice if it must", async () => {
    const bed = await open(options);
    const { stack, hand } = bed;
    await hand("POST", path, { rule: rule(7), comment: "" });
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    await stack.restart();
    const kept = stack.resources.get("ours");
    await stack.delete("ours");
    expect(await there(bed)).toEqual([7]);
    if (kept) stack.resources.set("ours", kept);
    await stack.delete("ours");
    expect(await there(bed)).toEqual([7]);
  });

  it("is imported with all signatures that are there", async () => {
    const { stack, hand } = await open(options);
    await hand("POST", path, { rule: rule(7), comment: "Theirs" });
    await hand("POST", path, { rule: rule(5), comment: "" });
    const found = await stack.import(token, "ours", "custom");
    expect(found?.inputs.rules).toEqual([rule(7), rule(5)]);
    expect(await stack.preview("ours", { rules: [rule(7), rule(5)] })).toEqual([]);
    expect(await stack.import(token, "none", "other")).toBeUndefined();
  });

  it("is refused at preview where SIDs are there already, and adopts them when asked to", async () => {
    const bed = await open(options);
    const { stack, hand, writes } = bed;
    await hand("POST", path, { rule: rule(1001), comment: "" });
    await hand("POST", path, { rule: rule(1002, "theirs"), comment: "" });
    const rules = file(rule(1001), rule(1002), rule(1003));
    const message =
      ": found SIDs that the appliance has already: 1001, 1002; `adopt: true` takes those signatures over";
    expect(await refusal(stack.up(token, "ours", { rules }))).toBe(message);
    expect(writes()).toEqual([]);
    await stack.up(token, "ours", { rules, adopt: true });
    expect(writes()).toEqual([upload, `PATCH ${address(1002, 2)}`]);
    expect(await stack.refresh("ours")).toEqual([]);
    await hand("POST", path, { rule: rule(1004), comment: "" });
    await stack.restart();
    expect(await refusal(stack.up(token, "ours", { rules: file(rules, rule(1004)) }))).toContain(
      "already: 1004;",
    );
  });

  it.each(["before", "after"] as const)(
    "uploads once, though the answer is lost %s the work",
    async (lose) => {
      const bed = await open(options);
      const { lab, stack } = bed;
      lab.faults.add({ method: "POST", path: uploadPath, lose });
      await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
      expect(lab.journal.count({ path: uploadPath })).toBe(lose === "before" ? 2 : 1);
      expect(await there(bed)).toEqual([1001, 1002]);
      expect(await stack.refresh("ours")).toEqual([]);
    },
  );

  it("makes signatures of others again that an upload removed, and says so", async () => {
    const bed = await open({ ...options, customFile: "replaces" });
    const { stack, hand, writes } = bed;
    await hand("POST", path, { rule: rule(7), comment: "Theirs" });
    await hand("POST", path, { rule: rule(8), comment: "" });
    await stack.up(token, "ours", { rules: file(rule(1001)) });
    expect(writes()).toEqual([upload, `POST ${path}`, `POST ${path}`]);
    expect(await there(bed)).toEqual([7, 8, 1001]);
    const warning = stack.said.find((line) => line.startsWith("warn: "));
    expect(warning).toContain("removed others that were there; they were made again: 7, 8");
    expect(warning?.includes("comments are lost")).toBe(!page);
    if (page)
      expect(await hand("GET", path)).toContainEqual(expect.objectContaining({ sid: 7, comment: "Theirs" }));
    // The next upload removes ours as well.
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    expect(await there(bed)).toEqual([7, 8, 1001, 1002]);
    expect(await textOf(bed, 1001)).toBe(rule(1001));
    expect(await stack.refresh("ours")).toEqual([]);
  });

  it("keeps a signature of others that could not be made again, until it is", async () => {
    const bed = await open({ ...options, customFile: "replaces" }, { retries: 0 });
    const { lab, stack, hand } = bed;
    await hand("POST", path, { rule: rule(7), comment: "" });
    lab.faults.add({ method: "POST", path, status: 400, body: { message: "not now" } });
    const said = await refusal(stack.up(token, "ours", { rules: file(rule(1001)) }));
    expect(said).toContain(
      "these could not be made again yet: 7; done before that: signatures uploaded: 1, edited: 0, deleted: 0",
    );
    expect(await there(bed)).toEqual([1001]);
    expect(stack.outputs("ours").toRestore).toEqual([
      { sid: 7, text: rule(7), classtype: "bad-unknown", comment: "" },
    ]);
    await stack.restart();
    expect(await stack.refresh("ours")).toEqual(["toRestore"]);
    expect(await stack.up(token, "ours", { rules: file(rule(1001)) })).toBe("update");
    expect(await there(bed)).toEqual([7, 1001]);
    expect(stack.outputs("ours").toRestore).toBeUndefined();
  });

  it("keeps what was done when a change fails on its way, and the next run does the rest", async () => {
    const bed = await open(options, { retries: 0 });
    const { lab, stack } = bed;
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002), rule(1003)) });
    lab.faults.add({ method: "PATCH", status: 400, body: { message: "not today" } });
    const next = { rules: file(rule(1001, "y"), rule(1003), rule(1004)) };
    const said = await refusal(stack.up(token, "ours", next));
    expect(said).toContain("the vendor says: not today");
    expect(said).toContain("done before that: signatures uploaded: 1, edited: 0, deleted: 0");
    expect(said).toContain("The next `pulumi up` does the rest.");
    expect(stack.outputs("ours").sids).toEqual([1001, 1003, 1004, 1002]);
    await stack.restart();
    expect(await stack.up(token, "ours", next)).toBe("update");
    expect(await there(bed)).toEqual([1001, 1003, 1004]);
    expect(await textOf(bed, 1001)).toBe(rule(1001, "y"));
    expect(lab.journal.count({ path: uploadPath })).toBe(2);
    expect(await stack.refresh("ours")).toEqual([]);
  });

  it("remembers signatures that it could not delete, also over a refresh", async () => {
    const bed = await open(options, { retries: 0 });
    const { lab, stack } = bed;
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    lab.faults.add({ method: "DELETE", path: /custom/, status: 502 });
    await refusal(stack.up(token, "ours", { rules: file(rule(1001), rule(1003)) }));
    await stack.restart();
    // The engine keeps the inputs of the program that failed.
    const kept = stack.resources.get("ours");
    if (kept) kept.inputs.rules = kept.outputs.rules;
    expect(await stack.refresh("ours")).toEqual(["hashes"]);
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1003)) });
    expect(await there(bed)).toEqual([1001, 1003]);
  });

  it("owns what an upload without an answer has made", async () => {
    const bed = await open(options, { retries: 0 });
    const { lab, stack, writes } = bed;
    lab.faults.add({ method: "POST", path: uploadPath, lose: "after" });
    lab.faults.add({ method: "GET", path, skip: 2, times: 2, status: 502 });
    await refusal(stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) }));
    expect(stack.resources.get("ours")?.id).toBe("custom");
    await stack.restart();
    lab.faults.clear();
    writes();
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    expect(writes().every((call) => call.startsWith("PATCH"))).toBe(true);
    expect(await there(bed)).toEqual([1001, 1002]);
    expect(await stack.refresh("ours")).toEqual([]);
  });

  it("reads with one list, and each text of its own once at most", async () => {
    const { lab, stack, hand } = await open(options);
    const many = Array.from({ length: 30 }, (_, n) => rule(1001 + n));
    await stack.up(token, "ours", { rules: file(...many) });
    await hand("POST", path, { rule: rule(7), comment: "" });
    await stack.restart();
    lab.journal.clear();
    expect(await stack.refresh("ours")).toEqual([]);
    expect(await stack.refresh("ours")).toEqual([]);
    expect(lab.journal.count({ method: "GET", path })).toBe(1);
    expect(lab.journal.count({ method: "GET", path: /^\/ips\/signatures\// })).toBe(page ? 0 : 30);
    // A change needs no texts but those of others.
    await stack.restart();
    lab.journal.clear();
    await stack.up(token, "ours", { rules: file(...many, rule(2000)) });
    expect(lab.journal.count({ method: "GET", path: /^\/ips\/signatures\// })).toBe(page ? 0 : 1);
    expect(lab.journal.count({ method: "GET", path })).toBe(3);
  });
});

describe("IpsCustomSignatures across an upgrade of the appliance", () => {
  it.each(["v19", "v20"] as const)("shows no difference in %s and goes on", async (dialect) => {
    const bed = await open();
    const { lab, stack, writes } = bed;
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    lab.ideco.upgrade(dialect);
    await stack.restart();
    expect(await stack.refresh("ours")).toEqual([]);
    writes();
    await stack.up(token, "ours", { rules: file(rule(1001, "y"), rule(1003)) });
    expect(writes()).toEqual([upload, `PATCH ${path}/1001`, `DELETE ${path}/1002`]);
  });
});

describe("IpsCustomSignatures that the appliance doesn't like", () => {
  it("keeps what it took and finds wrong, says why, and is corrected by the next run", async () => {
    const { lab, stack } = await openLoud();
    // An upload is checked as a whole, an edit is not.
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    const said = await refusal(stack.up(token, "ours", { rules: file(rule(1001), unliked(1002)) }));
    expect(said).toContain("the appliance took the signature 1002, and then found something wrong");
    expect(said).toContain("the vendor says: custom signature 1002: unknown direction =>");
    const again = await refusal(stack.up(token, "ours", { rules: file(rule(1001), unliked(1002)) }));
    expect(again).toContain("the appliance took the 2 signatures, and then found something wrong");
    lab.journal.clear();
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    expect(lab.journal.count({ method: "PATCH" })).toBe(1);
    expect(await stack.refresh("ours")).toEqual([]);
  });

  it("tells which SIDs the line numbers of a refused upload mean", async () => {
    const bed = await open();
    const { stack } = bed;
    const said = await refusal(stack.up(token, "ours", { rules: file(rule(1001), unliked(1002)) }));
    expect(said).toContain("POST /ips/custom_rules_file");
    expect(said).toContain("(status 542); the vendor says: wrong signatures in lines 2.");
    expect(said).toContain("whose 2 lines are, in this order, the SIDs 1001, 1002");
    expect(stack.resources.has("ours")).toBe(false);
    expect(await there(bed)).toEqual([]);
  });

  it("says which signatures are missing after an upload that was answered well", async () => {
    const { lab, stack } = await open();
    lab.faults.add({ path: uploadPath, status: 200, body: { count: 2 } });
    expect(await refusal(stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) }))).toContain(
      "the upload was answered well, but these signatures are not in the appliance's list: 1001, 1002",
    );
    expect(stack.resources.has("ours")).toBe(false);
  });

  it("is refused at preview where SIDs are the appliance's own", async () => {
    const { stack, writes } = await open();
    expect(
      await refusal(stack.up(token, "ours", { rules: file(rule(2100001), rule(2100002), rule(5)) })),
    ).toBe(
      ": found SIDs of the appliance's own signatures: 2100001, 2100002, allowed: free ones, best from 1 to 999999",
    );
    expect(writes()).toEqual([]);
  });

  it("warns, and doesn't fail, at the preview of an appliance that can't be reached", async () => {
    const { lab, stack } = await open({}, { retries: 0 });
    lab.faults.add({ method: "GET", path, status: 502 });
    await stack.up(token, "ours", { rules: file(rule(2000001)) });
    expect(stack.said.join("\n")).toContain("warn: rules: line 3, column");
    expect(stack.said.join("\n")).toContain("warn: the preview could not look at the appliance");
  });
});

describe("IpsCustomSignatures beside others of one program", () => {
  it("shares the appliance with single signatures of other SIDs, and no SID with them", async () => {
    const bed = await open();
    const { stack } = bed;
    await Promise.all([
      stack.up(single, "one", { rule: rule(7) }),
      stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) }),
      stack.up(single, "two", { rule: rule(8) }),
    ]);
    expect(await there(bed)).toEqual([7, 8, 1001, 1002]);
    expect(await refusal(stack.up(single, "three", { rule: rule(1002), adopt: true }))).toContain(
      "the signature with the SID 1002 is owned by",
    );
    const clash = stack.up(token, "ours", { rules: file(rule(1001), rule(8)), adopt: true });
    expect(await refusal(clash)).toContain("the signature with the SID 8 is owned by");
  });

  it("gives a signature to a resource of its own, which the file then doesn't delete", async () => {
    const bed = await open();
    const { stack } = bed;
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)) });
    await stack.restart();
    await stack.up(single, "one", { rule: rule(1002), adopt: true });
    await stack.up(token, "ours", { rules: file(rule(1001)) });
    expect(stack.said.join("\n")).toContain(
      "warn: not deleted, because another resource of this program has just taken them over: the signatures 1002",
    );
    expect(await there(bed)).toEqual([1001, 1002]);
    expect(stack.outputs("ours").sids).toEqual([1001]);
    await stack.restart();
    await stack.delete("ours");
    expect(await there(bed)).toEqual([1002]);
  });

  it("takes a signature from a resource of its own, whose deletion then sends nothing", async () => {
    const bed = await open();
    const { stack, writes } = bed;
    await stack.up(token, "ours", { rules: file(rule(1001)) });
    await stack.up(single, "one", { rule: rule(1002) });
    await stack.restart();
    await stack.up(token, "ours", { rules: file(rule(1001), rule(1002)), adopt: true });
    writes();
    await stack.delete("one");
    expect(writes()).toEqual([]);
    expect(stack.said.join("\n")).toContain(
      "ideco:IpsCustomSignature 1002: not deleted, because another resource of this program has just taken the same object over",
    );
    expect(await there(bed)).toEqual([1001, 1002]);
  });

  it("is one an appliance", async () => {
    const { stack } = await open();
    await stack.up(token, "ours", { rules: file(rule(1001)) });
    expect(await refusal(stack.up(token, "more", { rules: file(rule(1002)) }))).toContain(
      "the one IpsCustomSignatures of an appliance is owned by",
    );
  });
});

describe("IpsCustomSignatures of bad input", () => {
  const bad = "alrt tcp any any -> any any (sid:5;)";

  it.each([
    [file(rule(1), bad), /^(?:: )?rules: line 4, column 1: .*did you mean "alert"\?/],
    [[file(rule(1)), file(rule(2), bad)], /^rules\[1\]: line 4, column 1: /],
    [file(rule(1), rule(2), rule(1)), /^: rules: line 5, column \d+: the sid 1 already stands in line 3$/],
    [[rule(1), file(rule(1))], /^rules\[1\]: line 3: the sid 1 already stands in rules\[0\], line 1$/],
    [`\uFEFF${rule(1)}`, /^rules: line 1, column 1: a byte order mark/],
    [5, /^rules: found 5, allowed: a string or a list/],
    [[rule(1), 5], /^rules\[1\]: found 5, allowed: a string/],
  ])("%# is refused at preview, under a short path", async (rules, message) => {
    const { lab, stack } = await open();
    expect(await refusal(stack.up(token, "ours", { rules }))).toMatch(message);
    expect(lab.journal.list()).toEqual([]);
  });

  it("shows ten problems and how many more there are", async () => {
    const { stack } = await open();
    const lines = (await refusal(stack.up(token, "ours", { rules: `${bad}\n`.repeat(25) }))).split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toMatch(/^: rules: \d+ more problems$/);
  });

  it("refuses a text of more than 32 MB without reading it", async () => {
    const { stack } = await open();
    const rules = ["# fine", "#".repeat(32 * 1024 * 1024 + 1)];
    expect(await refusal(stack.up(token, "ours", { rules }))).toBe(
      "rules[1]: found 33554433 bytes, allowed: at most 33554432 (32 MB)",
    );
  });

  it("takes texts without any rule, with a warning", async () => {
    const { stack, writes } = await open();
    await stack.up(token, "ours", { rules: "# nothing yet\n" });
    expect(writes()).toEqual([]);
    expect(stack.outputs("ours").sids).toEqual([]);
    expect(stack.said).toContain("warn: the texts of IpsCustomSignatures hold no signature");
    expect(await stack.refresh("ours")).toEqual([]);
    expect(await stack.up(token, "ours", { rules: [rule(1)] })).toBe("update");
    expect(writes()).toEqual([upload]);
  });
});
