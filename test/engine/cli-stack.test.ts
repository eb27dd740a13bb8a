import { expect, onTestFinished, test, vi } from "vitest";
import { Lab } from "../../provider/lab/core";
import { perimeter } from "../cli/command";
import { Project } from "./harness";

vi.setConfig({ testTimeout: 400_000 });

test("commands take the connections of a stack, with its secrets, below those of the environment", async () => {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const { "lab-ideco": hq, "lab-selectel": eye } = lab.connections();
  const { password, ...open } = hq ?? {};
  const project = await Project.create({
    program: "",
    connections: { hq: open, eye: { ...eye, token: "of-the-stack" } },
    secrets: { "perimeter:connections.hq.password": String(password) },
  });
  const connections = { eye: { token: eye?.token } };
  const options = { connections, env: project.env };
  const checked = await perimeter(["check", "--stack", "dev", "--cwd", project.dir, "--json"], options);
  expect(checked).toMatchObject({ code: 0, stderr: "" });
  expect(checked.stdout).not.toContain(String(password));
  const { connections: found } = JSON.parse(checked.stdout) as {
    connections: { name: string; ok: boolean }[];
  };
  expect(found.map(({ name, ok }) => [name, ok])).toEqual([
    ["eye", true],
    ["hq", true],
  ]);

  const selected = await perimeter(["lint", "hq", "--cwd", "."], { ...options, cwd: project.dir });
  expect(selected).toMatchObject({ code: 0, stdout: "hq: no finding\n", stderr: "" });

  const none = await perimeter(["check", "--stack", "prod", "--cwd", project.dir], options);
  expect(none).toMatchObject({ code: 1, stdout: "" });
  expect(none.stderr).toMatch(/^perimeter: `pulumi config` failed: .*prod/);
  expect(none.stderr).not.toContain(String(password));
});
