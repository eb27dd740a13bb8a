import { describe, expect, it } from "vitest";
import { first, ip, open, readings, refusal, second, third } from "./open";

const token = "era:getBannedAddresses";

async function filled(options = {}) {
  const bed = await open(options);
  bed.lab.era.ban(first, ip, 500);
  bed.lab.era.ban(second, "10.0.0.1", 100);
  bed.lab.era.setOnline(third, false);
  return bed;
}

const whole = (
  banned: object[],
  node: string,
  site: string,
  srvidx: number,
  addr: string,
  online = true,
) => ({
  ...{ site, node, srvidx, addr, online, banned },
});

describe("getBannedAddresses", () => {
  it.each(readings)("gives every instance with its bans, where %s", async (_, options) => {
    const bed = await filled(options);
    expect(await bed.stack.call(token)).toEqual({
      items: [
        whole([{ ip, expires: 500 }], first, "SITE1", 100, "192.168.0.10"),
        whole([{ ip: "10.0.0.1", expires: 100 }], second, "SITE1", 180, "192.168.0.18"),
        whole([], third, "SITE2", 340, "192.168.0.34", false),
      ],
    });
    bed.lab.clock.advance(60);
    const { items } = (await bed.stack.call(token, { scope: { site: "SITE1" } })) as {
      items: Array<{ banned: unknown }>;
    };
    expect(items.map((item) => item.banned)).toEqual([
      [{ ip, expires: 440 }],
      [{ ip: "10.0.0.1", expires: 40 }],
    ]);
  });

  it.each<[object, unknown[], string]>([
    [{ mask: ["node", "online"], limit: 1 }, [{ node: first, online: true }], "mask=node,online"],
    [
      { mask: ["banned"], scope: { server: 180 } },
      [{ banned: [{ ip: "10.0.0.1", expires: 100 }] }],
      "server=180&mask=banned",
    ],
    [{ mask: ["srvidx"], offset: 1 }, [{ srvidx: 180 }, { srvidx: 340 }], "mask=srvidx&offset=1"],
    [{ mask: ["srvidx"], offset: 1, limit: 1 }, [{ srvidx: 180 }], "mask=srvidx&offset=1"],
    [
      { mask: ["srvidx"], order: [{ srvidx: "desc" }] },
      [{ srvidx: 340 }, { srvidx: 180 }, { srvidx: 100 }],
      'mask=srvidx&order=[{"srvidx":"desc"}]',
    ],
    [
      { mask: ["srvidx"], order: ["node"] },
      [{ srvidx: 100 }, { srvidx: 180 }, { srvidx: 340 }].sort(() => 0),
      'mask=srvidx&order=["node"]',
    ],
    [
      { mask: ["srvidx"], filter: { online: false } },
      [{ srvidx: 340 }],
      'filter={"online":false}&mask=srvidx',
    ],
    [
      { mask: ["site", "banned"], flat: true, scope: { server: "server01" } },
      [{ site: "SITE1", "banned.0.ip": ip, "banned.0.expires": 500 }],
      "server=server01&mask=site,banned&flat=true",
    ],
  ])("%j", async (args, items, query) => {
    const bed = await filled();
    const found = (await bed.stack.call(token, args as Record<string, unknown>)).items as unknown[];
    const sorted = query.includes('["node"]') ? expect.arrayContaining(items) : items;
    expect(found).toEqual(sorted);
    expect(bed.calls()).toEqual([`GET bannedaddrs?${query}`]);
  });

  it.each<[object, string]>([
    [{ mask: ["ip"] }, 'mask[0]: found "ip", allowed: "banned", "addr", "node", "online", "site", "srvidx"'],
    [{ mask: [] }, "mask: found 0 items, allowed: at least 1 item"],
    [{ limit: -1 }, "limit: found -1, allowed: at least 0"],
    [{ scope: { site: "A", server: "B" } }, "scope: found site and server, allowed: one of"],
    [{ sites: ["A"] }, "sites: unknown field"],
  ])("refuses %j", async (args, message) => {
    const bed = await filled();
    expect(await refusal(bed.stack.call(token, args as Record<string, unknown>))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });
});
