import { onTestFinished, vi } from "vitest";
import { Lab, type LabOptions } from "../../provider/lab/core";
import type { Rule } from "../../provider/lab/ideco/rules";
import type { Front } from "./fronts";
import { Project, type ProjectOptions } from "./harness";

// A scenario is many runs of the engine, and other test files share the machine.
vi.setConfig({ testTimeout: 400_000 });

/** A rule resource of a test's program: its name, its arguments, and where it stands. */
export interface RuleSpec {
  name: string;
  /** Default `ForwardRule`. */
  type?: string;
  /** `after` and `before` name another rule of the program, or give a number. */
  position?: Record<string, unknown>;
  [argument: string]: unknown;
}

/** A program with these rules, in this order. */
export function rulesProgram(front: Front, rules: RuleSpec[]): string {
  return `
const perimeter = require(${JSON.stringify(front.module)});
const made = {};
for (const { name, type = "ForwardRule", position, ...args } of ${JSON.stringify(rules)}) {
  const place = Object.entries(position ?? {}).map(([key, value]) => [key, made[value]?.id ?? value]);
  if (position) args.position = Object.fromEntries(place);
  made[name] = new perimeter.ideco[type](name, args);
}
`;
}

/** Rules that differ in their comment, each below the one before it, as a file of rules would have them. */
export function chain(...comments: string[]): RuleSpec[] {
  return comments.map((comment, index) => ({
    name: comment,
    action: "drop",
    comment,
    position: index === 0 ? { first: true } : { after: comments[index - 1] },
  }));
}

/** A simulated appliance and a stack that manages it. */
export class Office {
  private constructor(
    readonly front: Front,
    readonly lab: Lab,
    readonly project: Project,
  ) {}

  /** For one test, which ends it. */
  static async open(front: Front, options: OfficeOptions = {}): Promise<Office> {
    const lab = await Lab.start(options.lab);
    onTestFinished(() => lab.stop());
    const { vendor, endpoint, login, password } = lab.connections()["lab-ideco"] ?? {};
    const project = await Project.create({
      program: rulesProgram(front, options.rules ?? []),
      pulumiYaml: front.pulumiYaml,
      connections: { hq: { vendor, endpoint, login, ...options.connection } },
      ...(options.credentials === "environment"
        ? { env: { PERIMETER_CONNECTIONS: JSON.stringify({ hq: { password } }) } }
        : { secrets: { "perimeter:connections.hq.password": String(password) } }),
      ...options.project,
    });
    onTestFinished(() => project.remove());
    return new Office(front, lab, project);
  }

  write(rules: RuleSpec[]): Promise<void> {
    return this.project.write(rulesProgram(this.front, rules));
  }

  /** The table as an administrator sees it. */
  get rules(): readonly Rule[] {
    return this.lab.ideco.table("forward").rules;
  }

  get comments(): string[] {
    return this.rules.map((rule) => rule.comment);
  }

  /** The number of the rule with this comment. */
  id(comment: string): number {
    const found = this.rules.find((rule) => rule.comment === comment);
    if (!found) throw new Error(`there is no rule "${comment}" in the table`);
    return found.id;
  }

  /** What reached the appliance since the last look, equal calls in a row as one line; ids are left out. */
  calls(path = /^/): string[] {
    const all = this.lab.journal
      .list({ path })
      .map(({ method, path }) => `${method} ${path.replace(/\/\d+$/, "/ID")}`);
    this.lab.journal.clear();
    const lines: { call: string; times: number }[] = [];
    for (const call of all) {
      const last = lines.at(-1);
      if (last?.call === call) last.times += 1;
      else lines.push({ call, times: 1 });
    }
    return lines.map(({ call, times }) => (times === 1 ? call : `${times} × ${call}`));
  }
}

export interface OfficeOptions {
  rules?: RuleSpec[];
  lab?: LabOptions;
  /** Where the password is: a secret of the stack's configuration (default), or the environment. */
  credentials?: "config" | "environment";
  /** More settings of the connection. */
  connection?: Record<string, unknown>;
  project?: Partial<ProjectOptions>;
}

export const login = "POST /web/auth/login";
export const logout = "DELETE /web/auth/login";
export const list = "GET /firewall/rules/forward";
export const probe = "GET /quotas/state";
