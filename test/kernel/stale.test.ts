import { expect, onTestFinished, test } from "vitest";
import { Connections } from "../../provider/kernel/connections";
import { defineVendor } from "../../provider/kernel/vendor";
import { acme } from "./acme-vendor";
import { json, Site } from "./site";

/** A site that counts requests with a session it doesn't know, as some vendors do before they ban a client. */
async function counting() {
  const valid = new Set<string>();
  const seen = { unknown: 0, logins: 0 };
  const site = await Site.start((request, response) => {
    if (request.url === "/login" && request.method === "POST") {
      seen.logins += 1;
      valid.add(`session-${seen.logins}`);
      return json(response, { session: `session-${seen.logins}` });
    }
    const known = valid.has(String(request.headers["x-session"]));
    if (!known) seen.unknown += 1;
    setTimeout(() => json(response, {}, known ? 200 : 401), 5);
  });
  return { site, valid, seen };
}

test.each([
  ["as many as are under way", undefined, 6, 6],
  ["as many as the vendor bears", 2, 6, 2],
  ["no more than the connection's concurrency", 4, 1, 1],
])(
  "an expiry in the middle of many calls: %s go out with the old session",
  async (_, mostAtOnce, concurrency, most) => {
    const { site, valid, seen } = await counting();
    const vendor = defineVendor({ ...acme, session: { ...acme.session!, mostAtOnce } });
    const settings = {
      vendor: "acme",
      endpoint: site.url,
      login: "admin",
      password: "pass-word",
      concurrency,
    };
    const connections = new Connections([vendor], { hq: settings });
    onTestFinished(() => connections.close());
    const { http } = connections.byId(vendor, "hq");
    await http.call({ method: "GET", path: "/things" });
    const calls = Array.from({ length: 100 }, (_, index) =>
      http.call({ method: "POST", path: `/things/${index}` }),
    );
    await Promise.all(calls.slice(0, 20));
    valid.clear();
    await Promise.all(calls);
    expect(seen.logins).toBe(2);
    expect(seen.unknown).toBeGreaterThan(0);
    expect(seen.unknown).toBeLessThanOrEqual(most);
    expect(site.busiest).toBe(most);
  },
);
