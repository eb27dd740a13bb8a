import { describe, expect, it } from "vitest";
import { bannedPath, ip, open, readings, refusal } from "./open";

const token = "era:BannedAddress";
const args = { ip, expires: 600 };
const many = Array.from({ length: 40 }, (_, index) => `10.1.0.${index + 1}`);

describe("the calls of many bans", () => {
  it.each(readings)("are one list a process and one call for each, where %s", async (_, options) => {
    const bed = await open(options);
    const { stack } = bed;
    await Promise.all(many.map((each) => stack.up(token, each, { ip: each, expires: 600 })));
    const [list, ...bans] = bed.calls();
    expect(list).toBe("GET bannedaddrs");
    expect(bans).toEqual(many.map(() => "POST bannedaddrs"));
    expect(bed.left(many[39])).toEqual([600, 600, 600]);

    await bed.again();
    const changes = await Promise.all(many.map((each) => stack.refresh(each)));
    expect(changes.flat()).toEqual([]);
    expect(bed.calls()).toEqual(["GET bannedaddrs"]);

    await bed.again();
    await Promise.all(many.map((each) => stack.delete(each)));
    expect(bed.calls().slice(1).sort()).toEqual(many.map((each) => `DELETE bannedaddrs/${each}`).sort());
    expect(bed.lab.era.state().instances.flatMap((one) => one.banned)).toEqual([]);
  });

  it("page through all instances, also where the platform gives fewer than were asked for", async () => {
    const instances = Array.from({ length: 10 }, (_, n) => ({
      site: "SITE1",
      node: `h${n}@10.0.0.${n}`,
      srvidx: n,
      addr: `10.0.0.${n}`,
    }));
    const bed = await open({ instances });
    await bed.stack.up(token, "a", args);
    // Ten looks like a limit of somebody: one more look.
    expect(bed.calls()).toEqual(["GET bannedaddrs", "GET bannedaddrs?offset=10", "POST bannedaddrs"]);
    expect((bed.stack.outputs("a").instances as unknown[]).length).toBe(10);
  });
});

describe("a lost answer", () => {
  it.each(["before", "after"] as const)(
    "of a ban (%s the work): it is sent again, as that only prolongs",
    async (lose) => {
      const bed = await open();
      bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, lose });
      expect(await bed.stack.up(token, "a", args)).toBe("create");
      expect(bed.writes()).toEqual(["POST bannedaddrs", "POST bannedaddrs"]);
      expect(bed.left()).toEqual([600, 600, 600]);
      expect(bed.stack.outputs("a")).toMatchObject({ expired: false });
    },
  );

  it.each(["before", "after"] as const)(
    "of a lift (%s the work), also where what is gone is 404",
    async (lose) => {
      const bed = await open({ absentDelete: 404 });
      await bed.stack.up(token, "a", args);
      await bed.again();
      bed.lab.faults.add({ vendor: "era", method: "DELETE", path: /bannedaddrs/, lose });
      await bed.stack.delete("a");
      expect(bed.left()).toEqual([undefined, undefined, undefined]);
    },
  );

  it("that stays lost fails, the state keeps what may be there, and the next up looks", async () => {
    const bed = await open({}, { retries: 0 });
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, lose: "after" });
    expect(await refusal(bed.stack.up(token, "a", args))).toContain(
      "the connection broke before the answer came",
    );
    expect(bed.stack.outputs("a")).toMatchObject(args);
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([]);
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(bed.stack.outputs("a")).toMatchObject({ expired: false });
  });

  it("in the middle of a shortening leaves work that the next up does", async () => {
    const bed = await open({}, { retries: 0 });
    await bed.stack.up(token, "a", { ...args, expires: 5000 });
    await bed.again();
    bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, skip: 1, lose: "before" });
    await refusal(bed.stack.up(token, "a", args));
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    await bed.again();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(await bed.stack.up(token, "a", args)).toBe("same");
  });

  it.each([{ corrupt: true }, { status: 200, html: true }])(
    "that is none (%j) is an error of the vendor",
    async (fault) => {
      const bed = await open({}, { retries: 0 });
      bed.lab.faults.add({ vendor: "era", method: "POST", path: bannedPath, ...fault });
      expect(await refusal(bed.stack.up(token, "a", args))).toMatch(
        /the answer is (a web page|not valid JSON)/,
      );
    },
  );

  it.each([
    [{ done: true }, "the answer is no list of objects"],
    [[{ site: "SITE1" }], "the answer holds an instance that can't be understood: node:"],
    [[1], "the answer is no list of objects"],
  ])("with something else in it (%j) is an error of the vendor", async (body, message) => {
    const bed = await open();
    bed.lab.faults.add({ vendor: "era", method: "GET", path: bannedPath, status: 200, body });
    expect(await refusal(bed.stack.up(token, "a", args))).toContain(message);
    expect(bed.writes()).toEqual([]);
  });
});

describe("a deletion", () => {
  it.each(readings)("of what is gone succeeds, where %s", async (_, options) => {
    const bed = await open(options);
    await bed.stack.up(token, "a", args);
    await bed.again();
    bed.writes();
    await bed.stack.refresh("a");
    for (const { node } of bed.lab.era.state().instances) bed.lab.era.unban(node, ip);
    // The process has seen the ban and can't know better.
    await bed.stack.delete("a");
    expect(bed.writes()).toEqual([`DELETE bannedaddrs/${ip}`]);
    await bed.again();
    await bed.stack.import(token, "a", ip);
    expect(bed.stack.resources.size).toBe(0);
  });

  it("of a resource that was renamed lifts nothing of what its new name took over", async () => {
    const bed = await open();
    await bed.stack.up(token, "old", args);
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "new", { ...args, scope: { sites: ["SITE1", "SITE2"] } })).toBe(
      "create",
    );
    await bed.stack.delete("old");
    expect(bed.writes()).toEqual(["POST bannedaddrs?sites=SITE1,SITE2"]);
    expect(bed.left()).toEqual([600, 600, 600]);
    expect(bed.said()).toEqual([
      `warn: era:BannedAddress ${ip}: not deleted, because another resource of this program has just taken the same object over`,
    ]);
  });

  it("of a resource that another took over in part lifts the rest", async () => {
    const bed = await open();
    await bed.stack.up(token, "old", args);
    await bed.again();
    bed.writes();
    await bed.stack.up(token, "new", { ...args, scope: { site: "SITE2" } });
    await bed.stack.delete("old");
    expect(bed.writes()).toEqual([
      "POST bannedaddrs?site=SITE2",
      `DELETE bannedaddrs/${ip}?servers=192.168.0.10,192.168.0.18`,
    ]);
    expect(bed.left()).toEqual([undefined, undefined, 600]);
  });

  it("whose scope changed since its creation lifts where the ban is now", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", { ...args, scope: { site: "SITE1" } });
    await bed.again();
    await bed.stack.up(token, "a", { ...args, scope: { site: "SITE2" } });
    await bed.again();
    // Its id still names the first scope, and so does the new resource's.
    await bed.stack.up(token, "b", { ...args, scope: { site: "SITE1" } });
    await bed.stack.delete("a");
    expect(bed.left()).toEqual([600, 600, undefined]);
  });

  it("of an address that changed: the new one is banned first", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", { ...args, ip: "10.0.0.9" })).toBe("replace");
    expect(bed.writes()).toEqual(["POST bannedaddrs", `DELETE bannedaddrs/${ip}`]);
    expect(bed.left()).toEqual([undefined, undefined, undefined]);
    expect(bed.left("10.0.0.9")).toEqual([600, 600, 600]);
  });
});
