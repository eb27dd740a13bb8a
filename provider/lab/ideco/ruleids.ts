import { z } from "zod";
import type { Context } from "./context";
import { factsOf } from "./facts";
import type { Rule, TableName } from "./rules";

/** The chain in a text id. Only that of FORWARD is known, those of INPUT and FORWARD also from results of checks. */
const chains: Partial<Record<TableName, string>> = {
  forward: "fwd",
  input: "inp",
  dnat: "dnat",
  snat: "snat",
  log: "log",
};

/** How the ids of a table's rules travel: as numbers, or in newer versions those of the firewall as `fwd.ngfw.1`. */
export class RuleIds {
  constructor(
    private readonly context: Context,
    private readonly table: TableName,
  ) {}

  out(id: number): number | string {
    return this.prefix === undefined ? id : `${this.prefix}${id}`;
  }

  /** A rule as it is listed. */
  shown(rule: Rule): object {
    return { ...rule, id: this.out(rule.id) };
  }

  /** The number of an id in a path or a query; undefined where it is none. */
  in(text: string): number | undefined {
    const { prefix = "" } = this;
    const digits = text.startsWith(prefix) ? text.slice(prefix.length) : "";
    return /^\d+$/.test(digits) ? Number(digits) : undefined;
  }

  /** An id in a body. */
  get form(): z.ZodType<number> {
    if (this.prefix === undefined) return z.int();
    return z.string().transform((text, report) => {
      const id = this.in(text);
      if (id !== undefined) return id;
      report.addIssue({ code: "custom", message: `not ${this.words}` });
      return z.NEVER;
    });
  }

  /** What an id is, for a refusal. */
  get words(): string {
    return this.prefix === undefined ? "an integer" : `a text such as ${this.prefix}1`;
  }

  private get prefix(): string | undefined {
    const chain = chains[this.table];
    const isText = chain !== undefined && factsOf(this.context).ruleIds === "texts";
    return isText ? `${chain}.ngfw.` : undefined;
  }
}
