import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTextList, problemLines, rewriteTextList } from "../../provider/kernel/text-list";

const items = (text: string, expiries = false) =>
  parseTextList(text, { expiries }).items.map(({ item, expiry }) => (expiry ? [item, expiry] : item));

describe("a list as text", () => {
  it("has an item a line; comments and empty lines mean nothing, CRLF is a line end", () => {
    expect(items("# office\r\n10.0.0.1\r\n\r\n  10.0.0.2  # printer\n\n10.0.0.3")).toEqual([
      "10.0.0.1",
      "10.0.0.2",
      "10.0.0.3",
    ]);
    expect(items("\uFEFF10.0.0.1\n")).toEqual(["10.0.0.1"]);
    expect(items("https://a.example/page#part")).toEqual(["https://a.example/page#part"]);
  });

  it("takes an expiry after a blank where the list has one", () => {
    expect(items("203.0.113.0/24 2027-01-01T00:00:00 # until then\n203.0.113.9\n", true)).toEqual([
      ["203.0.113.0/24", "2027-01-01T00:00:00"],
      "203.0.113.9",
    ]);
  });

  it("tells all problems at once, each at its line, and no more than fill a screen", () => {
    const { problems } = parseTextList("a\nb c d\nd\n", {
      expiries: true,
      problemOf: ({ item }) => (item === "d" ? 'found "d", allowed: no d' : undefined),
    });
    expect(problems).toEqual([
      { line: 2, message: 'found "d" after "b c", allowed: an item and its expiry' },
      { line: 3, message: 'found "d", allowed: no d' },
    ]);
    const many = parseTextList("x y z\n".repeat(50), { expiries: true });
    expect(problemLines(many.problems)).toHaveLength(21);
    expect(problemLines(many.problems).at(-1)).toBe("and 30 more problems");
  });

  it("takes a whole line as the item where there is no expiry", () => {
    expect(items("Web server # ours\nPrinter #2\n")).toEqual(["Web server", "Printer"]);
  });

  it("rewrites the lines concerned alone", () => {
    const text = "# ours\r\n10.0.0.1\r\n10.0.0.2 # printer\r\n\r\n10.0.0.3\r\n";
    const now = [{ item: "10.0.0.1" }, { item: "10.0.0.3" }, { item: "10.0.0.9" }];
    expect(rewriteTextList(text, now)).toBe("# ours\r\n10.0.0.1\r\n\r\n10.0.0.3\r\n10.0.0.9\r\n");
    expect(rewriteTextList("a", [{ item: "a" }, { item: "b" }])).toBe("a\nb");
    expect(rewriteTextList("", [{ item: "a" }])).toBe("a\n");
    expect(
      rewriteTextList(
        "a 2027-01-01 # x\nb  # y\nc 2028-01-01\n",
        [{ item: "a", expiry: "2029-01-01" }, { item: "b", expiry: "2030-01-01" }, { item: "c" }],
        { expiries: true },
      ),
    ).toBe("a 2029-01-01 # x\nb 2030-01-01  # y\nc\n");
  });

  it("keeps a text byte for byte where its items are as they were, and holds what the list holds otherwise", () => {
    const item = fc.stringMatching(/^[a-z0-9./]{1,8}$/);
    const line = fc.oneof(
      item,
      fc.constant(""),
      fc.constant("# note"),
      item.map((each) => `  ${each}\t# why`),
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom("\n", "\r\n")))
      .map((lines) => lines.map(([content, end]) => content + end).join(""));
    fc.assert(
      fc.property(text, fc.array(item), fc.boolean(), (before, others, same) => {
        const now = same ? parseTextList(before, {}).items : others.map((each) => ({ item: each }));
        const after = rewriteTextList(before, now);
        if (same) expect(after).toBe(before);
        expect(new Set(items(after))).toEqual(new Set(now.map((each) => each.item)));
        const notes = (of: string) => of.split("\n").filter((each) => /^\s*(#|$)/.test(each.trim()));
        expect(notes(after).length).toBeGreaterThanOrEqual(notes(before).length);
      }),
    );
  });
});
