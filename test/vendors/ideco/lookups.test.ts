import { describe, expect, it } from "vitest";
import { open } from "./open";

const template = "__DEFAULT_IPS_PROFILE_ID__";
const names = ({ items }: Record<string, unknown>) => (items as { name: string }[]).map(({ name }) => name);

describe("what rules can name is looked up", () => {
  it("getUsers and getGroups, with the ids that rules have and ids as texts in every version", async () => {
    for (const dialect of ["v18", "v20"] as const) {
      const { stack } = await open({ dialect });
      expect(await stack.call("ideco:getUsers", { name: "Ivanov" })).toEqual({
        items: [expect.objectContaining({ id: "1", name: "Ivanov", parentId: "1", ruleIds: ["user.id.1"] })],
      });
      expect(await stack.call("ideco:getGroups", { name: "Accounting" })).toMatchObject({
        items: [{ id: "2", ruleIds: ["group.id.2"] }],
      });
      expect(names(await stack.call("ideco:getUsers"))).toEqual(["Ivanov", "Petrova"]);
    }
  });

  it("getZones, getCountries and getHipProfiles, from a list of objects in either form", async () => {
    for (const allAliases of ["list", "grouped"] as const) {
      const { stack } = await open({ allAliases });
      const { items } = await stack.call("ideco:getZones");
      expect(items).toContainEqual({ id: "zone.id.1", kind: "zone", name: "Office", comment: "" });
      expect(names({ items })).toContain("External interfaces");
      expect(names({ items })).not.toContain("Provider");
      expect(names(await stack.call("ideco:getCountries"))).toEqual(["Germany", "Japan", "Testland"]);
      expect(names(await stack.call("ideco:getHipProfiles"))).toEqual(["Without profile", "Managed laptop"]);
    }
  });

  it("getDpiProfiles and getIpsProfiles", async () => {
    const { stack } = await open({ dialect: "v20" });
    expect(await stack.call("ideco:getDpiProfiles", { name: "Office" })).toMatchObject({
      items: [{ protocols: [{ id: "id.l7.bittorrent", action: "deny" }] }],
    });
    expect(names(await stack.call("ideco:getDpiProfiles", { name: "Nobody's" }))).toEqual([]);
    const { items } = await stack.call("ideco:getIpsProfiles");
    expect(items).toContainEqual(expect.objectContaining({ id: template }));
    expect(names(await stack.call("ideco:getIpsProfiles", { name: "Strict" }))).toEqual(["Strict"]);
  });
});

it("rules name all of it by name, countries and zones by id too, and the template profile", async () => {
  const { stack, lab } = await open({ dialect: "v20" });
  const rule = { action: "accept", dpiEnabled: true, dpiProfile: "Office", ipsEnabled: true };
  await stack.up("ideco:ForwardRule", "named", {
    ...rule,
    ipsProfile: "Strict",
    sourceAddresses: ["Germany", "Ivanov"],
    incomingInterface: "Office",
  });
  await stack.up("ideco:ForwardRule", "ids", {
    ...rule,
    ipsProfile: template,
    sourceAddresses: ["iplist.de", "iplist.jp", "list_of_iplists.id.1"],
    destinationAddresses: ["zero_subnet"],
    incomingInterface: "zone.id.1",
  });
  const [named, ids] = lab.ideco.table("forward").rules;
  expect(named).toMatchObject({
    dpi_profile: "2c9d6f10-55b1-4c0c-9d51-6a1b7e8f3c01",
    ips_profile: "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b02",
    incoming_interface: "zone.id.1",
    sources: [{ source_addresses: ["iplist.de", "user.id.1"] }],
  });
  expect(ids).toMatchObject({ ips_profile: template, incoming_interface: "zone.id.1" });
  for (const name of ["named", "ids"]) expect([name, await stack.refresh(name)]).toEqual([name, []]);
});
