import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callText, hasDotSegment, path } from "../../provider/kernel/calls";
import { connect, failure } from "./acme";
import { fine, Site } from "./site";

const values = [
  "a/b",
  "..",
  ".",
  "../..",
  "%2e%2e",
  "%2e%2E%2f",
  "..%2f..",
  "..\\..",
  "10.0.0.0/8",
  "fe80::1%eth0",
  "100%",
  "имя",
  "名前",
  "a b+c",
  "a?b=c",
  "a#b",
  "a;b",
  "\t\r\n",
  "//evil.example/",
  "http://evil.example",
  "@evil.example",
  "\u0000",
  "\u2025",
  "．．",
  "~!*'()",
];

describe("a value in a path", () => {
  test.each(values)("%j stays one segment on the wire, or is refused", async (value) => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: `${site.url}/base` });
    let escaped: string;
    try {
      escaped = path`/things/${value}/parts`;
    } catch (thrown) {
      expect(thrown).toMatchObject({ category: "invalid" });
      expect([".", ".."]).toContain(value);
      return;
    }
    await http.call({ method: "GET", path: escaped });
    const [, base, things, segment = "", parts, ...rest] = site.arrived[0]?.url.split("/") ?? [];
    expect([base, things, parts, rest]).toEqual(["base", "things", "parts", []]);
    expect(decodeURIComponent(segment)).toBe(value);
  });

  test("any text", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (value) => {
        fc.pre(value !== "." && value !== "..");
        await http.call({ method: "GET", path: path`/a/${value}/z` });
        const segments = site.arrived.at(-1)?.url.split("/") ?? [];
        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2] ?? "")).toBe(value);
      }),
      { numRuns: 200 },
    );
  });

  test.each([[""], [undefined], [Number.NaN], ["\ud800"]])("%j has no form there", async (value) => {
    const error = await failure(() => path`/things/${value as string}`);
    expect(error).toMatchObject({ category: "invalid", retryable: false });
    expect(error.message).toContain("can't be a part of a path");
  });

  test("two values that make a dot segment together", async () => {
    for (const work of [
      () => path`/a/${"."}${"."}/b`,
      () => path`/a/.${"."}`,
      () => path`/a/${"."}`,
      () => path`${".."}/b`,
    ]) {
      expect((await failure(work)).message).toContain("can't be a part of the path");
    }
    expect(path`/a/${"."}${"x"}`).toBe("/a/.x");
    expect(path`/a/${"..."}/${7}`).toBe("/a/.../7");
  });
});

test.each(["/a/../b", "/a/./b", "/a/%2e%2e/b", "/a/.%2E", "..", "/a\\..\\b", "/a/..?x=1", "/a/..#x"])(
  "the path %j is never sent",
  async (path) => {
    expect(hasDotSegment(path)).toBe(true);
    const site = await Site.start(fine);
    const error = await failure(connect({ endpoint: site.url }).http.call({ method: "DELETE", path }));
    expect(error.category).toBe("invalid");
    expect(site.arrived).toEqual([]);
  },
);

test.each(["/a/..b", "/a/b..", "/a/...", "/.well-known/x", "/a.b/c.", "https://token.example/oauth2"])(
  "the path %j has no dot segment",
  (path) => {
    expect(hasDotSegment(path)).toBe(false);
  },
);

describe("queries", () => {
  test("values are encoded, undefined ones left out, and the vendor's own added", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: site.url, key: "k&y" });
    const query = { a: "1&b=2", c: "имя +%", d: true, e: 0, f: undefined, g: "" };
    await http.call({ method: "GET", path: "/things", query });
    const url = new URL(site.arrived[0]?.url ?? "", "http://x");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      key: "k&y",
      a: "1&b=2",
      c: "имя +%",
      d: "true",
      e: "0",
      g: "",
    });
    expect(url.pathname).toBe("/things");
  });

  test("a call to an address of its own takes no key along", async () => {
    const site = await Site.start(fine);
    const { http } = connect({ endpoint: "http://wall.invalid", key: "my-key" });
    await http.call({ method: "POST", path: `${site.url}/token`, query: { a: 1 } });
    expect(site.calls).toEqual(["POST /token?a=1"]);
  });
});

test.each([
  ["/a/b%20c", "GET /a/b c"],
  ["/a/b%2Fc", "GET /a/b%2Fc"],
  ["/a/%zz", "GET /a/%zz"],
  ["/a?key=secret", "GET /a"],
])("%j reads %j in a message", (path, text) => {
  expect(callText({ method: "GET", path })).toBe(text);
});

test.each(["/", "//", ""])("an endpoint that ends with %j is the same", async (end) => {
  const site = await Site.start(fine);
  await connect({ endpoint: `${site.url}/base${end}` }).http.call({ method: "GET", path: "/things" });
  expect(site.calls).toEqual(["GET /base/things"]);
});
