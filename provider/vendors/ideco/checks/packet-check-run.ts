import { z } from "zod";
import { action, triggersField } from "../../../kernel/action";
import { Mutex } from "../../../kernel/cached-list";
import type { Context } from "../../../kernel/context";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { defineResource } from "../../../kernel/resource";
import { ideco } from "../vendor";
import { checkResult } from "./results";
import { blocksTraffic, type RunOutputs, runChecks } from "./run";

const inputs = {
  ...triggersField(
    "Any values, such as the ids and contents of rules: when one changes, the checks run again.",
  ),
  timeoutSeconds: field(z.int().min(1).max(86_400), "How long to wait for the results, in seconds.", {
    default: 120,
  }),
  failOnMismatch: field(
    z.boolean(),
    "Fails where a check doesn't give what it expects; else `passed` and `results` tell.",
    { default: true },
  ),
  allowBlock: field(
    z.boolean(),
    "Runs also while the appliance blocks all traffic on a failed check (`PacketCheckSettings.blockTraffic`).",
    { default: false },
  ),
} satisfies Fields;

const outputs = {
  passed: field(z.boolean(), "Whether every enabled check gave what it expects."),
  blockStatus: field(z.boolean(), "Whether the appliance blocks all traffic because a check failed."),
  results: field(z.array(checkResult), "What happened to each test packet."),
} satisfies Fields;

/** A run of all enabled packet checks: not an object of the appliance, so that nothing of it can drift or be deleted. */
export const packetCheckRun = defineResource(ideco, {
  name: "PacketCheckRun",
  doc: "Runs all enabled packet checks of the appliance when it is created and whenever `triggers` change, and waits for the results. Deletion sends nothing.",
  page: "ideco-ngfw-traffic-rules: Проверка прохождения трафика, Запуск проверок",
  importId: "none: a run can't be imported",
  example: { triggers: { rules: "2025-04-01" } },
  inputs,
  outputs,
  ...action<ValuesOf<typeof inputs>, RunOutputs>({
    outputs: ["passed", "blockStatus", "results"],
    run: (ctx, run) => inTurn(ctx, () => runChecks(ctx, run)),
    async preview(ctx, { allowBlock }) {
      if (allowBlock || !(await blocksTraffic(ctx))) return {};
      return {
        warnings: [
          `${ctx.connection.where}: a failed packet check blocks all traffic (block_traffic), so the checks won't run unless that is switched off until then; allowBlock: true runs them all the same`,
        ],
      };
    },
  }),
});

/** A start resets the results of a run before it. */
async function inTurn(ctx: Context, work: () => Promise<RunOutputs>): Promise<RunOutputs> {
  const turns = ctx.connection.singleton("runs of packet checks", () => new Mutex());
  return turns.run(work);
}
