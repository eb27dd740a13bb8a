/** Korea has had one offset since 1988. */
const koreaMs = 9 * 3600 * 1000;
const form = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * A time as the service writes it, Korean and without an offset: `2021-07-01T20:00:00`. Undefined where it is no time.
 * That times without an offset are Korean is not on the page; its answers all have +09:00.
 */
export function koreanTime(text: string): string | undefined {
  const [, day, minute, second = "00", offset] = form.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const wall = `${day}T${minute}:${second}`;
  const asUtc = Date.parse(`${wall}Z`);
  // A 30th of February becomes a day in March.
  const exists = Number.isFinite(asUtc) && inForm(asUtc) === wall;
  if (!exists) return undefined;
  return offset === undefined ? wall : inForm(asUtc - offsetMs(offset) + koreaMs);
}

function inForm(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
