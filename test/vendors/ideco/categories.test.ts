import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const token = "ideco:ContentCategory";
const path = "/content-filter/users_categories";
const games = { name: "Games", comment: "No work", urls: ["games.example", "https://play.example/x"] };

describe.each(["v18", "v19", "v20"] as const)("ContentCategory in %s", (dialect) => {
  it("is made as the page prints it, and seen as it is", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "games", { name: "Games", urls: [] });
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ name: "Games", comment: "", urls: [] });
    expect(stack.resources.get("games")?.id).toBe("users.id.1");
    expect(await stack.refresh("games")).toEqual([]);
  });

  it("changes each field in place, by PUT of the whole object", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "games", games);
    writes();
    const edits = { name: "Fun", comment: "", urls: ["fun.example"] };
    for (const field of ["name", "comment", "urls"] as const) {
      const next = { ...games, [field]: edits[field] };
      expect(await stack.preview("games", next)).toContainEqual(expect.stringMatching(`^${field}`));
      expect(await stack.up(token, "games", next)).toBe("update");
      expect(writes()).toEqual([`PUT ${path}/users.id.1`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual(next);
      expect(await stack.refresh("games")).toEqual([]);
      await stack.up(token, "games", games);
      writes();
    }
  });

  it("sees what somebody else changed, and puts it back", async () => {
    const { stack, hand, writes } = await open({ dialect });
    await stack.up(token, "games", games);
    await hand("PUT", `${path}/users.id.1`, { name: "Games", comment: "", urls: ["other.example"] });
    await stack.restart();
    expect(await stack.refresh("games")).toEqual(["comment", "urls[0]", "urls[1]"]);
    writes();
    expect(await stack.up(token, "games", games)).toBe("update");
    expect(await hand("GET", path)).toEqual([{ id: "users.id.1", ...games }]);
  });

  it("is gone when somebody deleted it, and deleting it again is fine", async () => {
    const { stack, hand } = await open({ dialect });
    await stack.up(token, "games", games);
    await hand("DELETE", `${path}/users.id.1`);
    await stack.restart();
    await stack.delete("games");
    await stack.up(token, "games", games);
    await hand("DELETE", `${path}/users.id.2`);
    await stack.restart();
    expect(await stack.refresh("games")).toBe("gone");
  });

  it("is deleted", async () => {
    const { stack, hand, writes } = await open({ dialect });
    await stack.up(token, "games", games);
    await stack.restart();
    writes();
    await stack.delete("games");
    expect(writes()).toEqual([`DELETE ${path}/users.id.1`]);
    expect(await hand("GET", path)).toEqual([]);
  });

  it("is imported whole", async () => {
    const { stack, hand } = await open({ dialect });
    await hand("POST", path, games);
    const found = await stack.import(token, "games", "users.id.1");
    expect(found?.inputs).toEqual({ ...games, connection: "hq" });
    expect(await stack.preview("games", games)).toEqual([]);
    expect(await stack.import(token, "none", "users.id.7")).toBeUndefined();
  });
});

describe("ContentCategory beside others", () => {
  it("is not made where one of its name exists, unless it is adopted", async () => {
    const { stack, hand, writes } = await open();
    await hand("POST", path, { ...games, comment: "old" });
    expect(await refusal(stack.up(token, "games", games))).toContain(
      'the user category "Games" exists already, with the id users.id.1. Take it over with `adopt: true`',
    );
    await stack.up(token, "games", { ...games, adopt: true });
    expect(writes()).toEqual([`PUT ${path}/users.id.1`]);
    expect(stack.resources.get("games")?.id).toBe("users.id.1");
    expect(await stack.up(token, "games", games)).toBe("same");
  });

  it("names the ones that share a name, of which adoptId takes one", async () => {
    const { stack, hand } = await open();
    await hand("POST", path, games);
    await hand("POST", path, games);
    expect(await refusal(stack.up(token, "games", { ...games, adopt: true }))).toContain(
      "users.id.1, users.id.2",
    );
    await stack.up(token, "games", { ...games, adoptId: "users.id.2" });
    expect(stack.resources.get("games")?.id).toBe("users.id.2");
  });

  it("can't be two of one name in one program", async () => {
    const { stack } = await open();
    await stack.up(token, "one", games);
    expect(await refusal(stack.up(token, "two", games))).toMatch(/user category "Games" is owned by .*one/);
  });

  it("fetches the list once for many", async () => {
    const { lab, stack } = await open();
    for (const name of ["a", "b", "c"]) await stack.up(token, name, { ...games, name });
    await stack.restart();
    lab.journal.clear();
    for (const name of ["a", "b", "c"]) await stack.refresh(name);
    expect(lab.journal.count({ method: "GET", path })).toBe(1);
    for (const name of ["a", "b", "c"]) await stack.delete(name);
    expect(lab.journal.count({ method: "GET", path })).toBe(1);
    expect(lab.journal.count({ method: "DELETE" })).toBe(3);
  });
});

describe("ContentCategory on an unwilling appliance", () => {
  it("says so where the appliance has no call to delete one", async () => {
    const { lab, stack } = await open({ categoryDelete: false });
    await stack.up(token, "games", games);
    await stack.restart();
    const said = await refusal(stack.delete("games"));
    expect(said).toContain("DELETE /content-filter/users_categories/users.id.1");
    expect(said).toContain('"Games" (users.id.1) is still there: this appliance has no call that deletes');
    expect(said).toContain("(status 405)");
    expect(said).toContain("pulumi state delete");
    lab.ideco.configure({ categoryDelete: true });
    await stack.delete("games");
  });

  it("doesn't take a 404 for a deletion as long as the category is listed", async () => {
    const { lab, stack } = await open();
    await stack.up(token, "games", games);
    await stack.restart();
    lab.faults.add({ method: "DELETE", path: /users_categories/, status: 404 });
    expect(await refusal(stack.delete("games"))).toContain("is still there");
  });

  it("passes on that a rule uses it", async () => {
    const { lab, stack } = await open();
    await stack.up(token, "games", games);
    const rule = { name: "Rule", access: "deny", categories: ["users.id.1"] };
    await stack.up("ideco:ContentFilterRule", "rule", rule);
    await stack.restart();
    const said = await refusal(stack.delete("games"));
    expect(said).toContain("(status 542)");
    expect(said).toContain("users.id.1 is used by");
    expect(lab.journal.count({ method: "DELETE", path: `${path}/users.id.1` })).toBe(1);
  });

  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const { lab, stack, hand } = await open();
      lab.faults.add({ method: "POST", path, lose });
      await stack.up(token, "games", games);
      expect(await hand("GET", path)).toEqual([{ id: "users.id.1", ...games }]);
      expect(stack.resources.get("games")?.id).toBe("users.id.1");
    },
  );

  it("tells no difference by order, case of hosts or punycode", async () => {
    const { stack, hand } = await open();
    const urls = ["Пример.РФ", "https://ТЕСТ.рф/Путь", "b.example"];
    await stack.up(token, "games", { name: "Games", urls });
    const stored = ["b.example", "https://xn--e1aybc.xn--p1ai/Путь", "xn--e1afmkfd.xn--p1ai"];
    await hand("PUT", `${path}/users.id.1`, { name: "Games", comment: "", urls: stored });
    await stack.restart();
    expect(await stack.refresh("games")).toEqual([]);
    await hand("PUT", `${path}/users.id.1`, {
      name: "Games",
      comment: "",
      urls: [...stored.slice(1), "B.example/X"],
    });
    await stack.restart();
    expect(await stack.refresh("games")).not.toEqual([]);
  });

  it.each([
    [{ name: "", urls: [] }, /^name: found 0 characters, allowed: at least 1 character/],
    [{ name: "x" }, /^urls: is required$/],
    [{ name: "x", urls: ["a", ""] }, /^urls\[1\]: found 0 characters/],
    [
      { name: "x", urls: [], comment: "c".repeat(256) },
      /^comment: found 256 characters, allowed: at most 255/,
    ],
    [{ name: "x", url: [] }, /^url: unknown field; did you mean "urls"\?/m],
  ])("refuses %j at preview", async (args, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "x", args))).toMatch(message);
    expect(writes()).toEqual([]);
  });
});

describe("getCategories", () => {
  it("gives all categories, users' first", async () => {
    const { stack, hand } = await open();
    await hand("POST", path, games);
    const { items } = (await stack.call("ideco:getCategories")) as { items: unknown[] };
    expect(items[0]).toEqual({ id: "users.id.1", type: "users", name: "Games", comment: "No work" });
    expect(items).toContainEqual({ id: "special.id.1", type: "special", name: "Все запросы", comment: "" });
  });

  it("takes a bare object for a list of one", async () => {
    const bed = await open();
    const one = { id: "users.id.1", type: "users", name: "Games", comment: "" };
    bed.lab.faults.add({ path: "/content-filter/categories", status: 200, body: one });
    expect(await bed.stack.call("ideco:getCategories")).toEqual({ items: [one] });
  });
});
