import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CachedList } from "../../provider/kernel/cached-list";
import * as lifecycle from "../../provider/kernel/lifecycle";
import { checkedInputs, process, thing, Wall } from "./things";

/** Creation and deletion in two processes of one update. */

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "perimeter-holdings-"));
  vi.stubEnv("XDG_STATE_HOME", home);
  vi.stubEnv("TMPDIR", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

const engine = "127.0.0.1:40123";
const inputs = { ...checkedInputs };
const taken =
  "acme:Thing 1: not deleted, because another resource of this program has just taken the same object over";

async function setup() {
  const wall = await Wall.start();
  const started = (address: string | undefined = engine) => process(wall, {}, {}, address);
  return { wall, started };
}

describe("what one process of an update holds, another one doesn't delete", () => {
  test("what it made", async () => {
    const { wall, started } = await setup();
    const [maker, remover] = [started(), started()];
    const { id, outputs } = await lifecycle.create(maker.runtime, thing, inputs);
    await lifecycle.remove(remover.runtime, thing, id, outputs);
    expect(wall.things.size).toBe(1);
    expect(remover.log.lines).toEqual([`warn: ${taken}`]);
  });

  test("what it made on the way to a failure, what it updated, what it keeps", async () => {
    const { wall, started } = await setup();
    const { id, outputs } = await lifecycle.create(started("127.0.0.1:1").runtime, thing, inputs);
    const half = started();
    await expect(lifecycle.create(half.runtime, thing, { ...inputs, name: "half" })).rejects.toThrow();
    await lifecycle.remove(started().runtime, thing, "2", { ...outputs, name: "half" });
    expect(wall.things.size).toBe(2);

    const updater = started();
    await lifecycle.update(updater.runtime, thing, id, outputs, { ...inputs, size: 2 });
    await lifecycle.remove(started().runtime, thing, id, outputs);
    expect(wall.things.size).toBe(2);
    await updater.runtime.close();

    const keeper = started();
    const { inputs: checked } = await lifecycle.check(keeper.runtime, thing, inputs, inputs);
    await lifecycle.diff(keeper.runtime, thing, id, outputs, checked);
    await lifecycle.remove(started().runtime, thing, id, outputs);
    expect(wall.things.size).toBe(2);
  });

  test("but what the engine replaces although nothing changed is deleted", async () => {
    const { wall, started } = await setup();
    const { runtime } = started();
    const { id, outputs } = await lifecycle.create(started("127.0.0.1:1").runtime, thing, inputs);
    const { inputs: checked } = await lifecycle.check(runtime, thing, inputs, inputs);
    await lifecycle.diff(runtime, thing, id, outputs, checked);
    await lifecycle.check(runtime, thing, undefined, inputs);
    await lifecycle.remove(runtime, thing, id, outputs);
    expect(wall.things.size).toBe(0);
  });

  test("also under another connection to the same appliance, but not on another appliance", async () => {
    const { wall, started } = await setup();
    const { runtime } = started();
    const { id, outputs } = await lifecycle.create(runtime, thing, inputs);
    const twin = { vendor: "acme", endpoint: `${wall.site.url}/`, retries: 0 };
    const same = process(wall, { twin }, {}, engine);
    await lifecycle.remove(same.runtime, thing, id, { ...outputs, connection: "twin" });
    expect(wall.things.size).toBe(1);
    const elsewhere = await Wall.start();
    elsewhere.add({ name: "a" });
    const other = process(elsewhere, {}, {}, engine);
    await lifecycle.remove(other.runtime, thing, id, outputs);
    expect(elsewhere.things.size).toBe(0);
  });

  test("but another update does, and one that comes after it with the same address", async () => {
    const { wall, started } = await setup();
    const { runtime } = started();
    const { id, outputs } = await lifecycle.create(runtime, thing, inputs);
    await lifecycle.remove(started("127.0.0.1:40124").runtime, thing, id, outputs);
    expect(wall.things.size).toBe(0);
    const again = await lifecycle.create(runtime, thing, inputs);
    await runtime.close();
    await lifecycle.remove(started().runtime, thing, again.id, again.outputs);
    expect(wall.things.size).toBe(0);
  });

  test("a process that was killed doesn't count for ever", async () => {
    const { wall, started } = await setup();
    const { id, outputs } = await lifecycle.create(started().runtime, thing, inputs);
    const folder = join(home, "pulumi-perimeter", "updates");
    const long = new Date(Date.now() - 25 * 3600_000);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), long, long);
    await lifecycle.remove(started().runtime, thing, id, outputs);
    expect(wall.things.size).toBe(0);
  });

  test("where the folder for state can't be written to, temporary files do; where nothing can be, that is said once", async () => {
    const { wall, started } = await setup();
    vi.stubEnv("XDG_STATE_HOME", "/dev/null/nowhere");
    const { id, outputs } = await lifecycle.create(started().runtime, thing, inputs);
    await lifecycle.remove(started().runtime, thing, id, outputs);
    expect(wall.things.size).toBe(1);
    vi.stubEnv("TMPDIR", "/dev/null/nowhere");
    const { runtime, log } = started();
    await lifecycle.create(runtime, thing, { ...inputs, name: "b" });
    await lifecycle.create(runtime, thing, { ...inputs, name: "c" });
    expect(log.lines).toEqual([expect.stringMatching(/^warn: what this update makes can't be written down/)]);
  });
});

test("what another process has deleted is not believed from memory", async () => {
  const { started } = await setup();
  const [maker, remover] = [started(), started()];
  let looks = 0;
  const list = new CachedList(async () => {
    looks += 1;
    return [looks];
  });
  await list.get();
  const { id, outputs } = await lifecycle.create(maker.runtime, thing, inputs);
  await lifecycle.remove(maker.runtime, thing, "9", { ...outputs, name: "other" });
  await lifecycle.create(maker.runtime, thing, { ...inputs, name: "b" });
  await list.get();
  expect(looks).toBe(1);
  await lifecycle.remove(remover.runtime, thing, "8", outputs);
  await lifecycle.update(maker.runtime, thing, id, outputs, { ...inputs, size: 2 });
  await list.get();
  await lifecycle.create(maker.runtime, thing, { ...inputs, name: "c" });
  await list.get();
  expect(looks).toBe(2);
});
