import { describe, expect, test } from "vitest";
import { commandLine } from "../../provider/cli/commands";
import { version } from "../../provider/version";
import { perimeter } from "./command";

const commands = commandLine(async () => {}).commands;

describe("perimeter", () => {
  test("has the commands of the contract, each with JSON, help, an example and the exit codes", () => {
    const names = commands.map((command) => command.name());
    expect(names).toEqual([
      "lab",
      "check",
      "export",
      "objects",
      "drift",
      "lint",
      "test",
      "report",
      "fleet",
      "restore",
    ]);
    for (const command of commands) {
      expect(command.options.map(({ long }) => long)).toContain("--json");
      expect(command.summary()).not.toBe("");
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toContain(`  perimeter ${command.name()}`);
      expect(help).toContain("Exit codes: 0 fine, 1 failed, 2 findings.");
    }
  });

  test("says its version, and what is wrong with a command line, without starting anything", async () => {
    const [told, unknown, option, choice] = await Promise.all([
      perimeter(["--version"]),
      perimeter(["chek"]),
      perimeter(["check", "--jsno"]),
      perimeter(["lab", "--port", "http"]),
    ]);
    expect(told).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown?.stderr).toContain("Did you mean check?");
    expect(option).toMatchObject({ code: 1, stdout: "" });
    expect(option?.stderr).toContain("Did you mean --json?");
    expect(choice).toMatchObject({ code: 1, stdout: "" });
    expect(choice?.stderr).toContain("Allowed: a number from 0 to 65535.");
  });
});
