import { describe, expect, it } from "vitest";
import { z } from "zod";
import { difference } from "../../provider/kernel/diff";
import { field } from "../../provider/kernel/fields";
import { UNKNOWN } from "../../provider/kernel/values";

const number = (text: unknown) => String(text).split(" ")[0];
const fields = {
  text: field(z.string(), "A number and words.", { replace: (a, b) => number(a) !== number(b) }),
  place: field(z.string(), "Where.", { replace: true }),
};

describe("a change that replaces by what it changes", () => {
  it("updates where the number stays", () => {
    const found = difference(fields, { text: "1 a", place: "x" }, { text: "1 b", place: "x" });
    expect(found.replaces).toEqual([]);
    expect(found.changes).toEqual([{ path: ["text"], kind: "update", replaces: false }]);
  });

  it("replaces where the number is another", () => {
    const found = difference(fields, { text: "1 a", place: "x" }, { text: "2 a", place: "x" });
    expect(found.replaces).toEqual(["text"]);
    expect(found.changes).toEqual([{ path: ["text"], kind: "update", replaces: true }]);
  });

  it("is an update as long as the new value isn't known, and a plain replace is a replacement", () => {
    const found = difference(fields, { text: "1 a", place: "x" }, { text: UNKNOWN, place: UNKNOWN });
    expect(found.replaces).toEqual(["place"]);
    expect(found.changes.map(({ replaces }) => replaces)).toEqual([false, true]);
  });
});
