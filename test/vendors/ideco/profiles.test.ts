import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const dpi = "ideco:DpiProfile";
const ips = "ideco:IpsProfile";
const app = (id: string, action = "deny") => ({ id: `id.l7.${id}`, action });
const rule = (value: string, more: object = {}) => ({
  filters: [{ key: "classtype", values: [value] }],
  action: "drop",
  ...more,
});

describe("DpiProfile", () => {
  it.each(["list", "object"] as const)(
    "is edited in the form that the appliance takes (%s)",
    async (dpiProfiles) => {
      const { stack, hand, writes } = await open({ dpiProfiles });
      await stack.up(dpi, "p", {
        name: "Quiet",
        protocols: [app("bittorrent"), app("ftp_protocol", "allow")],
      });
      const { id } = stack.resources.get("p") ?? {};
      await stack.up("ideco:ForwardRule", "r", { action: "accept", dpiEnabled: true, dpiProfile: id });
      expect(
        await stack.up(dpi, "p", {
          name: "Quiet",
          protocols: [app("ftp_protocol", "allow"), app("bittorrent")],
        }),
      ).toBe("same");
      writes();
      expect(await stack.up(dpi, "p", { name: "Silent", protocols: [app("bittorrent")] })).toBe("update");
      expect(writes()).toHaveLength(dpiProfiles === "list" ? 1 : 2);
      expect(await hand("GET", "/api/application_control/profiles")).toContainEqual({
        id,
        name: "Silent",
        comment: "",
        protocols: [app("bittorrent")],
      });
      for (const name of ["p", "r"]) expect(await stack.refresh(name)).toEqual([]);
      expect(await refusal(stack.delete("p"))).toContain("is used by rule 1 of forward");
      await stack.delete("r");
      await stack.delete("p");
    },
  );

  it("refuses what is no application, and one that is there twice", async () => {
    const { stack } = await open();
    const wrong = { name: "n", protocols: [{ id: "ftp", action: "deny" }] };
    expect(await refusal(stack.up(dpi, "p", wrong))).toContain(
      'protocols[0].id: found "ftp": allowed: the id of an application',
    );
    const twice = { name: "n", protocols: [app("a"), app("a", "allow")] };
    expect(await refusal(stack.up(dpi, "p", twice))).toContain('protocols[1].id: found "id.l7.a" twice');
  });
});

describe("IpsProfile", () => {
  const [mining, beacon, shell] = [
    rule("coin-mining"),
    rule("command-and-control"),
    rule("web-application-attack"),
  ];

  it.each(["v18", "v20"] as const)(
    "moves, edits, inserts and deletes rules with the least (%s)",
    async (dialect) => {
      const { stack, hand, writes } = await open({ dialect });
      const up = (rules: object[]) => stack.up(ips, "p", { name: "Own", rules });
      await up([mining, beacon, shell]);
      expect(writes()).toEqual(["POST /ips/profiles-create-with-rules"]);
      const { id = "" } = stack.resources.get("p") ?? {};
      const at = `/ips/profiles/${id}`;
      const rules = async () =>
        ((await hand("GET", `${at}/rules`)) as { filters: { values: string[] }[]; action: string }[]).map(
          ({ filters, action }) => `${filters[0]?.values} ${action}`,
        );
      await up([shell, mining, beacon]);
      expect(writes().slice(1)).toEqual([
        dialect === "v18" ? `PATCH ${at}/rules/3/move` : "PATCH /ips/profiles/rules/move",
      ]);
      await up([shell, { ...mining, action: "pass" }, beacon]);
      expect(writes().slice(1)).toEqual([`PATCH ${at}/rules/1`]);
      await up([shell, rule("attempted-admin"), { ...mining, action: "pass" }]);
      expect(writes().slice(1)).toEqual([`POST ${at}/rules`, `DELETE ${at}/rules/2`]);
      expect(await rules()).toEqual([
        "web-application-attack drop",
        "attempted-admin drop",
        "coin-mining pass",
      ]);
      expect(await stack.refresh("p")).toEqual([]);
      await hand("DELETE", `${at}/rules/3`);
      await stack.restart();
      expect(await stack.refresh("p")).not.toEqual([]);
      expect(await up([shell, rule("attempted-admin"), { ...mining, action: "pass" }])).toBe("update");
      expect(await stack.refresh("p")).toEqual([]);
    },
  );

  it("makes a rule once although the answer is lost", async () => {
    const { stack, hand, lab } = await open();
    await stack.up(ips, "p", { name: "Own", rules: [mining] });
    lab.faults.add({ method: "POST", path: /rules$/, lose: "after" });
    await stack.up(ips, "p", { name: "Own", rules: [mining, beacon] });
    const { id } = stack.resources.get("p") ?? {};
    expect(await hand("GET", `/ips/profiles/${id}/rules`)).toHaveLength(2);
  });

  it("never takes a rule that is not understood for its own", async () => {
    const { stack, lab } = await open();
    await stack.up(ips, "p", { name: "Own", rules: [mining] });
    const path = /\/rules$/;
    const alter = (json: unknown) => JSON.parse(JSON.stringify(json).replaceAll('"equals"', '"differs"'));
    lab.faults.add({ method: "GET", path, alter, times: 99 });
    await stack.restart();
    expect(await stack.refresh("p")).toEqual(["rules[0].action"]);
    expect(stack.outputs("p").rules).toMatchObject([{ action: 'not understood: the operator "differs"' }]);
  });

  it("refuses texts for numbers of signatures, and leaves the template alone", async () => {
    const { stack } = await open({ dialect: "v20" });
    const wrong = { name: "n", rules: [{ filters: [{ key: "sid", values: ["7"] }], action: "drop" }] };
    expect(await refusal(stack.up(ips, "p", wrong))).toContain(
      'rules[0].filters[0].values: found "7" for sid, allowed: whole numbers',
    );
    const adopting = { name: "n", rules: [mining], adoptId: "__DEFAULT_IPS_PROFILE_ID__" };
    expect(await refusal(stack.up(ips, "p", adopting))).toContain(
      "it is the read-only template of all profiles",
    );
    expect((await stack.list(ips)).map(({ name }) => name)).toEqual(["Balanced", "Strict"]);
  });
});
