/** Both ends included. */
export type Span = readonly [low: number, high: number];

/** An IPv4 address as a number. */
export function numeric(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0` or `10.0.0.1-10.0.0.9` as a span; bits below the mask do not count. */
export function span(text: string): Span {
  const [from = "", to] = text.split("-");
  if (to !== undefined) return [numeric(from.trim()), numeric(to.trim())];
  const [address = "", mask = "32"] = text.split("/");
  const size = mask.includes(".") ? 2 ** 32 - numeric(mask) : 2 ** (32 - Number(mask));
  const low = Math.floor(numeric(address) / size) * size;
  return [low, low + size - 1];
}

export const within = (value: number, [low, high]: Span): boolean => low <= value && value <= high;
