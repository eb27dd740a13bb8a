import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { catalogue } from "../../../provider/catalogue";
import type { Context } from "../../../provider/kernel/context";
import type { Log } from "../../../provider/kernel/log";
import { Runtime } from "../../../provider/kernel/runtime";
import type { Properties } from "../../../provider/kernel/values";
import type { IdecoOptions } from "../../../provider/lab/ideco/appliance";
import type { Rule, TableName } from "../../../provider/lab/ideco/rules";
import { ruleTable } from "../../../provider/vendors/ideco/ruletable/resource";
import { type Harness, open } from "./open";

export const token = "ideco:RuleTable";

export interface TableBed extends Harness {
  name: TableName;
  /** The table as an administrator has it at hand. */
  readonly table: ReturnType<Harness["lab"]["ideco"]["table"]>;
  readonly rules: readonly Rule[];
  /** Comments from top to bottom. */
  readonly comments: string[];
  id(comment: string): number;
  /** `up` of the one table. */
  up(args: Properties): ReturnType<Harness["stack"]["up"]>;
  /**
   * Runs something whose process is killed with kill -9 after a write, the first being 0: what it would have told the state
   * is lost, and so is what it would have done to its files.
   */
  killed(write: number, work: () => Promise<unknown>): Promise<void>;
  /** What was said to the user since the last look. */
  said(): string[];
  /** A context as the commands have it. */
  context(log?: Log): Context;
  /** Snapshots of the table, the newest last. */
  snapshots(): string[];
  /** Every other file in the folder of the snapshots. */
  marks(): string[];
}

const isFile = (file: string) => /\.(json|begun)$/.test(file);
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, progress: () => {} };

/**
 * A simulated appliance, a stack, and one of its tables. Snapshots go to a folder of the test. One call at a time unless
 * the settings say otherwise, so that rules get their numbers in the order of the table.
 */
export async function openTable(
  name: TableName = "forward",
  options: IdecoOptions = {},
  settings: Properties = {},
): Promise<TableBed> {
  const folder = mkdtempSync(join(tmpdir(), "perimeter-snapshots-"));
  const before = process.env.PERIMETER_SNAPSHOTS;
  process.env.PERIMETER_SNAPSHOTS = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env.PERIMETER_SNAPSHOTS;
    else process.env.PERIMETER_SNAPSHOTS = before;
    rmSync(folder, { recursive: true, force: true });
  });
  const bed = await open(options, { concurrency: 1, ...settings });
  const { lab, stack } = bed;
  const files = () => readdirSync(folder, { recursive: true }).map(String).sort();
  let heard = 0;
  return {
    ...bed,
    name,
    get table() {
      return lab.ideco.table(name);
    },
    get rules() {
      return lab.ideco.table(name).rules;
    },
    get comments() {
      return lab.ideco.table(name).rules.map((rule) => rule.comment);
    },
    id(comment) {
      const found = lab.ideco.table(name).rules.find((rule) => rule.comment === comment);
      if (!found) throw new Error(`there is no rule "${comment}" in the table`);
      return found.id;
    },
    up: (args) => stack.up(token, "table", { table: name, ownership: "exclusive", ...args }),
    async killed(write, work) {
      const state = new Map(stack.resources);
      let left = new Map<string, string>();
      const [open, arrived] = [lab.journal.open.bind(lab.journal), lab.journal.writes().length];
      lab.journal.open = (entry) => {
        const opened = open(entry);
        if (opened.write && lab.journal.writes().length === arrived + write + 1) {
          left = new Map(
            files()
              .filter(isFile)
              .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
          );
          lab.faults.add({ times: 1000, lose: "before" });
        }
        return opened;
      };
      await expect(work()).rejects.toThrow();
      lab.journal.open = open;
      lab.faults.clear();
      for (const file of files().filter(isFile)) rmSync(join(folder, file));
      for (const [file, content] of left) writeFileSync(join(folder, file), content);
      stack.resources.clear();
      for (const [name, stored] of state) stack.resources.set(name, stored);
      await stack.restart();
    },
    said() {
      const news = stack.said.slice(heard);
      heard = stack.said.length;
      return news;
    },
    context(log = silent) {
      const runtime = new Runtime(
        catalogue.vendors,
        { hq: { ...lab.connections()["lab-ideco"], ...settings } },
        log,
      );
      onTestFinished(() => runtime.close());
      return runtime.context(ruleTable, "hq");
    },
    snapshots: () =>
      files()
        .filter((file) => file.endsWith(".json"))
        .map((file) => join(folder, file)),
    marks: () =>
      files()
        .filter((file) => file.endsWith(".begun"))
        .map((file) => join(folder, file)),
  };
}

export function text(file: string): string {
  return readFileSync(file, "utf8");
}

/** A rule that its comment tells from the others. */
export function drop(key: string, more: Properties = {}): Properties & { key: string } {
  return { key, action: "drop", comment: key, ...more };
}
