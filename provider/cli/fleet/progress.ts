import type { CommandSession } from "../session";

/** What is going on, on stderr: a table that moves on a terminal, else a line where something begins or ends. */
export class Progress {
  private readonly rows = new Map<string, { text: string; since?: number }>();
  private readonly isTable: boolean;
  private drawn = 0;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: CommandSession,
    names: readonly string[],
  ) {
    this.isTable =
      !session.json && (process.stderr.isTTY ?? false) && names.length < (process.stderr.rows ?? 0);
    for (const name of names) this.rows.set(name, { text: "waits" });
    if (this.isTable) this.timer = setInterval(() => this.draw(), 1000);
  }

  begins(name: string): void {
    this.say(name, { text: "begun", since: Date.now() });
  }

  ended(name: string, text: string): void {
    this.say(name, { text });
  }

  /** The last table stays. */
  stop(): void {
    clearInterval(this.timer);
    if (this.isTable) this.draw();
  }

  private say(name: string, row: { text: string; since?: number }): void {
    this.rows.set(name, row);
    if (this.isTable) this.draw();
    else this.session.note(`${name}: ${row.text}`);
  }

  private draw(): void {
    const width = Math.max(...[...this.rows.keys()].map((name) => name.length));
    const columns = process.stderr.columns ?? 80;
    const lines = [...this.rows].map(([name, { text, since }]) => {
      const time = since === undefined ? "" : `, ${Math.round((Date.now() - since) / 1000)} s`;
      const [line = ""] = `${name.padEnd(width)}  ${text}${time}`.split("\n");
      return this.session.redact(line).slice(0, columns - 1);
    });
    const up = this.drawn > 0 ? `\u001b[${this.drawn}A` : "";
    process.stderr.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}`);
    this.drawn = lines.length;
  }
}
