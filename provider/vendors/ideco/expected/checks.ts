import { randomBytes } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, PerimeterError } from "../../../kernel/errors";
import type { Properties } from "../../../kernel/values";
import { packetCheck } from "../checks/packet-check";
import type { CheckResult } from "../checks/results";
import { blocksTraffic, runChecks, wouldBlock } from "../checks/run";
import { type ConcreteObjects, concreteObjects } from "../objects/concrete";
import type { Item } from "../rules/codec";
import { LiveTable } from "../rules/live-table";
import { tables } from "../rules/tables";
import { ruleText } from "../ruletable/plan";
import type { Judged, Question } from "./ask";

/** A packet for a line, or why there is none. */
type Probe = { packet: Properties; text: string } | { problem: string };

/** Addresses and ports that are taken where a line leaves a choice. */
const usual = { address: ["198.51.100.1", "192.168.0.10"], port: 443, sourcePort: 50_000 };

/**
 * Judges by the appliance itself: makes a packet check for each line, runs all checks, and takes its own away again. A
 * line about many packets is tried with one of them, which its text says.
 * @throws `conflict` where a failed check would make the appliance block all traffic
 */
export async function judgeByChecks(ctx: Context, questions: readonly Question[]): Promise<Judged[]> {
  const objects = await concreteObjects(ctx);
  const probes = questions.map(({ expected, rule }) => probeOf(rule, expected.verdict, objects));
  if (!probes.some((probe) => "packet" in probe))
    return questions.map((each, at) => told(each, probes[at], undefined, ""));
  if (await blocksTraffic(ctx)) throw wouldBlock();
  const mark = `perimeter test ${randomBytes(4).toString("hex")}`;
  const made = new Map<number, string>();
  try {
    for (const [at, probe] of probes.entries()) {
      if (!("packet" in probe)) continue;
      const comment = `${mark}, line ${questions[at]?.expected.line}`;
      const { id } = await packetCheck.create(ctx, { ...probe.packet, comment });
      made.set(at, id);
    }
    const { results } = await runChecks(ctx, {
      timeoutSeconds: 120,
      failOnMismatch: false,
      allowBlock: false,
    });
    const byId = new Map(results.map((result) => [result.checkId, result]));
    const names = await ruleNames(ctx);
    return questions.map((question, at) => {
      const result = byId.get(made.get(at) ?? "");
      return told(question, probes[at], result, result ? names(result.matchedRule) : "");
    });
  } finally {
    await takeAway(ctx, [...made.values()], mark);
  }
}

/** Whatever happened: also after a Ctrl-C, which ends the calls of the context. */
async function takeAway(ctx: Context, ids: readonly string[], mark: string): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  const own: Context = { ...ctx, signal, call: (call) => ctx.connection.http.call(call, signal) };
  const left: string[] = [];
  for (const id of ids) {
    try {
      await packetCheck.delete(own, id, {});
    } catch (thrown) {
      left.push(`${id} (${asPerimeterError(thrown).message})`);
    }
  }
  if (left.length === 0) return;
  throw new PerimeterError({
    category: "partial",
    message: `packet checks that were made for this test could not be deleted: ${left.join(", ")}`,
    advice: `Delete those whose comment begins with "${mark}" on the appliance (Файрвол, Проверка работы правил).`,
  });
}

function probeOf(rule: Properties, verdict: string, objects: ConcreteObjects): Probe {
  const protocol = rule.protocol === "any" ? "tcp" : String(rule.protocol).replace("protocol.", "");
  if (protocol !== "tcp" && protocol !== "udp")
    return { problem: `the appliance checks packets of tcp and udp alone, and none of ${protocol}` };
  const incoming = String(rule.incomingInterface);
  if (!incoming.startsWith("interface.id."))
    return { problem: "a packet check needs one network interface in the column zone" };
  const [srcIp, dstIp] = [addressIn(rule.sources, objects), addressIn(rule.destinations, objects)];
  if (srcIp === undefined || dstIp === undefined)
    return { problem: `which address ${srcIp === undefined ? "from" : "to"} stands for can't be told` };
  const ports = rule.destinationPorts as string[];
  const dstPort = ports.length === 0 ? usual.port : objects.ranges(ports[0] ?? "")?.[0]?.[0];
  if (dstPort === undefined) return { problem: "which port service stands for can't be told" };
  const packet = {
    protocol,
    srcIp,
    srcPort: usual.sourcePort,
    dstIp,
    dstPort,
    incomingInterface: incoming,
    expectedResult: verdict,
    enabled: true,
  };
  return { packet, text: `${protocol} ${srcIp}:${usual.sourcePort} → ${dstIp}:${dstPort}` };
}

/** One address of a side: a usual one where it is meant, else the first that is. */
function addressIn(blocks: unknown, objects: ConcreteObjects): string | undefined {
  const [block, ...more] = blocks as { addresses: string[]; addressesNegate: boolean }[];
  if (!block || more.length > 0) return undefined;
  const isAny = block.addresses.includes("any");
  const ranges = isAny
    ? [[0, 2 ** 32 - 1] as const]
    : block.addresses.flatMap((id) => objects.ranges(id) ?? []);
  const holds = (text: string) => {
    const number = numberOf(text);
    return ranges.some(([low, high]) => low <= number && number <= high) !== block.addressesNegate;
  };
  const taken = usual.address.find(holds);
  if (taken !== undefined || block.addressesNegate) return taken;
  const [low, high] = ranges[0] ?? [];
  if (low === undefined || high === undefined) return undefined;
  // The first address of a network is its own name, which no packet has.
  return textOf(high - low >= 3 ? low + 1 : low);
}

const numberOf = (text: string) =>
  ipaddr.IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
const textOf = (number: number) =>
  ipaddr.fromByteArray([24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256)).toString();

/** `fwd.ngfw.2` in words. */
async function ruleNames(ctx: Context): Promise<(id: string) => string> {
  const items: Item[] = await LiveTable.of(ctx, tables.forward).items();
  const inputs: Item[] = await LiveTable.of(ctx, tables.input).items();
  return (id) => {
    const [, chain, number] = /^(fwd|inp)\.ngfw\.(.+)$/.exec(id) ?? [];
    const all = chain === "fwd" ? items : inputs;
    const found = all.find((item) => String(item.id) === number || String(item.id) === id);
    if (found) return `\`${ruleText(all, found.id)}\` (${id})`;
    return id === "" ? "a rule that the appliance doesn't name" : id;
  };
}

function told(
  { expected }: Question,
  probe: Probe | undefined,
  result: CheckResult | undefined,
  by: string,
): Judged {
  const { line, table, text: packets, verdict, why } = expected;
  const known = { line, table, packets, expected: verdict, why };
  const undecided = (text: string): Judged => ({ ...known, outcome: "undecided", rules: [], text });
  if (!probe || "problem" in probe) return undecided(probe?.problem ?? "it was not tried");
  if (!result || (result.result !== "accept" && result.result !== "drop"))
    return undecided(`the appliance gave no result for ${probe.text}`);
  const rules = [result.matchedRule];
  const one = `the packet ${probe.text}`;
  return result.result === verdict
    ? { ...known, outcome: "passed", rules, text: `${verdict} by ${by}: ${one}` }
    : {
        ...known,
        outcome: "failed",
        rules,
        text: `expected ${verdict}, but meets ${result.result} by ${by}: ${one}`,
      };
}
