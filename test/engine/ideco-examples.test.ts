import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { judgeRequest } from "../../provider/lab/ideco/judge";
import { root } from "../../scripts/lib/paths.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 600_000 });

/** A copy of an example, as a user would run it, and an appliance for it. */
async function example(name: string, config: Record<string, unknown> = {}) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const env = { PERIMETER_CONNECTIONS: JSON.stringify({ hq: lab.connections()["lab-ideco"] }) };
  const project = await Project.create({ program: { dir: join(root, "examples", name) }, env, config });
  onTestFinished(() => project.remove());
  const change = async (file: string, from: string, to: string) => {
    const text = await readFile(join(project.dir, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(project.dir, file), text.replace(from, to));
  };
  return { lab, project, change };
}

/** What the appliance was asked to change since the last look. */
function writes(lab: Lab): string[] {
  const calls = lab.journal.writes().map(({ method, path }) => `${method} ${path}`);
  lab.journal.clear();
  return calls;
}

async function told(project: Project): Promise<string> {
  const preview = await project.preview({ code: "any" });
  expect(preview.code, preview.stdout + preview.stderr).not.toBe(0);
  return preview.diagnostics.map(({ message }) => message).join("\n");
}

const unchanged = { args: ["--refresh", "--expect-no-changes"] };

describe("examples/ideco-content-filter", () => {
  test("leads videos elsewhere in office hours, and leaves nothing", async () => {
    const { lab, project, change } = await example("ideco-content-filter", {
      "office-content-filter:quotas": true,
    });
    const { ideco } = lab;
    await project.up();
    const judged = (request: { categories: string[]; method?: string; at?: number }) => {
      const rules = ideco.table("contentFilter").rules;
      const { bump, access } = judgeRequest(
        rules,
        { sourceAddress: "192.168.0.9", ...request },
        ideco.objects,
      );
      return `${bump.verdict} ${access.verdict}`;
    };
    const [noon, night] = ["2026-09-02T12:00:00Z", "2026-09-02T23:00:00Z"].map(Date.parse);
    const [partners = "", videos = ""] = await idsOf(lab, "Partners", "Videos");
    expect(judged({ categories: [videos], at: noon })).toBe("bump redirect");
    expect(judged({ categories: [videos], at: night })).toBe("none allow");
    expect(judged({ categories: [videos, partners], at: noon })).toBe("bump allow");
    expect(judged({ categories: ["extended.id.1"], method: "POST" })).toBe("none deny");
    expect(judged({ categories: ["extended.id.1"], method: "GET" })).toBe("none allow");
    expect(await lab.byHand("ideco", "GET", "/quotas/quotas")).toMatchObject([{ title: "Monthly" }]);
    await project.preview(unchanged);

    lab.journal.clear();
    await change("videos.txt", "*.videos.example", "*.videos.example\n*.clips.example");
    await project.up();
    expect(writes(lab)).toEqual([`PUT /content-filter/users_categories/${videos}`]);
    await project.destroy();
    expect(ideco.table("contentFilter").rules).toEqual([]);
    expect(await idsOf(lab, "Partners", "Videos")).toEqual([]);
  });
});

async function idsOf(lab: Lab, ...names: string[]): Promise<string[]> {
  const all = (await lab.byHand("ideco", "GET", "/content-filter/categories")) as Record<
    "id" | "name",
    string
  >[];
  return names.flatMap((name) => all.filter((each) => each.name === name).map(({ id }) => id));
}

describe("examples/ideco-ips", () => {
  test("tells a wrong line before anything is sent, and changes a line by a call", async () => {
    const { lab, project, change } = await example("ideco-ips");
    await change(
      "office.rules",
      "alert tcp $EXTERNAL_NET any -> $HOME_NET 3389",
      "alrt tcp any any -> any 3389",
    );
    expect(await told(project)).toContain('line 4, column 1: unknown action "alrt"');
    expect(writes(lab)).toEqual([]);

    await change(
      "office.rules",
      "alrt tcp any any -> any 3389",
      "alert tcp $EXTERNAL_NET any -> $HOME_NET 3389",
    );
    await project.up();
    expect(await sidsOf(lab)).toEqual([900001, 900002, 900010, 900011, 900100]);
    expect(await project.stackOutputs()).toEqual({
      sids: [[900001, 900002, 900010, 900011], 900100],
      status: [{ name: "ideco-suricata", status: "active", msg: [] }],
    });
    await project.preview(unchanged);

    lab.journal.clear();
    await change("office.rules", "sid:900001; rev:2;", "sid:900001; rev:3;");
    await project.up();
    expect(writes(lab)).toEqual([expect.stringMatching(/^PATCH \/ips\/custom\/\d+$/)]);
    await project.destroy();
    expect(await sidsOf(lab)).toEqual([]);
    expect(await lab.byHand("ideco", "GET", "/ips/bypass")).toEqual([]);
    expect(await lab.byHand("ideco", "GET", "/ips/nets")).toHaveLength(3);
  });
});

async function sidsOf(lab: Lab): Promise<number[]> {
  const list = (await lab.byHand("ideco", "GET", "/ips/custom")) as { sid: number }[];
  return list.map(({ sid }) => sid).sort((a, b) => a - b);
}

describe("examples/ideco-rule-table", () => {
  test("keeps its block in its place, and refuses what its guard forbids", async () => {
    const { lab, project, change } = await example("ideco-rule-table");
    const { ideco } = lab;
    expect(await told(project)).toContain('found "Shop", and no object that fits has this title');
    for (const [number, title] of [
      [30, "Shop"],
      [31, "Shop database"],
    ] as const) {
      const id = `ip.id.${number}`;
      ideco.objects.set(id, { id, type: "ip", title, comment: "", value: `192.168.0.${number}` });
    }
    const forward = ideco.table("forward");
    for (const comment of ["of others", "--- shop ---", "of others too"]) {
      forward.add({ comment, action: "drop", protocol: "protocol.gre" });
    }
    await project.up();
    const others = ["of others", "--- shop ---", "of others too"];
    expect(forward.rules.map(({ comment }) => comment)).toEqual(others.toSpliced(2, 0, "", "", "", "", ""));
    await project.preview(unchanged);

    lab.journal.clear();
    await change("index.ts", 'key: "customers", action: "accept"', 'key: "customers", action: "drop"');
    expect(await told(project)).toContain(
      "the guard of the table forward forbids this change: tcp 198.51.100.1 → 192.168.0.30:8443 must meet accept, but would meet drop",
    );
    expect(writes(lab)).toEqual([]);

    await change("index.ts", 'key: "customers", action: "drop"', 'key: "customers", action: "accept"');
    await change("index.ts", 'deny: [packet("198.51.100.1", addresses.database, 5432)]', "deny: []");
    await project.up();
    expect(writes(lab)).toEqual([]);
    await project.destroy();
    expect(forward.rules.map(({ comment }) => comment)).toEqual(others);
  });
});
