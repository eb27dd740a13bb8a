import { describe, expect, it } from "vitest";
import type { Properties } from "../../../provider/kernel/values";
import { type Harness, open } from "./open";

describe("a redirect", () => {
  const token = "ideco:ContentFilterRule";
  const redirect = { name: "to the portal", access: "redirect", redirectUrl: "https://example.com/" };
  const games = { categories: ["extended.id.3"] };
  const warnings = ({ stack }: Harness) =>
    stack.said.filter((line) => line.includes("has no equal bump above it"));
  const warning =
    'warn: the redirect "to the portal" has no equal bump above it: an HTTPS request is redirected only where a rule above decrypts it';

  it("without an equal bump above it is a warning", async () => {
    const bed = await open();
    await bed.stack.up(token, "r", redirect);
    expect(warnings(bed)).toEqual([warning]);
  });

  it.each<[string, Properties, boolean]>([
    ["an equal bump above", { ...games, httpMethods: ["GET"] }, true],
    ["a bump for more", { ...games, contentTypes: [], httpMethods: [] }, true],
    ["a bump for other requests", { categories: ["extended.id.4"] }, false],
    ["a bump for fewer", { ...games, aliases: ["user.id.1"] }, false],
    ["a bump that is off", { ...games, enabled: false }, false],
    ["another rule above", { ...games, access: "deny" }, false],
  ])("with %s", async (_, above, fine) => {
    const bed = await open();
    bed.lab.ideco.table("contentFilter").add({ access: "bump", ...snakes(above) });
    await bed.stack.up(token, "r", { ...redirect, ...games, httpMethods: ["GET"] });
    expect(warnings(bed)).toEqual(fine ? [] : [warning]);
  });

  it("below a bump that the same program makes", async () => {
    const bed = await open();
    await bed.stack.up(token, "b", { name: "open", access: "bump", ...games, position: { first: true } });
    await bed.stack.up(token, "r", {
      ...redirect,
      ...games,
      position: { after: bed.stack.resources.get("b")?.id },
    });
    expect(warnings(bed)).toEqual([]);
  });

  it("above its bump, by its position", async () => {
    const bed = await open();
    const open1 = bed.lab.ideco.table("contentFilter").add({ access: "bump" });
    for (const position of [{ first: true }, { before: open1 }]) {
      bed.stack.said.length = 0;
      await bed.stack.up(token, JSON.stringify(position), { ...redirect, position });
      expect(warnings(bed)).toEqual([warning]);
    }
    bed.stack.said.length = 0;
    await bed.stack.up(token, "below", { ...redirect, position: { after: open1 } });
    expect(warnings(bed)).toEqual([]);
  });

  it("that stops being for the same requests as its bump", async () => {
    const bed = await open();
    bed.lab.ideco.table("contentFilter").add({ access: "bump", categories: ["extended.id.3"] });
    await bed.stack.up(token, "r", { ...redirect, ...games });
    await bed.stack.up(token, "r", { ...redirect, ...games, comment: "still" });
    expect(warnings(bed)).toEqual([]);
    await bed.stack.preview("r", { ...redirect });
    expect(warnings(bed)).toEqual([warning]);
  });

  it("in a table", async () => {
    const bed = await open();
    const rules = [
      { key: "bump", name: "open", access: "bump", ...games },
      { key: "redirect", ...redirect, ...games },
    ];
    const table = { table: "contentFilter", ownership: "exclusive" };
    await bed.stack.up("ideco:RuleTable", "t", { ...table, rules });
    expect(warnings(bed)).toEqual([]);
    await bed.stack.preview("t", { ...table, rules: rules.toReversed() });
    expect(warnings(bed)).toEqual([warning]);
    bed.stack.said.length = 0;
    await bed.stack.preview("t", { ...table, rules: rules.slice(1) });
    expect(warnings(bed)).toEqual([warning]);
  });

  it("in a shared table, below somebody else's bump", async () => {
    const bed = await open();
    bed.lab.ideco.table("contentFilter").add({ access: "bump" });
    const table = { table: "contentFilter", ownership: "shared", rules: [{ key: "r", ...redirect }] };
    await bed.stack.up("ideco:RuleTable", "t", table);
    expect(warnings(bed)).toEqual([]);
    await bed.stack.preview("t", { ...table, placement: { first: true } });
    expect(warnings(bed)).toEqual([warning]);
  });
});

function snakes(rule: Properties): Properties {
  return Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
