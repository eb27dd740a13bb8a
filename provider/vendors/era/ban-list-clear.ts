import { z } from "zod";
import { action, triggersField } from "../../kernel/action";
import type { Context } from "../../kernel/context";
import { type Fields, field, type ValuesOf } from "../../kernel/fields";
import { defineResource } from "../../kernel/resource";
import { someOf } from "../../kernel/wording";
import type { Instance } from "./instances";
import { LiveBans } from "./live-bans";
import { placeOfScope } from "./places";
import { bannedAmong } from "./plan";
import { isClear, partOf, type Scope, scopeField, scopeProblem } from "./scope";
import { era } from "./vendor";

const inputs = {
  ...triggersField("Anything: the lists are cleared again when it changes."),
  ...scopeField,
  allServers: field(
    z.boolean(),
    "Clears the lists of every instance of the role; required where there is no `scope`, and refused beside one.",
    { default: false },
  ),
} satisfies Fields;

const outputs = {
  clearedAt: field(z.string(), "When the lists were cleared, an ISO time."),
} satisfies Fields;

/** A clearing is an event of the past: nothing on the platform can differ from it, and nothing can be deleted. */
export const banListClear = defineResource(era, {
  name: "BanListClear",
  doc: "Lifts every ban, automatic ones too, when it is created and whenever `triggers` change. Bans of the same program should depend on it. Deletion sends nothing.",
  page: "era-sg-bannedaddrs: Очистка списков заблокированных адресов",
  importId: "none: a clearing can't be imported",
  example: { allServers: true, triggers: { season: "2025 spring" } },
  inputs,
  outputs,
  check({ scope, allServers }, report) {
    const problem = scopeProblem(scope);
    if (problem) report(["scope"], problem);
    if (!isClear(scope)) return;
    const isScoped = partOf(scope) !== undefined;
    if (!isScoped && allServers === false) {
      report(
        ["allServers"],
        "found false, allowed: true, or a scope; without a scope every instance is cleared",
      );
    }
    if (isScoped && allServers === true) {
      report(["allServers"], "found true beside a scope, allowed: one of the two");
    }
  },
  ...action<ValuesOf<typeof inputs>, { clearedAt: string }>({
    outputs: ["clearedAt"],
    run: (ctx, { scope }) => clear(ctx, scope),
    async preview(ctx, { scope }) {
      const now = await LiveBans.of(ctx).instances(partOf(scope), ctx.signal);
      const addresses = someOf(bannedAmong(now), 500) || "they are empty";
      return { notes: [`clears the ban lists of ${now.length} instances: ${addresses}`] };
    },
  }),
});

async function clear(ctx: Context, scope: Scope | undefined): Promise<{ clearedAt: string }> {
  const lists = LiveBans.of(ctx);
  const { at: now } = await placeOfScope(ctx, lists, partOf(scope));
  await lists.clear(ctx, partOf(scope));
  warn(ctx, now, lists.heldOn(now));
  return { clearedAt: new Date().toISOString() };
}

function warn(ctx: Context, now: Instance[], own: string[]): void {
  const { where } = ctx.connection;
  const offline = now.filter((instance) => !instance.online).map(({ node, site }) => `${node} (${site})`);
  if (offline.length > 0) {
    ctx.log.warn(`${where}: the ban lists of ${offline.join(", ")} were not cleared, offline at the moment`);
  }
  if (own.length === 0) return;
  ctx.log.warn(
    `${where}: the bans of ${someOf(own)}, made by this very run, were lifted as well: let them depend on the BanListClear`,
  );
}
