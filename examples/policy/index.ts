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
  services?: string[];
  comment?: string;
  incomingInterface?: string;
  sourceAddresses?: string[];
  sourceAddressesNegate?: boolean;
  sources?: { addresses?: string[]; addressesNegate?: boolean }[];
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
        default: ["SSH"],
        description: "Ids and titles of the port objects, ranges and lists that hold port 22.",
      },
    },
  },
  validateResource: ofRules((rule, where, report, config) => {
    if (rule.action !== "accept" || rule.enabled === false || !fromAnywhere(rule)) return;
    const { sshObjects } = config<{ sshObjects: string[] }>();
    const ports = tcpPorts(rule);
    if (ports === undefined) return;
    const named = ports.filter((port) => sshObjects.includes(port) || holds22(port));
    if (ports.length === 0)
      report(`${where} lets the Internet reach every port, 22 too: name services or destinationPorts`);
    if (named.length > 0) report(`${where} lets the Internet reach port 22 (${named.join(", ")})`);
  }),
};

function fromAnywhere(rule: Rule): boolean {
  const { incomingInterface = "any", sourceAddresses = ["any"], sourceAddressesNegate = false } = rule;
  const outside =
    incomingInterface === "any" || !/^interface\.(local|tunnel|ipsec|vpn)_/.test(incomingInterface);
  const blocks = rule.sources ?? [{ addresses: sourceAddresses, addressesNegate: sourceAddressesNegate }];
  return outside && blocks.every(isWide);
}

/** Everything, or everything but some. */
function isWide({
  addresses = ["any"],
  addressesNegate = false,
}: {
  addresses?: string[];
  addressesNegate?: boolean;
}) {
  return (
    addressesNegate ||
    addresses.some((text) => text === "any" || text === "zero_subnet" || /\/[0-7]$/.test(text))
  );
}

/** The ports of TCP that a rule opens, as they are written; none named is every port. Undefined: not of TCP. */
function tcpPorts({ services, protocol = "any", destinationPorts = [] }: Rule): string[] | undefined {
  const word = (text: string) => text.toLowerCase().replace("protocol.", "");
  if (!services) return ["any", "tcp"].includes(word(protocol)) ? destinationPorts : undefined;
  const ofTcp = services
    .map((text) => text.split("/"))
    .filter(([name = ""]) => ["any", "tcp"].includes(word(name)));
  return ofTcp.length === 0 ? undefined : ofTcp.flatMap(([, port]) => port ?? []);
}

/** `22`, `20-25`. */
function holds22(port: string): boolean {
  const [low, high = low] = port.split("-").map(Number);
  return low !== undefined && high !== undefined && low <= 22 && 22 <= high;
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
    validateResourceOfType(ideco.RuleTable, ({ rules = [], policy, table }, args, report) => {
      if (table !== "forward" && table !== "input") return;
      if (policy !== undefined)
        return report("its rules are a text, `policy`, which this policy doesn't read: list them in `rules`");
      for (const rule of rules as Rule[])
        check(rule, `the rule \`${rule.key}\``, report, () => args.getConfig());
    }),
  ]);
}

new PolicyPack("perimeter", { policies: [noSsh, owners, bansEnd] });
