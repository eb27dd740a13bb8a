import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asPerimeterError, PerimeterError } from "../../provider/kernel/errors";
import { Redactor } from "../../provider/kernel/secrets";
import { connect, failure } from "./acme";
import { cut, type Handler, json, Site } from "./site";

const secret = 'pä"ss/w?rd&<{}>+ 1%\\';

/** Every form in which a text of a vendor, of a proxy or of Node could say it. */
const forms: Record<string, (value: string) => string> = {
  plain: (value) => value,
  "in a URL": encodeURIComponent,
  "in a URL, small hexadecimals": (value) =>
    encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  "in a URL, made readable": (value) => decodeURI(encodeURIComponent(value)),
  "in a query": (value) => new URLSearchParams({ a: value }).toString().slice(2),
  "in JSON": (value) => JSON.stringify(value).slice(1, -1),
  "in JSON of PHP": (value) => JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/"),
  "in JSON of Python": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "in HTML": (value) =>
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  "in JSON of Go": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e")
      .replaceAll("&", "\\u0026"),
  "in JSON of .NET": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll('\\"', '"')
      .replace(
        /[^ -~]|[<>&'+"`]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
      ),
  "in JSON of JSON": (value) => JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1),
  "in HTML with numbers": (value) =>
    value.replace(/[&<>"']/g, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`),
  "in HTML of Python": (value) =>
    value
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#x27;"),
  "in base64": (value) => Buffer.from(value).toString("base64"),
  "in base64 for URLs": (value) => Buffer.from(value).toString("base64url"),
  "in a basic login": (value) => Buffer.from(`admin:${value}`).toString("base64"),
};

/** By what one sees that a form is still there; next to other letters the ends of base64 differ. */
function trace(name: string, value: string): string {
  const said = forms[name]?.(value) ?? value;
  return name === "in a basic login" ? said.slice(11, -4) : said;
}

describe("a secret", () => {
  test.each(Object.entries(forms))("%s is taken out", (name, form) => {
    const clean = new Redactor([secret]).redact(`before ${form(secret)} after`);
    expect(clean).toMatch(/^before .*after$/);
    expect(clean).toContain("[secret]");
    expect(clean).not.toContain(trace(name, secret));
  });

  test.each(["it&#x27;s-it", "it&#39;s-it", "it&apos;s-it", "it\\u0027s-it"])("%s is it's-it", (form) => {
    expect(new Redactor(["it's-it"]).redact(`<${form}>`)).toBe("<[secret]>");
  });

  test("whatever it is, plain and in base64 at any place", () => {
    const text = fc.string({ unit: "grapheme", minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (value, before, after) => {
        const redactor = new Redactor([value]);
        for (const form of [forms.plain, forms["in a URL"], forms["in JSON"]]) {
          const found = form?.(value) ?? "";
          expect(redactor.redact(`<${found}>`)).not.toContain(found);
        }
        const longer = Buffer.from(`${before}:${value}:${after}`).toString("base64");
        expect(redactor.redact(longer)).toContain("[secret]");
      }),
    );
  });

  test("that is part of another leaves nothing of the longer one", () => {
    expect(new Redactor(["abcd", "abcdefgh", "xabcdy"]).redact("abcdefgh xabcdy abcd")).toBe(
      "[secret] [secret] [secret]",
    );
  });

  test("too short to be one is left alone, and so is what is no text", () => {
    expect(new Redactor(["ab", undefined, 5, null]).redact("ab 5 undefined")).toBe("ab 5 undefined");
  });
});

const token = "t0ken-of-many-letters";
const key = "key/with+signs=";
const password = "pass w%rd";
const session = "session-cookie-value";
const all = [token, key, password, session];

/** Everything that can be printed of an error. */
function everything(error: Error): string {
  const parts = [
    error.message,
    error.stack,
    String(error),
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error.cause, { depth: 20 }),
  ];
  return parts.join("\n");
}

function leaks(error: Error): string[] {
  const text = everything(error);
  return all.flatMap((value) =>
    Object.keys(forms).flatMap((name) => (text.includes(trace(name, value)) ? [`${value} ${name}`] : [])),
  );
}

describe("no error of a call holds a secret", () => {
  const echoes: Record<string, string> = Object.fromEntries(
    Object.entries(forms).map(([name, form]) => [name, all.map(form).join(" and ")]),
  );
  const cases: Array<[string, Handler]> = [
    ...Object.entries(echoes).flatMap(
      ([name, text]): Array<[string, Handler]> => [
        [`a refusal with them ${name}`, (_, response) => json(response, { message: text }, 400)],
        [`a text with them ${name}`, (_, response) => void response.writeHead(500).end(text)],
        [`broken JSON with them ${name}`, (_, response) => void response.end(`{${text}`)],
        [
          `a redirect with them ${name}`,
          (_, response) => {
            response
              .writeHead(302, { location: `/login/${encodeURI(text)}?a=${encodeURIComponent(text)}` })
              .end();
          },
        ],
      ],
    ),
    ["a nested message", (_, response) => json(response, { message: { tokens: all } }, 422)],
    [
      "an echo of the whole request",
      (request, response) => json(response, { message: JSON.stringify([request.url, request.headers]) }, 400),
    ],
    ["a status without words", (_, response) => void response.writeHead(404).end()],
    [
      "an access that is refused",
      (request, response) => json(response, { message: JSON.stringify(request) }, 401),
    ],
    ["a connection that is cut", (_, response) => cut(response)],
    ["no answer in time", () => {}],
    [
      "an answer that is no HTTP",
      (request, response) => {
        response.socket?.end(`nonsense ${request.headers["x-token"]}\r\n`);
      },
    ],
    [
      "a broken header",
      (request, response) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\nbad header ${request.headers["x-token"]}\r\n\r\n`);
      },
    ],
    ...[490, 495, 500, 505].map((length): [string, Handler] => [
      `a long text with one near the place where it is cut, ${length}`,
      (_, response) => json(response, { message: "x".repeat(length - 8) + all.join("") }, 400),
    ]),
  ];

  test.each(cases)("%s", async (_, handler) => {
    const site = await Site.start((request, response, raw) => {
      if (request.method === "POST" && request.url.startsWith("/login")) return json(response, { session });
      return handler(request, response, raw);
    });
    const { http } = connect({
      endpoint: site.url,
      login: "admin",
      password,
      token,
      key,
      retries: 0,
      timeoutSeconds: 0.3,
    });
    const path = `/things/${encodeURIComponent(token)}/${encodeURIComponent(key)}`;
    const error = await failure(http.call({ method: "POST", path, body: { password } }));
    expect(leaks(error)).toEqual([]);
    expect(error.call).toBe("POST /things/[secret]/[secret]");
  });

  test("a login that fails", async () => {
    for (const status of [200, 302, 400, 401, 403, 500]) {
      const site = await Site.start((request, response) =>
        json(response, { message: `bad: ${request.text}`, session: undefined }, status),
      );
      const { http } = connect({ endpoint: site.url, login: "admin", password, token, key, retries: 0 });
      const error = await failure(http.call({ method: "GET", path: "/things" }));
      expect(leaks(error)).toEqual([]);
    }
  });

  test("bytes of a secret that are cut in two by the limit of a text", async () => {
    for (let before = 470; before < 502; before++) {
      const site = await Site.start((_, response) =>
        json(response, { message: "x".repeat(before) + token }, 400),
      );
      const error = await failure(
        connect({ endpoint: site.url, token }).http.call({ method: "GET", path: "/things" }),
      );
      expect(error.message).not.toContain("t0ken");
    }
  });
});

describe("an error", () => {
  test("of an object that is not complete prints neither its inputs nor its outputs", () => {
    const error = new PerimeterError({
      category: "partial",
      message: "half of it",
      incomplete: { id: "7", outputs: { password }, reasons: ["the other half is missing"] },
    });
    expect(error.incomplete?.outputs).toEqual({ password });
    expect(leaks(error)).toEqual([]);
    expect(leaks(error.with({ where: "here" }))).toEqual([]);
    expect(error.with({ where: "here" }).incomplete).toEqual(error.incomplete);
  });

  test("of our own making says where, without the folders of the machine", () => {
    const error = asPerimeterError(new TypeError("x is not a function"));
    expect(error).toMatchObject({ category: "bug", code: "PERIMETER_BUG", retryable: false });
    expect(error.message).toMatch(
      /^x is not a function \(in redaction\.test\.ts:\d+\)\. This is a defect of pulumi-perimeter: please report it/,
    );
    expect(asPerimeterError("just a text").message).toMatch(/^just a text\. /);
  });

  test("has no cause", async () => {
    const site = await Site.start((_, response) => cut(response));
    const { http } = connect({ endpoint: site.url, retries: 0 });
    expect((await failure(http.call({ method: "GET", path: "/" }))).cause).toBeUndefined();
  });

  test("shows what helps in JSON", () => {
    const error = new PerimeterError({ category: "notFound", message: "gone", status: 404, call: "GET /a" });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "PerimeterError",
      code: "PERIMETER_NOT_FOUND",
      category: "notFound",
      message: "GET /a: gone (status 404)",
      status: 404,
      call: "GET /a",
      retryable: false,
      outcomeUnknown: false,
    });
  });
});
