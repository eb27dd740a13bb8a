import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { Entry } from "../../provider/lab/journal";
import { version } from "../../provider/version";
import { root } from "../../scripts/lib/paths.mjs";
import { type Front, fronts } from "./fronts";
import { type ExportedState, Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

/**
 * What each released version left behind: `program.js`, with MODULE for the front; `calls.json`, every write that it
 * sent to the appliances; `dynamic.json` and `native.json`, the states of both fronts.
 *
 * PERIMETER_KEEP_STATE=1 writes the folder of the present version anew, for a new version from a copied program.
 */
const states = join(root, "test", "fixtures", "states");
const versions = readdirSync(states);

test("the present version has a state that later ones will be tried with", () => {
  expect(versions).toContain(`v${version}`);
});

describe.each(versions)("the state of %s", (name) => {
  test.each(fronts)("is no difference today, $name", async (front) => {
    const folder = new Folder(join(states, name));
    if (process.env.PERIMETER_KEEP_STATE && name === `v${version}`) await keep(folder, front);
    const lab = await appliances();
    for (const { vendor, method, path, body } of folder.read("calls.json") as Write[]) {
      await lab.byHand(vendor, method, path, body);
    }
    const project = await stackOf(folder, front, lab);
    await project.importState(folder.read(`${front.name}.json`) as ExportedState);
    const preview = await project.preview({ args: ["--refresh", "--expect-no-changes"] });
    const own = (folder.read("program.js") as string).match(/^(const \w+ = )?new /gm) ?? [];
    expect(preview.changes).toEqual({ same: own.length + 1 });
    expect(lab.journal.writes()).toEqual([]);
  });
});

type Write = Pick<Entry, "vendor" | "method" | "path" | "body">;

class Folder {
  constructor(private readonly path: string) {}

  read(file: string): unknown {
    const text = readFileSync(join(this.path, file), "utf8");
    return file.endsWith(".json") ? JSON.parse(text) : text;
  }

  write(file: string, content: unknown): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(join(this.path, file), `${JSON.stringify(content, null, 2)}\n`);
  }
}

/** The same every time: what is not made by the calls, and a clock that is the same for all. */
async function appliances(): Promise<Lab> {
  const lab = await Lab.start({ ideco: { dialect: "v18" } });
  onTestFinished(() => lab.stop());
  lab.selectel.openPort("99.99.99.99", 443);
  return lab;
}

/** Connections come from the environment alone, so that no state holds any. */
async function stackOf(folder: Folder, front: Front, lab: Lab): Promise<Project> {
  const project = await Project.create({
    program: (folder.read("program.js") as string).replace("MODULE", front.module),
    pulumiYaml: front.pulumiYaml,
    env: { PERIMETER_CONNECTIONS: JSON.stringify(lab.connections()) },
  });
  onTestFinished(() => project.remove());
  return project;
}

async function keep(folder: Folder, front: Front): Promise<void> {
  const lab = await appliances();
  const project = await stackOf(folder, front, lab);
  await project.up({ args: ["--parallel", "1"] });
  const writes = lab.journal.writes().map(({ vendor, method, path, query, body }): Write => {
    const search = new URLSearchParams(query).toString();
    return { vendor, method, path: search ? `${path}?${search}` : path, body };
  });
  folder.write("calls.json", writes);
  folder.write(`${front.name}.json`, withoutMachine(await project.exportState()));
}

/** Without the places in the program's files, and in ours. */
function withoutMachine({ version, deployment }: ExportedState): ExportedState {
  const resources = (deployment.resources ?? []).map((resource) => {
    const { sourcePosition, stackTrace, ...rest } = resource as unknown as Record<string, unknown>;
    return rest as unknown as typeof resource;
  });
  return { version, deployment: { ...deployment, resources } };
}
