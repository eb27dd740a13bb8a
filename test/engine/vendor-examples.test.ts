import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { root } from "../../scripts/lib/paths.mjs";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 1_200_000 });

/** What an example makes on its appliance: one line for each thing, in alphabetical order. */
type Look = (lab: Lab) => string[];

const examples: Record<
  string,
  { connection: string; look: Look; outputs: object; prepare?(lab: Lab): void }
> = {
  "selectel-ports": {
    connection: "lab-selectel",
    prepare: ({ selectel }) => {
      for (const port of [80, 443, 4444]) selectel.openPort("203.0.113.10", port);
      for (const protocol of ["tcp", "udp"] as const) selectel.openPort("203.0.113.53", 53, protocol);
    },
    look: ({ selectel }) =>
      Object.entries(selectel.state().monitored).flatMap(([ip, ports]) =>
        ports.map(({ protocol, port, known }) => `${ip} ${protocol}/${port}${known ? " known" : ""}`),
      ),
    outputs: {
      alarms: [
        { ip: "203.0.113.10", ports: [{ port: 4444, protocol: "tcp" }] },
        { ip: "203.0.113.53", ports: [] },
      ],
    },
  },
  "era-bans": {
    connection: "lab-era",
    look: ({ era }) => {
      const { instances, borderRules } = era.state();
      const bans = instances.flatMap(({ site, banned }) => banned.map(({ ip }) => `${ip} at ${site}`));
      return [
        ...new Set(bans),
        ...borderRules.map(({ remoteipmask, action }) => `${action} ${remoteipmask}`),
      ];
    },
    outputs: { until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
  },
  "nhn-enrollment": {
    connection: "lab-nhn",
    look: ({ nhn }) => nhn.state().vms.map(({ vmName, phase }) => `${vmName} ${phase}`),
    outputs: {
      monitored: { batch: "pending", shop: "pending" },
      incidents: [expect.any(String), expect.any(String)],
    },
  },
  "deepfinder-lists": {
    connection: "lab-deepfinder",
    prepare: ({ deepfinder }) => void deepfinder.add("black", 4, { startIp: "203.0.113.50" }),
    look: ({ deepfinder }) =>
      deepfinder
        .state()
        .groups.flatMap(({ list, entries }) =>
          entries.map(
            ({ startIp, endIp, expiredDate }) => `${list} ${startIp}-${endIp} ${expiredDate ?? ""}`,
          ),
        ),
    outputs: { group: "[API]_BLACK_LIST [ 4 ]", expired: [] },
  },
};

const made: Record<string, string[]> = {
  "selectel-ports": [
    "203.0.113.10 tcp/443 known",
    "203.0.113.10 tcp/4444",
    "203.0.113.10 tcp/80 known",
    "203.0.113.53 tcp/53 known",
    "203.0.113.53 udp/53 known",
  ],
  "era-bans": [
    ...["198.51.100.200 at SITE2", "198.51.100.23 at SITE1", "198.51.100.23 at SITE2"],
    ...["203.0.113.7 at SITE1", "203.0.113.7 at SITE2", "203.0.113.99 at SITE1", "203.0.113.99 at SITE2"],
    "drop 192.0.2.0/24",
  ],
  "deepfinder-lists": [
    "black 192.0.2.128-192.0.2.255 2100-01-01T08:59:59",
    "black 198.51.100.0-198.51.100.31 ",
    "black 203.0.113.7-203.0.113.7 ",
    "black 203.0.113.99-203.0.113.99 ",
    "white 192.0.2.64-192.0.2.95 ",
  ],
};
const left: Record<string, string[]> = { "deepfinder-lists": ["black 203.0.113.7-203.0.113.7 "] };

test.concurrent.for(Object.keys(examples))(
  "examples/%s does what it says, shows no difference afterwards, and is taken back",
  async (name, { onTestFinished }) => {
    const { connection, prepare, look, outputs } = examples[name] ?? expect.fail();
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    prepare?.(lab);
    const looked = () => look(lab).sort();
    const env = { PERIMETER_CONNECTIONS: JSON.stringify({ only: lab.connections()[connection] }) };
    const project = await Project.create({ program: { dir: join(root, "examples", name) }, env });
    onTestFinished(() => project.remove());
    await project.up();
    if (made[name]) expect(looked()).toEqual(made[name]);
    expect(await project.stackOutputs()).toEqual(outputs);
    const there = looked();
    const writes = lab.journal.writes().length;
    const same = await project.run(["preview", "--refresh", "--expect-no-changes"]).result;
    expect([same.code, same.stderr]).toEqual([0, ""]);
    expect([looked(), lab.journal.writes().length]).toEqual([there, writes]);
    await project.destroy();
    if (made[name]) expect(looked()).toEqual(left[name] ?? []);
    else expect(looked().filter((line) => line.endsWith("pending"))).toEqual([]);
  },
);
