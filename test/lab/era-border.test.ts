import { describe, expect, it } from "vitest";
import type { EraOptions } from "../../provider/lab/era/appliance";
import { type Harness, harnesses } from "./harness";

const start = harnesses("era");
const borders = "/rest/v1/master/borderrules";
const open = (options: EraOptions = {}): Promise<Harness> =>
  start({ era: { authentication: "none", ...options } });

describe("border rules", () => {
  const body = { priority: 100, remoteipmask: "192.168.0.0/24", action: "drop" };

  it("are kept whole, changed in part and removed", async () => {
    const bed = await open();
    bed.lab.clock.freeze(new Date("2019-11-09T14:45:04.640Z"));
    const { id, ...rule } = (await bed.call("POST", borders, body)).json;
    expect(rule).toEqual({
      enabled: 1,
      site: "*",
      service: "sip",
      domain: "",
      username: "",
      useragent: "",
      ...body,
      opts: { title: "", comment: "" },
      ext: { ct: "2019-11-09T14:45:04.64Z", lwt: "2019-11-09T14:45:04.64Z" },
    });
    bed.lab.clock.advance(1);
    const changed = await bed.call("PATCH", `${borders}/${id}`, { action: "deny", opts: { comment: "c" } });
    expect([changed.status, changed.json]).toEqual([
      200,
      {
        id,
        ...rule,
        action: "deny",
        opts: { title: "", comment: "c" },
        ext: { ct: "2019-11-09T14:45:04.64Z", lwt: "2019-11-09T14:45:05.64Z" },
      },
    ]);
    expect((await bed.call("GET", `${borders}/${id}`)).json).toEqual(changed.json);
    expect((await bed.call("PUT", `${borders}/${id}`, body)).status).toBe(405);
    expect((await bed.call("DELETE", `${borders}/${id}`)).status).toBe(204);
    for (const method of ["GET", "DELETE"]) {
      expect((await bed.call(method, `${borders}/${id}`)).json.error_code).toBe(1404);
    }
    expect((await bed.call("PATCH", `${borders}/${id}`, {})).status).toBe(404);
  });

  it("are replaced by PUT in another build", async () => {
    const bed = await open({ borderUpdate: "put" });
    const { id } = bed.lab.era.putBorderRule({ domain: "a", priority: 5 });
    expect((await bed.call("PATCH", `${borders}/${id}`, { priority: 6 })).status).toBe(405);
    expect((await bed.call("PUT", `${borders}/${id}`, { priority: 6 })).status).toBe(400);
    expect((await bed.call("PUT", `${borders}/${id}`, body)).json).toMatchObject({ id, domain: "", ...body });
    bed.lab.era.configure({ borderUpdate: "both" });
    expect((await bed.call("PATCH", `${borders}/${id}`, { priority: 6 })).status).toBe(200);
    bed.lab.era.removeBorderRule(id);
    expect(bed.lab.era.state().borderRules).toEqual([]);
    expect(() => bed.lab.era.removeBorderRule(id)).toThrow(/there is no border rule/);
  });

  it("are listed by a view", async () => {
    const bed = await open();
    for (const priority of [30, 10, 20])
      bed.lab.era.putBorderRule({ priority, opts: { title: `t${priority}` } });
    const list = async (query: string) => (await bed.call("GET", `${borders}?${query}`)).json;
    expect(await list("mask=priority,opts.title&order=priority&limit=2")).toEqual([
      { priority: 10, opts: { title: "t10" } },
      { priority: 20, opts: { title: "t20" } },
    ]);
    expect(await list('mask=opts.title&flat=1&filter={"opts.title":"t30"}')).toEqual([
      { "opts.title": "t30" },
    ]);
    expect(await list("")).toEqual(bed.lab.era.state().borderRules);
    expect((await bed.call("GET", `${borders}?mask=action`)).status).toBe(400);
  });

  it.each([
    { ...body, remoteipmask: "192.168.0.10" },
    { ...body, remoteipmask: "172.25.0.50+10" },
    { ...body, id: "9a7a73b7-016c-cd10-9ca9-50e54938780c", enabled: 0, opts: { title: "t", comment: "c" } },
    { ...body, action: "allow" },
  ])("take %j", async (rule) => {
    const bed = await open();
    expect((await bed.call("POST", borders, rule)).json).toMatchObject(rule);
    const again = await bed.call("POST", borders, rule);
    expect(again.status).toBe("id" in rule ? 409 : 200);
  });

  it.each([
    [{ remoteipmask: "192.168.0.0/24", action: "drop" }, "priority"],
    [{ ...body, priority: "100" }, "priority"],
    [{ ...body, remoteipmask: "192.168.0.0/33" }, "remoteipmask"],
    [{ ...body, remoteipmask: "2001:db8::/32" }, "remoteipmask"],
    [{ ...body, action: "reject" }, "action"],
    [{ ...body, enabled: true }, "enabled"],
    [{ ...body, ext: {} }, "ext"],
  ])("refuse %j", async (rule, field) => {
    const bed = await open();
    const answer = await bed.call("POST", borders, rule);
    expect([answer.status, answer.json.error_details?.field]).toEqual([400, field]);
    expect(bed.lab.era.state().borderRules).toEqual([]);
  });

  it("know the actions that the build knows", async () => {
    const bed = await open({ borderActions: ["allow", "deny", "drop"] });
    expect((await bed.call("POST", borders, { ...body, action: "accept" })).status).toBe(400);
  });
});
