import { describe, expect, it, test } from "vitest";
import { isNeutral, unknownFields, unknownText } from "../../provider/kernel/not-understood";

const fields = ["id", "action"];

describe("what a definition doesn't know of an object", () => {
  test.each([[false], [""], [null], [undefined], [[]], [{}], ["any"], [["any"]]])(
    "%j says nothing",
    (value) => {
      expect(isNeutral(value)).toBe(true);
      expect(unknownFields({ id: 1, action: "drop", later: value }, { fields })).toBeUndefined();
    },
  );

  test.each([[true], ["x"], [0], [1], [["any", "x"]], [["x"]], [[0]], [{ a: false }], [["any", "any"]]])(
    "%j says something",
    (value) => {
      expect(unknownFields({ id: 1, action: "drop", later: value }, { fields })).toEqual({ later: value });
    },
  );

  it("is nothing where the field is known, whatever it holds, or told and never written", () => {
    const item = { id: 1, action: "drop", packets: 12, from_central_console: true };
    expect(unknownFields(item, { fields, told: ["packets", "from_central_console"] })).toBeUndefined();
  });

  it("takes 0 for nothing only where that is declared", () => {
    const known = { fields, zeros: ["hits"] };
    expect(unknownFields({ hits: 0 }, known)).toBeUndefined();
    expect(unknownFields({ hits: 3 }, known)).toEqual({ hits: 3 });
    expect(unknownFields({ limit: 0 }, known)).toEqual({ limit: 0 });
  });

  it("is named with its values, long ones cut", () => {
    expect(unknownText({ categories_negate: true, uri_regex: "^/a" })).toBe(
      'categories_negate: true, uri_regex: "^/a"',
    );
    expect(unknownText({ b: 1, a: 2 })).toBe("a: 2, b: 1");
    const long = (end: string) => unknownText({ list: `${"x".repeat(1000)}${end}` });
    expect(long("a")).toHaveLength(`list: … (${"0".repeat(16)})`.length + 200);
    expect(long("a")).not.toBe(long("b"));
  });
});
