import { describe, expect, it } from "vitest";
import { formatProblem, parseRules } from "../../provider/suricata";

const one = (sid: number) => `alert tcp any any -> any any (msg:"rule ${sid}"; sid:${sid}; rev:1;)`;

describe("parseRules", () => {
  it("skips comments and blank lines, takes CRLF and a missing last line end", () => {
    const { rules, problems } = parseRules(`# first\r\n\r\n${one(1)}\r\n#${one(2)}\n\t\n${one(3)}`);
    expect(problems).toEqual([]);
    expect(rules.map(({ sid, line, text }) => ({ sid, line, text }))).toEqual([
      { sid: 1, line: 3, text: one(1) },
      { sid: 3, line: 6, text: one(3) },
    ]);
  });

  it("joins continued lines and points into the right one", () => {
    const file =
      '# x\nalert tcp any any -> any any (msg:"a"; \\\n  content:"b"; \\  \n  nocsae; sid:1; rev:1;)\n';
    const { rules, problems } = parseRules(`${file}${one(2)}`);
    expect(rules.map(({ sid, line }) => [sid, line])).toEqual([[2, 5]]);
    expect(problems.map(formatProblem)).toEqual([
      'line 4, column 3: unknown keyword "nocsae", did you mean "nocase"?',
    ]);
    const sound = parseRules(file.replace("nocsae", "nocase")).rules[0];
    expect(sound).toMatchObject({ line: 2, sid: 1 });
    expect(sound?.text).not.toContain("\n");
  });

  it("refuses a SID that stands twice, naming both lines", () => {
    const { rules, problems } = parseRules(`${one(7)}\n\n${one(7)}\n`);
    expect(rules).toHaveLength(1);
    expect(problems).toEqual([
      { line: 3, column: 45, severity: "error", message: "the sid 7 already stands in line 1" },
    ]);
  });

  it("warns of a rule that Suricata skips because of white space before it", () => {
    const { rules, problems } = parseRules(` ${one(1)}\n  # note\n`);
    expect(rules).toEqual([]);
    expect(problems.map(formatProblem)).toEqual([
      "line 1, column 1: a line that begins with white space is skipped by Suricata",
    ]);
    expect(problems[0]?.severity).toBe("warning");
  });

  it("gives equal warnings once, with their number", () => {
    const { rules, problems } = parseRules([2000001, 2000002, 2000003].map(one).join("\n"));
    expect(rules).toHaveLength(3);
    expect(problems.map(formatProblem)).toEqual([
      "line 1, column 55: the sid is outside of 1 to 999999, which is what the appliance's own form takes (and 2 more times)",
    ]);
  });

  it("stops after a thousand errors", () => {
    const { problems } = parseRules("nonsense\n".repeat(5000));
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toMatchObject({ line: 1000, severity: "error" });
  });

  it("refuses a rule that the end of the file cuts off", () => {
    const { rules, problems } = parseRules(`${one(1)}\n${one(2)} \\\n`);
    expect(rules.map(({ sid }) => sid)).toEqual([1]);
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([[2, "error"]]);
  });

  it("says that a file begins with a byte order mark", () => {
    expect(parseRules(`\ufeff${one(1)}`).problems.map(formatProblem)).toEqual([
      "line 1, column 1: a byte order mark before the rule; save the text as UTF-8 without it",
    ]);
  });
});
