import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parse } from "yaml";
import { Lab } from "../../provider/lab/core";
import { judgeRequest } from "../../provider/lab/ideco/judge";
import { ensureEngine } from "../../scripts/engine.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { Project } from "./harness";
import { installedSdk, installPackages } from "./install";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const templates = join(root, "examples", "templates");
let folder: string;

/** The templates depend on the same packages: one installation of the packed package serves them all. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-templates-")));
  const manifest = await readFile(join(templates, "branch-office", "package.json"), "utf8");
  await writeFile(join(folder, "package.json"), manifest.replace(/\$\{PROJECT\}/, "installed"));
  await installPackages(folder, "npm", await installedSdk());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A question of `pulumi new`. */
interface Question {
  description?: string;
  default?: string;
  secret?: boolean;
}

async function questionsOf(template: string): Promise<Record<string, Question>> {
  const text = await readFile(join(templates, template, "Pulumi.yaml"), "utf8");
  return (parse(text) as { template: { config: Record<string, Question> } }).template.config;
}

/** What `pulumi new` makes of a template, with a stack whose configuration holds the answers to its questions. */
async function site(template: string) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const project = await Project.create({ program: { dir: await generate(template) } });
  await rm(join(project.dir, "node_modules"), { recursive: true });
  await symlink(join(folder, "node_modules"), join(project.dir, "node_modules"), "dir");
  const connections = JSON.stringify({ hq: lab.connections()["lab-ideco"] });
  await project.configureSecrets({ "perimeter:connections": connections });
  const answer = (answers: Record<string, string>) =>
    project.configure(
      Object.fromEntries(Object.entries(answers).map(([key, value]) => [`site-7:${key}`, value])),
    );
  const defaults = Object.entries(await questionsOf(template)).map(([key, { default: value = "" }]) => [
    key,
    value,
  ]);
  await answer(Object.fromEntries(defaults.filter(([, value]) => value !== "")));
  return { lab, project, answer };
}

async function generate(template: string): Promise<string> {
  const dir = join(folder, template);
  await mkdir(dir);
  const { pulumi, env } = await ensureEngine();
  const about = ["--name", "site-7", "--description", "The seventh site"];
  const args = ["new", join(templates, template), "--generate-only", "--yes", ...about];
  const made = await run(pulumi, args, {
    cwd: dir,
    env: { ...process.env, ...env, PULUMI_HOME: join(folder, "home") },
  });
  expect(made.code, made.stdout + made.stderr).toBe(0);
  return dir;
}

async function textOf(project: Project, file: string): Promise<string> {
  return readFile(join(project.dir, file), "utf8");
}

describe("every template", () => {
  test("stands in the index of examples, as every example does", async () => {
    const files = await readdir(join(root, "examples"), { recursive: true });
    const projects = files.filter((file) => /Pulumi(Policy)?\.yaml$/.test(file)).map((file) => dirname(file));
    const index = await readFile(join(root, "examples", "README.md"), "utf8");
    const listed = [...index.matchAll(/^\| \[(.*)\]\(\1\) \|/gm)].map(([, path]) => path);
    expect(listed.sort()).toEqual(projects.filter((path) => !path.includes("node_modules")).sort());
  });

  test("says what each of its questions means, and hides the credentials", async () => {
    const names = await readdir(templates);
    expect(names.sort()).toEqual(["branch-office", "school-content-filter"]);
    for (const name of names) {
      const questions = await questionsOf(name);
      for (const { description } of Object.values(questions)) expect(description).toMatch(/^\S.{10,}/);
      expect(questions["perimeter:connections"]).toMatchObject({ secret: true });
      expect(await readFile(join(templates, name, "configuration.ts"))).toEqual(
        await readFile(join(templates, "branch-office", "configuration.ts")),
      );
    }
  });
});

describe("branch-office", () => {
  test("closes the perimeter of a branch, and puts everything back", async () => {
    const { project, lab, answer } = await site("branch-office");
    const { ideco } = lab;
    expect(await textOf(project, "Pulumi.yaml")).toMatch(/^name: site-7\ndescription: The seventh site\n/);
    expect(await textOf(project, "README.md")).toMatch(/^# site-7\n\nThe seventh site\n/);
    const guests = { id: "subnet.id.2", type: "subnet", title: "Guests", comment: "", value: "10.20.0.0/16" };
    ideco.objects.set(guests.id, guests);
    const objects = [...ideco.objects.keys()];
    ideco.table("forward").add({ comment: "forgotten" });

    await answer({
      admins: "192.168.0.10",
      publish: "web=192.168.0.20",
      vpnPeers: "198.51.100.7",
      protect: "no",
    });
    const wrong = await project.preview({ code: "any" });
    expect(wrong.diagnostics.map(({ message }) => message).join("\n")).toContain(
      [
        "the configuration can't be used:",
        '  site-7:admins has "192.168.0.10"; allowed: a network such as 192.168.0.0/28',
        '  site-7:publish has "web=192.168.0.20"; allowed: name=address:port, such as web=192.168.0.20:443 or dns=192.168.0.5:53/udp',
        '  site-7:protect has "no"; allowed: true or false',
        "  site-7:vpnNetworks is missing; what is behind the vpnPeers?",
      ].join("\n"),
    );
    expect(lab.journal.list()).toEqual([]);

    await answer({
      admins: "192.168.0.0/28",
      guests: "Guests",
      vpnPeers: "198.51.100.7",
      vpnNetworks: "10.1.0.0/16",
      publish: "web=192.168.0.20:443",
      scanner: "192.168.0.7",
      protect: "true",
    });
    const refused = await project.preview({ code: "any" });
    expect(refused.diagnostics.map(({ message }) => message).join("\n")).toContain(
      "the table forward can't be taken over: it holds rules that the program doesn't list: rule 1 (forgotten)",
    );
    await answer({ takeOver: "true" });
    expect((await project.preview()).changes).toEqual({ create: 10 });
    await project.up();
    expect(verdicts(lab)).toEqual(closed);
    expect(ideco.table("dnat").rules.map((rule) => rule.change_destination_address)).toEqual([
      "192.168.0.20",
    ]);
    expect(ideco.firewall.settings).toMatchObject({ automatic_snat_enabled: false, log_mode: "selected" });
    await project.preview({ args: ["--refresh", "--expect-no-changes"] });

    const kept = await project.destroy({ code: "any" });
    expect(kept.code).not.toBe(0);
    expect(verdicts(lab)).toEqual(closed);
    await answer({ protect: "false" });
    await project.up();
    await project.destroy();
    expect(ideco.table("forward").rules.map((rule) => rule.comment)).toEqual(["forgotten"]);
    expect(ideco.table("input").rules).toEqual([]);
    expect([...ideco.objects.keys()]).toEqual(objects);
    expect(ideco.firewall.settings).toMatchObject({ automatic_snat_enabled: true, log_mode: "nothing" });
  });
});

/** Who reaches what: the first verdict of a network that nobody wrote down. */
const closed = {
  "an administrator, the appliance": "accept",
  "a colleague, the appliance": "drop",
  "a colleague, a name": "accept",
  "a stranger, the appliance": "drop",
  "a peer, the VPN": "accept",
  "a stranger, the VPN": "drop",
  "a stranger, the web server": "accept",
  "a stranger, its console": "drop",
  "a stranger with our address": "drop",
  "a guest, the Internet": "accept",
  "a guest, the web server": "drop",
  "a colleague, another site": "accept",
};

function verdicts({ ideco }: Lab): Record<string, string> {
  const inside = { incomingInterface: "interface.id.1", sourceAddress: "192.168.0.99" };
  const outside = { incomingInterface: "interface.id.2", sourceAddress: "198.51.100.99" };
  const guest = { incomingInterface: "interface.id.3", sourceAddress: "10.20.0.5" };
  const tcp = (destinationAddress: string, destinationPort: number) => {
    return { protocol: "tcp", destinationAddress, destinationPort } as const;
  };
  const ike = { protocol: "udp", destinationAddress: "203.0.113.2", destinationPort: 500 } as const;
  const packets = {
    "an administrator, the appliance": {
      ...inside,
      sourceAddress: "192.168.0.5",
      ...tcp("192.168.0.1", 8443),
    },
    "a colleague, the appliance": { ...inside, ...tcp("192.168.0.1", 8443) },
    "a colleague, a name": { ...inside, ...tcp("192.168.0.1", 53) },
    "a stranger, the appliance": { ...outside, ...tcp("203.0.113.2", 8443) },
    "a peer, the VPN": { ...outside, sourceAddress: "198.51.100.7", ...ike },
    "a stranger, the VPN": { ...outside, ...ike },
    "a stranger, the web server": { ...outside, ...tcp("192.168.0.20", 443) },
    "a stranger, its console": { ...outside, ...tcp("192.168.0.20", 22) },
    "a stranger with our address": { ...outside, sourceAddress: "192.168.0.99", ...tcp("192.168.0.20", 443) },
    "a guest, the Internet": { ...guest, ...tcp("198.51.100.200", 443) },
    "a guest, the web server": { ...guest, ...tcp("192.168.0.20", 443) },
    "a colleague, another site": {
      ...inside,
      ...tcp("10.1.0.9", 445),
      outgoingInterface: "interface.ipsec_any",
    },
  };
  return Object.fromEntries(
    Object.entries(packets).map(([who, packet]) => [who, ideco.send(packet).filter.verdict]),
  );
}

describe("school-content-filter", () => {
  test("keeps pupils from what they must not see, and puts everything back", async () => {
    const { project, lab, answer } = await site("school-content-filter");
    const { ideco } = lab;
    ideco.table("contentFilter").add({ name: "for teachers" });
    await answer({ pupils: "Everybody", noticeUrl: "https://school.example/why", dailyGigabytes: "2.5" });
    await answer({ denied: "Азартные игры, Азартное" });
    const wrong = await project.preview({ code: "any" });
    expect(wrong.diagnostics.map(({ message }) => message).join("\n")).toMatch(
      /found "Азартное", and no object that fits has this title/,
    );
    expect(lab.journal.writes()).toEqual([]);

    await answer({ denied: "Азартные игры" });
    expect((await project.preview()).changes).toEqual({ create: 17 });
    await project.up();
    expect(await accessOf(lab)).toEqual({
      gambling: "deny",
      "gambling that a lesson needs": "allow",
      "a site of the school's own list": "deny",
      "a social network in lessons": "redirect, decrypted",
      "a social network after them": "allow",
      "a teacher's gambling": "allow",
    });
    const dictionaries = await dictionariesOf(lab);
    expect(dictionaries).toHaveLength(5);
    expect(dictionaries.every(({ enabled }) => enabled)).toBe(true);
    expect(ideco.content.settings.quic_reject_enabled).toBe(true);
    expect(ideco.table("forward").rules[0]?.source_addresses).toEqual(["quota.exceeded"]);
    await project.preview({ args: ["--refresh", "--expect-no-changes"] });

    await project.destroy();
    expect(ideco.table("contentFilter").rules.map(({ name }) => name)).toEqual(["for teachers"]);
    expect((await dictionariesOf(lab)).map(({ enabled }) => enabled)).toEqual([false, false, false, false]);
    expect([ideco.content.safeSearch.enabled, ideco.morphology.state.enabled]).toEqual([false, false]);
  });
});

interface Named {
  id: string;
  name: string;
}

async function dictionariesOf(lab: Lab) {
  return (await lab.byHand("ideco", "GET", "/content-filter/morph_analysis_dicts")) as { enabled: boolean }[];
}

async function accessOf(lab: Lab): Promise<Record<string, string>> {
  const { ideco } = lab;
  const own = (await lab.byHand("ideco", "GET", "/content-filter/users_categories")) as Named[];
  const [allowed = "", denied = ""] = ["allowed", "denied"].map(
    (name) => own.find((category) => category.name === `School: ${name}`)?.id,
  );
  const [lesson, evening] = ["2026-09-02T10:00:00Z", "2026-09-02T18:00:00Z"].map(Date.parse);
  const pupil = { sourceAddress: "192.168.0.10", at: lesson };
  const requests = {
    gambling: { ...pupil, categories: ["extended.id.3"] },
    "gambling that a lesson needs": { ...pupil, categories: [allowed, "extended.id.3"] },
    "a site of the school's own list": { ...pupil, categories: [denied] },
    "a social network in lessons": { ...pupil, categories: ["extended.id.2"] },
    "a social network after them": { ...pupil, at: evening, categories: ["extended.id.2"] },
    "a teacher's gambling": { ...pupil, sourceAddress: "192.168.0.77", categories: ["extended.id.3"] },
  };
  const judged = Object.entries(requests).map(([what, request]) => {
    const { bump, access } = judgeRequest(ideco.table("contentFilter").rules, request, ideco.objects);
    return [what, access.verdict + (bump.verdict === "bump" ? ", decrypted" : "")];
  });
  return Object.fromEntries(judged);
}
