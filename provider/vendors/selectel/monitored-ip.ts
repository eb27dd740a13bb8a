import { z } from "zod";
import type { Context } from "../../kernel/context";
import { asPerimeterError, isCategory, PerimeterError } from "../../kernel/errors";
import { type Fields, field } from "../../kernel/fields";
import { createOnce } from "../../kernel/once";
import { PendingCreate } from "../../kernel/pending-create";
import { removed } from "../../kernel/removal";
import { type Adoption, defineResource, type ReadResult } from "../../kernel/resource";
import { howToAdopt, takenOver } from "../../kernel/taking-over";
import { isObject } from "../../kernel/values";
import { addressOf, canonicalIp, ipField, withCanonicalIp } from "./address";
import { LivePorts } from "./live-ports";
import { type OpenPort, openPort, withoutIp } from "./ports";
import { selectel } from "./vendor";

interface MonitoredIpInputs extends Adoption {
  ip: string;
}

interface MonitoredIpOutputs {
  openPorts: Array<z.infer<typeof openPort>>;
  clientId?: number;
  modified?: string;
}

const inputs = { ip: ipField } satisfies Fields;

const outputs = {
  openPorts: field(
    z.array(openPort),
    "The open ports that scans have found. A scan takes about 10 minutes, so there is none right after creation. A change of them is no difference.",
  ),
  clientId: field(
    z.number().optional(),
    "Number of the account, as the creation told it; absent where the address was taken over or imported.",
  ),
  modified: field(
    z.string().optional(),
    "When the address was added, as the creation told it; absent like `clientId`.",
  ),
} satisfies Fields;

export const monitoredIp = defineResource(selectel, {
  name: "MonitoredIp",
  doc: "An address whose open ports are monitored: of a dedicated server, hosted equipment, a firewall, an object of the cloud, or a PI address that is announced through Selectel.",
  page: "selectel-open-ports: Пример базовой настройки мониторинга",
  importId: "the address",
  example: { ip: "99.99.99.99" },
  inputs,
  outputs,
  adoptable: "flag",
  canonicalize: withCanonicalIp,
  claims: ({ ip }) =>
    typeof ip === "string" ? [{ key: `the monitoring of ${canonicalIp(ip)}`, mode: "sole" }] : [],
  async preview(ctx, given, state) {
    if (state) return {};
    return (await isMonitored(ctx, given.ip))
      ? { notes: [takenOver(ctx, `the monitoring of ${given.ip}`)] }
      : {};
  },
  async create(ctx, given) {
    const { ip } = given;
    // An address has no content of its own: one that is monitored already is taken over, as a ban is.
    const isThere = await isMonitored(ctx, ip);
    if (isThere) begunOf(ctx, ip).made(ip);
    const told = isThere ? {} : await add(ctx, ip);
    return { id: ip, outputs: await outputsAfter(ctx, ip, told) };
  },
  async read(ctx, id, state) {
    const ip = state?.ip ?? addressOf(id);
    const open = await LivePorts.of(ctx).portsOf(ctx, ip);
    return open && seen(ip, open, state);
  },
  async delete(ctx, _, { ip }) {
    const monitor = LivePorts.of(ctx);
    try {
      await removed(ctx, {
        what: `the monitoring of ${ip}`,
        send: () => ctx.call({ method: "DELETE", path: "/ips", body: { ip }, repeat: true, answer: "none" }),
        isThere: async () => (await monitor.ask(ctx, ip)) !== undefined,
      });
    } finally {
      monitor.drop();
    }
  },
  // An address without an open port is in no list of the interface.
  list: async (ctx) => (await LivePorts.of(ctx).addresses()).map((ip) => ({ id: ip, name: ip })),
});

function seen(
  ip: string,
  open: OpenPort[],
  state: Partial<MonitoredIpOutputs> = {},
): ReadResult<MonitoredIpInputs, MonitoredIpOutputs> {
  const { clientId, modified } = state;
  return { id: ip, inputs: { ip }, outputs: { openPorts: open.map(withoutIp), clientId, modified } };
}

async function isMonitored(ctx: Context, ip: string): Promise<boolean> {
  return (await LivePorts.of(ctx).ask(ctx, ip)) !== undefined;
}

function begunOf(ctx: Context, ip: string): PendingCreate {
  return PendingCreate.of(ctx, ["/ips", ip]);
}

/** Adds the address, once, and gives what the answer tells of it. */
async function add(ctx: Context, ip: string): Promise<Partial<MonitoredIpOutputs>> {
  const monitor = LivePorts.of(ctx);
  let told: Partial<MonitoredIpOutputs> = {};
  let isDoubtful = false;
  const send = async () => {
    try {
      const answer = await ctx.call({ method: "POST", path: "/ips", body: { ip }, repeat: false });
      const found = toldIn(answer);
      // Where the answer tells of no address, the list does.
      if (!found) return undefined;
      told = found;
    } catch (thrown) {
      // An earlier sending whose answer was lost did it after all.
      if (!(isDoubtful && isCategory(thrown, "alreadyExists"))) {
        isDoubtful ||= asPerimeterError(thrown).outcomeUnknown;
        throw thrown;
      }
    }
    return ip;
  };
  try {
    await createOnce<string>({
      ctx,
      send,
      look: async () => ((await monitor.ask(ctx, ip)) ? [ip] : []),
      idOf: (each) => each,
      matches: () => true,
      known: new Set(),
      begun: begunOf(ctx, ip),
    });
    return told;
  } catch (thrown) {
    throw isCategory(thrown, "alreadyExists") ? exists(ip) : thrown;
  } finally {
    monitor.drop();
  }
}

/** `{"result": {"addedIP": {"ip", "client_id", "modified"}}}` */
function toldIn(answer: unknown): Partial<MonitoredIpOutputs> | undefined {
  const result = isObject(answer) ? answer.result : undefined;
  const added = isObject(result) ? result.addedIP : undefined;
  if (!isObject(added)) return undefined;
  const clientId = Number(added.client_id ?? Number.NaN);
  return {
    ...(Number.isFinite(clientId) && { clientId }),
    ...(added.modified !== undefined && { modified: String(added.modified) }),
  };
}

/** The address is monitored: where only the look at its ports fails, the state keeps it. */
async function outputsAfter(
  ctx: Context,
  ip: string,
  told: Partial<MonitoredIpOutputs>,
): Promise<MonitoredIpOutputs> {
  try {
    const open = (await LivePorts.of(ctx).ask(ctx, ip)) ?? [];
    return { ...told, openPorts: open.map(withoutIp) };
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    const reasons = [`${ip} is monitored, but its open ports could not be read: ${error.message}`];
    const outputs = { ...told, openPorts: [] };
    throw error.with({ category: "partial", incomplete: { id: ip, outputs, reasons } });
  }
}

function exists(ip: string): PerimeterError {
  return new PerimeterError({
    category: "alreadyExists",
    message: `${ip} is monitored already`,
    advice: howToAdopt,
  });
}
