/** Random programs for every table, as a user writes them. */

import type { Properties } from "../../provider/kernel/values";
import type { TableName } from "../../provider/lab/ideco/rules";
import { Random } from "../policy/random";
import { names, type Rare, rareFields } from "./universe";

/** What rules are drawn with. */
interface Draw {
  random: Random;
  table: TableName;
  used: ReadonlySet<Rare>;
  /** Two blocks of addresses on a side, and `logging`. */
  v20: boolean;
}

const dpi = "5f0c6b1e-7a43-4a5e-9d0e-1a2b3c4d5e6f";
const ips = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

function some(random: Random, from: readonly string[], most: number): string[] {
  return random.shuffle(from).slice(0, 1 + random.below(most));
}

function addresses({ random }: Draw): string[] {
  return random.chance(0.35) ? ["any"] : some(random, names.addresses, 3);
}

/** One side of a rule: flat, or as blocks. */
function side(draw: Draw, name: "source" | "destination"): Properties {
  const { random, v20 } = draw;
  const block = () => ({ addresses: addresses(draw), addressesNegate: random.chance(0.2) });
  if (v20 && random.chance(0.35))
    return { [`${name}s`]: random.chance(0.5) ? [block(), block()] : [block()] };
  return random.chance(0.2)
    ? { [`${name}Addresses`]: addresses(draw), [`${name}AddressesNegate`]: true }
    : { [`${name}Addresses`]: addresses(draw) };
}

/** Ports need a protocol that has some. */
function layer({ random, used }: Draw): Properties {
  if (used.has("ports") && random.chance(0.5)) {
    const protocol = random.pick(["protocol.tcp", "protocol.udp"]);
    return { protocol, destinationPorts: some(random, names.ports, 2) };
  }
  const protocol = used.has("protocol") && random.chance(0.5) ? random.pick(names.protocols) : "any";
  return { protocol, destinationPorts: [] };
}

function rare(draw: Draw): Properties {
  const { random, used, table } = draw;
  const rule: Properties = {};
  if (used.has("time") && random.chance(0.3)) rule.timetable = some(random, names.times, 2);
  if (used.has("interfaces") && table !== "snat" && random.chance(0.4))
    rule.incomingInterface = random.pick(names.interfaces);
  if (used.has("interfaces") && table !== "dnat" && random.chance(0.4))
    rule.outgoingInterface = random.pick(names.interfaces);
  if (used.has("profiles") && isFilter(table) && random.chance(0.3))
    rule.hipProfiles = some(random, names.profiles, 2);
  return rule;
}

const isFilter = (table: TableName) => table === "forward" || table === "input";

function action({ random, table, v20 }: Draw): Properties {
  const logging = v20 && table !== "log" && random.chance(0.1) ? { logging: random.chance(0.5) } : {};
  switch (table) {
    case "dnat":
      return random.chance(0.5)
        ? { action: "accept", ...logging }
        : { action: "dnat", changeDestinationAddress: random.pick(["10.1.0.1", "ip.id.1"]), ...logging };
    case "snat":
      return random.chance(0.5)
        ? { action: "accept", ...logging }
        : { action: "snat", changeSourceAddress: random.pick(["10.2.0.1", "ip.id.2", null]), ...logging };
    case "log":
      return { action: random.pick(["mark_log", "mark_not_log"]) };
    default: {
      const look = random.chance(0.15) ? { dpiEnabled: random.chance(0.7), dpiProfile: dpi } : {};
      const more = random.chance(0.1) ? { ipsEnabled: random.chance(0.7), ipsProfile: ips } : {};
      return { action: random.pick(["accept", "drop"]), ...look, ...more, ...logging };
    }
  }
}

/** The parts of a rule that an edit draws anew, one at a time. */
type Part = (draw: Draw) => Properties;
const enabled: Part = ({ random }) => ({ enabled: random.chance(0.8) });
const comment: Part = ({ random }) => ({ comment: random.pick(["", "seen"]) });
const firewall: Part[] = [
  (draw) => side(draw, "source"),
  (draw) => side(draw, "destination"),
  layer,
  rare,
  action,
  enabled,
  comment,
];

const application: Part[] = [
  ({ random }) => ({ aliases: random.chance(0.3) ? ["any"] : some(random, names.addresses, 3) }),
  ({ random }) => ({ protocols: some(random, names.applications, 3) }),
  ({ random }) => ({ action: random.pick(["accept", "drop"]) }),
  enabled,
  comment,
  () => ({ name: "rule" }),
];

const web: Part[] = [
  ({ random }) => ({ aliases: random.chance(0.4) ? ["any"] : some(random, names.addresses, 3) }),
  ({ random }) => ({ categories: random.chance(0.3) ? ["special.id.1"] : some(random, names.categories, 2) }),
  ({ random }) => ({ httpMethods: random.chance(0.6) ? [] : [random.pick(names.methods)] }),
  ({ random }) => ({ contentTypes: random.chance(0.6) ? [] : [random.pick(names.types)] }),
  ({ random }) => {
    const access = random.pick(["allow", "deny", "deny", "bump", "redirect"]);
    return { access, redirectUrl: access === "redirect" ? "https://stop.example/" : null };
  },
  enabled,
  comment,
  () => ({ name: "rule" }),
];

const partsOf = ({ table }: Draw) =>
  table === "appControl" ? application : table === "contentFilter" ? web : firewall;

function rule(draw: Draw): Properties {
  return Object.assign({}, ...partsOf(draw).map((part) => part(draw)));
}

/** The other form of a side goes with the one that comes. */
function withoutSides(old: Properties, part: Properties): Properties {
  const { ...rest } = old;
  for (const name of ["source", "destination"]) {
    if (!Object.keys(part).some((field) => field.startsWith(name) && !field.endsWith("Ports"))) continue;
    for (const field of [`${name}s`, `${name}Addresses`, `${name}AddressesNegate`]) delete rest[field];
  }
  if ("action" in part)
    for (const field of ["changeDestinationAddress", "changeSourceAddress"]) delete rest[field];
  return rest;
}

/** More, fewer or other elements of one list: the edits that can be compared, or bridged. */
function otherList(draw: Draw, old: Properties): Properties {
  const { random, table } = draw;
  const field =
    table === "appControl" || table === "contentFilter"
      ? "aliases"
      : random.pick(["sourceAddresses", "destinationAddresses"]);
  if (!Array.isArray(old[field])) return edited(draw, old);
  const held = (old[field] as string[]).filter((name) => name !== "any");
  const more = random.shuffle(names.addresses.filter((name) => !held.includes(name)));
  const list = [...held.slice(random.below(2)), ...more.slice(0, random.below(2))];
  return { ...old, [field]: list.length > 0 ? list : ["any"] };
}

function edited(draw: Draw, old: Properties): Properties {
  const { random } = draw;
  if (random.chance(0.3)) {
    const other = otherList(draw, old);
    return random.chance(0.2) ? { ...withoutSides(other, action(draw)), ...actionFor(draw) } : other;
  }
  const part = random.pick(partsOf(draw))(draw);
  return { ...withoutSides(old, part), ...part };
}

function actionFor(draw: Draw): Properties {
  if (draw.table === "appControl") return { action: draw.random.pick(["accept", "drop"]) };
  return draw.table === "contentFilter"
    ? { access: draw.random.pick(["allow", "deny"]), redirectUrl: null }
    : action(draw);
}

/** A rule and forms of it that differ in a part or two, each with what it is before an edit or after one. */
interface Family {
  members: Properties[];
}

/** What the rules of one pair are drawn from: a table, which of its fields are in use, and a stock of rules. */
export class World {
  readonly used: ReadonlySet<Rare>;
  readonly v20: boolean;
  private readonly families: Family[];
  private readonly familyOf = new Map<Properties, Family>();

  constructor(
    readonly table: TableName,
    seed: number,
    families = 50,
  ) {
    const random = new Random(seed);
    this.used = new Set(rareFields.filter(() => random.chance(0.3)));
    this.v20 = table !== "log" && random.chance(0.5);
    const draw: Draw = { random, table, used: this.used, v20: this.v20 };
    this.families = Array.from({ length: families }, () => {
      const first = rule(draw);
      return { members: [first, ...Array.from({ length: 7 }, () => edited(draw, first))] };
    });
    for (const family of this.families)
      for (const member of family.members) this.familyOf.set(member, family);
  }

  rule(random: Random): Properties {
    return random.pick(random.pick(this.families).members);
  }

  /** Another form of a rule. */
  edited(random: Random, old: Properties): Properties {
    const [first, ...others] = (this.familyOf.get(old) as Family).members;
    return first !== undefined && first !== old && random.chance(0.5) ? first : random.pick(others);
  }
}

/** A rule of a program. */
export interface Keyed {
  readonly key: string;
  readonly rule: Properties;
}

export function program(world: World, random: Random, size: number): Keyed[] {
  const rules = Array.from({ length: size }, () => world.rule(random));
  return rules.map((each, index) => ({
    key: `k${index}`,
    rule: index > 0 && random.chance(0.08) ? random.pick(rules) : each,
  }));
}

/** The next program: rules dropped, edited, doubled, added, renamed and reordered. */
export function nextProgram(world: World, random: Random, old: readonly Keyed[]): Keyed[] {
  const [drop, edit, rename] = [random.real() * 0.5, random.real() * 0.8, random.chance(0.2) ? 0.5 : 0];
  const out: Keyed[] = [];
  for (const { key, rule: held } of old) {
    if (random.chance(drop)) continue;
    if (random.chance(edit)) out.push({ key, rule: world.edited(random, held) });
    else out.push({ key: random.chance(rename) ? `${key}'` : key, rule: held });
  }
  for (let added = random.below(4); added > 0; added--) {
    const twin = old.length > 0 && random.chance(0.25);
    const fresh = twin ? random.pick(old).rule : world.rule(random);
    out.splice(random.below(out.length + 1), 0, { key: `new${random.below(2 ** 31)}`, rule: fresh });
  }
  return reordered(random, out);
}

function reordered(random: Random, rules: readonly Keyed[]): Keyed[] {
  if (random.chance(0.3)) return random.shuffle(rules);
  const out = [...rules];
  for (let moves = out.length > 1 ? random.below(3) : 0; moves > 0; moves--) {
    const [taken] = out.splice(random.below(out.length), 1);
    if (taken) out.splice(random.below(out.length + 1), 0, taken);
  }
  return out;
}
