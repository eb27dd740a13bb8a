import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { fronts } from "./fronts";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 400_000 });

/** A table as text and a rule beside it, both in titles and values. */
const program = (module: string) => `
const { ideco } = require(${JSON.stringify(module)});
const policy = [
  "# the office",
  "key,action,from,service,comment",
  "web,accept,10.5.0.0/16; Accounting,tcp/443,web",
  "rest,drop,,,rest",
].join("\\n");
const table = new ideco.RuleTable("table", { table: "forward", ownership: "exclusive", policy });
const rule = new ideco.InputRule("rule", { action: "drop", sourceAddresses: ["10.5.0.0/16"], services: ["udp/5000-5010"] });
exports.objects = table.objects;
exports.services = rule.services;
`;

describe.each(fronts)("one program on two appliances whose ids differ, $name", (front) => {
  test("is made, left alone, put back after drift, and removed with what was made for it", async () => {
    const labs = [await Lab.start({}), await Lab.start({ ideco: { idOffset: 500 } })];
    for (const lab of labs) {
      onTestFinished(() => lab.stop());
      const { vendor, endpoint, login, password } = lab.connections()["lab-ideco"] ?? {};
      const project = await Project.create({
        program: program(front.module),
        pulumiYaml: front.pulumiYaml,
        connections: { hq: { vendor, endpoint, login } },
        secrets: { "perimeter:connections.hq.password": String(password) },
      });
      onTestFinished(() => project.remove());
      const before = [...lab.ideco.objects.keys()];
      await project.up();
      expect(await project.stackOutputs()).toMatchObject({
        objects: { Accounting: expect.stringMatching(/^group\.id\./) },
        services: ["udp/5000-5010"],
      });
      expect(lab.ideco.objects.size).toBe(before.length + 2);

      lab.journal.clear();
      const again = await project.run(["up", "--yes", "--expect-no-changes"]).result;
      expect(again.code).toBe(0);
      await project.refresh();
      expect(lab.journal.writes()).toEqual([]);

      const table = lab.ideco.table("forward");
      table.delete(Number(table.rules.find(({ comment }) => comment === "rest")?.id));
      await project.run(["up", "--yes", "--refresh"]).result;
      expect(table.rules.map(({ comment }) => comment)).toEqual(["web", "rest"]);

      await project.destroy();
      expect(table.rules).toEqual([]);
      expect([...lab.ideco.objects.keys()]).toEqual(before);
    }
  });
});
