/** Blank, tab, carriage return, line feed: what separates the parts of a rule. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}

/** The first offset at or after `from` that is no white space, at most `end`. */
export function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last character in `from`…`end` that is no white space. */
export function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

export function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

/** A piece of a comma-separated value, with where it begins. */
export interface Piece {
  text: string;
  at: number;
}

/** The comma-separated pieces of a value that begins at `path`, each without surrounding white space. */
export function pieces(value: string, at: number): Piece[] {
  const found: Piece[] = [];
  let start = 0;
  for (const part of value.split(",")) {
    const from = skipSpace(part, 0, part.length);
    found.push({ text: part.slice(from, trimEnd(part, from, part.length)), at: at + start + from });
    start += part.length + 1;
  }
  return found;
}
