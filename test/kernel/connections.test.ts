import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { mergedConnections } from "../../provider/kernel/config";
import { Connections } from "../../provider/kernel/connections";
import { acme, connect, failure, other } from "./acme";

const vendors = [acme, other];
const hq = { vendor: "acme", endpoint: "https://hq.example" };
const lab = { vendor: "acme", endpoint: "http://lab.example" };
const eye = { vendor: "other", endpoint: "http://eye.example" };

function problemsOf(settings: Record<string, unknown>, name = "hq"): string[] {
  return new Connections(vendors, { [name]: { ...hq, ...settings } }).problems();
}

describe("the configuration", () => {
  test("the environment is merged over the stack, name by name and field by field, and wins", () => {
    const merged = mergedConnections(
      { hq: { ...hq, login: "admin" }, lab },
      JSON.stringify({ hq: { login: "robot", password: "p" }, eye }),
    );
    expect(merged).toEqual({ hq: { ...hq, login: "robot", password: "p" }, lab, eye });
  });

  test.each([
    ["an object", { hq }],
    ["JSON, as the engine hands nested configuration over", JSON.stringify({ hq })],
    ["JSON in an object, as `config set --path` keeps it", { hq: JSON.stringify(hq) }],
    ["JSON in JSON", JSON.stringify({ hq: JSON.stringify(hq) })],
  ])("can be %s", (_, given) => {
    expect(mergedConnections(given, undefined)).toEqual({ hq });
    expect(mergedConnections(undefined, typeof given === "string" ? given : JSON.stringify(given))).toEqual({
      hq,
    });
  });

  test.each([undefined, null, "", " \n", {}])("%j is none", (given) => {
    expect(mergedConnections(given, undefined)).toEqual({});
    expect(mergedConnections({ hq }, given === null ? undefined : (given as string))).toEqual({ hq });
  });

  test.each([
    ["{'hq': 'my-password'}", "is not valid JSON"],
    ['["my-password"]', "is no object of connections by name"],
    ['{"hq": "my-password"}', 'the connection "hq" is not valid JSON'],
    ['{"hq": ["my-password"]}', '"hq" is no object of settings'],
    ['{"hq": 5}', '"hq" is no object of settings'],
  ])("%s is refused, saying where it stands and not what it holds", async (text, expected) => {
    for (const [given, environment, where] of [
      [text, undefined, "the configuration perimeter:connections"],
      [undefined, text, "the environment variable PERIMETER_CONNECTIONS"],
    ] as const) {
      const error = await failure(() => mergedConnections(given, environment));
      expect(error.category).toBe("invalid");
      expect(error.message).toContain(where);
      expect(error.message).toContain(expected);
      expect(inspect(error)).not.toContain("my-password");
    }
  });

  test("a field that the environment sets to null is taken away", () => {
    const merged = mergedConnections({ hq: { ...hq, token: "abc" } }, '{"hq":{"token":null}}');
    expect(new Connections(vendors, merged).byId(acme, "hq").settings).not.toHaveProperty("token");
  });

  test("names that objects have by nature are names like any other", () => {
    const merged = mergedConnections(
      JSON.parse(`{"__proto__": ${JSON.stringify(hq)}, "constructor": ${JSON.stringify(lab)}}`),
      '{"constructor": {"login": "x", "password": "yyy"}}',
    );
    expect(({} as Record<string, unknown>).vendor).toBeUndefined();
    expect(Object.keys(merged)).toEqual(["__proto__", "constructor"]);
    expect(merged.constructor).toEqual({ ...lab, login: "x", password: "yyy" });
  });
});

describe("values in another writing", () => {
  test("numbers and booleans where a text is due, and the reverse", () => {
    const { settings } = new Connections(vendors, {
      hq: {
        ...hq,
        token: 123456,
        login: true,
        password: false,
        insecure: "true",
        timeoutSeconds: "7.5",
        concurrency: "4",
        retries: " 0",
      },
    }).byId(acme, "hq");
    expect(settings).toMatchObject({
      token: "123456",
      login: "true",
      password: "false",
      insecure: true,
      timeoutSeconds: 7.5,
      concurrency: 4,
      retries: 0,
    });
  });

  test.each([12.5, 2 ** 60, 1e30])("%d may have lost digits as a text", (token) => {
    expect(problemsOf({ token })).toEqual([
      "connections.hq.token: was read as a number and lost digits: write it in quotes",
    ]);
  });

  test("what is no number stays wrong", () => {
    expect(problemsOf({ timeoutSeconds: "soon", insecure: "yes" })).toEqual([
      'connections.hq.timeoutSeconds: found "soon", allowed: a number',
      'connections.hq.insecure: found "yes", allowed: a boolean',
    ]);
  });

  test("an id written as a number is its text", () => {
    const connections = new Connections(vendors, { hq: { ...hq, id: 5 } });
    expect(connections.resolve(acme, undefined, undefined)).toEqual({ id: "5" });
    expect(connections.byId(acme, "5").id).toBe("5");
  });
});

describe("faults of a connection", () => {
  const cases: Array<[string, Record<string, unknown>, string[]]> = [
    ["nothing wrong", {}, []],
    ["no vendor", { vendor: undefined }, ["connections.hq.vendor: is required, one of acme, other"]],
    [
      "an unknown vendor",
      { vendor: "acmee" },
      ['connections.hq.vendor: found "acmee", allowed: "acme", "other"; did you mean "acme"?'],
    ],
    ["a missing field", { endpoint: undefined }, ["connections.hq.endpoint: is required"]],
    [
      "an unknown field",
      { pasword: "my-password" },
      ['connections.hq.pasword: unknown field; did you mean "password"?'],
    ],
    [
      "another word",
      { mode: "odl" },
      ['connections.hq.mode: found "odl", allowed: "auto", "old"; did you mean "old"?'],
    ],
    [
      "no URL",
      { endpoint: "wall.example" },
      ['connections.hq.endpoint: found "wall.example", allowed: a URL such as https://host:port'],
    ],
    ["fields taken together", { login: "admin" }, ["connections.hq.password: is required with login"]],
    [
      "no time at all",
      { timeoutSeconds: 0 },
      ["connections.hq.timeoutSeconds: found 0, allowed: more than 0"],
    ],
    ["no lane", { concurrency: 0 }, ["connections.hq.concurrency: found 0, allowed: at least 1"]],
    [
      "a login in the endpoint",
      { endpoint: "https://admin:my-password@hq.example" },
      ["connections.hq.endpoint: holds a login; credentials have fields of their own"],
    ],
    [
      "a query in the endpoint",
      { endpoint: "https://hq.example/?a=1" },
      ['connections.hq.endpoint: ends with its path, allowed: no "?" and no "#"'],
    ],
    ["a token of two lines", { token: "my-password\n" }, ["connections.hq.token: holds a line break"]],
    [
      "a secret of a wrong type",
      { token: ["my-password"] },
      ["connections.hq.token: found a secret, allowed: a string"],
    ],
    [
      "a secret that is too short",
      { token: "ab" },
      ["connections.hq.token: found a secret, allowed: at least 3 characters"],
    ],
    [
      "a proxy that is no URL",
      { proxy: "user:my-password@proxy" },
      ["connections.hq.proxy: found a secret, allowed: a URL such as https://host:port"],
    ],
    [
      "a file in place of a certificate",
      { ca: "/etc/ssl/wall.pem" },
      [
        'connections.hq.ca: found "/etc/ssl/wall.pem": this is no certificate in PEM (-----BEGIN CERTIFICATE----- …); give its text, not the name of a file',
      ],
    ],
    [
      "a broken certificate",
      { ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" },
      [expect.stringContaining("connections.hq.ca: found ")],
    ],
  ];
  test.each(cases)("%s", (_, settings, expected) => {
    expect(problemsOf(settings)).toEqual(expected);
  });

  test.each(["a/b", "/", ""])("the name %j", (name) => {
    expect(problemsOf({}, name)).toEqual([
      `connections.${name}: a connection's name has no "/" and is not empty`,
    ]);
  });

  test("two connections that one name or id could mean", () => {
    const twice = { hq, lab: { ...lab, id: "hq" }, eye: { ...eye, id: "hq" } };
    expect(new Connections(vendors, twice).problems()).toEqual([
      'connections.hq.id: "hq" is also what the connection "lab" is called',
      'connections.lab.id: "hq" is also what the connection "hq" is called',
    ]);
  });

  test("are told when the connection is first used, and harm no other", async () => {
    const connections = new Connections(vendors, { hq: { ...hq, token: 12.5 }, lab });
    expect(connections.byId(acme, "lab").where).toBe('acme connection "lab"');
    const error = await failure(() => connections.byId(acme, "hq"));
    expect(error.message).toBe(
      "the configuration is not right: connections.hq.token: was read as a number and lost digits: write it in quotes",
    );
  });

  test("nobody's text holds a secret, however wrong the rest is", async () => {
    const secret = "s3cr3t-value";
    for (const wrong of [
      { mode: "x" },
      { nonsense: 1 },
      { endpoint: "x" },
      { login: 5, password: undefined },
    ]) {
      const error = await failure(() =>
        connect({ ...hq, token: secret, key: secret, password: secret, ...wrong }),
      );
      expect(inspect(error, { depth: 9 }) + JSON.stringify(error) + error.stack).not.toContain(secret);
    }
  });
});

describe("which connection is meant", () => {
  test("the only one of the vendor, where nothing is said", () => {
    const connections = new Connections(vendors, { hq, eye });
    expect(connections.resolve(acme, undefined, undefined)).toEqual({ id: "hq" });
    expect(connections.resolve(other, undefined, undefined)).toEqual({ id: "eye" });
  });

  test("none and several are errors that name them", async () => {
    const none = await failure(() => new Connections(vendors, { eye }).resolve(acme, undefined, undefined));
    expect(none.code).toBe("PERIMETER_NO_CONNECTION");
    expect(none.message).toContain(
      "there is no connection of the vendor acme (there are connections, of other vendors: eye)",
    );
    expect(none.message).toContain("perimeter:connections");
    expect(none.message).toContain("PERIMETER_CONNECTIONS");
    const several = await failure(() =>
      new Connections(vendors, { hq, lab }).resolve(acme, undefined, undefined),
    );
    expect(several.code).toBe("PERIMETER_CONNECTION_AMBIGUOUS");
    expect(several.message).toContain("there are several connections of the vendor acme: hq, lab.");
    expect(several.message).toContain("`connection`");
  });

  test("naming the implied one is no difference", () => {
    const connections = new Connections(vendors, { hq });
    expect(connections.resolve(acme, "hq", "hq")).toEqual(connections.resolve(acme, undefined, undefined));
  });

  test("renaming one with the same id is no difference, by the new name or by none", () => {
    const connections = new Connections(vendors, { headquarters: { ...hq, id: "hq" } });
    for (const requested of ["headquarters", "hq", undefined]) {
      expect(connections.resolve(acme, requested, "hq")).toEqual({ id: "hq" });
    }
    expect(connections.byId(acme, "hq").name).toBe("headquarters");
  });

  test("a second connection changes nothing that exists", () => {
    const connections = new Connections(vendors, { hq, lab });
    expect(connections.resolve(acme, undefined, "hq")).toEqual({ id: "hq" });
  });

  test("another name is another appliance", () => {
    expect(new Connections(vendors, { hq, lab }).resolve(acme, "lab", "hq")).toEqual({ id: "lab" });
  });

  test("a name that is not there, or of another vendor, is an error that knows better", async () => {
    const connections = new Connections(vendors, { hq, lab, eye });
    const typo = await failure(() => connections.resolve(acme, "laab", undefined));
    expect(typo.message).toContain('there is no connection "laab" of the vendor acme');
    expect(typo.message).toContain('known are hq, lab; did you mean "lab"?');
    expect((await failure(() => connections.resolve(acme, "eye", undefined))).code).toBe(
      "PERIMETER_UNKNOWN_CONNECTION",
    );
  });

  test("one that the state names and the configuration lacks is an error that says so", async () => {
    const connections = new Connections(vendors, { lab });
    for (const work of [
      () => connections.resolve(acme, undefined, "hq"),
      () => connections.byId(acme, "hq"),
    ]) {
      const error = await failure(work);
      expect(error.code).toBe("PERIMETER_UNKNOWN_CONNECTION");
      expect(error.message).toContain(
        'the state names the connection "hq" of the vendor acme, which the configuration lacks',
      );
      expect(error.message).toContain('`id: "hq"`');
      expect(error.message).toContain("--run-program");
    }
  });

  test("a connection is made once", () => {
    const connections = new Connections(vendors, { hq });
    expect(connections.byId(acme, "hq")).toBe(connections.byId(acme, "hq"));
  });

  test("names that objects have by nature are not there", async () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      await failure(() => new Connections(vendors, { hq }).resolve(acme, name, undefined));
    }
  });
});
