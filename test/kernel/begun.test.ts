import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "../../provider/kernel/connections";
import { PerimeterError } from "../../provider/kernel/errors";
import { silent } from "../../provider/kernel/log";
import { createOnce } from "../../provider/kernel/once";
import { PendingCreate } from "../../provider/kernel/pending-create";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "perimeter-begun-"));
  vi.stubEnv("XDG_STATE_HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

const folder = () => join(home, "pulumi-perimeter", "begun");
const memory = new Map<string, unknown>();
const connection = (appliance: string) => {
  const singleton = <T>(key: string, make: () => T) => {
    if (!memory.has(key)) memory.set(key, make());
    return memory.get(key) as T;
  };
  return { appliance, settings: {}, singleton } as unknown as Connection;
};
const warnings: string[] = [];
const context = (appliance: string, stack = "shop/dev") => {
  const log = { ...silent, warn: (text: string) => void warnings.push(text) };
  return { connection: connection(appliance), stack, log, signal: new AbortController().signal };
};
const thing = (name: string, appliance = "here", stack = "shop/dev") =>
  PendingCreate.of(context(appliance, stack), { name });

/** As if another process had begun it, and were gone. */
function died(): void {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  for (const name of readdirSync(folder())) {
    renameSync(join(folder(), name), join(folder(), name.replace(/-\d+\.json$/, `-${pid}.json`)));
  }
}

describe("a creation that was begun", () => {
  test("is nobody's business while it is under way, and forgotten at its end", () => {
    const begun = thing("a");
    begun.begin(["1"]);
    expect(thing("a").left()).toBeUndefined();
    begun.end();
    expect(thing("a").left()).toBeUndefined();
    expect(readdirSync(folder())).toEqual([]);
  });

  test("is found by the next process where its own died, by the same creation alone", () => {
    thing("a").begin(["1"]);
    died();
    expect(thing("a").left()).toEqual(new Set(["1"]));
    expect(thing("b").left()).toBeUndefined();
    expect(thing("a", "there").left()).toBeUndefined();
    expect(thing("a", "here", "shop/prod").left()).toBeUndefined();
    thing("a").end();
    expect(thing("a").left()).toBeUndefined();
  });

  test("is found where nobody knows how it ended, for a day", () => {
    const begun = thing("a");
    begun.begin(["1", "2"]);
    begun.leave();
    expect(thing("a").left()).toEqual(new Set(["1", "2"]));
    vi.useFakeTimers({ now: Date.now() + 25 * 3600_000 });
    try {
      expect(thing("a").left()).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test("stays until its process ends in order, as the state may never see a good answer", () => {
    const begun = thing("a");
    begun.begin(["1"]);
    begun.made("2");
    expect(thing("a").left()).toBeUndefined();
    expect(readdirSync(folder())).toHaveLength(1);
    PendingCreate.close(connection("here"));
    expect(readdirSync(folder())).toEqual([]);
  });

  test("is found where its process was killed after the good answer, also of two equal ones", () => {
    const [one, other] = [thing("a"), thing("a")];
    one.begin(["1"]);
    one.made("2");
    other.begin(["1", "2"]);
    other.made("3");
    died();
    expect(thing("a").left()).toEqual(new Set(["1"]));
  });

  test.each(["/dev/null", "/dev/null/nowhere"])(
    "needs no folder that can be written, and says once that there is none: %s",
    (folder) => {
      vi.stubEnv("XDG_STATE_HOME", folder);
      memory.clear();
      warnings.length = 0;
      for (const name of ["a", "b"]) {
        const begun = thing(name);
        begun.begin([]);
        expect(begun.left()).toBeUndefined();
        begun.made("1");
        begun.leave();
        begun.end();
      }
      PendingCreate.close(connection("here"));
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain("no notes of creations can be kept on this machine");
    },
  );
});

describe("an object of which a process that died began the creation", () => {
  /** A creation of "a" on an appliance with these ids; gives the id and how often it was sent. */
  async function create(ids: string[], ours: string[] = [], fails?: Partial<PerimeterError>) {
    let sent = 0;
    const made = createOnce<string>({
      ctx: context("here"),
      send: async () => {
        sent += 1;
        if (fails)
          throw new PerimeterError({ category: "vendor", message: "no", retryable: false, ...fails });
        return "new";
      },
      look: async () => ids,
      idOf: (id) => id,
      matches: (id) => id.startsWith("a"),
      known: new Set(ids),
      ours: new Set(ours),
      begun: thing("a"),
    });
    return { id: await made.catch((error: PerimeterError) => error.category), sent };
  }

  test("is found and taken, and none is made; the next one is made again", async () => {
    thing("a").begin(["a1"]);
    died();
    expect(await create(["a1", "a2"])).toEqual({ id: "a2", sent: 0 });
    expect(await create(["a1", "a2"])).toEqual({ id: "new", sent: 1 });
  });

  test("is made where it is not there, or is somebody's already", async () => {
    thing("a").begin(["a1"]);
    died();
    expect(await create(["a1", "a2"], ["a2"])).toEqual({ id: "new", sent: 1 });
    PendingCreate.close(connection("here"));
    expect(readdirSync(folder())).toEqual([]);
  });

  test("is remembered after a failure only where it may have been made", async () => {
    await create([], [], {});
    expect(readdirSync(folder())).toEqual([]);
    await create([], [], { outcomeUnknown: true });
    expect(readdirSync(folder())).toHaveLength(1);
    expect(await create(["a3"])).toEqual({ id: "a3", sent: 0 });
  });
});
