import { describe, expect, test } from "vitest";
import { refusal } from "./open";
import { drop, openTable, type TableBed } from "./ruletable-harness";

const [a, b, c] = [drop("a"), drop("b"), drop("c")];

/** Somebody changes the table between the preview of an update and the update itself. */
function between(bed: TableBed, change: () => void): void {
  const { journal } = bed.lab;
  const open = journal.open.bind(journal);
  let looks = 0;
  journal.open = (entry) => {
    // The list that the preview saw is the first; the update looks again before it sends anything.
    if (entry.method === "GET" && entry.path === "/firewall/rules/forward" && ++looks === 2) change();
    return open(entry);
  };
}

describe("a table that somebody changes", () => {
  test("before the preview: the user is told which rule, and what becomes of it", async () => {
    const bed = await openTable();
    await bed.up({ rules: [a, b, c] });
    bed.table.edit(bed.id("a"), { enabled: false });
    bed.table.delete(bed.id("b"));
    bed.table.add({ comment: "new" });
    await bed.stack.restart();
    bed.said();
    await bed.up({ rules: [c, a, b] });
    const said = bed.said().join("\n");
    expect(said).toContain("`a` (rule 1) was edited, `b` (rule 2) is gone, rule 4 (new) is new and goes");
    expect(bed.comments).toEqual(["c", "a", "b"]);
    expect(bed.rules[1]?.enabled).toBe(true);
  });

  test.each(["exclusive", "shared"])(
    "between preview and update, %s: planned anew, and told which",
    async (ownership) => {
      const bed = await openTable();
      await bed.up({ ownership, rules: [a, b] });
      await bed.stack.restart();
      between(bed, () => bed.table.add({ comment: "sudden" }));
      bed.said();
      await bed.up({ ownership, rules: [b, a] });
      const said = bed.said().join("\n");
      expect(said).toContain("was changed by somebody else since the preview: rule 3 (sudden) is new");
      expect(said).toContain(
        ownership === "shared" ? "rules that are not ours stay" : "what it doesn't list goes",
      );
      expect(bed.comments.filter((comment) => comment !== "sudden")).toEqual(["b", "a"]);
      expect(bed.comments.includes("sudden")).toBe(ownership === "shared");
    },
  );

  test("is left alone where strict is set, before and after the preview", async () => {
    const bed = await openTable();
    await bed.up({ rules: [a, b], strict: true });
    await bed.stack.restart();
    between(bed, () => bed.table.edit(bed.id("a"), { enabled: false }));
    bed.writes();
    const late = await refusal(bed.up({ rules: [b, a], strict: true }));
    expect(late).toContain("rule 1 (a) was edited, and strict is set");
    await bed.stack.restart();
    const early = await refusal(bed.up({ rules: [b, a], strict: true }));
    expect(early).toContain("`a` (rule 1) was edited");
    expect(bed.writes()).toEqual([]);
  });

  test("in the middle of an update: what is gone is planned anew", async () => {
    const bed = await openTable();
    await bed.up({ rules: [a, b, c] });
    const { journal } = bed.lab;
    const open = journal.open.bind(journal);
    journal.open = (entry) => {
      if (entry.write) {
        journal.open = open;
        bed.table.delete(bed.id("b"));
      }
      return open(entry);
    };
    await bed.up({ rules: [drop("d"), drop("b", { sourceAddresses: ["ip.id.1"] }), a, c] });
    expect(bed.comments).toEqual(["d", "b", "a", "c"]);
  });
});

const admin = {
  protocol: "tcp",
  sourceAddress: "192.168.0.10",
  destinationAddress: "192.168.0.20",
  destinationPort: 443,
};
const attacker = { sourceAddress: "198.51.100.7", destinationAddress: "192.168.0.20" };
const way = drop("way", {
  action: "accept",
  sourceAddresses: ["subnet.id.1"],
  destinationAddresses: ["ip.id.1"],
});
const rest = drop("rest");

describe("a guard", () => {
  test("refuses at preview what would break it, and the deletion before its first call", async () => {
    const bed = await openTable("forward");
    const guard = { keep: [admin], deny: [attacker] };
    await bed.up({ rules: [way, rest], guard });
    bed.writes();
    expect(await refusal(bed.up({ rules: [rest, way], guard }))).toContain(
      "tcp 192.168.0.10 → 192.168.0.20:443 must meet accept, but would meet drop",
    );
    expect(await refusal(bed.up({ rules: [way], guard }))).toContain(
      "198.51.100.7 → 192.168.0.20 must meet drop",
    );
    await bed.stack.restart();
    expect(await refusal(bed.stack.delete("table"))).toContain(
      "the guard of the table forward forbids this change",
    );
    expect(bed.writes()).toEqual([]);
  });

  test("is for the tables that decide", async () => {
    const bed = await openTable("dnat");
    expect(await refusal(bed.up({ rules: [], guard: { keep: [admin], deny: [] } }))).toContain(
      "allowed: with forward and input",
    );
  });

  const cutOff = (bed: TableBed) => {
    const { journal } = bed.lab;
    const open = journal.open.bind(journal);
    // Whoever logs in anew after the change doesn't get through.
    journal.open = (entry) => {
      if (entry.write)
        bed.lab.faults.add({ method: "POST", path: /auth\/login/, times: 100, lose: "before" });
      return open(entry);
    };
    return () => {
      journal.open = open;
      bed.lab.faults.clear();
    };
  };
  const hasty = { retries: 0, timeoutSeconds: 5 };

  test.each(["exclusive", "shared"])(
    "puts the table back where no new connection gets through, %s",
    async (ownership) => {
      const bed = await openTable("forward", {}, hasty);
      const guard = { keep: [], deny: [] };
      bed.table.add({ comment: "theirs" });
      const base = { ownership, guard, ...(ownership === "exclusive" && { adopt: true }) };
      await bed.up({ ...base, rules: [a, b, c] });
      const before = bed.comments;
      const reachable = cutOff(bed);
      const said = await refusal(bed.up({ ...base, rules: [c, drop("a", { action: "accept" }), drop("d")] }));
      expect(said).toContain("was put back");
      expect(bed.comments).toEqual(before);
      expect(bed.rules.find(({ comment }) => comment === "a")?.action).toBe("drop");
      reachable();
      await bed.stack.restart();
      await bed.up({ ...base, rules: [c, b] });
      expect(bed.comments.filter((comment) => comment !== "theirs")).toEqual(["c", "b"]);
    },
  );

  test("leaves the change where it shall not be undone", async () => {
    const bed = await openTable("forward", {}, hasty);
    await bed.up({ rules: [a], guard: { keep: [], deny: [], rollback: false } });
    cutOff(bed);
    await bed.up({ rules: [b], guard: { keep: [], deny: [], rollback: false } });
    expect(bed.comments).toEqual(["b"]);
  });
});
