import { access, constants, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

const dir = join(root, "examples", "gitops");
const workflows = join(dir, ".github", "workflows");

interface Workflow {
  on: Record<string, unknown>;
  permissions: unknown;
  jobs: Record<string, Job>;
}

interface Job {
  permissions: unknown;
  env: Record<string, string>;
  environment?: string;
  steps: { run?: string; uses?: string; with?: Record<string, unknown> }[];
}

async function workflow(
  name: string,
): Promise<{ text: string; on: Record<string, unknown>; permissions: unknown; job: Job }> {
  const text = await readFile(join(workflows, `${name}.yml`), "utf8");
  const { on, permissions, jobs } = parse(text) as Workflow;
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error(`${name}.yml has not just one job`);
  return { text, on, permissions, job };
}

/** What GitHub would put in place of `${{ vars.X }}`, `${{ secrets.X }}` and `${{ toJSON(…) }}`. */
function evaluated(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{\{\s*(toJSON\()?(?:vars|secrets)\.(\w+)\)?\s*\}\}/g, (_, json, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the repository has no ${name}`);
    return json ? JSON.stringify(value) : value;
  });
}

describe("the workflows of examples/gitops", () => {
  test("have the least permissions, pinned actions, scripts that can be run, and a readOnly connection where nothing may be sent", async () => {
    expect((await readdir(workflows)).sort()).toEqual(["drift.yml", "preview.yml", "up.yml"]);
    const all = await Promise.all(["preview", "up", "drift"].map(workflow));
    for (const { text, permissions, job } of all) {
      expect({ permissions, ofJob: job.permissions }).toEqual({
        permissions: {},
        ofJob: { contents: "read" },
      });
      const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
      expect(used).toHaveLength(3);
      for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
      for (const { run: script } of job.steps) {
        if (script?.startsWith("scripts/")) await access(join(dir, script), constants.X_OK);
      }
    }
    const [preview, up, drift] = all;
    expect(Object.keys(preview?.on ?? {})).toEqual(["pull_request"]);
    expect(Object.keys(up?.on ?? {})).toEqual(["push", "workflow_dispatch"]);
    expect(Object.keys(drift?.on ?? {})).toEqual(["schedule", "workflow_dispatch"]);
    expect(all.map(({ job }) => /"readOnly": true/.test(job.env.PERIMETER_CONNECTIONS ?? ""))).toEqual([
      true,
      false,
      true,
    ]);
    expect(all.map(({ job }) => job.environment)).toEqual([undefined, "production", undefined]);
    expect(await readFile(join(dir, "scripts", "drift.sh"), "utf8")).toContain("--run-program");
  });
});

describe("examples/gitops", () => {
  test("previews and sends nothing, applies, tells of drift, and repairs it", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const project = await Project.create({ program: { dir }, packageManager: "npm" });
    const settings = parse(await readFile(join(dir, "Pulumi.prod.yaml"), "utf8")) as {
      config: { "perimeter:connections": { hq: Record<string, unknown> } };
    };
    const { hq } = settings.config["perimeter:connections"];
    const { endpoint, login, password } = lab.connections()["lab-ideco"] as Record<string, string>;
    await project.configure({ "perimeter:connections": { hq: { ...hq, endpoint } } });
    const values: Record<string, string> = {
      PULUMI_STACK: project.stack,
      PULUMI_BACKEND_URL: project.env.PULUMI_BACKEND_URL ?? "",
      PULUMI_CONFIG_PASSPHRASE: project.env.PULUMI_CONFIG_PASSPHRASE ?? "",
      HQ_AUDITOR: login ?? "",
      HQ_AUDITOR_PASSWORD: password ?? "",
      HQ_ADMINISTRATOR: login ?? "",
      HQ_ADMINISTRATOR_PASSWORD: password ?? "",
    };
    const summary = join(project.dir, "..", "summary.md");

    /** Runs the shell steps of a workflow's job in their order, until one fails. */
    async function act(name: string) {
      const { job } = await workflow(name);
      await writeFile(summary, "");
      lab.journal.clear();
      const own = Object.entries(job.env).map(([key, value]) => [key, evaluated(value, values)]);
      const env = { ...project.env, GITHUB_STEP_SUMMARY: summary, ...Object.fromEntries(own) };
      let output = "";
      for (const { run: script } of job.steps) {
        if (script === undefined) continue;
        const ended = await run("bash", ["-e", "-c", script], { cwd: project.dir, env });
        output += ended.stdout + ended.stderr;
        if (ended.code !== 0) return { code: ended.code, output, summary: await readFile(summary, "utf8") };
      }
      return { code: 0, output, summary: await readFile(summary, "utf8") };
    }

    const table = lab.ideco.table("forward");
    table.add({ comment: "somebody else's" });
    const preview = await act("preview");
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.summary).toMatch(/^## Preview: done\n/);
    expect(preview.summary).toContain("+ 5 to create");
    expect(lab.journal.writes()).toEqual([]);

    const up = await act("up");
    expect(up).toMatchObject({ code: 0 });
    expect(up.summary).toContain("+ 5 created");
    const applied = table.rules.map(({ comment }) => comment);
    expect(applied).toEqual([
      "Customers reach the shop over HTTPS",
      "... and nobody reaches it over anything else",
      "Guests stay out of the local network",
      "somebody else's",
    ]);

    const guests = table.rules[2]?.id ?? -1;
    table.edit(guests, { action: "accept" });
    const drift = await act("drift");
    expect(drift).toMatchObject({ code: 2 });
    expect(drift.summary).toMatch(/^## Drift\n/);
    expect(drift.summary).toContain(
      '| `hq` | ideco:RuleTable forward (forward) | `rules[guests].action` | `"drop"` | `"accept"` |',
    );
    expect(drift.output).toContain(drift.summary);
    expect(lab.journal.writes()).toEqual([]);

    expect(await act("up")).toMatchObject({ code: 0 });
    expect(table.rules[2]).toMatchObject({ id: guests, action: "drop" });
    const none = await act("drift");
    expect(none).toMatchObject({ code: 0 });
    expect(none.summary).toMatch(/^## No drift\n/);

    values.HQ_AUDITOR_PASSWORD = "wrong-pass-7";
    const failed = await act("drift");
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.summary).toBe("## The comparison failed: see the job's log\n");
    expect(failed.output).toContain("the login was refused");
    expect(failed.output).not.toContain("wrong-pass-7");
  });
});
