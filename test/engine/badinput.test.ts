import { describe, expect, test } from "vitest";
import { fronts } from "./fronts";
import { Office } from "./office";

/** Faults of single fields, all of one rule: the engine stops at the first resource that has any. */
const badFields = `
  action: "acept",
  comment: "x".repeat(256),
  sourceAddresses: ["ip.id.1", "10.0.0.300", undefined],
  destinationAddresses: [],
  destinationPorts: ["70000"],
  sourceAdresses: ["any"],
`;

/** Faults that show only where the fields are looked at together. */
const badTogether = `
  action: "accept",
  dpiEnabled: true,
  destinationPorts: ["port.id.1"],
  position: { first: true, last: true },
`;

describe.each(fronts)("bad input, $name", (front) => {
  test("fails at the preview, each fault with its path, and nothing is sent", async () => {
    const program = (args: string) =>
      `const { ideco } = require("${front.module}"); new ideco.ForwardRule("bad", {${args}});`;
    const office = await Office.open(front, { project: { program: program(badFields) } });

    const fields = await office.project.preview({ code: "any" });
    expect(fields.code).not.toBe(0);
    expect(faults(fields.diagnostics)).toEqual([
      'action: found "acept", allowed: "accept", "drop"; did you mean "accept"?',
      "comment: found 256 characters, allowed: at most 255 characters",
      "destinationAddresses: found 0 items, allowed: at least 1 item",
      expect.stringContaining('destinationPorts[0]: found "70000", allowed: ports from 1 to 65535'),
      expect.stringContaining('sourceAddresses[1]: found "10.0.0.300", which is no IPv4 address'),
      "sourceAddresses[2]: is required",
      'sourceAdresses: unknown field; did you mean "sourceAddresses"?',
    ]);

    await office.project.write(program(badTogether));
    const together = await office.project.preview({ code: "any" });
    expect(together.code).not.toBe(0);
    expect(faults(together.diagnostics)).toEqual([
      'destinationPorts: found ports with protocol "any", allowed: ports with protocol.tcp or protocol.udp only',
      "dpiProfile: is required with dpiEnabled: the name or the UUID of a profile",
      "position: found first and last, allowed: exactly one of first, last, after, before",
    ]);
    expect(office.calls()).toEqual([]);
  });
});

/** `path: reason` of every failed check, out of the engine's sentences. */
function faults(diagnostics: { severity: string; message: string }[]): string[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => {
      const [, path, reason] = /property (\S+) value .* has a problem: (.*)/s.exec(message) ?? [];
      return `${path}: ${reason?.trim()}`;
    })
    .sort();
}
