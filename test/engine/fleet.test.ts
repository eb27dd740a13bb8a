import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "../cli/command";
import { native } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 900_000 });

const program = `
const pulumi = require("@pulumi/pulumi");
const { ideco } = require("pulumi-perimeter/native");
const guests = new pulumi.Config().require("guests");
new ideco.RuleTable("input", {
  table: "input",
  ownership: "exclusive",
  rules: [{ key: "guests", action: "drop", sourceAddresses: [guests], comment: "guests" }],
});
`;

/** A variable of the environment, as the list names it. */
const braced = (name: string) => ["$", "{", name, "}"].join("");

interface Summary {
  done: number;
  failed: number;
  skipped: number;
  drift: number;
  sites: {
    name: string;
    outcome: string;
    wave: number;
    changes?: Record<string, number>;
    drift?: string[];
    error?: unknown;
  }[];
}

test("a fleet: waves that stop where a site fails, resume, drift, destroy, each site by its own appliance", async () => {
  const names = ["berlin", "munich", "paris"];
  const labs = await Promise.all(names.map(() => Lab.start()));
  onTestFinished(async () => void (await Promise.all(labs.map((lab) => lab.stop()))));
  const project = await Project.create({ program, pulumiYaml: native.pulumiYaml });
  const sites = labs.map((lab, at) => {
    const hq = { ...lab.connections()["lab-ideco"], password: braced("HQ_PASSWORD") };
    const munich = names[at] === "munich" ? { hq: { ...hq, password: braced("MUNICH_PASSWORD") } } : { hq };
    return { name: names[at], connections: munich, variables: { guests: `10.${at}.0.0/16` } };
  });
  await writeFile(join(project.dir, "sites.yaml"), JSON.stringify({ sites }));
  const password = String(labs[0]?.connections()["lab-ideco"]?.password);
  const state = join(project.dir, "..", "home");
  const fleet = async (munich: string, ...args: string[]) => {
    const env = { ...project.env, HQ_PASSWORD: password, MUNICH_PASSWORD: munich, XDG_STATE_HOME: state };
    const ended = await perimeter(["fleet", args[0] ?? "", "sites.yaml", "--json", ...args.slice(1)], {
      cwd: project.dir,
      env,
    });
    expect(ended.stdout + ended.stderr).not.toContain(password);
    return { ...ended, summary: JSON.parse(ended.stdout) as Summary };
  };
  const sources = () =>
    labs.map((lab) =>
      lab.ideco
        .table("input")
        .rules.map(({ comment }) => comment)
        .join(),
    );

  const stopped = await fleet("no-such-pass", "up", "--first", "1", "--then", "1");
  expect(stopped.code).toBe(1);
  expect(stopped.summary.sites.map(({ name, outcome, wave }) => [name, outcome, wave])).toEqual([
    ["berlin", "done", 1],
    ["munich", "failed", 2],
    ["paris", "skipped", 3],
  ]);
  expect(JSON.stringify(stopped.summary.sites[1]?.error)).toContain("the login was refused");
  expect(stopped.stderr).toMatch(/^berlin: begun\nberlin: 2 create.*\nmunich: begun\nmunich: FAILED/);
  expect(sources()).toEqual(["guests", "", ""]);

  const resumed = await fleet(password, "up", "--resume", "--parallel", "2");
  expect(resumed.code).toBe(0);
  expect(resumed.summary.sites.map(({ outcome }) => outcome)).toEqual(["before", "done", "done"]);
  expect(sources()).toEqual(["guests", "guests", "guests"]);
  const values = labs.map((lab) =>
    [...lab.ideco.objects.values()]
      .map(({ value }) => value)
      .filter((value) => /^10\.\d\.0\.0/.test(String(value))),
  );
  expect(values).toEqual([["10.0.0.0/16"], ["10.1.0.0/16"], ["10.2.0.0/16"]]);

  labs[2]?.ideco.table("input").edit(1, { action: "accept" });
  const drift = await fleet(password, "drift");
  expect(drift.code).toBe(2);
  expect(drift.summary).toMatchObject({ done: 2, drift: 1, failed: 0 });
  expect(drift.summary.sites[2]?.drift).toEqual(["ideco:RuleTable input"]);

  const unsaid = await perimeter(["fleet", "destroy", "sites.yaml"], { cwd: project.dir, env: project.env });
  expect(unsaid.stderr).toContain("destroy: nobody can be asked here. Say --yes.");
  const destroyed = await fleet(password, "destroy", "--yes", "--only", "berlin,paris");
  expect(destroyed.code).toBe(0);
  expect(sources()).toEqual(["", "guests", ""]);
});
