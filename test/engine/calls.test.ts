import { describe, expect, test } from "vitest";
import { fronts } from "./fronts";
import { chain, list, login, logout, Office, probe, type RuleSpec, rulesProgram } from "./office";

const insert = "POST /firewall/rules/forward";
const edit = "PUT /firewall/rules/forward/ID";
const move = "PATCH /firewall/rules/forward/move";
const remove = "DELETE /firewall/rules/forward/ID";

const names = Array.from({ length: 12 }, (_, index) => `rule-${index + 1}`);

describe.each(fronts)("the calls of a stack of rules, $name", (front) => {
  test("are one login and one list a process, and the writes that are needed", async () => {
    const office = await Office.open(front, { rules: chain(...names) });
    const { project } = office;

    // With the preview before it: two provider processes, of which the first looks for rules that would stand twice.
    await project.run(["up", "--yes"]).result;
    expect(office.calls()).toEqual([login, list, logout, login, list, probe, `12 × ${insert}`, logout]);
    expect(office.comments).toEqual(names);

    await project.up();
    expect(office.calls()).toEqual([]);

    await project.refresh();
    expect(office.calls()).toEqual([login, list, logout]);

    const accepting = (rule: RuleSpec) => (rule.name === "rule-5" ? { ...rule, action: "accept" } : rule);
    await office.write(chain(...names).map(accepting));
    await project.up();
    expect(office.calls()).toEqual([login, list, probe, edit, logout]);

    const last = chain(...names.filter((name) => name !== "rule-5"), "rule-5").map(accepting);
    await office.write(last);
    await project.up();
    expect(office.calls()).toEqual([login, list, move, logout]);
    expect(office.comments).toEqual([...names.filter((name) => name !== "rule-5"), "rule-5"]);

    // A function of the dynamic front is called in the program's own process, that of the plugin in the provider.
    const getRules = `exports.comments = perimeter.ideco.getRules({ table: "forward" })
      .then(({ items }) => items.map((rule) => rule.comment));`;
    await project.write(rulesProgram(front, last) + getRules);
    await project.up();
    expect(office.calls()).toEqual([login, list, logout]);
    expect(await project.stackOutputs()).toEqual({ comments: office.comments });

    await project.destroy();
    expect(office.calls()).toEqual([login, `12 × ${remove}`, logout]);
    expect(office.rules).toEqual([]);
  });
});
