import { isObject, type Properties, UNKNOWN } from "../kernel/values";

/** How the engine writes what JSON can't say: values not known yet, and secrets. Facts of Pulumi's protocol. */

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The engine has one sentinel for each kind of value. */
const unknownTexts = new Set([
  unknownText,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What Pulumi itself adds to the properties of a resource. */
const own = new Set(["__provider", "__defaults", "__internal"]);

/** Values from the wire: sentinels become `UNKNOWN`, secrets are unwrapped. */
export function fromWire(value: unknown): unknown {
  if (typeof value === "string" && unknownTexts.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(fromWire);
  if (!isObject(value)) return value;
  if (value[signature] === secretSignature) return fromWire(value.value);
  if (value[signature] === outputSignature)
    return value.value === undefined ? UNKNOWN : fromWire(value.value);
  return mapped(value, fromWire);
}

/** Properties of a resource from the wire, without those that are Pulumi's own. */
export function propertiesFromWire(properties: Properties): Properties {
  const ours = Object.entries(properties).filter(([name]) => !own.has(name));
  return mapped(Object.fromEntries(ours), fromWire);
}

/** Values for the wire. A gap in a list is null there: the places of the others stay. */
export function toWire(value: unknown): unknown {
  if (value === UNKNOWN) return unknownText;
  if (Array.isArray(value)) return value.map((item) => toWire(item) ?? null);
  return isObject(value) ? propertiesToWire(value) : value;
}

export function propertiesToWire(properties: Properties): Properties {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return mapped(Object.fromEntries(given), toWire);
}

export function secret(value: unknown): Properties {
  return { [signature]: secretSignature, value };
}

function mapped(properties: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, change(value)]));
}
