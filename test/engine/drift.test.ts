import { describe, expect, test } from "vitest";
import { fronts } from "./fronts";
import { chain, list, login, logout, Office, probe } from "./office";

const previewRefresh = ["preview", "--refresh", "--diff", "--expect-no-changes"];

describe.each(fronts)("drift, $name", (front) => {
  test("of a field, of the order and by a deletion is shown with both values, and repaired", async () => {
    const rules = [
      ...chain("a", "b", "c", "d", "e"),
      { name: "z", action: "drop", comment: "z", position: { last: true } },
      { name: "y", action: "drop", comment: "y", position: { before: "z" } },
    ];
    const office = await Office.open(front, { rules });
    const { project } = office;
    await project.up();
    expect(office.comments).toEqual(["a", "b", "c", "d", "e", "y", "z"]);

    const [b, c, d] = [office.id("b"), office.id("c"), office.id("d")];
    const hand = office.lab.ideco.table("forward");
    hand.add({ comment: "foreign" }, { after: office.id("a") });
    hand.edit(office.id("b"), { action: "accept", comment: "b, by hand" });
    hand.delete(office.id("c"));
    hand.move(office.id("d"), { after: office.id("e") });
    hand.add({ comment: "at the end" });
    office.calls();

    const preview = await project.run(previewRefresh).result;
    expect(preview.code).not.toBe(0);
    expect(preview.stderr).toContain("no changes were expected for preview but changes were proposed");
    expect(office.calls()).toEqual([login, list, logout]);
    const found = refreshed(preview.stdout);
    expect(Object.keys(found).sort()).toEqual(["b", "c", "d", "e", "z"]);
    expect(found.b).toMatch(/~ action +: "drop" => "accept"\n +~ comment +: "b" => "b, by hand"\n$/);
    expect(found.c).toMatch(/- action +: "drop"\n/);
    // Its anchor is gone, so its place is told anew, although nobody need move it.
    expect(found.d).toMatch(new RegExp(`~ position .*\\n.*~ after: "${c}" => "${office.id("e")}"\\n`));
    expect(found.e).toMatch(new RegExp(`~ position .*\n.*~ after: "${d}" => "${b}"\n`));
    expect(found.z).toMatch(
      new RegExp(`~ position .*\n.*\\+ after: "${office.id("y")}"\n.*- last *: true\n`),
    );
    expect(preview.stdout).toContain("+ 1 to create");

    const up = await project.run(["up", "--yes", "--refresh"]).result;
    expect(up.code).toBe(0);
    expect(office.comments).toEqual(["a", "foreign", "b", "c", "d", "e", "y", "at the end", "z"]);
    expect(office.id("c")).not.toBe(c);
    const table = "/firewall/rules/forward";
    const writes = office.lab.journal.writes().map(({ method, path }) => `${method} ${path}`);
    expect(writes.sort()).toEqual([
      ...[1, 2].map(() => `PATCH ${table}/move`),
      `POST ${table}`,
      `PUT ${table}/${b}`,
    ]);
    // Two processes, one for the preview and one for the update; the last one alone asks for the version.
    const others = office.lab.journal.list().filter((entry) => !entry.write);
    expect(others.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      [login, list, logout, login, list, logout, probe].sort(),
    );

    await project.refresh();
    office.calls();
    const again = await project.run(previewRefresh).result;
    expect(again.code).toBe(0);
    expect(refreshed(again.stdout)).toEqual({});
    expect(office.calls()).toEqual([login, list, logout]);
  });
});

/** What a refresh found, by the name of the resource, as the engine prints it. */
function refreshed(stdout: string): Record<string, string> {
  const blocks = stdout.split(/^(?= *[~+-]? *\S+:\S+: \(\w+\)$)/m);
  const found = blocks.filter(
    (block) => /^ *~ .*\(refresh\)$/m.test(block) && block.includes("--outputs:--"),
  );
  return Object.fromEntries(found.map((block) => [/^ *\[urn=.*::(.*)\]$/m.exec(block)?.[1], block]));
}
