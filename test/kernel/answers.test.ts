import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { madeId, objectsOf } from "../../provider/kernel/answers";
import { PerimeterError } from "../../provider/kernel/errors";
import { parseJson } from "../../provider/kernel/json";
import { connect, failure } from "./acme";
import { type Handler, inTurn, json, Site } from "./site";

const get = { method: "GET", path: "/things" } as const;
const write = { method: "PATCH", path: "/things/1", body: {}, repeat: true, answer: "none" } as const;

async function errorOf(
  handler: Handler,
  call: Parameters<ReturnType<typeof connect>["http"]["call"]>[0] = get,
) {
  const site = await Site.start(handler);
  return failure(connect({ endpoint: site.url, retries: 0 }).http.call(call));
}

const thrownBy = (work: () => unknown): PerimeterError => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof PerimeterError) return thrown;
  }
  throw new Error("nothing was thrown");
};

describe("an answer without what is due", () => {
  test.each([200, 204])("an empty %i is no list, and tells nothing of a write", async (status) => {
    const empty: Handler = (_, response) => void response.writeHead(status).end();
    expect(await errorOf(empty)).toMatchObject({ code: "PERIMETER_NO_ANSWER", retryable: true });
    const post = { method: "POST", path: "/things", body: {}, repeat: false } as const;
    expect(await errorOf(empty, post)).toMatchObject({
      code: "PERIMETER_NO_ANSWER",
      outcomeUnknown: true,
      retryable: false,
    });
  });

  test("a failure with a good status is none, where nothing of interest is due", async () => {
    const error = await errorOf(
      (_, response) => json(response, { message: "no space left", code: 7 }),
      write,
    );
    expect(error).toMatchObject({ outcomeUnknown: true, vendorMessage: "no space left" });
    const site = await Site.start(
      inTurn(
        (_, response) => json(response, { id: 1 }),
        (_, response) => void response.end(),
      ),
    );
    const { http } = connect({ endpoint: site.url });
    expect([await http.call(write), await http.call(write)]).toEqual([undefined, undefined]);
  });

  test.each([404, 410])("a page with %i is nobody's word: nothing is gone", async (status) => {
    const page: Handler = (_, response) => void response.writeHead(status).end("<html>nginx</html>");
    for (const call of [get, write]) {
      const error = await errorOf(page, call);
      expect(error).toMatchObject({
        category: "vendor",
        code: "PERIMETER_GATEWAY_PAGE",
        outcomeUnknown: true,
        status,
      });
    }
  });

  test.each([409, 423])(
    "a busy appliance (%i) is asked again, also for a write that may not be repeated",
    async (status) => {
      const busy: Handler = (_, response) => json(response, { message: "busy" }, status);
      const site = await Site.start(inTurn(busy, busy, (_, response) => json(response, { id: "1" })));
      const call = { method: "POST", path: "/things", body: {}, repeat: false } as const;
      expect(await connect({ endpoint: site.url, retries: 2 }).http.call(call)).toEqual({ id: "1" });
      expect(site.arrived).toHaveLength(3);
    },
  );
});

describe("what is asked for is bounded", () => {
  test.each(["86400", "3000000", new Date(Date.now() + 26 * 3600_000).toUTCString()])(
    "a Retry-After of %s is told and not waited for",
    async (value) => {
      const site = await Site.start((_, response) => {
        response.writeHead(429, { "retry-after": value, "content-type": "application/json" }).end("{}");
      });
      const error = await failure(connect({ endpoint: site.url, retries: 3 }).http.call(get));
      expect(error).toMatchObject({ category: "throttled", retryable: false, retryAfterMs: undefined });
      expect(error.message).toMatch(/asks to wait until \d{4}-\d\d-\d\dT\d\d:\d\dZ \(Retry-After\)/);
      expect(site.arrived).toHaveLength(1);
    },
  );

  test.each([undefined, "gzip"])("an endless answer (%s) is left at 64 MB", async (encoding) => {
    const piece = Buffer.alloc(4 * 1024 * 1024, "[");
    const error = await errorOf((_, response) => {
      response.writeHead(200, encoding ? { "content-encoding": encoding } : {});
      if (encoding) return void response.end(gzipSync(Buffer.concat(Array(20).fill(piece))));
      const more = (): void => void (response.destroyed || response.write(piece, more));
      more();
    });
    expect(error).toMatchObject({
      code: "PERIMETER_ANSWER_TOO_LONG",
      retryable: false,
      outcomeUnknown: true,
    });
  });

  test("an answer that a gateway packed is read all the same", async () => {
    const site = await Site.start((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('[{"id":"я"}]'));
    });
    expect(await connect({ endpoint: site.url }).http.call(get)).toEqual([{ id: "я" }]);
  });
});

describe("objects and ids", () => {
  test("a list is an array of objects with ids, or one of them", () => {
    expect(objectsOf([], "rule")).toEqual([]);
    expect(objectsOf({ id: 7 }, "rule")).toEqual([{ id: 7 }]);
    const wrong = [
      undefined,
      null,
      "",
      {},
      { message: "no" },
      [{}],
      [null],
      [{ id: {} }],
      [{ id: "" }],
      [[{ id: 1 }]],
    ];
    for (const answer of wrong) {
      const error = thrownBy(() => objectsOf(answer, "rule"));
      expect(error).toMatchObject({ code: "PERIMETER_NOT_UNDERSTOOD", outcomeUnknown: false });
    }
  });

  test("an id is a number or a text; of a creation without one the outcome is unknown", () => {
    expect([madeId({ id: 7 }), madeId({ id: "a" })]).toEqual(["7", "a"]);
    for (const answer of [
      undefined,
      {},
      { id: {} },
      { id: null },
      { id: 1.5 },
      { id: "" },
      { message: "no" },
      [7],
    ]) {
      expect(thrownBy(() => madeId(answer))).toMatchObject({ outcomeUnknown: true, retryable: false });
    }
  });

  test("whole numbers beyond 2^53 lose no digit", () => {
    expect(
      parseJson('{"id":9007199254740993,"a":[-9007199254740995,1.5,"12345678901234567890 \\\\"]}'),
    ).toEqual({
      id: "9007199254740993",
      a: ["-9007199254740995", 1.5, "12345678901234567890 \\"],
    });
    expect(parseJson("[9007199254740991,1234567890123456.5,1e400,1234567890123456]")).toEqual([
      9007199254740991,
      1234567890123456.5,
      Number.POSITIVE_INFINITY,
      1234567890123456,
    ]);
    expect(() => parseJson("[9007199254740993")).toThrow(SyntaxError);
  });
});

test("what a vendor says moves no cursor and colours nothing", async () => {
  const error = await errorOf((_, response) =>
    json(response, { message: "a\u001b[2J\u0007b\u009b1m\rc\r\nd\te\u202ef" }, 400),
  );
  expect(error.message).toContain("a\ufffd[2J\ufffdb\ufffd1m\ufffdc\nd\te\ufffdf");
});
