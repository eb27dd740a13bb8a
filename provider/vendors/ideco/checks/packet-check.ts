import { z } from "zod";
import { type Call, path } from "../../../kernel/calls";
import { type Collection, collection, listedObjects } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { isCategory, PerimeterError } from "../../../kernel/errors";
import { type Fields, field } from "../../../kernel/fields";
import { defineResource, type ResourceSpec } from "../../../kernel/resource";
import type { Properties } from "../../../kernel/values";
import { comment, reference, sameReference } from "../objects/ids";
import { numberIn } from "../objects/shapes";
import { referring } from "../references/refer";
import { snake } from "../rules/snake";
import { ideco } from "../vendor";

const address = z.ipv4({
  error: "allowed: an IPv4 address itself, e.g. 192.168.0.10, and no id of an object",
});
const port = z.int().min(1).max(65535);

export const packetCheckFields = {
  protocol: field(z.enum(["tcp", "udp"]), "Protocol of the test packet: `tcp` or `udp`."),
  srcIp: field(address, "Where the test packet comes from: an IPv4 address."),
  srcPort: field(port, "Its source port, 1 to 65535; the vendor recommends one from 49152 to 65535."),
  dstIp: field(
    address,
    "Where the test packet goes: an IPv4 address; one of the appliance's own is judged by INPUT, any other by FORWARD.",
  ),
  dstPort: field(port, "Its destination port, 1 to 65535."),
  incomingInterface: field(
    reference("networkInterface"),
    "The network interface where the test packet comes in, by title or id (`interface.id.N`).",
    { equals: sameReference("networkInterface"), refers: "networkInterface" },
  ),
  expectedResult: field(z.enum(["drop", "accept"]), "What shall happen to it: `drop` or `accept`."),
  enabled: field(z.boolean(), "Whether the check takes part in runs.", { default: true }),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
} satisfies Fields;

const names = Object.keys(packetCheckFields);
const numbers = new Set(["srcPort", "dstPort"]);

/** Ids come as an integer, as a string or as a UUID: they are compared as strings. */
export const packetChecks: Collection<Properties, Properties> = {
  noun: "packet check",
  path: "/firewall/checks_packets",
  fields: packetCheckFields,
  nameOf: (inputs) => String(inputs.comment || `${inputs.srcIp} → ${inputs.dstIp}:${inputs.dstPort}`),
  encode: (inputs) => Object.fromEntries(names.map((name) => [snake(name), inputs[name]])),
  decode: (item) => ({
    inputs: Object.fromEntries(
      names.map((name) => [name, numbers.has(name) ? numberIn(item[snake(name)]) : item[snake(name)]]),
    ),
    outputs: {},
  }),
  readBack: true,
};

const check: ResourceSpec<Fields, Fields> = {
  name: "PacketCheck",
  doc: "A test packet that the appliance sends through its own FORWARD or INPUT rules when a `PacketCheckRun` asks for it, with the result that is expected.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Проверка прохождения трафика",
  importId: "the id of the check",
  example: {
    protocol: "tcp",
    srcIp: "192.168.0.10",
    srcPort: 50000,
    dstIp: "192.168.0.20",
    dstPort: 443,
    incomingInterface: "interface.id.1",
    expectedResult: "accept",
    comment: "The office reaches the web server",
  },
  inputs: packetCheckFields,
  outputs: {},
  adoptable: true,
  ...collection(packetChecks),
  delete: (ctx, id) => removeCheck(ctx, id),
};

export const packetCheck = defineResource(ideco, referring(check));

/**
 * "Удаление проверок" is printed as PATCH on the path of the edit, without a body; that may be a slip for DELETE.
 * DELETE can do no other harm, so it goes first. What the list says decides: an answer of 404 may be meant for the call.
 */
async function removeCheck(ctx: Context, id: string): Promise<void> {
  const way = ctx.connection.singleton(
    "the way to delete a packet check",
    (): Way => ({ methods: ["DELETE", "PATCH"] }),
  );
  if (!(await isListed(ctx, id))) return;
  const refusals: string[] = [];
  for (const method of way.methods) {
    const refusal = await tried(ctx, {
      method,
      path: `${packetChecks.path}${path`/${id}`}`,
      repeat: true,
      answer: "none",
    });
    if (!(await isListed(ctx, id))) {
      way.methods = [method];
      return;
    }
    refusals.push(
      refusal ? refusal.message : `${method} was answered well, but the check is still in the list`,
    );
  }
  throw notDeleted(id, refusals);
}

interface Way {
  /** Those that may be the right one. */
  methods: Array<"DELETE" | "PATCH">;
}

async function isListed(ctx: Context, id: string): Promise<boolean> {
  return (await listedObjects(ctx, packetChecks)).some((item) => String(item.id) === id);
}

/** The refusal of a call that may not be the right one. */
async function tried(ctx: Context, call: Call): Promise<PerimeterError | undefined> {
  try {
    await ctx.call(call);
    return undefined;
  } catch (thrown) {
    if (isCategory(thrown, "notFound", "invalid", "vendor", "conflict")) return thrown;
    throw thrown;
  }
}

function notDeleted(id: string, refusals: string[]): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the packet check ${id} could not be deleted: ${refusals.join("; ")}`,
    advice:
      "Delete it on the appliance by hand (Файрвол, Проверка работы правил), then run the command again.",
  });
}
