import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { Lab } from "../../../provider/lab/core";
import { Stack } from "../stack";
import { first, second, third } from "./open";

const nodes = [first, second, third] as const;
const addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"];
const foreign = "10.9.9.9";
const scopes = [undefined, { site: "SITE1" }, { site: "SITE2" }, { servers: [100, "server03"] }];
/** Which instances a scope means. */
const members = [nodes, [first, second], [third], [first, third]];

type Step =
  | { do: "wish"; listed: string[]; expires: number; scope: number; renew: string }
  | { do: "move"; scope: number }
  | { do: "offline" | "online" | "failing" | "taking"; node: string }
  | { do: "unban" | "ban"; node: string; ip: string }
  | { do: "pass"; seconds: number }
  | { do: "lose"; method: string };

const node = fc.constantFrom(...nodes);
const wishes = fc.record({
  do: fc.constant("wish" as const),
  listed: fc.subarray(addresses, { minLength: 1 }),
  expires: fc.constantFrom(300, 600, 1200),
  scope: fc.nat(scopes.length - 1),
  renew: fc.constantFrom("when-expired", "early", "never"),
});
/** The next wish is for another place alone, so that bans move. */
const moves = fc.record({ do: fc.constant("move" as const), scope: fc.nat(scopes.length - 1) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: wishes },
  { weight: 3, arbitrary: moves },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("offline" as const, "online" as const, "failing" as const, "taking" as const),
      node,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("unban" as const, "ban" as const),
      node,
      ip: fc.constantFrom(...addresses),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("pass" as const), seconds: fc.constantFrom(10, 250, 700) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("lose" as const),
      method: fc.constantFrom("POST", "DELETE", "GET"),
    }),
  },
);

/** A list of several addresses, and a list of one as a BannedAddress. */
const kinds = {
  "era:BanList": (wish: Properties) => wish,
  "era:BannedAddress": ({ addresses: [ip], ...wish }: Properties & { addresses: string[] }) => ({
    ip,
    ...wish,
  }),
};

afterEach(() => {
  vi.useRealTimers();
});

type Token = keyof typeof kinds;

it.each(Object.keys(kinds) as Token[])(
  "whatever happened to a %s, the next up brings it about, leaves nothing behind and touches no other",
  async (token) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        fc.constantFrom("extends", "replaces"),
        fc.boolean(),
        async (steps, renewal, isRefreshed) => {
          const lab = await Lab.start({ era: { authentication: "none", renewal: renewal as "extends" } });
          lab.clock.freeze();
          vi.useFakeTimers({ toFake: ["Date"] });
          const stack = new Stack({ sg: { ...lab.connections()["lab-era"], retries: 1 } });
          try {
            await run(lab, stack, token, steps, isRefreshed);
          } finally {
            await stack.close();
            await lab.stop();
          }
        },
      ),
      { numRuns: 80 },
    );
  },
  600_000,
);

interface Wish {
  listed: string[];
  expires: number;
  scope: number;
  renew: string;
}

async function run(lab: Lab, stack: Stack, token: Token, steps: Step[], isRefreshed: boolean): Promise<void> {
  let wish: Wish = { listed: addresses, expires: 600, scope: 0, renew: "early" };
  /** Bans that may stay: those of others, and on instances that were offline when they should have been lifted. */
  const excused = new Set<string>();
  lab.era.ban(second, foreign, 1_000_000);
  const up = async () => {
    await stack.restart();
    for (const { online, node } of lab.era.state().instances) {
      if (!online) for (const ip of addresses) excused.add(place(ip, node));
    }
    return stack.up(token, "it", argsOf(token, wish)).catch((thrown: Error) => thrown);
  };
  for (const step of steps) {
    // Only a refresh can tell what somebody else did.
    if (!isRefreshed && (step.do === "ban" || step.do === "unban")) continue;
    if (step.do === "wish" || step.do === "move") {
      wish = { ...wish, ...step };
      await up();
    } else hand(lab, step, excused);
  }
  for (const node of nodes) {
    lab.era.setOnline(node, true);
    lab.era.failBans(node, false);
  }
  lab.faults.clear();
  await stack.restart();
  if (isRefreshed && stack.resources.has("it")) await stack.refresh("it");
  expect(await up()).not.toBeInstanceOf(Error);

  const wished = wishedPlaces(token, wish);
  const found = places(lab);
  if (wish.renew !== "never") {
    expect(found).toEqual(expect.arrayContaining(wished));
    expect(stack.outputs("it")).toMatchObject({ expired: false });
  }
  expect(found.filter((each) => !wished.includes(each) && !excused.has(each))).toEqual([]);
  await stack.restart();
  expect(await stack.refresh("it")).toEqual([]);
  expect(await stack.preview("it", argsOf(token, wish))).toEqual([]);
  expect(await up()).toBe("same");

  await stack.restart();
  await stack.delete("it");
  expect(places(lab).filter((each) => wished.includes(each))).toEqual([]);
  expect(lab.era.state().instances.map((one) => one.banned.some(({ ip }) => ip === foreign))).toEqual([
    false,
    true,
    false,
  ]);
}

function argsOf(token: Token, { listed, expires, scope, renew }: Wish): Properties {
  const below = renew === "early" ? { renewBelowSeconds: 60 } : {};
  return kinds[token]({ addresses: listed, expires, scope: scopes[scope], renew, ...below });
}

function hand(lab: Lab, step: Exclude<Step, { do: "wish" | "move" }>, excused: Set<string>): void {
  const { era } = lab;
  if (step.do === "offline" || step.do === "online") era.setOnline(step.node, step.do === "online");
  if (step.do === "failing" || step.do === "taking") era.failBans(step.node, step.do === "failing");
  if (step.do === "unban") era.unban(step.node, step.ip);
  if (step.do === "ban") {
    era.ban(step.node, step.ip, 100);
    excused.add(place(step.ip, step.node));
  }
  if (step.do === "pass") {
    lab.clock.advance(step.seconds);
    vi.setSystemTime(Date.now() + step.seconds * 1000);
  }
  if (step.do === "lose") lab.faults.add({ vendor: "era", method: step.method, lose: "after", times: 2 });
}

function wishedPlaces(token: Token, { listed, scope }: Wish): string[] {
  const all = token === "era:BanList" ? listed : listed.slice(0, 1);
  return all.flatMap((ip) => members[scope]?.map((node) => place(ip, node)) ?? []);
}

function places(lab: Lab): string[] {
  const all = lab.era.state().instances.flatMap(({ node, banned }) => banned.map(({ ip }) => ({ ip, node })));
  return all.filter(({ ip }) => ip !== foreign).map(({ ip, node }) => place(ip, node));
}

function place(ip: string, node: string): string {
  return `${ip} on ${node}`;
}
