import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { describe, expect, test, vi } from "vitest";
import type { Lab } from "../../provider/lab/core";
import type { Fault } from "../../provider/lab/faults";
import { failureOf, type Json, open, type PluginClient, struct, urn } from "./client";

const rules = /\/firewall\/rules\/forward/;
const rule = { action: "drop", comment: "a" };
const table = {
  table: "forward",
  ownership: "exclusive",
  adopt: true,
  rules: [{ key: "a", action: "drop" }],
};
/** Longer than any test. */
const delayMs = 600_000;

interface Harness {
  plugin: PluginClient;
  lab: Lab;
  id: string;
  /** A rule as check gives it; it is on the appliance, with this id. */
  inputs: Json;
  outputs: Json;
}

/** Every call that talks to an appliance, and the request of it that never gets an answer. */
const calls: Record<string, { held: Fault; start(bed: Harness): Promise<unknown> }> = {
  check: {
    held: { method: "GET", path: rules },
    start: ({ plugin }) => plugin.check("ideco:RuleTable", table),
  },
  diff: {
    held: { method: "GET", path: rules },
    start: ({ plugin }) => {
      const inputs = { ...table, connection: "lab-ideco", onDelete: "delete", strict: false };
      const state = { ...inputs, ruleIds: {}, lastChange: {}, bookkeeping: { digest: "", foreign: [] } };
      return plugin.diff("ideco:RuleTable", "forward", state, { ...inputs, rules: [] });
    },
  },
  create: {
    held: { method: "POST", path: rules },
    start: ({ plugin, inputs }) => plugin.create("ideco:ForwardRule", { ...inputs, comment: "b" }),
  },
  read: {
    held: { method: "GET", path: rules },
    start: ({ plugin, id, inputs, outputs }) => plugin.read("ideco:ForwardRule", id, outputs, inputs),
  },
  update: {
    held: { method: "PUT", path: rules },
    start: ({ plugin, id, inputs, outputs }) =>
      plugin.update("ideco:ForwardRule", id, outputs, { ...inputs, comment: "b" }),
  },
  delete: {
    held: { method: "DELETE", path: rules },
    start: ({ plugin, id, outputs }) => plugin.delete("ideco:ForwardRule", id, outputs),
  },
  invoke: {
    held: { method: "GET", path: rules },
    start: ({ plugin }) => plugin.invoke("ideco:getRules", { table: "forward" }),
  },
  list: {
    held: { method: "GET", path: rules },
    start: ({ plugin }) => plugin.list("ideco:ForwardRule"),
  },
};

/** A rule on an appliance that a plugin knows, and one request that the appliance will not answer. */
async function holding(fault: Fault): Promise<Harness> {
  const { lab, plugin } = await open({ ideco: { dialect: "v18" } });
  const id = String(lab.ideco.table("forward").add({ ...rule }));
  const found = await plugin.read("ideco:ForwardRule", id);
  // A process of its own, as far as the plugin is concerned: with nothing in its memory.
  await plugin.configure({ "lab-ideco": { ...lab.connections()["lab-ideco"], dialect: "v18" } });
  lab.journal.clear();
  lab.faults.add({ ...fault, delayMs });
  return { lab, plugin, id, inputs: found?.inputs ?? {}, outputs: found?.outputs ?? {} };
}

async function held({ lab }: Harness, { method, path }: Fault): Promise<void> {
  await vi.waitFor(() => expect(lab.journal.list({ method, path })).toHaveLength(1), 20_000);
}

describe("in the middle of", () => {
  test.each(Object.entries(calls))("%s a Cancel ends it, and all that follows", async (name, call) => {
    const bed = await holding(call.held);
    const { lab, plugin } = bed;
    const failing = failureOf(call.start(bed));
    await held(bed, call.held);
    await plugin.cancel();
    expect(await failing).toMatchObject({
      code: "UNAVAILABLE",
      details: expect.stringMatching(/the operation was cancelled.*\[PERIMETER_CANCELLED\]$/),
    });
    expect(lab.journal.writes().length).toBe(["create", "update", "delete"].includes(name) ? 1 : 0);

    const later = await failureOf(plugin.invoke("ideco:getRules", { table: "forward" }));
    expect(later).toMatchObject({ code: "UNAVAILABLE" });
    lab.faults.clear();
    await plugin.configure(lab.connections());
    expect(await plugin.invoke("ideco:getRules", { table: "forward" })).toMatchObject({
      items: [{ id: Number(bed.id), comment: "a" }],
    });
  });

  test("a creation that the appliance has done it is answered as made", async () => {
    const done: Fault = { method: "POST", path: rules, afterWork: true };
    const bed = await holding(done);
    const { lab, plugin } = bed;
    const making = plugin.create("ideco:ForwardRule", { ...bed.inputs, comment: "b" });
    await vi.waitFor(() => expect(lab.ideco.table("forward").rules).toHaveLength(2), 20_000);
    await plugin.cancel();
    const [, made] = lab.ideco.table("forward").rules;
    expect(await making).toMatchObject({ id: String(made?.id), outputs: { comment: "b" } });
  });

  test("a call that is taken back alone nothing else is", async () => {
    const bed = await holding({ method: "PUT", path: rules });
    const { lab, plugin, id, inputs, outputs } = bed;
    const request = new proto.UpdateRequest().setUrn(urn("ideco:ForwardRule")).setId(id);
    request.setOlds(struct(outputs)).setNews(struct({ ...inputs, comment: "b" }));
    const back = new AbortController();
    const failing = failureOf(plugin.call("update", request, back.signal));
    await held(bed, { method: "PUT", path: rules });
    back.abort();
    expect(await failing).toMatchObject({ code: "CANCELLED" });
    lab.faults.clear();
    // The table takes its writes one after the other: the next one shows that the first has ended.
    const next = { ...inputs, comment: "c" };
    expect(await plugin.update("ideco:ForwardRule", id, outputs, next)).toEqual({ ...outputs, comment: "c" });
    expect(lab.ideco.table("forward").rules).toMatchObject([{ comment: "c" }]);
  });
});

describe("a time limit of the program", () => {
  test.each(["create", "update", "delete"] as const)("ends %s alone", async (name) => {
    const { held: fault } = calls[name] ?? {};
    const bed = await holding(fault as Fault);
    const { plugin, lab, id, inputs, outputs } = bed;
    const timeout = 0.2;
    const next = { ...inputs, comment: "b" };
    const failing = {
      create: () => plugin.create("ideco:ForwardRule", next, { timeout }),
      update: () => plugin.update("ideco:ForwardRule", id, outputs, next, { timeout }),
      delete: () => plugin.delete("ideco:ForwardRule", id, outputs, { timeout }),
    }[name];
    expect(await failureOf(failing())).toMatchObject({
      code: "UNAVAILABLE",
      details: expect.stringMatching(/the time limit of the operation is over.*customTimeouts/),
    });
    lab.faults.clear();
    expect((await plugin.read("ideco:ForwardRule", id, outputs, inputs))?.id).toBe(id);
  });
});
