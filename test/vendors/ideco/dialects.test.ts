import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const forward = "ideco:ForwardRule";
const drop = { action: "drop", comment: "c" };
const dialects = ["v18", "v19", "v20", "v22"] as const;
const hasBlocks = (dialect: string) => dialect === "v20" || dialect === "v22";
const flat = (body: unknown) => "source_addresses" in (body as object);

describe.each(dialects)("dialect auto on %s", (dialect) => {
  const edit = dialect === "v18" ? "PUT" : "PATCH";

  it("makes, changes and moves rules on an appliance that has none", async () => {
    const { stack, lab } = await open({ dialect });
    await stack.up(forward, "a", drop);
    await stack.up(forward, "b", { ...drop, sourceAddresses: ["ip.id.1"], position: { first: true } });
    await stack.up("ideco:InputRule", "i", drop);
    const posts = lab.journal.list({ method: "POST", path: /rules/ });
    // On an empty one the version of its backups tells which form to try first.
    expect(posts.map(({ status }) => status)).toEqual([200, 200, 200]);
    await stack.up(forward, "a", { ...drop, action: "accept" });
    expect(lab.journal.writes().at(-1)?.method).toBe(edit);
    for (const name of ["a", "b", "i"]) expect(await stack.refresh(name)).toEqual([]);
    expect(lab.ideco.table("forward").rules.map(({ id }) => id)).toEqual([2, 1]);
  });

  it("asks no more than it needs to know", async () => {
    const { stack, lab } = await open({ dialect });
    lab.ideco.table("forward").add({ action: "drop" });
    const gets = () => lab.journal.list({ method: "GET" }).map(({ path }) => path);
    await stack.up(forward, "a", drop);
    // The rules in the table tell the form of another one.
    expect(gets()).toEqual(["/firewall/rules/forward"]);
    await stack.up("ideco:ContentFilterRule", "c", { name: "n", access: "deny" });
    expect(gets()).toEqual(["/firewall/rules/forward", "/content-filter/rules"]);
    lab.journal.clear();
    await stack.up(forward, "a", { ...drop, action: "accept" });
    await stack.up("ideco:IpAlias", "o", { ip: "10.0.0.1", title: "t" });
    await stack.up("ideco:IpAlias", "o", { ip: "10.0.0.2", title: "t" });
    const asked = ["/aliases/all"];
    expect(gets()).toEqual(hasBlocks(dialect) ? asked : ["/quotas/state", ...asked]);
  });

  it("works for an account that may see neither quotas nor certificates", async () => {
    const { stack, lab } = await open({ dialect });
    for (const status of [403, 401]) {
      lab.faults.clear();
      lab.faults.add({ path: /quotas|certs/, status, times: 99 });
      await stack.restart();
      const name = `a${status}`;
      await stack.up(forward, name, drop);
      await stack.up(forward, name, { ...drop, action: "accept" });
      expect(lab.journal.writes().at(-1)).toMatchObject({ method: edit, status: 200 });
      await stack.up("ideco:SafeSearch", "s", { enabled: true });
      await stack.delete("s");
    }
    expect(lab.journal.list({ path: "/aliases/all" }).length).toBe(hasBlocks(dialect) ? 1 : 2);
  });

  it("tells a wrong rule from a wrong form", async () => {
    const { stack, lab } = await open({ dialect });
    const message = await refusal(stack.up(forward, "a", { ...drop, sourceAddresses: ["ip.id.99"] }));
    expect(message).toContain('"ip.id.99" is not the identifier of an object');
    const posts = lab.journal.list({ method: "POST", path: /rules/ }).length;
    if (dialect === "v18") {
      expect(message).toContain("the appliance found the request invalid (status 542)");
      expect(posts).toBe(1);
    } else {
      const forms = { v19: "v19 and v20", v20: "v20 and v19", v22: "v22 and v19 and v20" }[dialect];
      expect(message).toContain(`it was refused in the forms of ${forms} (status 542)`);
      expect(message).toContain("say the connection's `dialect`");
      expect(posts).toBe(dialect === "v22" ? 5 : 3);
    }
    expect(lab.ideco.table("forward").rules).toEqual([]);
    // Nothing was learned from that.
    await stack.up(forward, "a", drop);
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("does not take an appliance that can't be reached for an old one, and asks it again later", async () => {
    const { stack, lab } = await open({ dialect }, { retries: 0 });
    lab.faults.add({ path: "/quotas/state", lose: "before" });
    expect(await refusal(stack.up(forward, "a", drop))).toContain(
      "the connection broke before the answer came",
    );
    expect(lab.journal.count({ method: "POST", path: /rules/ })).toBe(0);
    await stack.up(forward, "a", drop);
    expect(await stack.refresh("a")).toEqual([]);
  });

  it("asks somebody else where a part of the appliance is down", async () => {
    const { stack, lab } = await open({ dialect }, { retries: 0 });
    lab.faults.add({ path: /quotas|certs/, status: 502, times: 9 });
    await stack.up(forward, "a", drop);
    await stack.up(forward, "a", { ...drop, action: "accept" });
    expect(await stack.refresh("a")).toEqual([]);
    expect(lab.journal.writes().filter(({ status }) => status === 405)).toEqual([]);
  });
});

describe("dialect auto", () => {
  it("tries a hint first: a store of certificates is printed from v20 on", async () => {
    const { stack, lab } = await open({ dialect: "v20" });
    lab.faults.add({ path: "/certs/stored", status: 200, body: [] });
    lab.faults.add({ path: "/backup/backups", status: 403 });
    await stack.up(forward, "a", drop);
    const posts = lab.journal.list({ method: "POST", path: /rules/ });
    expect(posts.map(({ status }) => status)).toEqual([200]);
  });

  it("takes a hint for no more: v19 may have such a store too", async () => {
    const { stack, lab } = await open({ dialect: "v19" });
    lab.faults.add({ path: "/certs/stored", status: 200, body: [] });
    lab.faults.add({ path: "/backup/backups", status: 403 });
    await stack.up(forward, "a", drop);
    const posts = lab.journal.list({ method: "POST", path: /rules/ });
    expect(posts.map(({ status, body }) => [status, flat(body)])).toEqual([
      [542, false],
      [542, false],
      [200, true],
    ]);
  });

  it("never tries another form after an answer that may have done something", async () => {
    const { stack, lab } = await open({ dialect: "v19" });
    lab.faults.add({ method: "POST", path: /rules/, lose: "after" });
    await stack.up(forward, "a", drop);
    expect(lab.ideco.table("forward").rules).toHaveLength(1);
    expect(lab.journal.count({ method: "POST", path: /rules/ })).toBe(1);
  });

  it("doesn't learn from the log table, which is flat in every version", async () => {
    const { stack, lab } = await open({ dialect: "v20" });
    lab.ideco.table("log").add();
    await stack.up("ideco:LogRule", "l", { action: "mark_log" });
    await stack.up(forward, "a", drop);
    expect(await stack.refresh("a")).toEqual([]);
    expect(await stack.refresh("l")).toEqual([]);
  });

  it("finds out anew what an upgrade changed, even in a process that went on", async () => {
    const { stack, lab } = await open({ dialect: "v18" });
    await stack.up(forward, "a", drop);
    lab.ideco.upgrade("v20");
    await stack.call("ideco:getRules", { table: "forward" });
    await stack.up(forward, "a", { ...drop, action: "accept" });
    await stack.up(forward, "b", drop);
    expect(lab.journal.writes().map(({ method, status }) => [method, status])).toEqual([
      ["POST", 200],
      ["PATCH", 200],
      ["POST", 200],
    ]);
  });
});

describe.each(dialects)("dialect said: %s", (dialect) => {
  it("is believed without a look", async () => {
    const { stack, lab } = await open({ dialect }, { dialect });
    await stack.up(forward, "a", drop);
    await stack.up(forward, "a", { ...drop, action: "accept" });
    expect(lab.journal.list({ method: "GET" }).map(({ path }) => path)).toEqual(["/firewall/rules/forward"]);
    expect(lab.journal.writes().map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("a dialect that is said wrong", () => {
  it.each([
    ["v18", "v20", "its rules have `sources` and `destinations`, as from v20 on"],
    ["v20", "v18", "its rules have `source_addresses`, as before v20"],
  ] as const)("%s for %s is told by the rules", async (said, dialect, evidence) => {
    const { stack, lab, writes } = await open({ dialect }, { dialect: said });
    lab.ideco.table("forward").add();
    expect(await refusal(stack.up(forward, "a", drop))).toBe(
      `ideco connection "hq": the connection says \`dialect: ${said}\`, but the appliance is another version: ${evidence}. ` +
        "Correct the connection's `dialect`, or leave it out: it is found out then.",
    );
    expect(writes()).toEqual([]);
  });

  it("shows in the method", async () => {
    const { stack } = await open({ dialect: "v19" }, { dialect: "v18" });
    await stack.up(forward, "a", drop);
    expect(await refusal(stack.up(forward, "a", { ...drop, comment: "d" }))).toContain(
      "Check the connection's `dialect`: the versions use different methods.",
    );
  });
});

describe("the names inside of address blocks", () => {
  it.each(["v20", "auto"])(
    "are those of the page's text where the sample's are refused (dialect: %s)",
    async (said) => {
      const { stack, lab } = await open({ dialect: "v20", blockNames: "text" }, { dialect: said });
      await stack.up(forward, "a", { ...drop, sourceAddresses: ["ip.id.1"] });
      expect(lab.ideco.table("forward").rules[0]?.sources).toEqual([
        { addresses: ["ip.id.1"], addresses_negate: false },
      ]);
      expect(await stack.refresh("a")).toEqual([]);
      lab.journal.clear();
      await stack.up(forward, "b", drop);
      expect(lab.journal.writes().map(({ status }) => status)).toEqual([200]);
    },
  );

  it("are learned from a rule that is there", async () => {
    const { stack, lab } = await open({ dialect: "v20", blockNames: "text" });
    const block = { addresses: ["any"], addresses_negate: false };
    lab.ideco.table("forward").add({ sources: [block], destinations: [block] });
    await stack.up(forward, "a", drop);
    expect(lab.journal.writes().map(({ status }) => status)).toEqual([200]);
  });
});
