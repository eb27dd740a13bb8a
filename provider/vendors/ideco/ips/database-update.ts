import { z } from "zod";
import { action, triggersField } from "../../../kernel/action";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, isCategory, PerimeterError } from "../../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { poll } from "../../../kernel/polling";
import { defineResource } from "../../../kernel/resource";
import { ideco } from "../vendor";
import { isBad, type UpdateStatus, updatePath, updateStatus, updateStatusFields } from "./update-status";

const fields = {
  ...triggersField('Anything: the update runs again when it changes, e.g. `{ week: "2025-W14" }`.'),
  timeoutSeconds: field(
    z.number().positive().max(86_400),
    "How long to wait for the end of the update, in seconds.",
    { default: 600, providerOnly: true },
  ),
} satisfies Fields;

type DatabaseUpdateInputs = ValuesOf<typeof fields>;

/** A forced update of the signature databases, when it is created and when `triggers` change. */
export const ipsDatabaseUpdate = defineResource(ideco, {
  name: "IpsDatabaseUpdate",
  doc: "A forced update of the signature and GeoIP databases: starts it on creation and when `triggers` change, and waits for its end. Deletion sends nothing.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Обновление баз",
  importId: "any text: nothing on the appliance has this id",
  example: { triggers: { week: "2025-W14" } },
  inputs: fields,
  outputs: updateStatusFields,
  ...action<DatabaseUpdateInputs, UpdateStatus>({
    outputs: ["status", "msg", "lastUpdate"],
    run,
    latest: updateStatus,
  }),
});

async function run(ctx: Context, { timeoutSeconds }: DatabaseUpdateInputs): Promise<UpdateStatus> {
  const before = await updateStatus(ctx);
  await start(ctx, before);
  return waitForEnd(ctx, before, timeoutSeconds);
}

const attempts = 3;

/** Starts the update once: after a lost answer it looks whether the update runs or has run. */
async function start(ctx: Context, before: UpdateStatus): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ctx.call({ method: "POST", path: updatePath, repeat: false, answer: "none" });
      return;
    } catch (thrown) {
      const error = asPerimeterError(thrown);
      if (!error.outcomeUnknown) throw error;
      if (hasBegun(before, await updateStatus(ctx))) return;
      if (attempt === attempts) throw error;
    }
  }
}

function hasBegun(before: UpdateStatus, now: UpdateStatus): boolean {
  return now.status === "updating" || now.status !== before.status || now.lastUpdate !== before.lastUpdate;
}

/** A failure that was shown before the start may still be that one for a while. */
const graceMs = 3000;

async function waitForEnd(ctx: Context, before: UpdateStatus, timeoutSeconds: number): Promise<UpdateStatus> {
  const believedFrom = Date.now() + Math.min(graceMs, (timeoutSeconds * 1000) / 2);
  let seen = before;
  return poll(ctx, {
    what: "the update of the signature databases to end",
    timeoutSeconds,
    async look() {
      const now = await statusUnlessBusy(ctx);
      if (!now) return undefined;
      if (now.status !== seen.status) ctx.log.progress(`${ctx.connection.where}: ${now.status}: ${now.msg}`);
      const isOld = seen === before && now.status === before.status && Date.now() < believedFrom;
      if (!isOld) seen = now;
      if (isBad(now)) {
        if (isOld) return undefined;
        throw failed(now);
      }
      const isNew = now.lastUpdate !== undefined && now.lastUpdate !== before.lastUpdate;
      return isNew && now.status !== "updating" ? now : undefined;
    },
  });
}

/** Services of the appliance may restart while its databases change. */
async function statusUnlessBusy(ctx: Context): Promise<UpdateStatus | undefined> {
  try {
    return await updateStatus(ctx);
  } catch (thrown) {
    if (isCategory(thrown, "unavailable") && !ctx.signal.aborted) return undefined;
    throw thrown;
  }
}

function failed({ status, msg }: UpdateStatus): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_UPDATE_FAILED",
    message: `the signature databases were not updated: the appliance reports ${status}`,
    vendorMessage: msg || undefined,
    advice: "Look at the appliance's licence and its way to the update servers, then run `pulumi up` again.",
  });
}
