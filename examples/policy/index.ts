import {
  PolicyPack,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import * as dynamic from "pulumi-perimeter";
import * as native from "pulumi-perimeter/native";

/** Policies find resources by their class, and each front has its own. */
const fronts = [dynamic, native] as const;

/** What the policies look at of a rule; every field may be missing. */
interface Rule {
  key?: string;
  action?: string;
  enabled?: boolean;
  protocol?: string;
  comment?: string;
  incomingInterface?: string;
  sourceAddresses?: string[];
  destinationPorts?: string[];
}

const day = 24 * 60 * 60;

const noSsh: ResourceValidationPolicy = {
  name: "no-ssh-from-the-internet",
  description: "No rule lets anybody on the Internet reach port 22.",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      sshObjects: {
        type: "array",
        items: { type: "string" },
        default: ["port.id.1"],
        description: "Ids of the port objects, ranges and lists that hold port 22.",
      },
    },
  },
  validateResource: ofRules((rule, where, report, config) => {
    if (rule.action !== "accept" || rule.enabled === false || !fromAnywhere(rule) || !mayBeTcp(rule)) return;
    const ports = rule.destinationPorts ?? [];
    const { sshObjects } = config<{ sshObjects: string[] }>();
    const named = ports.filter((port) => sshObjects.includes(port));
    if (ports.length === 0)
      report(`${where} lets the Internet reach every port, 22 too: name destinationPorts`);
    if (named.length > 0) report(`${where} lets the Internet reach port 22 (${named.join(", ")})`);
  }),
};

function fromAnywhere({ sourceAddresses = ["any"], incomingInterface = "any" }: Rule): boolean {
  const outside = incomingInterface === "any" || incomingInterface.startsWith("interface.external");
  return outside && sourceAddresses.includes("any");
}

function mayBeTcp({ protocol = "any" }: Rule): boolean {
  return protocol === "any" || protocol === "protocol.tcp";
}

const owners: ResourceValidationPolicy = {
  name: "every-rule-has-an-owner",
  description: "The comment of a rule tells who answers for it: `owner: name`.",
  enforcementLevel: "mandatory",
  validateResource: ofRules(({ comment = "" }, where, report) => {
    if (!/\bowner: ?\S/i.test(comment)) report(`${where} has no \`owner: name\` in its comment "${comment}"`);
  }),
};

const bansEnd: ResourceValidationPolicy = {
  name: "bans-end",
  description: "A ban ends by itself, at the latest after some days.",
  enforcementLevel: "mandatory",
  configSchema: { properties: { maxDays: { type: "number", minimum: 1, default: 30 } } },
  validateResource: fronts.flatMap(({ era, deepfinder }) => [
    validateResourceOfType(era.BannedAddress, ({ expires }, args, report) =>
      endsInTime(expires, args, report),
    ),
    validateResourceOfType(era.BanList, ({ expires }, args, report) => endsInTime(expires, args, report)),
    validateResourceOfType(deepfinder.IpEntry, ({ list, expiresAt }, _, report) => {
      if (list === "black" && !expiresAt) report("it never ends: give it `expiresAt`");
    }),
    validateResourceOfType(deepfinder.IpList, ({ list, entries }, _, report) => {
      if (typeof entries === "string")
        return report("its entries are a text, which this policy doesn't read: list them");
      const forever = list === "black" ? entries.filter(({ expiresAt }) => !expiresAt) : [];
      for (const { cidr, startIp } of forever) report(`${cidr ?? startIp} never ends: give it \`expiresAt\``);
    }),
  ]),
};

function endsInTime(seconds: number, args: ResourceValidationArgs, report: (text: string) => void): void {
  const { maxDays } = args.getConfig<{ maxDays: number }>();
  if (seconds > maxDays * day) report(`it lasts ${Math.ceil(seconds / day)} days, allowed: ${maxDays}`);
}

type CheckOfRule = (
  rule: Rule,
  where: string,
  report: (text: string) => void,
  config: <T extends object>() => T,
) => void;

/** The same check for rules on their own and for each rule of a table, in both fronts. */
function ofRules(check: CheckOfRule) {
  return fronts.flatMap(({ ideco }) => [
    validateResourceOfType(ideco.ForwardRule, (rule, args, report) =>
      check(rule, "it", report, () => args.getConfig()),
    ),
    validateResourceOfType(ideco.InputRule, (rule, args, report) =>
      check(rule, "it", report, () => args.getConfig()),
    ),
    validateResourceOfType(ideco.RuleTable, ({ rules = [] }, args, report) => {
      if (typeof rules === "string")
        return report("its rules are a text, which this policy doesn't read: list them");
      for (const rule of rules as Rule[])
        check(rule, `the rule \`${rule.key}\``, report, () => args.getConfig());
    }),
  ]);
}

new PolicyPack("perimeter", { policies: [noSsh, owners, bansEnd] });
