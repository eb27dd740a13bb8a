/** Times as a clock on a wall of a time zone shows them, and as moments. */

const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

interface Time {
  /** `YYYY-MM-DDTHH:MM:SS` */
  wall: string;
  /** `Z` or `+09:00`, where it is said. */
  offset?: string;
}

export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** Whether it is a time that exists: `2026-08-26T12:38:00`, also with `Z`, `+09:00` or fractions of a second. */
export function isTime(text: string): boolean {
  return timeIn(text) !== undefined;
}

/**
 * What the clock of a zone shows at a time: one without an offset is that already. Whole seconds. Undefined where the
 * text is no time.
 */
export function wallOf(text: string, zone: string): string | undefined {
  const time = timeIn(text);
  return time?.offset ? wallAt(Date.parse(time.wall + time.offset), zone) : time?.wall;
}

/** What the clock of a zone shows at a moment, as `YYYY-MM-DDTHH:MM:SS`. */
export function wallAt(moment: number, zone: string): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day] = [parts.get("year")?.padStart(4, "0"), parts.get("month"), parts.get("day")];
  return `${year}-${month}-${day}T${parts.get("hour")}:${parts.get("minute")}:${parts.get("second")}`;
}

/**
 * The moment at which the clock of a zone shows this; the first one where it shows it twice, and where it never does,
 * as the clock is put forward, as much later.
 */
export function momentOf(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const [before, after] = [asUtc - day, asUtc + day].map((around) => asUtc - offsetAt(around, zone)) as [
    number,
    number,
  ];
  const shown = [before, after].filter((moment) => wallAt(moment, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

/** No zone changes its clock twice within two days. */
const day = 24 * 60 * 60 * 1000;

function offsetAt(moment: number, zone: string): number {
  return Date.parse(`${wallAt(moment, zone)}Z`) - moment;
}

function timeIn(text: string): Time | undefined {
  const [, date, minutes, seconds = "00", offset] = form.exec(text) ?? [];
  if (date === undefined) return undefined;
  const wall = `${date}T${minutes}:${seconds}`;
  const moment = Date.parse(`${wall}Z`);
  // A 30th of February would become a 1st of March.
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(wall)) return undefined;
  if (!offset) return { wall };
  const spelled = offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  return Number.isNaN(Date.parse(wall + spelled)) ? undefined : { wall, offset: spelled };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const twoDigits = "2-digit";
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: twoDigits,
    day: twoDigits,
    hour: twoDigits,
    minute: twoDigits,
    second: twoDigits,
  });
  formats.set(timeZone, made);
  return made;
}
