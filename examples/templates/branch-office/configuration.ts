import * as pulumi from "@pulumi/pulumi";

/** What a text must look like. */
export type Form = RegExp | ((text: string) => boolean);

const anything = () => true;

/** Reads the stack's configuration and collects what is wrong with it, so that all of it is told at once. */
export class Configuration {
  private readonly config = new pulumi.Config();
  private readonly problems: string[] = [];

  /** A text that may be missing. */
  optional(key: string, form: Form = anything, allowed = ""): string | undefined {
    const text = this.config.get(key)?.trim();
    if (text) this.check(key, text, form, allowed);
    return text || undefined;
  }

  /** A text that may not; `allowed` says what it looks like, for people. */
  text(key: string, form: Form, allowed: string): string {
    const text = this.optional(key, form, allowed);
    if (text === undefined) this.tell(key, `is missing; allowed: ${allowed}`);
    return text ?? "";
  }

  /** Texts with commas between them; none where the key is missing. */
  list(key: string, form: Form = anything, allowed = ""): string[] {
    const texts = (this.config.get(key) ?? "").split(",").map((text) => text.trim());
    return texts.filter((text) => text !== "" && this.check(key, text, form, allowed));
  }

  flag(key: string, otherwise: boolean): boolean {
    const text = this.optional(key, /^(true|false)$/, "true or false");
    return text === undefined ? otherwise : text === "true";
  }

  tell(key: string, message: string): void {
    this.problems.push(`${this.config.name}:${key} ${message}`);
  }

  /** @throws an error that lists everything that is wrong, each with its key */
  finish(): void {
    if (this.problems.length === 0) return;
    throw new pulumi.RunError(`the configuration can't be used:\n  ${this.problems.join("\n  ")}`);
  }

  private check(key: string, text: string, form: Form, allowed: string): boolean {
    const fits = typeof form === "function" ? form(text) : form.test(text);
    if (!fits) this.tell(key, `has "${text}"; allowed: ${allowed}`);
    return fits;
  }
}
