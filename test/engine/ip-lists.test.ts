import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { type Front, fronts } from "./fronts";
import { diagnostics, Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

const key = "k+y/wi:h=odd&signs";
const forms = [key, encodeURIComponent(key), new URLSearchParams({ key }).toString().slice(4)];

const program = (front: Front) => `
const { deepfinder } = require("${front.module}");
const pulumi = require("@pulumi/pulumi");
new deepfinder.IpEntry("office", { list: "white", domainGroupId: 4, cidr: "192.0.2.0/28" });
new deepfinder.IpList("blocked", {
  list: "black",
  domainGroupId: 4,
  entries: [
    { startIp: pulumi.output("198.51.100.7") },
    { startIp: "198.51.100.16", endIp: "198.51.100.31" },
    { cidr: "203.0.113.0/24", expiresAt: "2099-01-01T00:00:00Z" },
  ],
  exclusive: true,
});
const found = deepfinder.getIpControlOutput({ list: "black", domainGroupId: 4 });
exports.groups = found.items.apply((items) => items.map(({ groupName }) => groupName).filter((name) => !name.startsWith("[")));
`;

const one = "198.51.100.7";
const range = "198.51.100.16-198.51.100.31";
const net = "203.0.113.0-203.0.113.255 until 2099-01-01T09:00:00";

async function open(front: Front) {
  const lab = await Lab.start({ deepfinder: { key } });
  onTestFinished(() => lab.stop());
  const { key: _, ...waf } = lab.connections()["lab-deepfinder"] ?? {};
  const project = await Project.create({
    program: program(front),
    pulumiYaml: front.pulumiYaml,
    connections: { waf },
    secrets: { "perimeter:connections.waf.key": key },
  });
  onTestFinished(() => project.remove());
  const said: string[] = [];
  return {
    lab,
    project,
    said,
    async run(...args: string[]) {
      const result = await project.run(args).result;
      said.push(result.stdout, result.stderr, ...diagnostics(result).map(({ message }) => message));
      return result;
    },
    entries: (list: "black" | "white") =>
      lab.deepfinder
        .state()
        .groups.flatMap((group) =>
          group.list === list && group.groupName.startsWith("[API]")
            ? group.entries.map(({ startIp, endIp, expiredDate }) =>
                [
                  startIp === endIp ? startIp : `${startIp}-${endIp}`,
                  ...(expiredDate ? ["until", expiredDate] : []),
                ].join(" "),
              )
            : [],
        ),
    writes() {
      const all = lab.journal.writes().map(({ path, query }) => `${path.slice(5, 8)} ${query.start_ip}`);
      lab.journal.clear();
      return all;
    },
  };
}

describe.each(fronts)("IP lists, $name", (front) => {
  test("live: made, without a difference, repaired, failed in the vendor's words, removed; the key nowhere", async () => {
    const { lab, project, said, run, entries, writes } = await open(front);
    const { deepfinder } = lab;
    deepfinder.add("black", 4, { startIp: "198.51.100.99" });
    const made = await run("up", "--yes", "--diff");
    expect(made.code).toBe(0);
    expect(made.stderr).toContain("exclusive: will remove 1 unlisted entry: 198.51.100.99");
    expect(entries("black").sort()).toEqual([range, one, net].sort());
    expect(entries("white")).toEqual(["192.0.2.0-192.0.2.15"]);
    expect(await project.stackOutputs()).toEqual({ groups: ["SOC_BLOCK"] });
    writes();

    // Somebody lets an attacker in, blocks a customer, and lets the office's entry end.
    const ids = new Map(
      deepfinder.state().groups.flatMap((group) => group.entries.map((each) => [each.startIp, each.ipid])),
    );
    deepfinder.removeEntry(ids.get("198.51.100.7") ?? "");
    deepfinder.add("black", 4, { startIp: "192.0.2.1" });
    const query = `key=${encodeURIComponent(key)}&type=white&domaingid=4&start_ip=192.0.2.0&end_ip=192.0.2.15`;
    await lab.byHand(
      "deepfinder",
      "GET",
      `/api/apply_white_black_ip?${query}&expired_date=2098-01-01T00:00:00`,
    );
    const drift = await run("preview", "--refresh", "--diff", "--expect-no-changes");
    expect(drift.code).not.toBe(0);
    expect(drift.stdout).toMatch(/expiresAt *: "2098-01-01T00:00:00"/);
    expect(drift.stderr).toContain("exclusive: will remove 1 unlisted entry: 192.0.2.1");
    expect(drift.stdout).toContain("2 to update");
    expect(writes()).toEqual([]);

    lab.faults.add({ path: /del_/, status: 200, body: "사용 중인 IP입니다.", times: 2 });
    const failed = await run("up", "--yes", "--skip-preview", "--refresh");
    expect(failed.code).not.toBe(0);
    expect(failed.stdout + failed.stderr).toContain("the vendor says: 사용 중인 IP입니다");
    lab.faults.clear();
    await run("up", "--yes", "--skip-preview");
    expect(entries("black").sort()).toEqual([range, one, net].sort());
    expect(entries("white")).toEqual(["192.0.2.0-192.0.2.15"]);
    writes();

    const same = await run("preview", "--refresh", "--diff", "--expect-no-changes");
    expect([same.code, same.stderr]).toEqual([0, ""]);
    const state = JSON.stringify(await project.exportState());
    await run("destroy", "--yes", "--skip-preview");
    expect([entries("black"), entries("white"), writes().length]).toEqual([[], [], 4]);
    expect(deepfinder.state().groups[0]).toMatchObject({
      groupName: "SOC_BLOCK",
      entries: [{ startIp: "203.0.113.7" }],
    });
    for (const text of [...said, state]) expect(forms.filter((form) => text.includes(form))).toEqual([]);
  });
});
