import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Connections } from "../../provider/kernel/connections";
import { PerimeterError } from "../../provider/kernel/errors";
import { defineVendor } from "../../provider/kernel/vendor";
import { failure } from "./acme";
import { acme } from "./acme-vendor";
import { json, Site } from "./site";

const get = { method: "GET", path: "/things" } as const;

/** A site whose tokens live so long, behind a path with a key; a call to `/forbidden` is refused to everyone. */
async function tokens(seconds: number | undefined) {
  let number = 0;
  const site = await Site.start((request, response) => {
    if (request.url !== "/base/key-1/login") {
      return json(response, { message: "no" }, request.url.endsWith("/forbidden") ? 401 : 200);
    }
    number += 1;
    json(response, { session: `token-of-${number}` });
  });
  const vendor = defineVendor({
    ...acme,
    prefix: ({ key }) => `/${key}`,
    query: undefined,
    session: {
      open: async (send) => {
        const { text } = await send({ method: "POST", path: "/login" });
        return { headers: { "x-session": JSON.parse(text).session }, expiresInSeconds: seconds };
      },
      expired: (answer) => answer.status === 401,
    },
    interpret(answer) {
      if (answer.status === 200) return answer.text;
      throw new PerimeterError({ category: "auth", message: "refused", advice: "Ask for the role." });
    },
  });
  const connections = new Connections([vendor], {
    hq: { vendor: "acme", endpoint: `${site.url}/base/`, key: "key-1" },
  });
  onTestFinished(() => connections.close());
  const { http } = connections.byId(vendor, "hq");
  const used = () =>
    site.arrived.flatMap(({ headers, method }) => (method === "GET" ? [headers["x-session"]] : []));
  return { http, used, logins: () => site.count("POST /base/key-1/login") };
}

test("a session that tells how long it lives is renewed before its end, once for all", async () => {
  const { http, used, logins } = await tokens(1);
  await Promise.all(Array.from({ length: 20 }, () => http.call(get)));
  expect(logins()).toBe(1);
  await sleep(950);
  await Promise.all(Array.from({ length: 20 }, () => http.call(get)));
  expect(logins()).toBe(2);
  expect(new Set(used())).toEqual(new Set(["token-of-1", "token-of-2"]));
});

test.each([undefined, 0, Number.NaN, 3600])("a life of %s seconds is no reason to renew", async (seconds) => {
  const { http, logins } = await tokens(seconds);
  await http.call(get);
  await sleep(20);
  await http.call(get);
  expect(logins()).toBe(1);
});

test("what stands in front of the paths is in no message, and the vendor's own advice is", async () => {
  const { http } = await tokens(undefined);
  const error = await failure(http.call({ method: "GET", path: "/forbidden" }));
  expect(error.message).toBe(
    'acme connection "hq", GET /forbidden: the call was refused although the login succeeded (status 401). ' +
      "Ask for the role.",
  );
});
