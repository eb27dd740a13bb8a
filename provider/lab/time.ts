const wallClock = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** What a wall clock in a time zone shows at a moment, as `YYYY-MM-DDTHH:MM:SS`. */
export function toWall(at: number, timeZone: string): string {
  return new Date(at).toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
}

/** The moment at which a wall clock in a time zone shows this; undefined where the text is no such time. */
export function fromWall(text: string, timeZone: string): number | undefined {
  if (!wallClock.test(text)) return undefined;
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(text)) return undefined;
  // The offset at the moment itself is not known before the moment is; the second round settles it.
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  return Date.parse(`${toWall(whole, timeZone)}Z`) - whole;
}
