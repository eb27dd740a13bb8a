import { describe, expect, it } from "vitest";
import { type Properties, UNKNOWN } from "../../../provider/kernel/values";
import { open, refusal } from "./open";

const dnat = { action: "dnat", changeDestinationAddress: "192.168.0.20" };
const app = { name: "n", action: "drop", aliases: ["any"], protocols: ["p"] };
const web = { name: "n", access: "deny" };
const many = Array.from({ length: 201 }, (_, index) => `ip.id.${index}`);

describe("bad input", () => {
  it.each<[string, Properties, string]>([
    ["DnatRule", {}, "action: is required"],
    ["DnatRule", { action: "drop" }, 'action: found "drop", allowed: "accept", "dnat"'],
    ["DnatRule", { action: "dnat" }, 'changeDestinationAddress: is required with action "dnat"'],
    [
      "DnatRule",
      { ...dnat, action: "accept" },
      'changeDestinationAddress: found with action "accept", allowed: only with "dnat"',
    ],
    [
      "DnatRule",
      { action: "accept", changeDestinationPort: "80" },
      'changeDestinationPort: found with action "accept", allowed: only with "dnat"',
    ],
    [
      "DnatRule",
      { ...dnat, changeDestinationPort: "80" },
      'changeDestinationPort: found a port with protocol "any", allowed: ports with protocol.tcp or protocol.udp only',
    ],
    [
      "DnatRule",
      { action: "dnat", changeDestinationAddress: "10.0.0.0/8" },
      'changeDestinationAddress: found "10.0.0.0/8": allowed: an IPv4 address',
    ],
    [
      "DnatRule",
      { action: "dnat", changeDestinationAddress: "10.0.0.9-10.0.0.1" },
      "changeDestinationAddress: found",
    ],
    [
      "DnatRule",
      { action: "dnat", changeDestinationAddress: "subnet.id.1" },
      "changeDestinationAddress: found",
    ],
    [
      "DnatRule",
      { ...dnat, protocol: "protocol.tcp", changeDestinationPort: "0" },
      'changeDestinationPort: found "0": allowed: a port as text',
    ],
    [
      "DnatRule",
      { ...dnat, protocol: "protocol.tcp", changeDestinationPort: "90-80" },
      "changeDestinationPort: found",
    ],
    [
      "DnatRule",
      { ...dnat, protocol: "protocol.tcp", changeDestinationPort: 80 },
      "changeDestinationPort: found 80",
    ],
    ["DnatRule", { ...dnat, outgoingInterface: "any" }, "outgoingInterface: unknown field"],
    ["SnatRule", { action: "snat", changeSourceAddress: "any" }, 'changeSourceAddress: found "any"'],
    [
      "SnatRule",
      { action: "accept", changeSourceAddress: "10.0.0.1" },
      'changeSourceAddress: found with action "accept", allowed: only with "snat"',
    ],
    ["SnatRule", { action: "accept", incomingInterface: "any" }, "incomingInterface: unknown field"],
    ["LogRule", { action: "accept" }, 'action: found "accept", allowed: "mark_log", "mark_not_log"'],
    ["LogRule", { action: "mark_log", ipsEnabled: true }, "ipsEnabled: unknown field"],
    ["LogRule", { action: "mark_log", logging: true }, "logging: unknown field"],
    ["LogRule", { action: "mark_log", sources: [] }, "sources: unknown field"],
    [
      "LogRule",
      { action: "mark_log", sourceAddresses: [] },
      "sourceAddresses: found 0 items, allowed: at least 1 item",
    ],
    ["LogRule", { action: "mark_log", sourceAddresses: [undefined] }, "sourceAddresses[0]"],
    [
      "LogRule",
      { action: "mark_log", sourceAddresses: ["10.0.0.300"] },
      'sourceAddresses[0]: found "10.0.0.300", which is no IPv4 address',
    ],
    [
      "LogRule",
      { action: "mark_log", sourceAddresses: ["any", "ip.id.1"] },
      "`any` stands together with other objects",
    ],
    [
      "LogRule",
      { action: "mark_log", destinationAddresses: many },
      "destinationAddresses: found 201 items, allowed: at most 200",
    ],
    [
      "LogRule",
      { action: "mark_log", destinationPorts: ["port.id.1"] },
      'destinationPorts: found ports with protocol "any"',
    ],
    [
      "LogRule",
      { action: "mark_log", protocol: "protocol.tcp", sourcePorts: ["80", "70000"] },
      'sourcePorts[1]: found "70000", allowed: ports from 1 to 65535',
    ],
    [
      "LogRule",
      { action: "mark_log", protocol: "tpc" },
      'protocol: found "tpc", allowed: "any", "protocol.ah"',
    ],
    ["LogRule", { action: "mark_log", timetable: ["ip.id.1"] }, "timetable[0]: found"],
    [
      "LogRule",
      { action: "mark_log", protocol: "any", destinationPorts: ["443"] },
      'destinationPorts: found ports with protocol "any"',
    ],
    [
      "LogRule",
      { action: "mark_log", services: ["tcp/443", "udp/53"] },
      'services: found "tcp/443" and "udp/53", allowed: services of one protocol, as a rule of the appliance has one; write two rules',
    ],
    [
      "LogRule",
      { action: "mark_log", services: ["tcp/443"], protocol: "tcp" },
      "protocol: found together with services, allowed: one of the two forms",
    ],
    [
      "LogRule",
      { action: "mark_log", comment: "x".repeat(256) },
      "comment: found 256 characters, allowed: at most 255",
    ],
    [
      "LogRule",
      { action: "mark_log", parentId: "root" },
      'parentId: found "root": allowed: the UUID of a group',
    ],
    ["LogRule", { action: "mark_log", enabled: "yes" }, 'enabled: found "yes", allowed: a'],
    ["AppControlRule", { ...app, name: "" }, "name: found 0 characters, allowed: at least 1 character"],
    ["AppControlRule", { ...app, aliases: [] }, "aliases: found 0 items, allowed: at least 1 item"],
    ["AppControlRule", { ...app, aliases: ["10.0.0.1/8"] }, 'aliases[0]: found "10.0.0.1/8"'],
    ["AppControlRule", { ...app, protocols: [] }, "protocols: found 0 items, allowed: at least 1 item"],
    ["AppControlRule", { ...app, protocols: undefined }, "protocols: is required"],
    ["AppControlRule", { ...app, action: "deny" }, 'action: found "deny", allowed: "accept", "drop"'],
    ["ContentFilterRule", { access: "deny" }, "name: is required"],
    ["ContentFilterRule", { ...web, name: "" }, "name: found 0 characters, allowed: at least 1 character"],
    [
      "ContentFilterRule",
      { ...web, access: "block" },
      'access: found "block", allowed: "allow", "deny", "bump", "redirect"',
    ],
    ["ContentFilterRule", { ...web, access: "redirect" }, 'redirectUrl: is required with access "redirect"'],
    [
      "ContentFilterRule",
      { ...web, redirectUrl: "https://x" },
      'redirectUrl: found with access "deny", allowed: only with "redirect"',
    ],
    [
      "ContentFilterRule",
      { ...web, access: "bump", redirectUrl: "https://x" },
      'redirectUrl: found with access "bump"',
    ],
    [
      "ContentFilterRule",
      { ...web, httpMethods: ["get"] },
      'httpMethods[0]: found "get", allowed: "GET", "POST"',
    ],
    ["ContentFilterRule", { ...web, aliases: [] }, "aliases: found 0 items, allowed: at least 1 item"],
    [
      "ContentFilterRule",
      { ...web, position: {} },
      "position: found none, allowed: exactly one of first, last, after, before",
    ],
  ])("%s %j", async (name, args, message) => {
    const { stack, lab } = await open();
    expect(await refusal(stack.up(`ideco:${name}`, "r", args))).toContain(message);
    expect(lab.journal.count()).toBe(0);
  });

  it("is not seen in values that aren't known yet", async () => {
    const { stack } = await open();
    await stack.up("ideco:DnatRule", "r", { action: "accept" });
    const args = { action: "dnat", changeDestinationAddress: UNKNOWN, sourceAddresses: [UNKNOWN] };
    expect(await stack.preview("r", args)).toContain("action");
    await stack.up("ideco:ContentFilterRule", "c", web);
    expect(await stack.preview("c", { ...web, access: "redirect", redirectUrl: UNKNOWN })).toContain(
      "access",
    );
  });
});
