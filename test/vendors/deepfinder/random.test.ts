import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { Lab } from "../../../provider/lab/core";
import { type AddressRange, addressRange, keyOf } from "../../../provider/vendors/deepfinder/ranges";
import { Stack } from "../stack";
import { apply, get, ownEntries, remove, start } from "./open";

// What waits for a late work need not wait here.
vi.mock("../../../provider/kernel/polling", async (original) => ({
  ...(await original<object>()),
  paused: () => Promise.resolve(),
}));

const token = "deepfinder:IpList";
const forms = {
  "1.1.1.1": { startIp: "1.1.1.1" },
  "1.1.1.1-1.1.1.3": { startIp: "1.1.1.1", endIp: "1.1.1.3" },
  "10.0.0.0-10.0.0.255": { cidr: "10.0.0.0/24" },
  "2.2.2.2": { cidr: "2.2.2.2/32" },
};
const keys = Object.keys(forms) as Key[];
/** Never, in an hour, in a month. */
const times = [undefined, "2026-03-01T10:00:00", "2026-04-01T09:00:00"] as const;
const anHour = 3600;
const foreign = "9.9.9.9";

type Key = keyof typeof forms;

interface Wish {
  listed: Key[];
  time: number;
  exclusive: boolean;
}

type Step =
  | ({ do: "wish" } & Wish)
  | { do: "remove" | "add"; key: Key }
  | { do: "pass" }
  | { do: "lose"; path: string; when: "before" | "after" }
  | { do: "refuse"; path: string; skip: number };

const key = fc.constantFrom(...keys);
const path = fc.constantFrom(apply, remove, get);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("wish" as const),
      listed: fc.subarray(keys),
      time: fc.nat(times.length - 1),
      exclusive: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "add" as const), key }) },
  { weight: 1, arbitrary: fc.constant({ do: "pass" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("lose" as const),
      path,
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("refuse" as const), path, skip: fc.nat(2) }),
  },
);

const options = fc.record({
  again: fc.constantFrom("replace" as const, "error" as const, "duplicate" as const),
  absentDelete: fc.constantFrom("error" as const, "completed" as const),
});

afterEach(() => {
  vi.useRealTimers();
});

it("whatever happened to a list, the next up brings it about, leaves nothing behind and touches no other", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      options,
      fc.boolean(),
      async (steps, reading, isRefreshed) => {
        vi.useFakeTimers({ toFake: ["Date"], now: new Date(start) });
        const lab = await Lab.start({ deepfinder: reading });
        const stack = new Stack({ waf: { ...lab.connections()["lab-deepfinder"], retries: 1 } });
        try {
          await run(lab, stack, steps, isRefreshed);
        } finally {
          await stack.close();
          await lab.stop();
        }
      },
    ),
    { numRuns: 60 },
  );
}, 600_000);

async function run(lab: Lab, stack: Stack, steps: Step[], isRefreshed: boolean): Promise<void> {
  const { deepfinder } = lab;
  deepfinder.add("black", 4, { startIp: foreign }, "SOC_BLOCK");
  let wish: Wish = { listed: keys, time: 0, exclusive: false };
  /** What somebody else added, which only an exclusive list or one that lists it takes away. */
  const others = new Set<string>();
  const up = async () => {
    await stack.restart();
    const args = argsOf(wish, wishedOf(wish, stack));
    return stack.up(token, "it", args).catch((thrown: Error) => thrown);
  };
  for (const each of steps) {
    // Only a refresh can tell what somebody else did.
    if (each.do === "wish") {
      wish = each;
      await up();
    } else if (each.do === "pass") vi.setSystemTime(Date.now() + 2 * anHour * 1000);
    else if (each.do === "lose") lab.faults.add({ path: each.path, lose: each.when });
    else if (each.do === "refuse") {
      lab.faults.add({ path: each.path, skip: each.skip, times: 2, status: 200, body: "서버 오류" });
    } else if (isRefreshed) {
      if (each.do === "add") others.add(each.key);
      byHand(lab, each.do, each.key);
    }
  }
  lab.faults.clear();
  await stack.restart();
  if (isRefreshed && stack.resources.has("it")) await stack.refresh("it");
  expect(await up()).not.toBeInstanceOf(Error);

  const wished = wishedOf(wish, stack);
  const there = wished.filter(({ expiresAt }) => !hasPassed(expiresAt));
  expect(found(lab)).toEqual(expect.arrayContaining(there.map((one) => textOf(one.key, one.expiresAt))));
  const allowed = new Set<string>(wish.exclusive ? wish.listed : [...wish.listed, ...others]);
  expect(rangesOf(found(lab)).filter((range) => !allowed.has(range))).toEqual([]);

  await stack.restart();
  expect(await stack.refresh("it")).toEqual([]);
  expect(await stack.preview("it", argsOf(wish, wished))).toEqual([]);
  lab.journal.clear();
  expect(await up()).toBe("same");
  expect(lab.journal.writes()).toEqual([]);

  await stack.restart();
  await stack.delete("it");
  expect(rangesOf(found(lab)).filter((range) => (wish.listed as string[]).includes(range))).toEqual([]);
  expect(deepfinder.state().groups.find(({ groupName }) => groupName === "SOC_BLOCK")?.entries).toHaveLength(
    2,
  );
}

interface Wished {
  key: Key;
  expiresAt?: string;
}

/** A time that has passed can only be wished of an entry that has had it. */
function wishedOf({ listed, time }: Wish, stack: Stack): Wished[] {
  const state = (stack.resources.get("it")?.outputs.entries ?? []) as Array<
    Parameters<typeof addressRange>[0] & Wished
  >;
  const had = new Set(state.map((one) => textOf(keyOf(addressRange(one) as AddressRange), one.expiresAt)));
  const expiresAt = times[time];
  return listed.map((key) => {
    const isLate = hasPassed(expiresAt) && !had.has(textOf(key, expiresAt));
    return { key, expiresAt: isLate ? times[2] : expiresAt };
  });
}

function argsOf(wish: Wish, wished: Wished[]) {
  const entries = wished.map(({ key, expiresAt }) => ({ ...forms[key], ...(expiresAt && { expiresAt }) }));
  const { exclusive } = wish;
  return { list: "black", domainGroupId: 4, entries, exclusive, allowMassRemoval: true, adopt: true };
}

function hasPassed(wall: string | undefined): boolean {
  return wall !== undefined && Date.parse(`${wall}+09:00`) <= Date.now();
}

function textOf(key: string, expiresAt?: string): string {
  const [from, to = from] = key.split("-");
  return `${from === to ? from : `${from}-${to}`}${expiresAt ? ` until ${expiresAt}` : ""}`;
}

/** The ranges of the interface's own group, each with the time that counts: the one that lasts longest. */
function found(lab: Lab): string[] {
  const ends = new Map<string, string>();
  for (const text of ownEntries(lab)) {
    const [range = "", , until = "9999"] = text.split(" ");
    const known = ends.get(range);
    ends.set(range, known !== undefined && known > until ? known : until);
  }
  return [...ends].map(([range, until]) => textOf(range, until === "9999" ? undefined : until));
}

function rangesOf(texts: string[]): string[] {
  return texts.map((text) => text.split(" ")[0] ?? "");
}

function byHand(lab: Lab, what: "remove" | "add", key: Key): void {
  const [startIp = "", endIp = startIp] = key.split("-");
  if (what === "add") lab.deepfinder.add("black", 4, { startIp, endIp });
  const own = lab.deepfinder.state().groups.filter(({ groupName }) => groupName.startsWith("[API]"));
  const meant = own
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.startIp === startIp && entry.endIp === endIp);
  if (what === "remove") for (const { ipid } of meant) lab.deepfinder.removeEntry(ipid);
}
