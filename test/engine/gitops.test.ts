import { once } from "node:events";
import { access, constants, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 1_800_000 });

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
  steps: { run?: string; uses?: string; with?: Record<string, unknown>; env?: Record<string, string> }[];
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
  return text.replace(/\$\{\{\s*(toJSON\()?(?:vars|secrets|github)\.(\w+)\)?\s*\}\}/g, (_, json, name) => {
    const value = name === "token" ? "comment-token" : values[name];
    if (value === undefined) throw new Error(`the repository has no ${name}`);
    return json ? JSON.stringify(value) : value;
  });
}

describe("the workflows of examples/gitops", () => {
  test("have the least permissions, pinned actions, scripts that can be run, and a readOnly connection where nothing may be sent", async () => {
    expect((await readdir(workflows)).sort()).toEqual(["drift.yml", "lint.yml", "preview.yml", "up.yml"]);
    const names = ["preview", "up", "drift", "lint"];
    const all = await Promise.all(names.map(workflow));
    const more = { preview: { "pull-requests": "write" }, lint: { "security-events": "write" } };
    for (const [index, { text, permissions, job }] of all.entries()) {
      const own = more[names[index] as keyof typeof more];
      expect({ permissions, ofJob: job.permissions }).toEqual({
        permissions: {},
        ofJob: { contents: "read", ...own },
      });
      const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
      expect(used).toHaveLength(names[index] === "lint" ? 4 : 3);
      for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
      for (const { run: script } of job.steps) {
        if (script?.startsWith("scripts/"))
          await access(join(dir, script.split(" ")[0] ?? ""), constants.X_OK);
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
      true,
    ]);
    expect(all.map(({ job }) => job.environment)).toEqual([undefined, "production", undefined, undefined]);
    expect(await readFile(join(dir, "scripts", "drift.sh"), "utf8")).toContain("--run-program");
  });
});

/** A job of .gitlab-ci.yml: the lines that its shell gets, with `extends`, `default` and `!reference` resolved. */
async function gitlabJob(name: string): Promise<string[]> {
  const text = await readFile(join(dir, ".gitlab-ci.yml"), "utf8");
  type Jobs = Record<string, { extends?: string; before_script?: unknown[]; script?: unknown[] }>;
  const reference = { tag: "!reference", collection: "seq" as const, identify: () => false };
  const jobs = parse(text, { customTags: [reference] }) as Jobs;
  const job = jobs[name] ?? {};
  const before = job.before_script ?? jobs[job.extends ?? ""]?.before_script ?? jobs.default?.before_script;
  const lines = [...(before ?? []), ...(job.script ?? [])];
  return lines.flatMap((line) => {
    if (!Array.isArray(line)) return [String(line)];
    const [of, key] = line as [string, "script"];
    return (jobs[of]?.[key] ?? []).map(String);
  });
}

/** GitHub or GitLab as far as comments go: those of request 7 of project 4. */
async function comments(path: string, writes: string[]) {
  const all: { id: number; body: string }[] = [{ id: 1, body: "looks good" }];
  const said: string[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const { method = "", url = "", headers } = request;
    said.push(`${method} ${url}`);
    const token = headers["private-token"] ?? headers.authorization;
    const id = Number(/\/(\d+)$/.exec(url)?.[1]);
    const known = all.find((each) => each.id === id);
    if (!/^(Bearer )?comment-token$/.test(String(token))) response.statusCode = 401;
    else if (method === "GET" && url.startsWith(`${path}?`)) response.write(JSON.stringify(all));
    else if (method === "POST" && url === path) all.push({ id: all.length + 1, ...JSON.parse(text) });
    else if (writes.includes(method) && known) Object.assign(known, JSON.parse(text));
    else response.statusCode = 404;
    response.end(method === "GET" ? "" : "{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { all, said, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("examples/gitops", () => {
  test("previews in a comment and sends nothing, applies, tells of drift, and repairs it; on GitLab as well", async () => {
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
      DRIFT_NOTIFY: "cat >../told.json",
    };
    const summary = join(project.dir, "..", "summary.md");
    const onGithub = await comments("/repos/us/perimeter/issues/7/comments", ["PATCH"]);
    const onGitlab = await comments("/projects/4/merge_requests/7/notes", ["PUT"]);
    const event = join(project.dir, "..", "event.json");
    await writeFile(event, JSON.stringify({ pull_request: { number: 7 } }));
    const github = {
      GITHUB_API_URL: onGithub.address,
      GITHUB_REPOSITORY: "us/perimeter",
      GITHUB_EVENT_PATH: event,
    };

    /** What each job does first needs to be done but once. */
    const installed = new Set<string>();
    function isInstalled(line: string): boolean {
      if (!line.startsWith("npm install")) return false;
      if (installed.has(line)) return true;
      installed.add(line);
      return false;
    }

    /** Runs the shell steps of a workflow's job in their order, until one fails. */
    async function act(name: string) {
      const { job } = await workflow(name);
      await writeFile(summary, "");
      lab.journal.clear();
      const own = Object.entries(job.env).map(([key, value]) => [key, evaluated(value, values)]);
      const shared = { ...project.env, ...github, GITHUB_STEP_SUMMARY: summary, ...Object.fromEntries(own) };
      let output = "";
      for (const { run: script, env: more = {} } of job.steps) {
        if (script === undefined || isInstalled(script)) continue;
        const ofStep = Object.entries(more).map(([key, value]) => [key, evaluated(value, values)]);
        const env = { ...shared, ...Object.fromEntries(ofStep) };
        const ended = await run("bash", ["-e", "-c", script], { cwd: project.dir, env });
        output += ended.stdout + ended.stderr;
        if (ended.code !== 0) return { code: ended.code, output, summary: await readFile(summary, "utf8") };
      }
      return { code: 0, output, summary: await readFile(summary, "utf8") };
    }

    /** The lines of a job of GitLab, in the shell as GitLab starts it. */
    async function actOnGitlab(name: string) {
      lab.journal.clear();
      const env = {
        ...project.env,
        ...values,
        STACK: project.stack,
        CI_API_V4_URL: onGitlab.address,
        CI_PROJECT_ID: "4",
        CI_MERGE_REQUEST_IID: "7",
        GITLAB_TOKEN: "comment-token",
      };
      const script = (await gitlabJob(name)).filter((line) => !isInstalled(line)).join("\n");
      const { code, stdout, stderr } = await run("bash", ["-eo", "pipefail", "-c", script], {
        cwd: project.dir,
        env,
      });
      return { code, output: stdout + stderr };
    }

    const table = lab.ideco.table("forward");
    table.add({ comment: "somebody else's" });
    const preview = await act("preview");
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.summary).toMatch(/^## Preview: done\n/);
    expect(preview.summary).toContain("+ 2 to create");
    expect(lab.journal.writes()).toEqual([]);
    expect(onGithub.all.map(({ body }) => body.split("\n", 2))).toEqual([
      ["looks good"],
      [`<!-- perimeter: preview of ${project.stack} -->`, "## Preview: done"],
    ]);
    expect(onGithub.all[1]?.body).toContain("+ 2 to create");

    const up = await act("up");
    expect(up).toMatchObject({ code: 0 });
    expect(up.summary).toContain("+ 2 created");
    const applied = table.rules.map(({ comment }) => comment);
    expect(applied).toEqual([
      "Customers reach the shop over HTTPS",
      "... and nobody reaches it over anything else",
      "Guests stay out of the local network",
      "somebody else's",
    ]);

    // A change of a rule: the calls by key, the traffic and what a new rule does wrong stand in the comments.
    const program = join(project.dir, "index.ts");
    const text = await readFile(program, "utf8");
    const shadowed = `{ key: "late", action: "accept", destinationAddresses: [shop] },\n    { key: "guests"`;
    expect(text).toContain('{\n      key: "guests"');
    await writeFile(program, text.replace('{\n      key: "guests"', shadowed));
    for (const [acted, { all, said }] of [
      [await act("preview"), onGithub],
      [await actOnGitlab("preview"), onGitlab],
    ] as const) {
      expect(acted, acted.output).toMatchObject({ code: 0 });
      expect(all).toHaveLength(2);
      expect(all[1]?.body).toContain("forward: 1 inserted, 0 edited, 0 moved, 0 deleted: 1 calls");
      expect(all[1]?.body).toContain("insert `late`");
      expect(all[1]?.body).toContain("what changes for the traffic");
      expect(all[1]?.body).toMatch(/`late`.* never applies/);
      expect(said.filter((line) => line.startsWith("POST"))).toHaveLength(1);
      expect(lab.journal.writes()).toEqual([]);
    }
    const again = ["-c", "node scripts/comment.mjs preview.report.md 'preview of dev'"];
    const ofRequest = { CI_PROJECT_ID: "4", CI_MERGE_REQUEST_IID: "7", GITLAB_TOKEN: "comment-token" };
    const repeated = { ...project.env, ...ofRequest, CI_API_V4_URL: onGitlab.address };
    expect(await run("bash", again, { cwd: project.dir, env: repeated })).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(onGitlab.said.map((line) => line.split("?")[0])).toEqual([
      "GET /projects/4/merge_requests/7/notes",
      "POST /projects/4/merge_requests/7/notes",
      "GET /projects/4/merge_requests/7/notes",
      "PUT /projects/4/merge_requests/7/notes/2",
    ]);
    await writeFile(program, text);

    const guests = table.rules[2]?.id ?? -1;
    table.edit(guests, { action: "accept" });
    const drift = await act("drift");
    expect(drift).toMatchObject({ code: 2 });
    const told = JSON.parse(await readFile(join(project.dir, "..", "told.json"), "utf8"));
    expect(told).toMatchObject({
      stack: project.stack,
      drift: [{ appliance: "hq", properties: [{ wanted: "drop", found: "accept" }] }],
    });
    // Two rules of which one never applies, in the forms of both.
    expect(await act("lint")).toMatchObject({ code: 0 });
    const sarif = JSON.parse(await readFile(join(project.dir, "perimeter.sarif"), "utf8"));
    expect(await actOnGitlab("lint")).toMatchObject({ code: 0 });
    const quality = JSON.parse(await readFile(join(project.dir, "perimeter.codequality.json"), "utf8"));
    expect(quality.length).toBeGreaterThan(0);
    expect(quality).toHaveLength(sarif.runs[0].results.length);
    expect(lab.journal.writes()).toEqual([]);

    expect(drift.summary).toMatch(/^## Drift\n/);
    expect(drift.summary).toContain(
      '| `hq` | ideco:RuleTable forward (forward) | `rules[guests].action` | `"drop"` | `"accept"` |',
    );
    expect(drift.output).toContain(drift.summary);
    expect(lab.journal.writes()).toEqual([]);

    expect(await actOnGitlab("up")).toMatchObject({ code: 0 });
    expect(table.rules[2]).toMatchObject({ id: guests, action: "drop" });
    const none = await actOnGitlab("drift");
    expect(none).toMatchObject({ code: 0 });
    expect(none.output).toMatch(/^## No drift$/m);

    values.HQ_AUDITOR_PASSWORD = "wrong-pass-7";
    const failed = await act("drift");
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.summary).toBe("## The comparison failed: see the job's log\n");
    expect(failed.output).toContain("the login was refused");
    expect(failed.output).not.toContain("wrong-pass-7");
    const failure = await readFile(join(project.dir, "..", "told.json"), "utf8");
    expect(JSON.parse(failure)).toMatchObject({ error: { code: "PERIMETER_PULUMI_FAILED" } });
    expect(failure).not.toContain("wrong-pass-7");
  });
});
