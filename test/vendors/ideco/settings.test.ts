import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { type SettingCase, settings } from "../../conformance/cases/ideco/settings";
import { type Harness, open, refusal } from "./open";

interface Kind extends SettingCase {
  name: string;
  id: string;
}

/** `FirewallCounters` → `firewall-counters` */
const kebab = (name: string) => name.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();

const kinds: Kind[] = Object.entries(settings).map(([name, each]) => ({ name, id: kebab(name), ...each }));

/** An appliance whose setting is what `first` says. */
async function openFirst(kind: Kind, ...[options, settings]: Parameters<typeof open>): Promise<Harness> {
  const bed = await open({ ...(kind.sinceV19 && { dialect: "v20" }), ...options }, settings);
  const names = Object.keys(kind.body);
  const before = Object.fromEntries(Object.values(kind.first).map((value, index) => [names[index], value]));
  await bed.hand(kind.method ?? (bed.lab.ideco.dialect === "v18" ? "PUT" : "PATCH"), kind.path, before);
  return bed;
}

const dialects = ["v18", "v19", "v20"] as const;
const connections = dialects.flatMap((dialect) => [
  { dialect, said: dialect },
  { dialect, said: "auto" },
]);

describe.each(kinds)("$name", (kind) => {
  const { name, id, path, first, other, body, method, onlyV18, sinceV19 } = kind;
  const token = `ideco:${name}`;
  const supported = connections.filter(({ dialect }) => (dialect === "v18" ? !sinceV19 : !onlyV18));

  it.each(supported)(
    "is taken over, set and put back on $dialect (connection: $said)",
    async ({ dialect, said }) => {
      const { stack, hand, lab, writes } = await openFirst(kind, { dialect }, { dialect: said });
      const before = await hand("GET", path);
      const verb = method ?? (dialect === "v18" ? "PUT" : "PATCH");
      expect(await stack.up(token, "s", first)).toBe("create");
      expect(writes()).toEqual([]);
      expect(stack.resources.get("s")?.id).toBe(id);
      expect(await stack.preview("s", other)).not.toEqual([]);
      expect(await stack.up(token, "s", other)).toBe("update");
      expect(writes()).toEqual([`${verb} ${path}`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual(body);
      expect(await stack.refresh("s")).toEqual([]);
      expect(await stack.up(token, "s", other)).toBe("same");
      expect(stack.outputs("s").original).toEqual(first);
      await stack.restart();
      await stack.delete("s");
      expect(writes()).toEqual([`${verb} ${path}`]);
      expect(await hand("GET", path)).toEqual(before);
    },
  );

  it("shows what was changed by hand, and puts back nothing that isn't ours any more", async () => {
    const { stack, hand, lab, writes } = await openFirst(kind);
    const before = await hand("GET", path);
    await stack.up(token, "s", other);
    await hand(method ?? "PUT", path, before);
    await stack.restart();
    expect(await stack.refresh("s")).not.toEqual([]);
    expect(await stack.up(token, "s", other)).toBe("update");
    await hand(method ?? "PUT", path, before);
    lab.journal.clear();
    writes();
    await stack.restart();
    await stack.delete("s");
    expect(writes()).toEqual([]);
  });

  it("stays with onDelete keep; is imported whole", async () => {
    const { stack, hand, writes } = await openFirst(kind);
    await stack.up(token, "s", { ...other, onDelete: "keep" });
    await stack.restart();
    writes();
    await stack.delete("s");
    expect(writes()).toEqual([]);
    expect(await hand("GET", path)).toEqual(body);
    const imported = await stack.import(token, "s", id);
    expect(imported?.inputs).toMatchObject({ ...other, onDelete: "restore" });
    expect(await stack.preview("s", { ...other })).toEqual([]);
    await stack.restart();
    await stack.delete("s");
    expect(await hand("GET", path)).toEqual(body);
  });

  it("remembers what was there although the answer was lost", async () => {
    const { stack, hand, lab } = await openFirst(kind, {}, { retries: 0 });
    const before = await hand("GET", path);
    lab.faults.add({ method: method ?? "PUT", path, lose: "after" });
    expect(await refusal(stack.up(token, "s", other))).toContain(
      "the connection broke before the answer came",
    );
    expect(await hand("GET", path)).toEqual(body);
    await stack.restart();
    expect(await stack.up(token, "s", other)).toBe("update");
    await stack.restart();
    await stack.delete("s");
    expect(await hand("GET", path)).toEqual(before);
  });

  it.each([
    [
      "lacks a field",
      (body: Properties) => Object.fromEntries(Object.entries(body).slice(1)),
      "doesn't tell",
    ],
    ["says null", (body: Properties) => ({ ...body, [Object.keys(body)[0] ?? ""]: null }), "doesn't tell"],
    ["tells of an error", () => ({ code: 5, message: "busy", enabled: "?" }), "tells of a failure"],
  ])("takes no answer for the setting that %s", async (_, alter, message) => {
    const { stack, hand, lab, writes } = await openFirst(kind, {}, { retries: 0 });
    await stack.up(token, "s", other);
    writes();
    await stack.restart();
    lab.faults.add({ method: "GET", path, times: Infinity, alter: (json) => alter(json as Properties) });
    for (const work of [() => stack.refresh("s"), () => stack.up(token, "s", first), () => stack.delete("s")])
      expect(await refusal(work())).toContain(message);
    expect(writes()).toEqual([]);
    expect(await hand("GET", path)).toEqual(body);
    lab.faults.clear();
    await stack.restart();
    expect(await stack.refresh("s")).toEqual([]);
  });

  it("is refused twice in one program, and with a value of another kind", async () => {
    const { stack } = await openFirst(kind);
    await stack.up(token, "s", other);
    expect(await refusal(stack.up(token, "t", other))).toMatch(
      new RegExp(`the setting ${name} is owned by (${token} )?s already`),
    );
    const [field = ""] = Object.keys(first);
    expect(await refusal(stack.up(token, "s", { ...other, [field]: "yes" }))).toContain(
      `${field}: found "yes", allowed: a`,
    );
  });
});

describe("FirewallSettings", () => {
  const token = "ideco:FirewallSettings";
  const path = "/firewall/settings";

  it("takes a list that isn't told for an empty one", async () => {
    const { stack, lab } = await open();
    const alter = (json: unknown) => ({ ...(json as Properties), log_actions: undefined });
    lab.faults.add({ method: "GET", path, times: Infinity, alter });
    expect(await stack.up(token, "s", { logMode: "all" })).toBe("create");
    await stack.restart();
    expect(await stack.refresh("s")).toEqual([]);
  });

  it("leaves what the program doesn't say as it is, also when it goes", async () => {
    const { stack, hand, lab } = await open();
    await stack.up(token, "s", { logMode: "all" });
    expect(lab.journal.writes()[0]?.body).toEqual({
      automatic_snat_enabled: true,
      log_mode: "all",
      log_actions: [],
    });
    await hand("PUT", path, { automatic_snat_enabled: false, log_mode: "all", log_actions: ["snat"] });
    await stack.restart();
    expect(await stack.refresh("s")).toEqual([]);
    await stack.delete("s");
    expect(await hand("GET", path)).toEqual({
      automatic_snat_enabled: false,
      log_mode: "nothing",
      log_actions: ["snat"],
    });
  });

  it("puts back only the fields that are still ours", async () => {
    const { stack, hand } = await open();
    await stack.up(token, "s", { logMode: "all", automaticSnatEnabled: false });
    await hand("PUT", path, { automatic_snat_enabled: false, log_mode: "selected", log_actions: ["drop"] });
    await stack.restart();
    await stack.delete("s");
    expect(await hand("GET", path)).toEqual({
      automatic_snat_enabled: true,
      log_mode: "selected",
      log_actions: ["drop"],
    });
  });

  it("remembers a field's value from the time when the program first said it", async () => {
    const { stack, hand } = await open();
    await stack.up(token, "s", { logMode: "all" });
    await stack.up(token, "s", { logMode: "selected", logActions: ["drop"] });
    expect(stack.outputs("s").original).toEqual({ logMode: "nothing", logActions: [] });
    await stack.up(token, "s", { logActions: ["drop"] });
    expect(stack.outputs("s").original).toEqual({ logActions: [] });
    await stack.restart();
    await stack.delete("s");
    expect(await hand("GET", path)).toMatchObject({ log_mode: "selected", log_actions: [] });
  });

  it("takes the events as a set: their order is no difference", async () => {
    const { stack, hand, writes } = await open();
    const logActions = ["accept", "drop", "mark_log"];
    await stack.up(token, "s", { logMode: "selected", logActions });
    const reordered = {
      automatic_snat_enabled: true,
      log_mode: "selected",
      log_actions: ["mark_log", "accept", "drop"],
    };
    await hand("PUT", path, reordered);
    await stack.restart();
    expect(await stack.refresh("s")).toEqual([]);
    expect(await stack.up(token, "s", { logMode: "selected", logActions })).toBe("same");
    writes();
    await stack.delete("s");
    expect(writes()).toEqual([`PUT ${path}`]);
    expect(await hand("GET", path)).toMatchObject({ log_actions: [] });
  });

  it.each<[Properties, string]>([
    [{ logMode: "some" }, 'logMode: found "some", allowed: "nothing", "all", "selected"'],
    [
      { logActions: ["reject"] },
      'logActions[0]: found "reject", allowed: "accept", "drop", "dnat", "snat", "mark_log", "mark_not_log"',
    ],
    [{ logActions: "drop" }, "logActions: found"],
    [{ loggMode: "all" }, 'loggMode: unknown field; did you mean "logMode"?'],
    [{ onDelete: "remove" }, 'onDelete: found "remove", allowed: "restore", "keep"'],
  ])("refuses %j", async (args, message) => {
    const { stack } = await open();
    expect(await refusal(stack.up(token, "s", args))).toContain(message);
  });
});

describe("QuotaAccounting", () => {
  const token = "ideco:QuotaAccounting";

  it.each(connections.filter(({ dialect }) => dialect !== "v18"))(
    "is refused at preview on $dialect (connection: $said)",
    async ({ dialect, said }) => {
      const { stack, writes } = await open({ dialect }, { dialect: said });
      expect(await refusal(stack.up(token, "s", { enabled: true }))).toBe(
        "enabled: found on an appliance without quotas, allowed: v18 only; the vendor removed quotas in v19, so take this resource out",
      );
      expect(writes()).toEqual([]);
    },
  );

  it("is gone after an upgrade, and deleted without a word", async () => {
    const { stack, lab } = await open();
    await stack.up(token, "s", { enabled: true });
    const state = stack.resources.get("s");
    lab.ideco.upgrade("v19");
    await stack.restart();
    expect(await stack.refresh("s")).toBe("gone");
    if (state) stack.resources.set("s", state);
    await stack.delete("s");
    expect(stack.resources.size).toBe(0);
  });
});

it("says so where something else than the setting answers", async () => {
  const { stack, lab } = await open();
  lab.faults.add({ path: "/ips/state", status: 200, body: [true] });
  expect(await refusal(stack.up("ideco:Ips", "s", { enabled: true }))).toContain(
    "the answer at /ips/state is not the setting Ips",
  );
});
