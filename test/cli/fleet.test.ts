import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectionsOf, readFleet, wavesOf } from "../../provider/cli/fleet/sites";

function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "perimeter-fleet-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "sites.yaml");
  writeFileSync(file, text);
  return { folder, read: () => readFleet(file) };
}

describe("a list of sites", () => {
  test("gives each site its stack, its connections and its variables", () => {
    const { folder, read: list } = read(`
program: office
sites:
  - name: berlin
  - name: munich
    stack: prod-munich
    connections: { hq: { vendor: ideco, password: "\${SECRET}" } }
    variables: { guests: 10.1.20.0/24, strict: true }
`);
    const { program, sites } = list();
    expect(program).toBe(join(folder, "office"));
    expect(sites[0]).toEqual({ name: "berlin", stack: "berlin", connections: {}, variables: {} });
    expect(sites[1]).toMatchObject({
      stack: "prod-munich",
      variables: { guests: "10.1.20.0/24", strict: "true" },
    });
    const inherited = { hq: { login: "admin", password: "other" }, eye: { vendor: "selectel" } };
    const env = { SECRET: 'a"b', PERIMETER_CONNECTIONS: JSON.stringify(inherited) };
    expect(JSON.parse(connectionsOf(sites[1] as never, env))).toEqual({
      hq: { vendor: "ideco", login: "admin", password: 'a"b' },
      eye: { vendor: "selectel" },
    });
    expect(() => connectionsOf(sites[1] as never, {})).toThrow("munich: the environment has no SECRET");
  });

  test.each([
    ["sites: []", "sites"],
    ["sites:\n  - nam: a", "sites[0]"],
    ["sites:\n  - name: a b", "sites[0].name: allowed: letters, digits, and - _ ."],
    ["sites:\n  - name: a\n  - name: a", 'two sites have the name "a"'],
    ["sites:\n  - name: a\n  - name: b\n    stack: a", 'two sites have the stack "a"'],
    ["sites: [", "at line 1"],
  ])("says what is wrong with %j", (text, message) => {
    expect(read(text).read).toThrow(message);
  });

  test("is worked on in waves, of a number or a part, and the rest", () => {
    const sites = Array.from({ length: 25 }, (_, at) => at);
    const sizes = (all: readonly string[]) => wavesOf(sites, all).map((wave) => wave.length);
    expect(sizes([])).toEqual([25]);
    expect(sizes(["1", "10%"])).toEqual([1, 3, 21]);
    expect(sizes(["100%", "1"])).toEqual([25]);
    expect(wavesOf(sites, ["2"]).flat()).toEqual(sites);
    for (const wrong of ["0", "-1", "ten", "0%"])
      expect(() => wavesOf(sites, [wrong])).toThrow("found a wave of");
  });
});
