/** Knows the secret values of a connection and takes them out of any text. */
export class Redactor {
  private readonly values = new Set<string>();

  constructor(secrets: Iterable<unknown> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Remembers a secret in the forms in which it may come back: plain, in a URL, in JSON, in base64. */
  add(secret: unknown): void {
    if (typeof secret !== "string" || secret.length < shortest) return;
    this.values.add(secret);
    this.values.add(encodeURIComponent(secret));
    this.values.add(JSON.stringify(secret).slice(1, -1));
    this.values.add(Buffer.from(secret).toString("base64"));
  }

  redact(text: string): string {
    const longestFirst = [...this.values].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((clean, value) => clean.replaceAll(value, "[secret]"), text);
  }
}

/** Shorter values are no secrets worth the name, and taking them out would eat ordinary words. */
const shortest = 3;
