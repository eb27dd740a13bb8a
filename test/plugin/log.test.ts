import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { startEngine, startPlugin, urn } from "./client";

const vm = "2300727f-3771-4bdc-bba1-35ca12cb8635";
const [info, warning] = [1, 2];

describe("what the engine is told", () => {
  test("stands at the resource; the progress of long work passes by, and all of it comes before the answer", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    lab.clock.freeze();
    const engine = await startEngine();
    const plugin = await startPlugin(engine.address);
    await plugin.configure(lab.connections());
    const enrollment = { vmId: vm, waitForService: true };
    const { inputs } = await plugin.check("nhn:Enrollment", enrollment);
    const making = plugin.create("nhn:Enrollment", inputs);
    const progress = () => engine.said.filter(({ ephemeral }) => ephemeral);
    await vi.waitFor(() => expect(progress()).not.toEqual([]), 20_000);
    lab.clock.advance(3600);
    expect((await making).outputs).toMatchObject({ status: "inService" });
    for (const said of progress()) expect(said).toMatchObject({ severity: info, urn: urn("nhn:Enrollment") });

    const rule = { action: "drop" };
    await plugin.check("ideco:ForwardRule", rule, {}, "one");
    const before = engine.said.length;
    await plugin.check("ideco:ForwardRule", rule, {}, "two");
    expect(engine.said.slice(before)).toEqual([
      {
        severity: warning,
        urn: urn("ideco:ForwardRule", "two"),
        ephemeral: false,
        message: expect.stringContaining("several new rules of the table forward have no position"),
      },
    ]);
  });

  test("may be lost where the engine is gone: the work goes on", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const plugin = await startPlugin("127.0.0.1:1");
    await plugin.configure(lab.connections());
    await plugin.check("ideco:ForwardRule", { action: "drop" }, {}, "one");
    const { failures } = await plugin.check("ideco:ForwardRule", { action: "drop" }, {}, "two");
    expect(failures).toEqual([]);
  });
});
