import type { Context } from "../../kernel/context";
import { asPerimeterError, type PerimeterError } from "../../kernel/errors";
import { getBannedAddresses } from "../../vendors/era/get-banned-addresses";
import { openersOf, type SeenPort } from "../../vendors/ideco/report/exposure";
import { type FirewallReport, firewallReport } from "../../vendors/ideco/report/firewall";
import { isOf, type Snapshot } from "../../vendors/ideco/ruletable/snapshot";
import { getVms } from "../../vendors/nhn/get-vms";
import { getOpenPorts } from "../../vendors/selectel/get-open-ports";
import type { Configured, ConnectionTarget } from "../connections";

/** What a report tells of one connection; of each vendor what it has. */
export interface Reported {
  name: string;
  vendor: string;
  title: string;
  firewall?: FirewallReport;
  ports?: Exposed[];
  bans?: Ban[];
  enrolments?: Enrolment[];
  error?: PerimeterError;
}

export interface Exposed extends SeenPort {
  known: boolean;
  /** Rules of the firewalls of this report that open it: `hq: forward: rule 7 (web)`. */
  openedBy: string[];
}

export interface Ban {
  ip: string;
  /** The least and the most that is left on the instances that ban it. */
  seconds: { least: number; most: number };
  /** How many instances ban it, of how many that are online. */
  instances: number;
  online: number;
}

export interface Enrolment {
  name: string;
  id: string;
  ip: string;
  status: string;
}

/** Reads everything, each connection by itself: one that fails hides no other. */
export async function collectReport(
  config: Configured,
  targets: readonly ConnectionTarget[],
  snapshot: Snapshot | undefined,
): Promise<Reported[]> {
  const all = await Promise.all(targets.map((target) => reportOf(config, target, snapshot)));
  await addOpeners(config, targets, all);
  return all;
}

async function reportOf(
  config: Configured,
  target: ConnectionTarget,
  snapshot: Snapshot | undefined,
): Promise<Reported> {
  const known = { name: target.name, vendor: target.vendor.name, title: target.vendor.title };
  try {
    return { ...known, ...(await readers[target.vendor.name]?.(config.context(target), snapshot)) };
  } catch (thrown) {
    return { ...known, error: asPerimeterError(thrown) };
  }
}

type Reader = (ctx: Context, snapshot: Snapshot | undefined) => Promise<Partial<Reported>>;

const readers: Readonly<Record<string, Reader>> = {
  ideco: async (ctx, snapshot) => {
    const own = snapshot && isOf(snapshot, ctx.connection) ? snapshot : undefined;
    return { firewall: await firewallReport(ctx, own) };
  },
  selectel: async (ctx) => {
    const { items } = (await getOpenPorts.call(ctx, {})) as { items: Omit<Exposed, "openedBy">[] };
    return { ports: items.map((port) => ({ ...port, openedBy: [] })) };
  },
  era: async (ctx) => ({ bans: await bansOf(ctx) }),
  nhn: async (ctx) => ({ enrolments: await enrolmentsOf(ctx) }),
};

interface Instance {
  online: boolean;
  banned: { ip: string; expires: number }[];
}

async function bansOf(ctx: Context): Promise<Ban[]> {
  const { items } = (await getBannedAddresses.call(ctx, {})) as { items: Instance[] };
  const online = items.filter((instance) => instance.online).length;
  const left = new Map<string, number[]>();
  for (const { banned } of items)
    for (const { ip, expires } of banned) left.set(ip, [...(left.get(ip) ?? []), expires]);
  return [...left]
    .map(([ip, all]) => ({
      ip,
      seconds: { least: Math.min(...all), most: Math.max(...all) },
      instances: all.length,
      online,
    }))
    .sort((a, b) => a.seconds.most - b.seconds.most);
}

interface ListedTarget {
  vmId?: string;
  vmName?: string;
  vmIp?: string;
  lbId?: string;
  lbName?: string;
  lbIp?: string;
  fixedIp: string;
  status: string;
}

async function enrolmentsOf(ctx: Context): Promise<Enrolment[]> {
  const both = await Promise.all([true, false].map((applied) => getVms.call(ctx, { applied })));
  return both
    .flatMap(({ items }) => items as ListedTarget[])
    .map(({ vmId, vmName, vmIp, lbId, lbName, lbIp, fixedIp, status }) => ({
      name: vmName ?? lbName ?? "",
      id: vmId ?? lbId ?? "",
      ip: vmIp || lbIp || fixedIp,
      status,
    }));
}

/** Which rules open the ports that are seen open: needs a firewall beside the account that watches. */
async function addOpeners(
  config: Configured,
  targets: readonly ConnectionTarget[],
  all: readonly Reported[],
): Promise<void> {
  const ports = all.flatMap((each) => each.ports ?? []);
  for (const [at, target] of targets.entries()) {
    const report = all[at];
    if (target.vendor.name !== "ideco" || !report || report.error || ports.length === 0) continue;
    try {
      const openers = await openersOf(config.context(target), ports);
      for (const [index, port] of ports.entries())
        port.openedBy.push(...(openers[index] ?? []).map((rule) => `${target.name}: ${rule}`));
    } catch (thrown) {
      report.error = asPerimeterError(thrown);
    }
  }
}
