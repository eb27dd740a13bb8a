import { describe, expect, test } from "vitest";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { Stack } from "./stack";

interface Kind {
  connection: string;
  token: string;
  field: string;
  args: Properties;
  /** The text, and the same as a list. */
  text: string;
  list: unknown[];
  /** A line that is wrong, and what is said of it. */
  wrong: [line: string, message: string];
}

const kinds: Kind[] = [
  {
    connection: "lab-era",
    token: "era:BanList",
    field: "addresses",
    args: { expires: 3600 },
    text: "# attackers\r\n203.0.113.9\r\n\r\n203.0.113.10 # twice\r\n",
    list: ["203.0.113.9", "203.0.113.10"],
    wrong: ["203.0.113.300", 'line 5: found "203.0.113.300": allowed: an IPv4 address'],
  },
  {
    connection: "lab-deepfinder",
    token: "deepfinder:IpList",
    field: "entries",
    args: { list: "black", domainGroupId: 4 },
    text: "# attackers\n203.0.113.0/24 2090-01-01T00:00:00\n198.51.100.1-198.51.100.9\n198.51.100.77",
    list: [
      { cidr: "203.0.113.0/24", expiresAt: "2090-01-01T00:00:00" },
      { startIp: "198.51.100.1", endIp: "198.51.100.9" },
      { startIp: "198.51.100.77" },
    ],
    wrong: ["\n1.2.3", "line 5"],
  },
  {
    connection: "lab-ideco",
    token: "ideco:ContentCategory",
    field: "urls",
    args: { name: "Partners" },
    text: "# ours\npartner.example\nhttps://shop.example/page#part\n",
    list: ["partner.example", "https://shop.example/page#part"],
    wrong: ["", ""],
  },
  {
    connection: "lab-ideco",
    token: "ideco:AddressListAlias",
    field: "members",
    args: { title: "Mine" },
    text: "# ours\nWeb server\n10.0.0.0/8 # all of it\n",
    list: ["Web server", "10.0.0.0/8"],
    wrong: ["10.0.0.300", 'line 4: found "10.0.0.300", which is no IPv4 address'],
  },
  {
    connection: "lab-ideco",
    token: "ideco:AddressListAlias",
    field: "members",
    args: { title: "Values" },
    text: "10.0.0.1\n10.0.0.0/8\n",
    list: ["10.0.0.1", "10.0.0.0/8"],
    wrong: ["10.0.0.300", 'line 3: found "10.0.0.300", which is no IPv4 address'],
  },
];

describe.each(kinds)("$token as a text", ({ connection, token, field, args, text, list, wrong }) => {
  async function opened() {
    const lab = await Lab.start({});
    const stack = new Stack({ hq: lab.connections()[connection] as Properties });
    return { lab, stack, writes: () => lab.journal.writes().length };
  }

  test("is made, kept byte for byte, and moves to a list and back without a call", async () => {
    const { lab, stack, writes } = await opened();
    await stack.up(token, "x", { ...args, [field]: text });
    await stack.restart();
    const after = writes();
    expect(await stack.up(token, "x", { ...args, [field]: text })).toBe("same");
    expect(await stack.refresh("x")).toEqual([]);
    expect(stack.outputs("x")[field]).toBe(text);
    expect(await stack.up(token, "x", { ...args, [field]: list })).toBe("update");
    expect(await stack.refresh("x")).toEqual([]);
    expect(await stack.up(token, "x", { ...args, [field]: text })).toBe("update");
    expect(writes()).toBe(after);
    await stack.restart();
    await stack.delete("x");
    await stack.close();
    await lab.stop();
  });

  test("names the line of what is wrong", async () => {
    const { lab, stack, writes } = await opened();
    const [line, message] = wrong;
    if (line !== "") {
      const whole = `${text}${text.endsWith("\n") ? "" : "\n"}${line.trim()}\n`;
      await expect(stack.up(token, "x", { ...args, [field]: whole })).rejects.toThrow(message);
    } else await expect(stack.up(token, "x", { ...args, [field]: 7 })).rejects.toThrow(field);
    expect(writes()).toBe(0);
    await stack.close();
    await lab.stop();
  });
});

test("drift of a list is a difference of the lines concerned", async () => {
  const lab = await Lab.start({});
  const stack = new Stack({ hq: lab.connections()["lab-ideco"] as Properties });
  const text = "# ours\r\npartner.example\r\n# theirs\r\nshop.example\r\n";
  await stack.up("ideco:ContentCategory", "x", { name: "Partners", urls: text });
  const id = stack.resources.get("x")?.id;
  await lab.byHand("ideco", "PUT", `/content-filter/users_categories/${id}`, {
    name: "Partners",
    comment: "",
    urls: ["SHOP.example", "new.example"],
  });
  await stack.restart();
  expect(await stack.refresh("x")).toEqual(["urls"]);
  expect(stack.outputs("x").urls).toBe("# ours\r\n# theirs\r\nshop.example\r\nnew.example\r\n");
  expect(await stack.up("ideco:ContentCategory", "x", { name: "Partners", urls: text })).toBe("update");
  expect(await stack.refresh("x")).toEqual([]);
  await stack.close();
  await lab.stop();
});
