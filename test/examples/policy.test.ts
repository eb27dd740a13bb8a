import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readPolicy } from "../../examples/ideco-firewall/policy";
import { root } from "../../scripts/lib/paths.mjs";

const example = join(root, "examples", "ideco-firewall");

/** A copy of the example's tables with one text in place of another. */
async function edited(file: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "perimeter-policy-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ["objects.csv", "policy.csv", "services.csv"]) {
    await cp(join(example, name), join(folder, name));
  }
  const text = await readFile(join(folder, file), "utf8");
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
  return folder;
}

/** The number of the line of policy.csv that begins with this. */
async function lineOf(start: string): Promise<number> {
  const lines = (await readFile(join(example, "policy.csv"), "utf8")).split("\n");
  return lines.findIndex((line) => line.startsWith(start)) + 1;
}

describe("the table of examples/ideco-firewall", () => {
  test("has at least 60 rules, with ids in place of names", () => {
    const rules = readPolicy(example);
    expect(rules.length).toBeGreaterThanOrEqual(60);
    expect(rules.find(({ name }) => name === "bank-clients")).toEqual({
      name: "bank-clients",
      action: "accept",
      enabled: true,
      protocol: "protocol.tcp",
      sourceAddresses: ["subnet.id.11", "ip.id.40"],
      sourceAddressesNegate: false,
      destinationAddresses: ["ip_range.id.10"],
      destinationAddressesNegate: false,
      destinationPorts: ["port.id.2"],
      incomingInterface: "any",
      outgoingInterface: "interface.external_any",
      timetable: ["time_range.id.1"],
      comment: "bank-clients",
    });
    expect(rules.find(({ name }) => name === "time-to-domain")?.sourceAddressesNegate).toBe(true);
    expect(rules.find(({ name }) => name === "edi-in")?.enabled).toBe(false);
  });

  const line = "erp-web,accept,staff,erp,https,,,working-hours,,Leave";
  test.each([
    ["action", "erp-web,acept,staff", 'action: found "acept", allowed: accept, drop'],
    ["object", "erp-web,accept,staf", 'from: there is no object "staf" in objects.csv'],
    ["address", "erp-web,accept,", "from: is missing; write any, or names of objects.csv"],
    ["kind", "erp-web,accept,night", 'from: "night" is time_range.id.10, which can\'t stand here'],
    ["name", "git-vpn,accept,staff", `name: "git-vpn" stands in line`],
    ["comma", "erp-web,accept,staff,erp", "commas: there are 11 cells, and 10 columns"],
  ])("tells a wrong %s with its line", async (_, wrong, message) => {
    const folder = await edited("policy.csv", "erp-web,accept,staff", wrong);
    const number = message.startsWith("name") ? await lineOf("git-vpn") : await lineOf("erp-web");
    expect(() => readPolicy(folder)).toThrow(`policy.csv, line ${number}, ${message}`);
  });

  test.each([
    ["service", ",erp,https,", ",erp,htps,", 'service: there is no service "htps" in services.csv'],
    ["zone", "https,,,working-hours", "https,staff,,working-hours", 'in: "staff" is subnet.id.10'],
    ["time", "working-hours,,Leave", "workdays,,Leave", 'when: there is no object "workdays" in objects.csv'],
    ["switch", "working-hours,,Leave", "working-hours,no,Leave", 'off: found "no", allowed: off, or nothing'],
    [
      "comment",
      ",Leave",
      `,${"x".repeat(255)}Leave`,
      "comment: has 289 characters with the name, allowed: 255",
    ],
  ])("tells a wrong %s with its line", async (_, from, to, message) => {
    const folder = await edited("policy.csv", line, line.replace(from, to));
    expect(() => readPolicy(folder)).toThrow(`policy.csv, line ${await lineOf("erp-web")}, ${message}`);
  });

  test("tells all that is wrong at once, in every file", async () => {
    const folder = await edited("services.csv", "ping,icmp,", "ping,icpm,");
    await writeFile(
      join(folder, "objects.csv"),
      (await readFile(join(folder, "objects.csv"), "utf8")).replace("\nbank,", "\nbnak,"),
    );
    expect(() => readPolicy(folder)).toThrow(/services\.csv, line \d+, protocol: allowed: tcp, udp/);
    expect(() => readPolicy(folder)).toThrow(
      /policy\.csv, line \d+, to: there is no object "bank" in objects\.csv/,
    );
  });

  test("wants its header", async () => {
    const folder = await edited("policy.csv", "name,action", "nom,action");
    expect(() => readPolicy(folder)).toThrow(
      "policy.csv: the first line has to be name,action,from,to,service",
    );
  });
});
