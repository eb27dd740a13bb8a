import { describe, expect, it } from "vitest";
import type { DeepFinderOptions } from "../../provider/lab/deepfinder/appliance";
import { type Harness, harnesses } from "./harness";
import samples from "./samples/deepfinder.json";

const start = harnesses("deepfinder");
const key = "abcde";
const now = "2023-08-25T12:38:00+09:00";

async function open(options: DeepFinderOptions = {}): Promise<Harness> {
  const bed = await start({ deepfinder: { key, seed: false, ...options } });
  bed.lab.clock.freeze(new Date(now));
  return bed;
}

/** A call by its name and query; the text of the answer. HTTP always says 200. */
async function ask(bed: Harness, call: string): Promise<string> {
  const answer = await bed.call("GET", `/api/${call}`);
  expect(answer.status).toBe(200);
  return answer.text;
}
const apply = (bed: Harness, query: string) =>
  ask(bed, `apply_white_black_ip?key=${key}&type=black&domaingid=4&${query}`);
const remove = (bed: Harness, query: string) =>
  ask(bed, `del_white_black_ip?key=${key}&type=black&domaingid=4&${query}`);
const get = async (bed: Harness, list = "black", group: number | string = 4) =>
  (await bed.call("GET", `/api/get_white_black_ip?key=${key}&type=${list}&domaingid=${group}`)).json;
const entries = (bed: Harness) =>
  bed.lab.deepfinder
    .state()
    .groups.flatMap((group) =>
      group.entries.map((one) => [group.list, `${one.startIp}-${one.endIp}`, one.expiredDate]),
    );
/** A failure is Korean text, and not the word of success. */
const failure = /^(?!Completed).*[가-힣]/;

describe("printed calls", () => {
  it("add, single and ranges, with an expiry and without", async () => {
    const bed = await open();
    for (const call of [samples.sample, ...samples.add]) expect(await ask(bed, call)).toBe("Completed");
    expect(entries(bed)).toEqual([
      ["black", "2.2.2.2-2.2.2.2", "2023-08-26T12:38:00"],
      ["black", "1.1.1.1-1.1.1.1", "2023-12-31T12:30:00"],
      ["black", "1.1.1.1-2.2.2.2", null],
      ["white", "1.1.1.1-1.1.1.1", "2023-12-31T12:30:00"],
      ["white", "1.1.1.1-2.2.2.2", null],
    ]);
    for (const call of samples.delete) expect(await ask(bed, call)).toBe("Completed");
    expect(entries(bed)).toEqual([["black", "2.2.2.2-2.2.2.2", "2023-08-26T12:38:00"]]);
    expect(bed.lab.journal.writes()).toHaveLength(9);
  });

  it("get", async () => {
    const bed = await open();
    const expiredDate = "2023-08-26T12:38:00";
    bed.lab.deepfinder.add("black", 4, { startIp: "10.3.3.3", ipid: "500011" });
    bed.lab.deepfinder.add("black", 4, { startIp: "1.1.1.1", expiredDate, ipid: "500021" });
    await ask(bed, samples.sample);
    const [white, black] = samples.get;
    expect(JSON.parse(await ask(bed, white ?? ""))).toEqual([]);
    expect(JSON.parse(await ask(bed, black ?? ""))).toEqual(samples.answer);
  });

  it("tell the version", async () => {
    const bed = await open();
    expect(await ask(bed, `getversion?key=${key}`)).toBe('"DeepFinder_API_v1_0_0"');
    expect(await ask(bed, "getversion?key=other")).toMatch(failure);
  });
});

describe("entries", () => {
  it("vanish when their time has come, in the manager's time zone", async () => {
    const bed = await open();
    await apply(bed, "start_ip=1.1.1.1&expired_date=2023-08-25T12:39:00");
    bed.lab.clock.advance(59);
    expect(entries(bed)).toHaveLength(1);
    bed.lab.clock.advance(1);
    expect((await get(bed))[0].iplist).toEqual([]);
    const utc = await open({ timeZone: "UTC" });
    await apply(utc, "start_ip=1.1.1.1&expired_date=2023-08-25T03:39:00");
    expect(entries(utc)).toEqual([["black", "1.1.1.1-1.1.1.1", "2023-08-25T03:39:00"]]);
    utc.lab.clock.advance(60);
    expect(entries(utc)).toEqual([]);
    expect(utc.lab.connections()["lab-deepfinder"]).toEqual({
      vendor: "deepfinder",
      endpoint: `${utc.lab.url}/deepfinder`,
      key,
      timeZone: "UTC",
    });
  });

  it("keep daylight saving", async () => {
    const bed = await open({ timeZone: "America/New_York" });
    for (const [month, offset] of [
      ["2023-12", "-05:00"],
      ["2024-07", "-04:00"],
    ]) {
      bed.lab.clock.freeze(new Date(`${month}-01T11:59:59${offset}`));
      await apply(bed, `start_ip=1.1.1.1&expired_date=${month}-01T12:00:00`);
      expect(entries(bed)).toEqual([["black", "1.1.1.1-1.1.1.1", `${month}-01T12:00:00`]]);
      bed.lab.clock.advance(1);
      expect(entries(bed)).toEqual([]);
    }
  });

  it("get a new expiry when they are added again, or fail, or stand twice", async () => {
    const bed = await open();
    await apply(bed, "start_ip=1.1.1.1&expired_date=2023-08-26T00:00:00");
    const [before] = (await get(bed))[0].iplist;
    expect(await apply(bed, "start_ip=1.1.1.1&end_ip=1.1.1.1")).toBe("Completed");
    expect((await get(bed))[0].iplist).toEqual([{ ...before, expired_date: null }]);
    bed.lab.deepfinder.configure({ again: "error" });
    expect(await apply(bed, "start_ip=1.1.1.1")).toMatch(failure);
    bed.lab.deepfinder.configure({ again: "duplicate" });
    expect(await apply(bed, "start_ip=1.1.1.1")).toBe("Completed");
    const ids = (await get(bed))[0].iplist.map((one: { ipid: string }) => one.ipid);
    expect(new Set(ids).size).toBe(2);
    expect(await remove(bed, "start_ip=1.1.1.1")).toBe("Completed");
    expect(entries(bed)).toEqual([]);
  });

  it("in the past are taken and gone, or refused", async () => {
    const bed = await open();
    expect(await apply(bed, "start_ip=1.1.1.1&expired_date=2023-08-25T12:37:59")).toBe("Completed");
    expect(entries(bed)).toEqual([]);
    bed.lab.deepfinder.configure({ past: "refuse" });
    expect(await apply(bed, "start_ip=1.1.1.1&expired_date=2023-08-25T12:37:59")).toMatch(failure);
  });

  it("go only as whole ranges", async () => {
    const bed = await open();
    await apply(bed, "start_ip=1.1.1.1&end_ip=1.1.1.9");
    for (const query of ["start_ip=1.1.1.1", "start_ip=1.1.1.1&end_ip=1.1.1.8", "start_ip=9.9.9.9"]) {
      expect(await remove(bed, query)).toMatch(failure);
    }
    bed.lab.deepfinder.configure({ absentDelete: "completed" });
    expect(await remove(bed, "start_ip=9.9.9.9&job=del")).toBe("Completed");
    expect(entries(bed)).toHaveLength(1);
  });

  it("come and go by hand", async () => {
    const bed = await open();
    const ipid = bed.lab.deepfinder.add("white", 5, { startIp: "1.1.1.1", endIp: "1.1.1.2" });
    expect((await get(bed, "white", 5))[0].iplist[0]).toMatchObject({ ipid, startip: "1.1.1.1" });
    bed.lab.deepfinder.removeEntry(ipid);
    expect(entries(bed)).toEqual([]);
    expect(() => bed.lab.deepfinder.removeEntry(ipid)).toThrow(`there is no entry ${ipid}`);
  });
});

describe("groups", () => {
  it("of administrators are shown and left alone", async () => {
    const bed = await open({ seed: true });
    await apply(bed, "start_ip=1.1.1.1");
    const groups = await get(bed);
    expect(groups.map((one: { groupname: string }) => one.groupname)).toEqual([
      "SOC_BLOCK",
      "[API]_BLACK_LIST [ 4 ]",
    ]);
    expect(new Set(groups.map((one: { igid: string }) => one.igid)).size).toBe(2);
    expect(await remove(bed, "start_ip=203.0.113.7")).toMatch(failure);
    expect(await get(bed, "black", 5)).toEqual([]);
  });

  it("have the quoted name of the text, and an empty answer without a body", async () => {
    const bed = await open({ groupName: "quoted", emptyGet: "nothing" });
    expect(await ask(bed, `get_white_black_ip?key=${key}&type=black&domaingid=4`)).toBe("");
    await apply(bed, "start_ip=1.1.1.1");
    expect((await get(bed))[0].groupname).toBe('[API]_BLACK_LIST [ "4" ]');
  });

  it("belong to domain groups that exist", async () => {
    const bed = await open();
    const call = `get_white_black_ip?key=${key}&type=black&domaingid=6`;
    expect(await ask(bed, call)).toMatch(failure);
    bed.lab.deepfinder.addDomainGroup(6);
    expect(await ask(bed, call)).toBe("[]");
    expect(bed.lab.deepfinder.state().domainGroups).toEqual(["4", "5", "6"]);
  });
});

describe("refusals are text with status 200", () => {
  const whole = `key=${key}&type=black&domaingid=4&start_ip=1.1.1.1`;
  it.each([
    `apply_white_black_ip?${whole.replace(key, "other")}`,
    `apply_white_black_ip?${whole.replace(`key=${key}&`, "")}`,
    `apply_white_black_ip?${whole.replace("type=black&", "")}`,
    `apply_white_black_ip?${whole.replace("black", "grey")}`,
    `apply_white_black_ip?${whole.replace("domaingid=4&", "")}`,
    `apply_white_black_ip?${whole.replace("&start_ip=1.1.1.1", "")}`,
    `apply_white_black_ip?${whole}&end_ip=1.1.1.0`,
    `apply_white_black_ip?${whole}&end_ip=`,
    `apply_white_black_ip?${whole}&end_ip=1.1.1.0/24`,
    `apply_white_black_ip?${whole.replace("1.1.1.1", "2001:db8::1")}`,
    `apply_white_black_ip?${whole}&job=add`,
    `apply_white_black_ip?${whole}&expired_date=2023-12-31`,
    `apply_white_black_ip?${whole}&expired_date=2023-12-31T12:30:00Z`,
    `apply_white_black_ip?${whole}&expired_date=2023-02-30T12:30:00`,
    `del_white_black_ip?${whole}&job=add`,
    `del_white_black_ip?${whole}&expired_date=2023-12-31T12:30:00`,
    `del_white_black_ip?${whole}&end_ip=1.1.1.0`,
    `get_white_black_ip?${whole}`,
    `getversion?key=${key}&type=black`,
  ])("%s", async (call) => {
    const bed = await open();
    expect(await ask(bed, call)).toMatch(failure);
    expect(entries(bed)).toEqual([]);
  });

  it("but unknown calls are not, and the key is never kept", async () => {
    const bed = await open();
    expect((await bed.call("GET", `/api/updateManager?key=${key}`)).status).toBe(404);
    expect((await bed.call("POST", `/api/apply_white_black_ip?${whole}`)).status).toBe(405);
    expect(await ask(bed, `apply_white_black_ip?${whole}`)).toBe("Completed");
    expect(await ask(bed, `del_white_black_ip?${whole}`)).toBe("Completed");
    expect(JSON.stringify(bed.lab.journal.list())).not.toContain(key);
    expect(bed.lab.journal.list().at(-1)?.query.key).toBe("***");
  });

  it("and faults are text too", async () => {
    const bed = await open();
    bed.lab.faults.add({ vendor: "deepfinder", status: 500 });
    bed.lab.faults.add({ vendor: "deepfinder", corrupt: true });
    const answer = await bed.call("GET", `/api/apply_white_black_ip?${whole}`);
    expect([answer.status, answer.headers["content-type"]]).toEqual([500, "text/plain; charset=utf-8"]);
    expect(await apply(bed, "start_ip=1.1.1.1")).toBe("Comp");
  });
});
