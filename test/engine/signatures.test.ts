import { describe, expect, test } from "vitest";
import { type Front, fronts } from "./fronts";
import { Office } from "./office";

const rule = (sid: number, content = "x") =>
  `alert tcp any any -> any any (msg:"Rule ${sid}"; content:"${content}"; sid:${sid}; rev:1;)`;

/** Valid for our own check, wrong for the lab's simple one. */
const unliked = (sid: number) =>
  `alert http any any => any any (msg:"Rule ${sid}"; http.uri; content:"x"; http.stat_code; content:"200"; sid:${sid}; rev:1;)`;

interface Wish {
  file: string;
  one: string;
}

function program(front: Front, { file, one }: Wish): string {
  return `
    const { ideco } = require(${JSON.stringify(front.module)});
    new ideco.IpsCustomSignatures("file", { rules: ${JSON.stringify(file)} });
    new ideco.IpsCustomSignature("one", { rule: ${JSON.stringify(one)} });
  `;
}

describe.each(fronts)("custom signatures, $name", (front) => {
  test("a file that is refused is not printed; what the appliance finds wrong is kept and corrected", async () => {
    const marker = "# a line that nobody needs to see again";
    const good = `${rule(1001)}\n${rule(1002)}\n`;
    const long = `${marker}\n`.repeat(20);
    const bad = { file: `${long}${rule(1001)}\n${rule(1002).replace("alert", "alrt")}\n`, one: rule(7) };
    const office = await Office.open(front, { project: { program: program(front, bad) } });
    const write = (wish: Wish) => office.project.write(program(front, wish));

    const refused = await office.project.preview({ code: "any" });
    expect(refused.code).not.toBe(0);
    const printed = refused.diagnostics.map(({ message }) => message).join("\n");
    expect(printed).toMatch(/has a problem: rules: line 22, column 1: unknown action "alrt"/);
    expect(printed).not.toContain(marker);

    await write({ file: good, one: unliked(7) });
    const half = await office.project.up({ code: "any" });
    expect(half.code).not.toBe(0);
    expect(half.stderr + half.stdout).toContain("custom signature 7: unknown direction =>");
    expect(await sids(office)).toEqual([7, 1001, 1002]);

    // Nothing changed in the program, and the next run still asks what became of it.
    expect((await office.project.up({ code: "any" })).code).not.toBe(0);
    await write({ file: good, one: rule(7) });
    await office.project.up();
    expect((await office.project.preview()).changes).toEqual({ same: 3 });
    expect((await office.project.previewRefresh()).changes).toEqual({ same: 3 });

    await write({ file: good.replace(rule(1002), rule(1003)), one: rule(8) });
    const steps = (await office.project.preview()).steps;
    const opOf = (name: string) => steps.filter(({ urn }) => urn.endsWith(`::${name}`)).map(({ op }) => op);
    expect(opOf("file")).toEqual(["update"]);
    expect(opOf("one")).toEqual(["replace"]);
    await office.project.up();
    expect(await sids(office)).toEqual([8, 1001, 1003]);

    await office.lab.byHand("ideco", "POST", "/ips/custom", { rule: rule(9), comment: "" });
    await write({ file: `${rule(1001)}\n${rule(9)}\n`, one: rule(8) });
    const taken = await office.project.preview({ code: "any" });
    expect(taken.diagnostics.map(({ message }) => message).join("\n")).toContain(
      "found SIDs that the appliance has already: 9",
    );
    await office.project.destroy();
    expect(await sids(office)).toEqual([9]);
  });
});

async function sids({ lab }: Office): Promise<number[]> {
  const list = (await lab.byHand("ideco", "GET", "/ips/custom")) as Array<{ sid: number }>;
  return list.map(({ sid }) => sid).sort((a, b) => a - b);
}
