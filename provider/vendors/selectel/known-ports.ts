import { z } from "zod";
import type { Context } from "../../kernel/context";
import { PerimeterError } from "../../kernel/errors";
import { type Fields, field, objectOf } from "../../kernel/fields";
import { forgetHandedOver, handOver, withHandedOver } from "../../kernel/handed-over";
import { type Claim, defineResource, type Preview, type ReadResult } from "../../kernel/resource";
import { onDeleteField } from "../../kernel/settings";
import { sameValue } from "../../kernel/values";
import {
  acceptedOf,
  type DesiredTags,
  intruders,
  names,
  originalOf,
  restored,
  type Tracked,
  trackedOf,
} from "./accepted";
import { addressOf, canonicalIp, ipField, withCanonicalIp } from "./address";
import { LivePorts, notMonitored } from "./live-ports";
import { foundPort, inOrder, type OpenPort, type Port, portName, portNames } from "./ports";
import { reconcileTags, type TagOutcome } from "./reconcile-tags";
import { selectel } from "./vendor";

interface KnownPortsInputs extends DesiredTags {
  onDelete: "restore" | "keep";
}

type KnownPortsState = KnownPortsInputs & Tracked;

const port = objectOf("Port", "A port that is accepted.", {
  port: field(z.int().min(1).max(65535), "Number of the port, 1 to 65535."),
  protocol: field(z.enum(["tcp", "udp"]), "`tcp` or `udp`.", { default: "tcp" }),
});

const inputs = {
  ip: ipField,
  known: field(z.boolean(), "The KNOWN tag that the accepted ports shall have.", { default: true }),
  ports: field(
    z.array(port).optional(),
    "The ports that are accepted, in any order; they need not be open yet. Without it: those that creation finds open.",
    { equals: samePorts },
  ),
  acceptNew: field(
    z.boolean(),
    "Whether a port that opens later is accepted and tagged by the next `up`. Without it such a port is reported only.",
    { default: false },
  ),
  ...onDeleteField,
} satisfies Fields;

const outputs = {
  acceptedPorts: field(z.array(foundPort), "The ports whose tags this resource sets."),
  unexpectedPorts: field(
    z.array(foundPort),
    "Ports that are open and not accepted. Their tags stay as they are; untagged ones are a warning at preview.",
  ),
  pendingPorts: field(
    z.array(foundPort),
    "Accepted ports that are not open, not yet or not any more. The first `up` after one has opened tags it.",
  ),
  original: field(
    z.record(z.string(), z.boolean()),
    "The tag that each accepted port had before, by `tcp/22`; deletion puts it back.",
  ),
  applied: field(z.boolean(), "The tag that the last `up` set."),
} satisfies Fields;

export const knownPorts = defineResource(selectel, {
  name: "KnownPorts",
  doc: "The KNOWN tags of the open ports of a monitored address. The vendor reports an open port without the tag by mail. A tag can only be toggled, so it is read before and after every toggle, with those of all other ports.",
  page: "selectel-open-ports: Пример базовой настройки мониторинга, KNOWN",
  importId:
    "the address; the ports that have the tag are accepted, and if none has it all of them, as not known",
  example: { ip: "99.99.99.99", ports: [{ port: 443 }, { port: 53, protocol: "udp" }] },
  inputs,
  outputs,
  holds: (ip, { acceptedPorts = [] }) => acceptedPorts.map((each) => tagOf(ip, each)),
  canonicalize: withCanonicalIp,
  claims: claimsOf,
  preview,
  create: async (ctx, given) => ({ id: given.ip, outputs: await reconcilePorts(ctx, given, undefined) }),
  update: (ctx, _, state, given) => reconcilePorts(ctx, given, withEarlierTags(ctx, state)),
  read: (ctx, id, state) =>
    state ? observe(ctx, withEarlierTags(ctx, state)) : importPorts(ctx, addressOf(id)),
  needsUpdate: (state, given, ctx) => needsUpdate(ctx, state, given),
  delete: (ctx, _, state) => giveUp(ctx, withEarlierTags(ctx, state)),
  handOver: (ctx, _, state) => handOverTags(ctx, withEarlierTags(ctx, state), state.acceptedPorts),
  list: async (ctx) => (await LivePorts.of(ctx).addresses()).map((ip) => ({ id: ip, name: ip })),
  exported: { write: withPorts },
});

/** Creation without `ports` would accept whatever is open then. */
function withPorts(
  given: KnownPortsInputs,
  outputs: Tracked,
): { inputs: KnownPortsInputs; outputs: Tracked } | undefined {
  if (!given.known || outputs.acceptedPorts.length === 0) return undefined;
  return { inputs: { ...given, ports: outputs.acceptedPorts as KnownPortsInputs["ports"] }, outputs };
}

/** All ports of an address have one owner, or single ones have one each. */
function claimsOf({ ip, ports, acceptNew }: Partial<KnownPortsInputs>): Claim[] {
  if (typeof ip !== "string") return [];
  const key = tagsOf(canonicalIp(ip));
  if (ports === undefined || acceptNew === true) return [{ key, mode: "sole" }];
  const claims = listed(ports).map((each) => ({ key: `${key}, ${portName(each)}`, mode: "sole" as const }));
  return [{ key, mode: "part" }, ...claims];
}

/** Also of arguments that nobody has checked yet. */
function listed(ports: unknown): Port[] {
  const all = Array.isArray(ports) ? ports.filter((each) => typeof each?.port === "number") : [];
  return all.map(({ port, protocol = "tcp" }) => ({ port, protocol: String(protocol) }));
}

function samePorts(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return sameValue(inOrder(listed(a)), inOrder(listed(b)));
}

/** Sets the tags; what was done before something failed stays in the state, with the tags that were there before. */
async function reconcilePorts(
  ctx: Context,
  wish: KnownPortsInputs,
  state: KnownPortsState | undefined,
): Promise<Tracked> {
  const monitor = LivePorts.of(ctx);
  const { ip, known } = wish;
  if (state) monitor.release(ip, state.acceptedPorts);
  const settled = await reconcileTags(ctx, ip, (open) => {
    const accepted = acceptedOf(wish, state, open);
    const ours = names(accepted);
    monitor.hold(ip, accepted);
    const wishes = new Map(state ? dropped(ctx, wish, state, accepted, open) : []);
    for (const each of open) if (ours.has(portName(each))) wishes.set(portName(each), known);
    return wishes;
  });
  if (!state && settled.before.length === 0 && !(await monitor.ask(ctx, ip))) throw notMonitored(ip);
  const accepted = acceptedOf(wish, state, settled.before);
  const original = originalOf(accepted, settled.before, state?.original);
  const tracked = trackedOf(accepted, settled.open, { original, applied: known });
  if (settled.failure) throw incomplete(ip, settled, tracked, settled.failure);
  if (!state && accepted.length === 0 && !wish.ports) ctx.log.warn(nothingOpen(ctx, ip));
  return tracked;
}

/** The tags to put back of ports that the program lists no longer. */
function dropped(
  ctx: Context,
  wish: KnownPortsInputs,
  state: KnownPortsState,
  accepted: Port[],
  open: OpenPort[],
): ReadonlyMap<string, boolean> {
  if (wish.onDelete === "keep") return new Map();
  const kept = names(accepted);
  const given = state.acceptedPorts.filter((each) => !kept.has(portName(each)));
  return restored(withoutHeld(ctx, wish.ip, given), open, state);
}

/** But for those that another resource of the same update has just taken over. */
function withoutHeld(ctx: Context, ip: string, ports: Port[]): Port[] {
  const monitor = LivePorts.of(ctx);
  return ports.filter((each) => !monitor.isHeld(ip, each) && !ctx.isHeld(tagOf(ip, each)));
}

function tagsOf(ip: string): string {
  return `the KNOWN tags of ${ip}`;
}

/** With the tags that were there before another resource of the program set them, under another name. */
function withEarlierTags(ctx: Context, state: KnownPortsState): KnownPortsState {
  return { ...state, original: withHandedOver(ctx, tagsOf(state.ip), state.original) };
}

function handOverTags(
  ctx: Context,
  { ip, onDelete, original, applied }: KnownPortsState,
  ports: Port[],
): void {
  if (onDelete === "keep") return;
  const entries = ports.map(portName).flatMap((name) => {
    const before = original[name];
    return before === undefined ? [] : [[name, { was: applied, before }] as const];
  });
  handOver(ctx, tagsOf(ip), Object.fromEntries(entries));
}

function tagOf(ip: string, port: Port): string {
  return `the KNOWN tag of ${ip}, ${portName(port)}`;
}

function incomplete(
  ip: string,
  { touched }: TagOutcome,
  tracked: Tracked,
  failure: PerimeterError,
): PerimeterError {
  if (!touched) return failure;
  const reasons = [`not all KNOWN tags of ${ip} are as wished: ${failure.message}`];
  return failure.with({ category: "partial", incomplete: { id: ip, outputs: { ...tracked }, reasons } });
}

async function observe(
  ctx: Context,
  state: KnownPortsState,
): Promise<ReadResult<KnownPortsInputs, Tracked> | undefined> {
  const open = await LivePorts.of(ctx).portsOf(ctx, state.ip);
  if (!open) return undefined;
  const { ip, ports, acceptNew, onDelete, acceptedPorts } = state;
  const accepted = names(acceptedPorts);
  const differs = open.some((each) => accepted.has(portName(each)) && each.known !== state.known);
  return {
    inputs: { ip, known: differs ? !state.known : state.known, ports, acceptNew, onDelete },
    outputs: trackedOf(acceptedPorts, open, state),
  };
}

async function importPorts(
  ctx: Context,
  ip: string,
): Promise<ReadResult<KnownPortsInputs, Tracked> | undefined> {
  const open = await LivePorts.of(ctx).portsOf(ctx, ip);
  if (!open) return undefined;
  const tagged = open.filter((each) => each.known);
  const known = tagged.length > 0 || open.length === 0;
  const accepted = inOrder(known ? tagged : open);
  const inputs: KnownPortsInputs = { ip, known, acceptNew: false, onDelete: "restore" };
  const original = originalOf(accepted, open);
  return { id: ip, inputs, outputs: trackedOf(accepted, open, { original, applied: known }) };
}

async function giveUp(ctx: Context, state: KnownPortsState): Promise<void> {
  if (state.onDelete === "keep") return;
  const { ip, acceptedPorts } = state;
  const ours = withoutHeld(ctx, ip, acceptedPorts);
  if (ours.length < acceptedPorts.length) {
    const held = acceptedPorts.filter((each) => !ours.includes(each));
    handOverTags(ctx, state, held);
    ctx.log.warn(
      `${ctx.connection.where}: KNOWN tags of ${ip} were not put back, because another resource of this program has just set the same ones`,
    );
  }
  if (Object.keys(state.original).length === 0 || ours.length === 0) return;
  const { failure } = await reconcileTags(ctx, ip, (open) => restored(ours, open, state));
  if (failure) throw failure;
  forgetHandedOver(ctx, tagsOf(ip), ours.map(portName));
}

/** What a preview tells before tags are set. An address that is not monitored may become so in the same run. */
async function preview(
  ctx: Context,
  wish: KnownPortsInputs,
  state: KnownPortsState | undefined,
): Promise<Preview> {
  const open = await LivePorts.of(ctx).portsOf(ctx, wish.ip);
  if (!open) return {};
  const accepted = acceptedOf(wish, state, open);
  warnOfIntruders(ctx, wish.ip, intruders(accepted, open));
  if (state || wish.ports) return {};
  if (accepted.length === 0) return { warnings: [nothingOpen(ctx, wish.ip)] };
  return { notes: [`${wish.ip}: accepts the ports that are open now: ${portNames(accepted)}`] };
}

/**
 * A look at preview, also where no input changed: a port that opened later is told, and one that was waited for calls
 * for an update.
 */
async function needsUpdate(
  ctx: Context,
  state: KnownPortsState,
  { known, acceptNew }: KnownPortsInputs,
): Promise<string[]> {
  const open = await lookQuietly(ctx, state.ip);
  if (!open) return acceptNew === true && state.unexpectedPorts.length > 0 ? ["unexpectedPorts"] : [];
  const { unexpectedPorts } = trackedOf(state.acceptedPorts, open, state);
  if (!acceptNew) warnOfIntruders(ctx, state.ip, intruders(state.acceptedPorts, open));
  const awaited = names(state.pendingPorts);
  const isDue = open.some((each) => awaited.has(portName(each)) && each.known !== known);
  return [
    ...(acceptNew === true && unexpectedPorts.length > 0 ? ["unexpectedPorts"] : []),
    ...(isDue ? ["pendingPorts"] : []),
  ];
}

/** The open ports as the list shows them; undefined where it can't be had, which fails no preview. */
async function lookQuietly(ctx: Context, ip: string): Promise<OpenPort[] | undefined> {
  const monitor = LivePorts.of(ctx);
  try {
    return (await monitor.all()).filter((each) => each.ip === ip);
  } catch (thrown) {
    if (!(thrown instanceof PerimeterError) || ctx.signal.aborted) throw thrown;
    monitor.warnOnce(ctx, `the preview could not look at the open ports: ${thrown.message}`);
    return undefined;
  }
}

function warnOfIntruders(ctx: Context, ip: string, ports: Port[]): void {
  if (ports.length === 0) return;
  const what = ports.length === 1 ? "an open port that is" : "open ports that are";
  LivePorts.of(ctx).warnOnce(
    ctx,
    `${ctx.connection.where}: ${ip} has ${what} not accepted and not KNOWN: ${portNames(ports)}. Close them, or list them in \`ports\`.`,
  );
}

function nothingOpen(ctx: Context, ip: string): string {
  return (
    `${ctx.connection.where}: no open port of ${ip} is known yet, so that none is accepted (a scan takes about 10 minutes). ` +
    "List the `ports` that shall be open: they are tagged when they are found."
  );
}
