import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type Answer, Caller } from "./client";

let lab: Lab;
let caller: Caller;

beforeAll(async () => {
  lab = await Lab.start({ era: { authentication: "none" } });
  caller = new Caller(lab.url);
});

afterAll(async () => {
  await caller.close();
  await lab.stop();
});

/** A read, a write, and whether the write was done, for each vendor. */
const vendors = {
  selectel: {
    read: () =>
      caller.call("GET", "/selectel/eye/v1/ips/ports", undefined, { "x-token": "lab-selectel-token" }),
    write: () =>
      caller.call("POST", "/selectel/eye/v1/ips", { ip: "99.99.99.99" }, { "x-token": "lab-selectel-token" }),
    done: () => "99.99.99.99" in lab.selectel.state().monitored,
    words: (answer: Answer) => answer.json.result,
  },
  era: {
    read: () => caller.get("/era/rest/v1/master/logicalroles/sg/bannedaddrs"),
    write: () =>
      caller.post("/era/rest/v1/master/logicalroles/sg/bannedaddrs", { ip: "10.0.0.1", expires: 60 }),
    done: () => lab.era.state().instances.every((one) => one.banned.length === 1),
    words: (answer: Answer) => answer.json.error_message,
  },
  nhn: {
    read: () => caller.get("/nhn/v1.0/appkeys/lab-nhn-appkey/applied-vms"),
    write: () => {
      const [vm] = lab.nhn.state().vms.filter((one) => one.lbId === null);
      const { lbId: _lbId, phase: _phase, ...asked } = vm ?? {};
      return caller.post("/nhn/v1.0/appkeys/lab-nhn-appkey/vm", { vmList: [asked] });
    },
    done: () => lab.nhn.state().vms.some((vm) => vm.phase === "pending"),
    words: (answer: Answer) => answer.json.header.resultMessage,
  },
  deepfinder: {
    read: () =>
      caller.get("/deepfinder/api/get_white_black_ip?key=lab-deepfinder-key&type=black&domaingid=4"),
    write: () =>
      caller.get(
        "/deepfinder/api/apply_white_black_ip?key=lab-deepfinder-key&type=white&domaingid=5&start_ip=1.1.1.1",
      ),
    done: () => lab.deepfinder.state().groups.some((group) => group.list === "white"),
    words: (answer: Answer) => answer.text,
  },
};

describe.each(Object.entries(vendors))("%s", (vendor, { read, write, done, words }) => {
  it("fails as asked, in the vendor's own form", async () => {
    lab.faults.add({ vendor, status: 503, headers: { "retry-after": "1" } });
    const answer = await read();
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "1"]);
    expect(words(answer)).toBe("the lab was asked to fail here");
    lab.faults.add({ vendor, status: 502, html: true });
    expect((await read()).text).toMatch(/^<html>/);
  });

  it("sends half an answer", async () => {
    const whole = (await read()).text;
    lab.faults.add({ vendor, corrupt: true });
    const half = await read();
    expect(half.status).toBe(200);
    expect(half.json).toBeUndefined();
    if (whole.length > 2) expect(whole.startsWith(half.text)).toBe(true);
  });

  it("loses a call before or after the work", async () => {
    lab.journal.clear();
    lab.faults.add({ vendor, lose: "before" });
    await expect(write()).rejects.toThrow();
    expect(done()).toBe(false);
    lab.faults.add({ vendor, lose: "after" });
    await expect(write()).rejects.toThrow();
    expect(done()).toBe(true);
    expect(lab.journal.writes({ vendor })).toHaveLength(2);
    expect(lab.faults.unused()).toEqual([]);
  });
});

it("gives a connection for every vendor", () => {
  const { "lab-ideco": _ideco, ...others } = lab.connections();
  expect(others).toEqual({
    "lab-selectel": {
      vendor: "selectel",
      endpoint: `${lab.url}/selectel/eye/v1`,
      token: "lab-selectel-token",
    },
    "lab-era": { vendor: "era", endpoint: `${lab.url}/era` },
    "lab-nhn": {
      vendor: "nhn",
      endpoint: `${lab.url}/nhn`,
      appKey: "lab-nhn-appkey",
      tokenEndpoint: `${lab.url}/nhn/oauth2/token/create`,
    },
    "lab-deepfinder": {
      vendor: "deepfinder",
      endpoint: `${lab.url}/deepfinder`,
      key: "lab-deepfinder-key",
    },
  });
});

it("adds its own latency to each vendor's answers", async () => {
  const slow = await Lab.start({ nhn: { latencyMs: 60 } });
  const nhn = new Caller(slow.url);
  const started = Date.now();
  await nhn.get("/nhn/v1.0/appkeys/lab-nhn-appkey/applied-vms");
  expect(Date.now() - started).toBeGreaterThanOrEqual(58);
  await nhn.close();
  await slow.stop();
});
