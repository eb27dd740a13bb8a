import { describe, expect, it, vi } from "vitest";
import { apply, failure, get, type Harness, open, own, readings, refusal, remove } from "./open";

// What waits for a late work need not wait here.
vi.mock("../../../provider/kernel/polling", async (original) => ({
  ...(await original<object>()),
  paused: () => Promise.resolve(),
}));

const token = "deepfinder:IpList";
const place = { list: "black", domainGroupId: 4 };
const [soon, later] = ["2026-03-02T00:00:00", "2026-04-01T12:30:00"];
const one = { startIp: "1.1.1.1" };
const two = { startIp: "2.2.2.0", endIp: "2.2.2.9" };
const net = { cidr: "10.0.0.0/24" };
const [oneText, twoText, netText] = ["1.1.1.1", "2.2.2.0-2.2.2.9", "10.0.0.0-10.0.0.255"];
const args = { ...place, entries: [one, two, net] };

async function settled(bed: Harness, to: object): Promise<void> {
  await bed.again();
  bed.writes();
  expect(await bed.stack.refresh("a")).toEqual([]);
  expect(await bed.stack.refresh("a")).toEqual([]);
  expect(await bed.stack.up(token, "a", { ...to })).toBe("same");
  expect(bed.writes()).toEqual([]);
}

describe.each(readings)("a list, where %s", (_name, options) => {
  it("is made, changed entry by entry, moved and removed", async () => {
    const bed = await open(options);
    bed.lab.deepfinder.add("black", 4, { startIp: "9.9.9.9" });
    const { stack } = bed;
    const change = async (to: object, what: string, sent: string[], entries: string[]) => {
      await bed.again();
      bed.writes();
      expect(await stack.up(token, "a", { ...to })).toBe(what);
      expect(bed.writes().sort()).toEqual([...sent].sort());
      expect(bed.entries().sort()).toEqual(["9.9.9.9", ...entries].sort());
      await settled(bed, to);
    };
    const add = (text: string) => `add ${text}`;
    await change(args, "create", [oneText, twoText, netText].map(add), [oneText, twoText, netText]);
    expect(stack.resources.get("a")?.id).toBe("black/4");
    expect(stack.outputs("a")).toMatchObject({
      groupName: options.groupName === "quoted" ? '[API]_BLACK_LIST [ "4" ]' : own,
      expired: [],
      ipIds: { "1.1.1.1-1.1.1.1": expect.any(String), "2.2.2.0-2.2.2.9": expect.any(String) },
    });

    const timed = [one, { ...two, expiresAt: soon }, net];
    if (options.again === "replace" || options.again === undefined) {
      await change(
        { ...place, entries: timed },
        "update",
        [add(`${twoText} until ${soon}`)],
        [oneText, `${twoText} until ${soon}`, netText],
      );
      await change(args, "update", [add(twoText)], [oneText, twoText, netText]);
    }
    await change(
      { ...place, entries: [net, { startIp: "3.3.3.3" }] },
      "update",
      [add("3.3.3.3"), `del ${oneText}`, `del ${twoText}`],
      [netText, "3.3.3.3"],
    );
    await change({ ...place, entries: [] }, "update", [`del ${netText}`, "del 3.3.3.3"], []);
    await change({ ...place, entries: [one] }, "update", [add(oneText)], [oneText]);
    await change(
      { ...args, list: "white" },
      "replace",
      [...[oneText, twoText, netText].map(add), `del ${oneText}`],
      [],
    );
    await change(
      { ...args, domainGroupId: 5, list: "white" },
      "replace",
      [...[oneText, twoText, netText].map(add), ...[oneText, twoText, netText].map((text) => `del ${text}`)],
      [],
    );
    await bed.again();
    await stack.delete("a");
    expect([bed.entries("white"), bed.entries("white", "5"), bed.entries()]).toEqual([[], [], ["9.9.9.9"]]);
  });

  it("leaves nothing undone and nothing twice when answers are lost", async () => {
    for (const lose of ["before", "after"] as const) {
      const bed = await open(options, { retries: 1 });
      const timed = { ...place, entries: [one, { ...two, expiresAt: later }, net] };
      bed.lab.faults.add({ path: apply, lose, times: 2 });
      await bed.stack.up(token, "a", timed);
      expect(bed.entries().sort()).toEqual([oneText, netText, `${twoText} until ${later}`].sort());
      await bed.again();
      bed.lab.faults.add({ path: remove, lose, times: 2 });
      await bed.stack.up(token, "a", { ...place, entries: [net] });
      expect(bed.entries()).toEqual([netText]);
      expect(bed.lab.faults.unused()).toEqual([]);
    }
  });
});

it("the order and the forms of entries are no difference", async () => {
  const bed = await open();
  await bed.stack.up(token, "a", args);
  await bed.again();
  const other = {
    list: "black",
    domainGroupId: "4",
    entries: [
      { startIp: "10.0.0.0", endIp: "10.0.0.255" },
      { cidr: "1.1.1.1/32" },
      { startIp: "2.2.2.0", endIp: "2.2.2.9" },
    ],
  };
  expect(await bed.stack.preview("a", other)).toEqual([]);
  expect(await bed.stack.up(token, "a", other)).toBe("same");
  await settled(bed, args);
});

it("many entries are few looks, sent in parallel as the connection allows", async () => {
  const bed = await open({}, { concurrency: 4 });
  const entries = Array.from({ length: 120 }, (_, index) => ({ startIp: `10.0.0.${index + 1}` }));
  await bed.stack.up(token, "a", { ...place, entries });
  expect(bed.calls().filter((call) => call === "get")).toHaveLength(2);
  expect(bed.entries()).toHaveLength(120);
  await bed.again();
  await bed.stack.delete("a");
  expect(bed.calls().filter((call) => call === "get")).toHaveLength(2);
  expect(bed.entries()).toEqual([]);
});

describe("what somebody else did to a list", () => {
  async function changed(wish: object, what: (bed: Harness) => Promise<void> | void) {
    const bed = await open();
    await bed.stack.up(token, "a", { ...wish });
    await bed.again();
    bed.writes();
    await what(bed);
    return bed;
  }
  const removeOne = ({ lab, stack }: Harness) => {
    const ids = stack.outputs("a").ipIds as Record<string, string>;
    lab.deepfinder.removeEntry(String(ids["1.1.1.1-1.1.1.1"]));
  };

  it("removed an entry: drift, put back alone", async () => {
    const bed = await changed(args, removeOne);
    expect(await bed.stack.refresh("a")).toContain("entries[2]");
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([`add ${oneText}`]);
    await settled(bed, args);
  });

  it("gave an entry a time: drift, taken away again", async () => {
    const bed = await changed(args, async ({ lab, connection }) => {
      const query = `key=${connection.key}&type=black&domaingid=4&start_ip=1.1.1.1&expired_date=${soon}`;
      await lab.byHand("deepfinder", "GET", `${apply}?${query}`);
    });
    expect(await bed.stack.refresh("a")).toEqual(["entries[0].expiresAt"]);
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([`add ${oneText}`]);
    await settled(bed, args);
  });

  it("removed all of it: drift, put back", async () => {
    const bed = await changed(args, ({ lab }) => {
      for (const id of ["500002", "500003", "500004"]) lab.deepfinder.removeEntry(id);
    });
    expect(await bed.stack.refresh("a")).not.toEqual([]);
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.entries().sort()).toEqual([oneText, twoText, netText].sort());
  });

  it("added one: theirs, where the list is not exclusive", async () => {
    const bed = await changed(args, ({ lab }) => void lab.deepfinder.add("black", 4, { startIp: "7.7.7.7" }));
    await settled(bed, args);
    await bed.stack.delete("a");
    expect(bed.entries()).toEqual(["7.7.7.7"]);
  });

  it("added one: drift, where the list is exclusive; the preview names it, and up removes it", async () => {
    const wish = { ...args, exclusive: true };
    const bed = await changed(wish, ({ lab }) => void lab.deepfinder.add("black", 4, { startIp: "7.7.7.7" }));
    expect(await bed.stack.refresh("a")).toEqual(["entries[3]"]);
    await bed.again();
    await bed.stack.preview("a", wish);
    expect(bed.stack.said).toContain("info: exclusive: will remove 1 unlisted entry: 7.7.7.7");
    expect(await bed.stack.up(token, "a", wish)).toBe("update");
    expect(bed.writes()).toEqual(["del 7.7.7.7"]);
    await settled(bed, wish);
  });

  it("removed everything before we do: nothing is sent", async () => {
    const bed = await changed({ ...place, entries: [one] }, removeOne);
    await bed.stack.delete("a");
    expect(bed.writes()).toEqual([]);
  });
});

describe("an exclusive list", () => {
  const wish = { ...args, exclusive: true };

  async function crowded(count: number) {
    const bed = await open();
    for (let n = 1; n <= count; n++) bed.lab.deepfinder.add("black", 4, { startIp: `8.8.8.${n}` });
    bed.lab.deepfinder.add("white", 4, { startIp: "8.8.8.8" });
    bed.lab.deepfinder.add("black", 5, { startIp: "8.8.8.8" });
    bed.lab.deepfinder.add("black", 4, { startIp: "8.8.8.8" }, "[API]_BLACK_LIST [ 44 ]");
    return bed;
  }

  it("removes what is not listed, from the interface's own group alone", async () => {
    const bed = await crowded(3);
    const before = bed.lab.deepfinder.state().groups.filter(({ groupName }) => groupName !== own);
    await bed.stack.up(token, "a", wish);
    expect(bed.stack.said).toContain(
      "info: exclusive: will remove 3 unlisted entries: 8.8.8.1, 8.8.8.2, 8.8.8.3",
    );
    expect(bed.entries().sort()).toEqual([oneText, twoText, netText].sort());
    const after = bed.lab.deepfinder.state().groups.filter(({ groupName }) => groupName !== own);
    expect(after).toEqual(before);
    // Added first: nothing that shall be blocked is open in between.
    expect(bed.writes().map((call) => call.slice(0, 3))).toEqual(["add", "add", "add", "del", "del", "del"]);
    await settled(bed, wish);
  });

  it("does not remove more than half of all, unless that is said", async () => {
    const bed = await crowded(4);
    expect(await refusal(bed.stack.up(token, "a", wish))).toBe(
      "exclusive: found true, which would remove 4 of 7 entries (8.8.8.1, 8.8.8.2, 8.8.8.3, 8.8.8.4); " +
        "allowed: at most half of them, or allowMassRemoval: true",
    );
    expect(bed.writes()).toEqual([]);
    expect(await bed.stack.up(token, "a", { ...wish, allowMassRemoval: true })).toBe("create");
    expect(bed.entries()).toHaveLength(3);
    expect(await bed.stack.preview("a", wish)).toEqual([]);
  });

  it("shows a crowd in a refresh, with a warning that the next up will refuse", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", wish);
    for (let n = 1; n <= 9; n++) bed.lab.deepfinder.add("black", 4, { startIp: `8.8.8.${n}` });
    await bed.again();
    expect(await bed.stack.refresh("a")).toHaveLength(9);
    expect(bed.stack.said.join()).toContain(
      "deepfinder:IpList black/4: to put back what was found will be refused: exclusive: found true, which would remove 9 of 12",
    );
  });

  it("does not do so either where the crowd came later", async () => {
    const bed = await crowded(1);
    await bed.stack.up(token, "a", { ...wish });
    await bed.again();
    await bed.stack.preview("a", { ...wish, entries: [one, two] });
    for (let n = 1; n <= 9; n++) bed.lab.deepfinder.add("black", 4, { startIp: `8.8.8.${n}` });
    await bed.again();
    const error = await refusal(bed.stack.up(token, "a", { ...wish, entries: [one, two] }));
    expect(error).toContain("exclusive: found true, which would remove 10 of 12 entries");
    expect(bed.entries()).toHaveLength(12);
  });

  it("takes over what is there already, with no call", async () => {
    const bed = await open();
    for (const entry of [one, two]) bed.lab.deepfinder.add("black", 4, entry);
    await bed.stack.up(token, "a", { ...place, entries: [two, one], exclusive: true });
    expect(bed.writes()).toEqual([]);
  });

  it("is what a list becomes, and no longer is, by its switch alone", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    bed.lab.deepfinder.add("black", 4, { startIp: "7.7.7.7" });
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", wish)).toBe("update");
    expect(bed.writes()).toEqual(["del 7.7.7.7"]);
    bed.lab.deepfinder.add("black", 4, { startIp: "7.7.7.7" });
    await bed.again();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes()).toEqual([]);
    await settled(bed, args);
  });

  it("bears no other resource in its list, and none bears it", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", wish);
    const entry = { ...place, startIp: "5.5.5.5" };
    const message =
      "the black list of domain group 4 is owned by deepfinder:IpList a already: two resources of one program would undo each other";
    expect(await refusal(bed.stack.up("deepfinder:IpEntry", "b", entry))).toContain(message);
    expect(
      await refusal(bed.stack.up(token, "c", { ...place, entries: [{ startIp: "5.5.5.5" }] })),
    ).toContain(message);
    expect(await bed.stack.up("deepfinder:IpEntry", "d", { ...entry, domainGroupId: 5 })).toBe("create");
    expect(await refusal(bed.stack.up(token, "e", { ...wish, domainGroupId: 5 }))).toContain(
      "the black list of domain group 5 is owned by deepfinder:IpEntry d already",
    );
  });
});

describe("several lists of one domain group", () => {
  it("live side by side, and hand an entry over in one go", async () => {
    for (const order of [
      ["a", "b"],
      ["b", "a"],
    ]) {
      const bed = await open();
      await bed.stack.up(token, "a", { ...place, entries: [one, two] });
      await bed.stack.up(token, "b", { ...place, entries: [net] });
      await bed.again();
      const wishes: Record<string, object> = {
        a: { ...place, entries: [two] },
        b: { ...place, entries: [net, one] },
      };
      for (const name of order) await bed.stack.up(token, name, { ...wishes[name] });
      expect(bed.entries().sort()).toEqual([oneText, twoText, netText].sort());
      await bed.again();
      for (const name of order) expect(await bed.stack.refresh(name)).toEqual([]);
      await bed.stack.delete("a");
      expect(bed.entries().sort()).toEqual([oneText, netText].sort());
    }
  });

  it("can't both have one range", async () => {
    const bed = await open();
    await bed.stack.up(token, "a", args);
    const again = { ...place, entries: [{ startIp: "10.0.0.0", endIp: "10.0.0.255" }] };
    expect(await refusal(bed.stack.up(token, "b", again))).toContain(
      "10.0.0.0-10.0.0.255 of the black list of domain group 4 is owned by deepfinder:IpList a already",
    );
  });

  it("one that gets another name does not take its entries with it", async () => {
    const bed = await open();
    await bed.stack.up(token, "before", args);
    await bed.again();
    await bed.stack.up(token, "after", { ...args, adopt: true });
    bed.writes();
    await bed.stack.delete("before");
    expect(bed.writes()).toEqual([]);
    expect(bed.entries()).toHaveLength(3);
    expect(bed.stack.said.join()).toContain(
      "deepfinder:IpList black/4: not deleted, because another resource of this program has just taken the same object over",
    );
  });
});

describe("entries that are there already", () => {
  it("with another time are an error that names them, and can be adopted", async () => {
    const bed = await open();
    bed.lab.deepfinder.add("black", 4, one);
    bed.lab.deepfinder.add("black", 4, { ...two, expiredDate: soon });
    const error = await failure(bed.stack.up(token, "a", args));
    // Found by the preview already.
    expect(error.message).toContain(
      "entries: 2.2.2.0-2.2.2.9 is in the black list of domain group 4 already. Take them over with `adopt: true`",
    );
    expect(bed.writes()).toEqual([]);
    await bed.stack.up(token, "a", { ...args, adopt: true });
    expect(bed.writes().sort()).toEqual([`add ${netText}`, `add ${twoText}`].sort());
    await settled(bed, args);
  });

  it("are imported, all of the interface's own group, in a form that any other equals", async () => {
    const bed = await open();
    for (const entry of [one, { ...two, expiredDate: later }, { startIp: "10.0.0.0", endIp: "10.0.0.255" }]) {
      bed.lab.deepfinder.add("black", 4, entry);
    }
    const imported = await bed.stack.import(token, "a", "waf/black/4");
    expect(imported?.id).toBe("black/4");
    const wish = { ...place, entries: [net, one, { ...two, expiresAt: "2026-04-01T03:30:00Z" }] };
    expect(await bed.stack.preview("a", wish)).toEqual([]);
    await settled(bed, wish);
    expect(await bed.stack.preview("a", { ...wish, exclusive: true })).toEqual(["exclusive"]);
  });

  it.each(["black", "grey/4", "black/4/1.1.1.1", "4"])("are not imported by the id %s", async (id) => {
    const bed = await open();
    expect(await refusal(bed.stack.import(token, "a", id))).toContain(
      `the id "${id}" is not right: it is the list and the domain group, as in black/4`,
    );
  });
});

describe("entries whose time has passed", () => {
  const timed = { ...place, entries: [one, { ...two, expiresAt: "2026-03-01T10:00:00" }] };

  it.each([false, true])(
    "stay in the state, are no difference and not added again (exclusive: %s)",
    async (exclusive) => {
      const wish = { ...timed, exclusive };
      const bed = await open();
      await bed.stack.up(token, "a", wish);
      bed.pass(3601);
      await settled(bed, wish);
      expect(bed.entries()).toEqual([oneText]);
      expect(bed.stack.outputs("a")).toMatchObject({ expired: ["2.2.2.0-2.2.2.9"] });
      // An update for another reason leaves it as well.
      await bed.again();
      expect(await bed.stack.up(token, "a", { ...wish, entries: [...timed.entries, net] })).toBe("update");
      expect(bed.writes()).toEqual([`add ${netText}`]);
      await settled(bed, { ...wish, entries: [...timed.entries, net] });
      // And can be taken out of the program.
      await bed.again();
      expect(await bed.stack.up(token, "a", { ...wish, entries: [one, net] })).toBe("update");
      expect(bed.writes()).toEqual([]);
      expect(bed.stack.outputs("a").expired).toEqual([]);
    },
  );

  it.each([false, true])(
    "and that somebody added again are removed by the next up (exclusive: %s)",
    async (exclusive) => {
      const wish = { ...timed, exclusive };
      const bed = await open();
      await bed.stack.up(token, "a", wish);
      bed.pass(3601);
      bed.lab.deepfinder.add("black", 4, { ...two, expiredDate: later });
      await bed.again();
      bed.writes();
      expect(await bed.stack.refresh("a")).toEqual(["prolonged"]);
      expect(bed.stack.outputs("a")).toMatchObject({ prolonged: ["2.2.2.0-2.2.2.9"], expired: [] });
      bed.lab.faults.add({ path: remove, times: 2, status: 200, body: "사용 중입니다." });
      expect(await failure(bed.stack.up(token, "a", wish))).toMatchObject({ category: "partial" });
      await bed.again();
      bed.writes();
      expect(await bed.stack.up(token, "a", wish)).toBe("update");
      expect(bed.writes()).toEqual([`del ${twoText}`]);
      await settled(bed, wish);
    },
  );

  it("are refused as new ones, with their place", async () => {
    const bed = await open();
    const past = { ...place, entries: [one, { ...two, expiresAt: "2026-02-01T00:00:00" }] };
    expect(await refusal(bed.stack.up(token, "a", past))).toContain(
      'entries[1].expiresAt: found "2026-02-01T00:00:00" (Asia/Seoul, that is 2026-01-31T15:00:00.000Z), allowed: a time to come',
    );
    await bed.stack.up(token, "a", args);
    expect(await refusal(bed.stack.up(token, "a", past))).toContain("entries[1].expiresAt: found");
  });
});

describe("a change that the appliance does not take whole", () => {
  it("is partial, keeps what holds, and the next up completes it", async () => {
    const bed = await open({}, { concurrency: 1 });
    bed.lab.faults.add({ path: apply, skip: 1, times: 9, status: 200, body: "저장 공간이 부족합니다." });
    const error = await failure(bed.stack.up(token, "a", args));
    expect(error).toMatchObject({ category: "partial", vendorMessage: "저장 공간이 부족합니다." });
    expect(error.message).toContain("1 of 3 entries of the black list of domain group 4 are as wished");
    expect(error.advice).toContain("The next `pulumi up` completes it.");
    // The engine shows nothing but the reasons.
    expect(error.incomplete?.reasons).toEqual([error.message.replace("\n", "")]);
    expect(bed.stack.outputs("a").entries).toEqual([one]);
    bed.lab.faults.clear();
    await bed.again();
    bed.writes();
    expect(await bed.stack.up(token, "a", args)).toBe("update");
    expect(bed.writes().sort()).toEqual([`add ${netText}`, `add ${twoText}`].sort());
    await settled(bed, args);
  });

  it("with nothing done is a failure that leaves no resource", async () => {
    const bed = await open();
    bed.lab.faults.add({ path: apply, times: 9, status: 200, body: "권한이 없습니다." });
    expect((await failure(bed.stack.up(token, "a", args))).category).toBe("vendor");
    expect(bed.stack.resources.size).toBe(0);
  });

  it("tells what could not be removed, in the vendor's words", async () => {
    const bed = await open();
    bed.lab.deepfinder.add("black", 4, { startIp: "7.7.7.7" });
    bed.lab.faults.add({ path: remove, status: 200, body: "사용 중입니다." });
    const error = await failure(bed.stack.up(token, "a", { ...args, exclusive: true }));
    const words =
      "3 of 3 entries of the black list of domain group 4 are as wished, and 1 more still there (status 200); the vendor says: 사용 중입니다.";
    expect(error.message).toContain(words);
    expect(error.incomplete?.reasons.join()).toContain(words);
  });

  it("of which one entry can't be removed removes the others, and tells", async () => {
    const bed = await open({}, { concurrency: 1 });
    await bed.stack.up(token, "a", args);
    await bed.again();
    bed.lab.faults.add({ path: remove, status: 200, body: "사용 중입니다." });
    expect(await failure(bed.stack.delete("a"))).toMatchObject({ vendorMessage: "사용 중입니다." });
    expect(bed.entries()).toEqual([oneText]);
    await bed.again();
    await bed.stack.delete("a");
    expect(bed.entries()).toEqual([]);
  });

  it("of which nobody can see the end, whatever the reason, keeps everything that was sent", async () => {
    const bed = await open();
    bed.lab.faults.add({ path: get, skip: 1, times: 9, status: 200, body: "서버 오류" });
    const error = await failure(bed.stack.up(token, "a", args));
    expect(error).toMatchObject({ category: "partial", vendorMessage: "서버 오류" });
    bed.lab.faults.clear();
    await bed.again();
    await bed.stack.up(token, "a", { ...place, entries: [net] });
    expect(bed.entries()).toEqual([netText]);
  });

  it("of which nobody can see the end keeps everything that may be there", async () => {
    const bed = await open({ again: "duplicate" }, { retries: 0 });
    bed.lab.faults.add({ path: apply, lose: "after", times: 3 });
    bed.lab.faults.add({ path: /get_/, skip: 1, times: 9, lose: "before" });
    const error = await failure(bed.stack.up(token, "a", args));
    expect(error.category).toBe("partial");
    expect(bed.stack.resources.get("a")).toMatchObject({ id: "black/4", incomplete: true });
    bed.lab.faults.clear();
    await bed.again();
    await bed.stack.up(token, "a", args);
    expect(bed.entries().sort()).toEqual([oneText, twoText, netText].sort());
    await settled(bed, args);
  });
});

describe("bad input is refused with its path", () => {
  it.each<[object, string]>([
    [{ entries: undefined }, "entries: is required"],
    [{ entries: 7 }, "entries: found 7, allowed: a string or a list"],
    [{ entries: [one, {}] }, "entries[1].startIp: is required, or cidr instead of it"],
    [
      { entries: [{ startIp: "1.1.1.300" }] },
      'entries[0].startIp: found "1.1.1.300": allowed: an IPv4 address',
    ],
    [
      { entries: [one, two, { cidr: "1.1.1.1/32" }] },
      "entries[2]: found 1.1.1.1, which is entries[0] already; allowed: each range once",
    ],
    [
      { entries: [{ startIp: "1.1.1.3", endIp: "1.1.1.1" }] },
      'entries[0].endIp: found "1.1.1.1", allowed: startIp ("1.1.1.3") or an address after it',
    ],
    [{ entries: [{ ...one, expires: 1 }] }, 'entries[0].expires: unknown field; did you mean "expiresAt"?'],
    [{ exclusive: "yes" }, 'exclusive: found "yes", allowed: a boolean'],
    [{ adoptId: "5" }, "adoptId: unknown field"],
  ])("%j", async (wrong, message) => {
    const bed = await open();
    expect(await refusal(bed.stack.up(token, "a", { ...args, ...wrong }))).toContain(message);
    expect(bed.calls()).toEqual([]);
  });
});
