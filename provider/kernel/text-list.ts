/**
 * A list as text: one item a line; lines that begin with `#`, what follows a blank and a `#`, and empty lines mean
 * nothing. Where the list has expiries, one may follow the item after a blank. CRLF ends a line as LF does.
 */
export interface ListItem {
  item: string;
  expiry?: string;
}

export interface ListLine extends ListItem {
  /** Counted from 1. */
  line: number;
}

/** A problem of a text, at its line. */
export interface LineProblem {
  line: number;
  message: string;
}

export interface TextList {
  items: ListLine[];
  problems: LineProblem[];
}

/** Problems beyond that many only fill the screen. */
export const mostProblems = 20;

/**
 * Reads a text list.
 * @param expiries whether an item may carry an expiry
 * @param problemOf what is wrong with an item, in words that follow `line 3: `
 */
export function parseTextList(
  text: string,
  { expiries = false, problemOf }: { expiries?: boolean; problemOf?: (item: ListItem) => string | undefined },
): TextList {
  const list: TextList = { items: [], problems: [] };
  for (const [index, { content }] of linesOf(text).entries()) {
    const line = index + 1;
    const [item, expiry, ...rest] = partsOf(content, expiries);
    if (item === undefined) continue;
    const read: ListItem = expiry === undefined ? { item } : { item, expiry };
    const [surplus] = rest;
    const message =
      surplus === undefined
        ? problemOf?.(read)
        : `found "${surplus}" after "${item} ${expiry}", allowed: an item and its expiry`;
    if (message !== undefined) list.problems.push({ line, message });
    else list.items.push({ line, ...read });
  }
  return list;
}

/** The problems as lines of a message, no more than fill a screen. */
export function problemLines(problems: readonly LineProblem[]): string[] {
  const said = problems.slice(0, mostProblems).map(({ line, message }) => `line ${line}: ${message}`);
  const more = problems.length - said.length;
  return more > 0 ? [...said, `and ${more} more problems`] : said;
}

/**
 * The text of a list whose items are now others: lines of items that are gone go, changed expiries are rewritten, new
 * items follow at the end. All other lines stay byte for byte.
 * @param keyOf one text for all spellings of an item; by default the item itself
 * @param sameExpiry whether two expiries are one moment
 */
export function rewriteTextList(
  text: string,
  now: readonly ListItem[],
  {
    expiries = false,
    keyOf = (item: string) => item,
    sameExpiry = (a: string | undefined, b: string | undefined) => a === b,
  }: {
    expiries?: boolean;
    keyOf?: (item: string) => string;
    sameExpiry?: (a?: string, b?: string) => boolean;
  } = {},
): string {
  const all = new Map(now.map((each) => [keyOf(each.item), each]));
  const left = new Map(all);
  const lines = linesOf(text);
  const end = lines.find((line) => line.end !== "")?.end ?? "\n";
  const kept = lines.flatMap((line) => {
    const [item, expiry] = partsOf(line.content, expiries);
    if (item === undefined) return [line];
    const key = keyOf(item);
    const live = all.get(key);
    left.delete(key);
    if (!live) return [];
    return [
      sameExpiry(expiry, live.expiry) ? line : { ...line, content: withExpiry(line.content, live.expiry) },
    ];
  });
  const added = [...left.values()].map((each) => ({ content: itemText(each), end }));
  const last = kept.at(-1);
  if (last && added.length > 0 && last.end === "") {
    kept[kept.length - 1] = { ...last, end };
    const tail = added.at(-1);
    if (tail) tail.end = "";
  }
  return [...kept, ...added].map(({ content, end }) => content + end).join("");
}

/** A line of a text without what ends it, and what ends it: nothing at the end of a text without a last line end. */
export interface Line {
  content: string;
  end: "\n" | "\r\n" | "";
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    if (newline < 0) {
      lines.push({ content: text.slice(from), end: "" });
      break;
    }
    const crlf = newline > from && text[newline - 1] === "\r";
    lines.push({ content: text.slice(from, crlf ? newline - 1 : newline), end: crlf ? "\r\n" : "\n" });
    from = newline + 1;
  }
  return lines;
}

/** What a line says before its comment: the item, and, where the list has expiries, what follows after a blank. */
function partsOf(content: string, expiries: boolean): string[] {
  const said = content
    .replace(/^\uFEFF/, "")
    .replace(/(^|\s)#.*$/s, "")
    .trim();
  if (said === "") return [];
  return expiries ? said.split(/\s+/) : [said];
}

function itemText({ item, expiry }: ListItem): string {
  return expiry === undefined ? item : `${item} ${expiry}`;
}

/** The line with another expiry, its comment and blanks as they were. */
function withExpiry(content: string, expiry: string | undefined): string {
  const [, item = "", gap = "", old = "", rest = ""] =
    /^(\s*[^\s#]\S*)(?:([^\S\n]+)([^\s#]\S*))?(.*)$/s.exec(content) ?? [];
  if (expiry === undefined) return `${item}${rest}`;
  return `${item}${old === "" ? " " : gap}${expiry}${rest}`;
}
