import { describe, expect, it } from "vitest";
import { bench, bodies } from "./ideco";

const bed = bench();
const path = "/firewall/rules/forward";
const add = async (comment: string, query = "") => {
  const answer = await bed.ngfw.post(`${path}${query}`, { ...bodies.forward, comment });
  return answer.status === 200 ? answer.json.id : answer.status;
};
const order = () => bed.lab.ideco.table("forward").rules.map((rule) => rule.id);
const move = async (id: number, anchor: number, after: boolean) => {
  const params = { id, anchor_item_id: anchor, insert_after: after };
  return (await bed.ngfw.patch(`${path}/move`, { params })).status;
};

describe("places", () => {
  it("inserts at the end, below, and at the place of an anchor", async () => {
    expect([await add("a"), await add("b")]).toEqual([1, 2]);
    expect(await add("below 1", "?anchor_item_id=1")).toBe(3);
    expect(await add("below 1", "?anchor_item_id=1&insert_after=true")).toBe(4);
    expect(await add("at 1", "?anchor_item_id=1&insert_after=false")).toBe(5);
    expect(await add("the anchor alone decides", "?insert_after=false")).toBe(6);
    expect(order()).toEqual([5, 1, 4, 3, 2, 6]);
  });

  it("moves up and down", async () => {
    for (const name of ["a", "b", "c", "d"]) await add(name);
    expect(await move(4, 1, false)).toBe(200);
    expect(order()).toEqual([4, 1, 2, 3]);
    expect(await move(4, 2, true)).toBe(200);
    expect(order()).toEqual([1, 2, 4, 3]);
    expect(await move(1, 3, false)).toBe(200);
    expect(order()).toEqual([2, 4, 1, 3]);
  });

  it("refuses what makes no sense, and changes nothing", async () => {
    await add("a");
    expect(await add("x", "?anchor_item_id=9")).toBe(542);
    expect(await add("x", "?anchor_item_id=one")).toBe(400);
    expect(await add("x", "?anchor_item_id=1&insert_after=yes")).toBe(400);
    expect(await add("x", "?anchor=1")).toBe(400);
    expect(await move(9, 1, true)).toBe(404);
    expect(await move(1, 9, true)).toBe(542);
    expect(await move(1, 1, true)).toBe(542);
    expect(
      (await bed.ngfw.patch(`${path}/move`, { id: 1, anchor_item_id: 1, insert_after: true })).status,
    ).toBe(542);
    expect((await bed.ngfw.put(`${path}/9`, bodies.forward)).status).toBe(404);
    expect((await bed.ngfw.put(`${path}/one`, bodies.forward)).status).toBe(404);
    const app = await bed.ngfw.post("/application_control_backend/rules?anchor_item_id=1", bodies.appControl);
    expect(app.status).toBe(400);
    expect(order()).toEqual([1]);
  });

  it("never gives an id twice, and keeps it through edits and moves", async () => {
    await add("a");
    await add("b");
    await bed.ngfw.delete(`${path}/2`);
    expect(await add("c")).toBe(3);
    await bed.ngfw.put(`${path}/3`, { ...bodies.forward, comment: "edited" });
    await move(3, 1, false);
    expect(bed.lab.ideco.table("forward").rules.map((rule) => [rule.id, rule.comment])).toEqual([
      [3, "edited"],
      [1, "a"],
    ]);
  });
});

describe("rules from a central console", () => {
  it("stand around the local ones and are not touched", async () => {
    const hand = bed.lab.ideco.table("forward");
    const [top, bottom] = [hand.addFromConsole("above"), hand.addFromConsole("below")];
    const second = hand.addFromConsole("above", {}, "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11");
    const local = await add("local");
    expect(order()).toEqual([top, second, local, bottom]);
    const listed = (await bed.ngfw.get(path)).json;
    expect(listed.map((rule: { parent_id: string }) => rule.parent_id.slice(0, 8))).toEqual([
      "f3ffde22",
      "5b1f0a52",
      "f3ffde22",
      "f3ffde22",
    ]);
    for (const id of [top, second, bottom]) {
      expect((await bed.ngfw.put(`${path}/${id}`, bodies.forward)).status).toBe(542);
      expect((await bed.ngfw.delete(`${path}/${id}`)).status).toBe(542);
      expect(await move(id, local, true)).toBe(542);
    }
    expect(await add("among them", `?anchor_item_id=${top}`)).toBe(542);
    expect(await add("below them", `?anchor_item_id=${bottom}`)).toBe(542);
    expect(await add("at their border", `?anchor_item_id=${second}`)).toBe(5);
    expect(await add("at the other", `?anchor_item_id=${bottom}&insert_after=false`)).toBe(6);
    expect(order()).toEqual([top, second, 5, local, 6, bottom]);
  });
});

describe("history and hands", () => {
  it("keeps every state that a table had", async () => {
    await add("a");
    await add("b", "?anchor_item_id=1&insert_after=false");
    await bed.ngfw.delete(`${path}/1`);
    expect((await bed.ngfw.delete(`${path}/1`)).status).toBe(404);
    const states = bed.lab.ideco.history("forward");
    expect(states.map(({ n, call, rules }) => [n, call, rules.map((rule) => rule.id)])).toEqual([
      [0, "start", []],
      [1, "POST /firewall/rules/forward", [1]],
      [2, "POST /firewall/rules/forward", [2, 1]],
      [3, "DELETE /firewall/rules/forward/1", [2]],
    ]);
    expect(bed.lab.ideco.history("input")).toHaveLength(1);
    bed.lab.ideco.resetHistory();
    expect(bed.lab.ideco.history("forward").map((state) => state.rules.length)).toEqual([1]);
    bed.lab.ideco.keepHistory(false);
    await add("c");
    expect(bed.lab.ideco.history("forward")).toHaveLength(1);
  });

  it("changes a table by hand, out of the journal", async () => {
    bed.lab.journal.clear();
    const hand = bed.lab.ideco.table("contentFilter");
    const first = hand.add({ name: "first" });
    const zeroth = hand.add({ name: "zeroth" }, { before: first });
    const second = hand.add({ name: "second", access: "deny" }, { after: zeroth });
    hand.move(second, { after: first });
    hand.edit(first, { enabled: false });
    expect(hand.rules.map((rule) => [rule.name, rule.enabled])).toEqual([
      ["zeroth", true],
      ["first", false],
      ["second", true],
    ]);
    hand.delete(first);
    expect(hand.get(first)).toBeUndefined();
    expect(hand.get(second)).toMatchObject({ access: "deny", timetable: ["any"] });
    expect(() => hand.delete(first)).toThrow("unknown id");
    expect(bed.lab.journal.count()).toBe(0);
    expect((await bed.ngfw.get("/content-filter/rules")).json).toEqual(hand.rules);
    expect(bed.lab.ideco.history("contentFilter").at(-1)?.call).toBe("by hand: delete");
  });

  it("makes by hand what the interface would take", async () => {
    for (const table of ["forward", "input", "dnat", "snat", "log"] as const) {
      const id = bed.lab.ideco.table(table).add();
      const { id: _id, ...body } = (await bed.ngfw.get(`/firewall/rules/${table}`)).json[0];
      expect((await bed.ngfw.put(`/firewall/rules/${table}/${id}`, body)).status).toBe(200);
    }
  });
});

describe("counters", () => {
  it("count the rules that packets met, while switched on", async () => {
    const packet = {
      protocol: "tcp" as const,
      sourceAddress: "192.168.0.10",
      destinationAddress: "198.51.100.1",
    };
    await add("a");
    bed.lab.ideco.table("log").add();
    bed.lab.ideco.send(packet);
    await bed.ngfw.put("/firewall/watch", { enabled: true });
    const passage = bed.lab.ideco.send(packet);
    expect(passage).toMatchObject({ table: "forward", filter: { verdict: "accept", ruleId: 1 } });
    expect((await bed.ngfw.get("/firewall/counters/forward")).json).toEqual([{ id: 1, packets: 1 }]);
    expect((await bed.ngfw.get("/firewall/counters/log")).json).toEqual([{ id: 1, packets: 1 }]);
    bed.lab.ideco.configure({ logCounters: "inRules" });
    expect((await bed.ngfw.get("/firewall/counters/log")).status).toBe(404);
    expect((await bed.ngfw.get("/firewall/rules/log")).json[0]).toMatchObject({ id: 1, packets: 1 });
    bed.lab.ideco.configure({ logCounters: "missing" });
    expect((await bed.ngfw.get("/firewall/counters/log")).status).toBe(404);
    expect((await bed.ngfw.get("/firewall/rules/log")).json[0]).not.toHaveProperty("packets");
  });
});

it("writes to 10,000 rules cost little more than to a few", async () => {
  bed.lab.ideco.keepHistory(false);
  const hand = bed.lab.ideco.table("forward");
  const fill = (upTo: number) => {
    while (hand.rules.length < upTo) hand.add();
  };
  // Processor time, not the clock's: other programs on the machine do not count.
  const cost = async () => {
    const before = process.cpuUsage();
    for (let n = 0; n < 150; n++) {
      const id = await add("new", "?anchor_item_id=5");
      await move(id, 2, true);
    }
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  fill(10);
  await cost();
  const few = await cost();
  fill(10_000);
  expect(await cost()).toBeLessThan(5 * few);
  expect((await bed.ngfw.get(path)).json).toHaveLength(hand.rules.length);
});
