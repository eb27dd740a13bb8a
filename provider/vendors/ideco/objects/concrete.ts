import ipaddr from "ipaddr.js";
import type { Context } from "../../../kernel/context";
import type { Properties } from "../../../kernel/values";
import { objectListing } from "../dialect/lists";
import { comingName, comingValue } from "../references/coming";

/** A closed range of numbers: IPv4 addresses or ports. */
export type NumberRange = readonly [low: number, high: number];

/** What objects stand for, as far as it can be said: users, domains and zones have no addresses of their own. */
export class ConcreteObjects {
  private readonly known = new Map<string, NumberRange[] | undefined>();

  constructor(private readonly objects: ReadonlyMap<string, Properties>) {}

  /** The ranges of an address or port object; undefined where nobody can say. */
  ranges(id: string): NumberRange[] | undefined {
    if (!this.known.has(id)) {
      // A list that holds itself, however indirectly, can't be resolved.
      this.known.set(id, undefined);
      const coming = comingValue(id);
      this.known.set(id, coming === undefined ? this.resolve(this.objects.get(id)) : numberRanges(coming));
    }
    return this.known.get(id);
  }

  /** An object's title, with its id. */
  nameOf(id: string): string | undefined {
    const coming = comingName(id);
    if (coming !== undefined) return coming;
    const title = this.objects.get(id)?.title;
    return typeof title === "string" && title !== "" ? `${title} (${id})` : undefined;
  }

  private resolve(object: Properties | undefined): NumberRange[] | undefined {
    if (!object) return undefined;
    if (/^(ip|port)_range\./.test(String(object.id))) return numberRanges(endsOf(object).join("-"));
    if (object.value !== undefined) return numberRanges(String(object.value));
    if (!Array.isArray(object.values)) return undefined;
    const parts = object.values.map((member) => this.member(String(member)));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }

  private member(text: string): NumberRange[] | undefined {
    return /^[a-z_]+\.id\./.test(text) ? this.ranges(text) : numberRanges(text);
  }
}

/**
 * The two ends of a range object, in each of the shapes that a list can print: `start` and `end`, `values`, or `value`
 * with a dash. The page prints how a range is sent, but not how it is listed.
 */
export function endsOf(item: Properties): [start: unknown, end: unknown] {
  if (item.start !== undefined || item.end !== undefined) return [item.start, item.end];
  const parts = Array.isArray(item.values) ? item.values : String(item.value ?? "").split("-");
  const [start, end = start] = parts.map((part) => (typeof part === "string" ? part.trim() : part));
  return [start === "" ? undefined : start, end === "" ? undefined : end];
}

/** All objects of the appliance, in one call. */
export async function concreteObjects(ctx: Context): Promise<ConcreteObjects> {
  const objects = await objectListing(ctx.connection).get(ctx.signal);
  return new ConcreteObjects(new Map(objects.map((object) => [String(object.id), object])));
}

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.1-10.0.0.9`, `80`, `80-90`; undefined for anything else. */
export function numberRanges(text: string): NumberRange[] | undefined {
  const ports = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (ports) return [[Number(ports[1]), Number(ports[2] ?? ports[1])]];
  const [first, last] = text.split("-").map((part) => part.trim());
  if (first && last) return spanned(addressNumber(first), addressNumber(last));
  if (!text.includes("/")) return spanned(addressNumber(text), addressNumber(text));
  return networkRange(text);
}

function spanned(low: number | undefined, high: number | undefined): NumberRange[] | undefined {
  return low === undefined || high === undefined ? undefined : [[low, high]];
}

function networkRange(text: string): NumberRange[] | undefined {
  const [address = "", mask = ""] = text.split("/");
  const bits = mask.includes(".") ? maskBits(mask) : Number(mask);
  const base = addressNumber(address);
  if (base === undefined || bits === undefined || !(bits >= 0 && bits <= 32)) return undefined;
  const size = 2 ** (32 - bits);
  const low = Math.floor(base / size) * size;
  return [[low, low + size - 1]];
}

function maskBits(mask: string): number | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(mask)
    ? (ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined)
    : undefined;
}

/** An IPv4 address as a number. */
export function addressNumber(text: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.IPv4.parse(text).octets.reduce((number, octet) => number * 256 + octet, 0);
}
