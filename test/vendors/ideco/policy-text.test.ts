import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../../provider/vendors/ideco/rules/tables";
import { rewritePolicy, writePolicy } from "../../../provider/vendors/ideco/ruletable/policy-rewrite";
import { parsePolicy, policyProblemLines } from "../../../provider/vendors/ideco/ruletable/policy-text";

const fields = tables.forward.fields;
const filter = tables.contentFilter.fields;
const rulesOf = (text: string) => {
  const { rules, problems } = parsePolicy(fields, text);
  expect(problems).toEqual([]);
  return rules;
};
const problemsOf = (text: string, of = fields) => policyProblemLines(parsePolicy(of, text).problems);

describe("a policy as text", () => {
  it("is a header and a line a rule; an empty cell is the default", () => {
    const text = [
      "# the office",
      "key,action,protocol,from,to,destinationPorts,in,out,when,off,comment",
      'web,accept,tcp,192.168.0.0/24; Accounting,!10.0.0.0/8,443;8443,Local network,,Working hours,,"Web, mostly"',
      "",
      "rest,drop,,,,,,,,yes,",
    ].join("\r\n");
    expect(rulesOf(text)).toEqual([
      {
        key: "web",
        action: "accept",
        protocol: "tcp",
        sourceAddresses: ["192.168.0.0/24", "Accounting"],
        destinationAddresses: ["10.0.0.0/8"],
        destinationAddressesNegate: true,
        destinationPorts: ["443", "8443"],
        incomingInterface: "Local network",
        timetable: ["Working hours"],
        comment: "Web, mostly",
      },
      { key: "rest", action: "drop", enabled: false },
    ]);
  });

  it("takes every field of the table by its name, and blocks of addresses as JSON", () => {
    expect(rulesOf('key,action,sources,logging\na,drop,"[{""addresses"":[""ip.id.1""]}]",yes\n')).toEqual([
      { key: "a", action: "drop", sources: [{ addresses: ["ip.id.1"] }], logging: true },
    ]);
  });

  it("has from and to in the content filter as well", () => {
    const { rules, problems } = parsePolicy(
      filter,
      "key,name,access,from,to\nx,X,deny,any,users.id.1; extended.id.5\n",
    );
    expect(problems).toEqual([]);
    expect(rules).toEqual([
      { key: "x", name: "X", access: "deny", aliases: ["any"], categories: ["users.id.1", "extended.id.5"] },
    ]);
  });

  it("names line and column of every problem, all at once", () => {
    const text =
      'key,action,dpiEnabled,form\na,drop,perhaps,\n,drop,,\na,drop,,\nb,drop,,,x\nc,"drop"s,,\nd,dr"op,,\n';
    expect(problemsOf(text)).toEqual([
      'line 1: found the column "form"; did you mean "from"?',
      'line 2, column dpiEnabled: found "perhaps", allowed: yes, no',
      "line 3, column key: is required",
      'line 4, column key: found "a", which line 2 has already; keys are unique',
      "line 5: found 5 cells, allowed: 4, as many as the header has",
      "line 6: found text after a closing quote, allowed: a comma or the end of the line",
      'line 7: found a quote within dr"op, allowed: the whole cell in quotes, quotes in it doubled',
    ]);
  });

  it("refuses what says one field twice, a missing key and a missing header", () => {
    expect(problemsOf("key,from,sourceAddresses\n")).toEqual([
      'line 1: found the columns "from" and "sourceAddresses", which say the same',
    ]);
    expect(problemsOf("action,action\n")).toEqual([
      'line 1: found the column "action" twice',
      "line 1: the column key is required: the name of each rule",
    ]);
    expect(problemsOf("# nothing\n\n")).toEqual([
      "line 1: found no header line, allowed: the names of the columns, such as key,action,from,to,service",
    ]);
    expect(problemsOf(`key,action\n${"a,drop\n".repeat(60)}`)).toHaveLength(21);
  });

  it("rewrites the lines of changed rules alone", () => {
    const text = [
      "# who, what",
      "key , action,from , comment",
      "a,accept, 10.0.0.1 , first",
      "",
      "# the second part",
      'b,"drop",10.0.0.2,',
      "c,drop,10.0.0.3,third",
    ].join("\n");
    const [a, b, c] = parsePolicy(fields, text).rules;
    if (!a || !b || !c) throw new Error("three rules");
    expect(rewritePolicy(fields, text, [a, b, c])).toBe(text);
    expect(rewritePolicy(fields, text, [a, { ...b, action: "accept" }, c])).toBe(
      text.replace('b,"drop"', "b,accept"),
    );
    expect(rewritePolicy(fields, text, [a, c])).toBe(text.replace('b,"drop",10.0.0.2,\n', ""));
    const [top, rest] = text.replace("\nc,drop,10.0.0.3,third", "\n").split("comment\n");
    expect(rewritePolicy(fields, text, [c, a, b])).toBe(`${top}comment\nc,drop,10.0.0.3,third\n${rest}`);
    expect(
      rewritePolicy(fields, text, [a, b, c, { key: "d,e", action: "drop", sourceAddresses: ["x", "y"] }]),
    ).toBe(`${text}\n"d,e",drop,x; y,\n`);
    expect(rewritePolicy(fields, text, [a, b, { ...c, enabled: false, sourceAddressesNegate: true }])).toBe(
      text.replace("from , comment", "from , comment,off").replace("10.0.0.3,third", "!10.0.0.3,third,yes"),
    );
  });

  it("keeps a text byte for byte where nothing changed, and says every other table exactly", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9 ,"#]{0,6}[a-z0-9]$/);
    const rule = fc.record(
      {
        action: fc.constantFrom("accept", "drop"),
        sourceAddresses: fc.array(name, { minLength: 1, maxLength: 3 }),
        sourceAddressesNegate: fc.constant(true),
        enabled: fc.constant(false),
        incomingInterface: name,
        comment: name,
      },
      { requiredKeys: ["action", "sourceAddresses"] },
    );
    const table = fc
      .uniqueArray(fc.tuple(name, rule), { selector: ([key]) => key, maxLength: 8 })
      .map((entries) => entries.map(([key, each]) => ({ key, ...each })));
    fc.assert(
      fc.property(table, table, fc.boolean(), (before, after, crlf) => {
        const plain = `# top\n\n${writePolicy(fields, before)}# end`;
        const text = crlf ? plain.replaceAll("\n", "\r\n") : plain;
        if (before.length > 0) expect(parsePolicy(fields, text).rules).toEqual(before);
        expect(rewritePolicy(fields, text, before)).toBe(text);
        const again = rewritePolicy(fields, text, after);
        expect(parsePolicy(fields, again).problems).toEqual([]);
        expect(parsePolicy(fields, again).rules).toEqual(after);
        expect(again).toContain("# top");
        expect(again).toContain("# end");
      }),
    );
  });
});
