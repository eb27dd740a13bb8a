/** Knows the secret values of a connection and takes them out of any text. */
export class Redactor {
  private readonly forms = new Set<string>();

  constructor(secrets: Iterable<unknown> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Remembers a secret in the forms in which it may come back: plain, in a URL, in JSON, in HTML, in base64. */
  add(secret: unknown): void {
    if (typeof secret !== "string" || secret.length < shortest) return;
    for (const form of formsOf(secret)) this.forms.add(form);
  }

  redact(text: string): string {
    const longestFirst = [...this.forms].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((clean, form) => clean.replaceAll(form, "[secret]"), text);
  }
}

/** Shorter values are no secrets worth the name, and taking them out would eat ordinary words. */
const shortest = 3;
/** The same for pieces of base64, which look like any other word where they are short. */
const shortestPiece = 6;

function formsOf(secret: string): string[] {
  // A broken surrogate pair has no form in a URL; a buffer mends it.
  const url = encodeURIComponent(Buffer.from(secret).toString());
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    // As a URL of ours is shown in a message, with some of its codes made readable.
    decodeURI(url),
    new URLSearchParams({ "": secret }).toString().slice(1),
    json,
    json.replaceAll("/", "\\/"),
    ...escapedForms(json),
    ...markedForms(secret),
    ...base64Forms(secret),
  ];
}

/** In JSON as interfaces of different makes write it, and such JSON inside of a text of another one. */
function escapedForms(json: string): string[] {
  // What besides the control characters is escaped: all but ASCII; what Go escapes; what .NET does.
  const makes = [/[^ -~]/g, /[<>&\u2028\u2029]/g, /[^ -~]|[<>&'+`]|\\"/g];
  const forms = makes.flatMap((letters) => {
    const escaped = json.replace(letters, (text) => unicodeEscape(text.slice(-1)));
    return [escaped, escaped.replace(/\\u[\da-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)];
  });
  return [...forms, ...[json, ...forms].map((form) => JSON.stringify(form).slice(1, -1))];
}

/** In HTML: named, by number, by hexadecimal number. */
function markedForms(secret: string): string[] {
  const marked = (form: (letter: string) => string) => secret.replace(/[&<>"']/g, form);
  const code = (letter: string) => letter.charCodeAt(0);
  return [
    marked((letter) => entities[letter] ?? letter),
    marked((letter) => (letter === "'" ? letter : (entities[letter] ?? letter))),
    marked((letter) => (letter === "'" ? "&#x27;" : (entities[letter] ?? letter))),
    marked((letter) => (letter === "'" ? "&apos;" : (entities[letter] ?? letter))),
    marked((letter) => (letter === '"' ? "&#34;" : (entities[letter] ?? letter))),
    marked((letter) => `&#${code(letter)};`),
    marked((letter) => `&#x${code(letter).toString(16)};`),
    marked((letter) => `&#x${code(letter).toString(16).toUpperCase()};`),
  ];
}

function unicodeEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * The whole value in base64, and what of it stays the same wherever it stands in a longer value such as
 * `login:password`: three letters of text are four of base64, so there are three ways to begin.
 */
function base64Forms(secret: string): string[] {
  const pieces = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = bytes.toString("base64");
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  const standard = [
    Buffer.from(secret).toString("base64"),
    ...pieces.filter((piece) => piece.length >= shortestPiece),
  ];
  return standard.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
