import { describe, expect, it } from "vitest";
import { formatProblem, parseRule } from "../../provider/suricata";

function rule(options: string): string {
  return `alert tcp any any -> any any (${options})`;
}

function errors(text: string): string[] {
  return parseRule(text)
    .problems.filter(({ severity }) => severity === "error")
    .map(formatProblem);
}

describe("parseRule", () => {
  it("reads all parts of a rule", () => {
    const text =
      '  Drop HTTP $HOME_NET ![80,8080:] <> [10.0.0.0/8, !10.1.1.1] any (msg:"a\\;b \\"c\\""; content:!"|41|x"; nocase; classtype:trojan-activity; gid:3; sid:100001; rev:2;) \n';
    expect(parseRule(text)).toEqual({
      problems: [],
      rule: {
        action: "drop",
        protocol: "http",
        source: { addresses: "$HOME_NET", ports: "![80,8080:]" },
        direction: "<>",
        destination: { addresses: "[10.0.0.0/8, !10.1.1.1]", ports: "any" },
        options: [
          { name: "msg", value: '"a\\;b \\"c\\""', column: 67 },
          { name: "content", value: '!"|41|x"', column: 85 },
          { name: "nocase", column: 103 },
          { name: "classtype", value: "trojan-activity", column: 111 },
          { name: "gid", value: "3", column: 138 },
          { name: "sid", value: "100001", column: 145 },
          { name: "rev", value: "2", column: 157 },
        ],
        sid: 100001,
        gid: 3,
        rev: 2,
        msg: 'a;b "c"',
        classtype: "trojan-activity",
        text: text.trim(),
      },
    });
  });

  it.each([
    ["", "column 1: the rule is empty"],
    ["# alert", 'column 1: this is a comment ("#"), not a rule'],
    ["alret tcp any any -> any any (sid:1;)", 'column 1: unknown action "alret", did you mean "alert"?'],
    ["log tcp any any -> any any (sid:1;)", 'column 1: unknown action "log"; allowed: alert, config, drop'],
    ["alert htpp any any -> any any (sid:1;)", 'column 7: unknown protocol "htpp", did you mean "http"?'],
    ["alert tcp 10.0.0.256 any -> any any (sid:1;)", 'column 11: "10.0.0.256" is no address'],
    [
      "alert tcp 10.0.0.0/33 any -> any any (sid:1;)",
      'column 20: "33" is no network length; allowed: 0 to 32',
    ],
    ["alert tcp [any,HOME_NET] any -> any any (sid:1;)", 'a variable begins with "$": $HOME_NET'],
    ["alert tcp [10.0.0.1, 10.0.0.2 any -> any any (sid:1;)", 'column 11: this "[" is never closed by "]"'],
    ["alert tcp [any,[10.0.0.1] any -> any any (sid:1;)", 'column 11: this "[" is never closed by "]"'],
    ["alert tcp 10.0.0.1] any -> any any (sid:1;)", 'column 19: this "]" closes no "["'],
    ["alert tcp [!any] any -> any any (sid:1;)", 'column 11: the negations leave no address: "[!any]"'],
    ["alert tcp any any -> any 70000 (sid:1;)", 'column 26: "70000" is no port; allowed: 0 to 65535'],
    ["alert tcp any any -> any 80-90 (sid:1;)", 'a range is written with ":", e.g. 80:90'],
    ["alert tcp any 90:80 -> any any (sid:1;)", 'column 15: the port range "90:80" is reversed'],
    ["alert tcp any $HOME_NET -> any any (sid:1;)", "column 15: $HOME_NET is no port variable"],
    [
      "alert tcp any any <- any any (sid:1;)",
      'column 19: unknown direction "<-"; swap source and destination',
    ],
    [
      "alert tcp any any any any (sid:1;)",
      'column 19: no direction ("->" or "<>") between source and destination',
    ],
    ["alert tcp any -> any any (sid:1;)", "column 25: the header must have 7 parts (action, protocol,"],
    [
      "alert tcp any any -> any any(sid:1;)",
      'column 29: a blank is missing between the destination ports and "("',
    ],
    ["alert tcp\tany any -> any any (sid:1;)", "column 10: a tab separates parts of the header here"],
    ["alert tcp any any -> any any", "column 28: no options in parentheses after the header"],
    ["alert tcp any any -> any any (sid:1;", 'column 36: the closing parenthesis ")" is missing'],
    ["alert tcp any any -> any any (sid:1;) # x", 'column 38: "# x" after the closing parenthesis'],
    [rule("sid:1"), 'column 35: the option "sid:1" must end with a semicolon'],
    [rule('msg:"a"; rev:1;'), 'column 46: the rule has no "sid"'],
    [rule("sid:1; sid:2;"), 'column 38: "sid" stands twice in the rule'],
    [rule("sid:0;"), 'column 35: "sid" must be a whole number from 1 to 4294967294; found "0"'],
    [rule("sid:4294967295;"), '"sid" must be a whole number from 1 to 4294967294; found "4294967295"'],
    [rule("sid:1; rev:one;"), 'column 42: "rev" must be a whole number from 1'],
    [rule("sid:1; contnet:x;"), 'column 38: unknown keyword "contnet", did you mean "content"?'],
    [rule('sid:1; msg "x";'), 'unknown keyword "msg "x"": a ":" or a ";" is missing after "msg"'],
    [rule("sid:1;;"), "column 37: an option without a name: remove the extra semicolon"],
    [rule("sid:1; msg;"), 'column 38: "msg" needs a value: msg:…;'],
    [rule("sid:1; msg:x;"), 'column 42: the value of "msg" must stand in double quotes; found "x"'],
    [rule('sid:1; msg:"";'), 'column 42: the value of "msg" is empty'],
    [
      rule('sid:1; msg:"a;b";'),
      'column 42: the quote that opens the value of "msg" is not closed before the next',
    ],
    [rule('msg:"a" content:"b"; sid:1;'), 'column 37: a quote inside "msg" must be written \\"'],
    [
      rule('content:"a" nocase; sid:1;'),
      'column 42: a semicolon is missing after the closing quote of "content"',
    ],
    [rule('sid:1; content:"a\\n";'), 'column 48: "\\n" is no escape; allowed: \\" \\; \\: \\\\'],
    [rule('sid:1; content:"a|0|";'), 'column 48: "|0|" has 1 hexadecimal digits; a byte has two'],
    [rule('sid:1; content:"|0g|";'), 'column 49: "g" is no hexadecimal digit'],
    [rule('sid:1; content:"a|41";'), 'column 48: the bar "|" that opens hexadecimal bytes is never closed'],
    [
      rule("sid:1; nocase;"),
      'column 38: "nocase" changes the content before it, but no content stands before it',
    ],
    [rule('sid:1; content:"a"; nocase:1;'), 'column 58: "nocase" takes no value; found "1"'],
    [rule('sid:1; pcre:"abc";'), "column 44: a regular expression stands between slashes"],
    [rule('sid:1; pcre:"/a/k";'), 'column 47: unknown modifier "k" after the expression'],
    [rule('sid:1; pcre:"/(a/";'), 'column 45: this "(" in the regular expression is never closed'],
    [rule("sid:1; flow:to_servr;"), '"to_servr" is none of the words of "flow", did you mean "to_server"?'],
    [
      rule("sid:1; flow:to_server,to_client;"),
      'column 53: "to_client" does not go with "to_server" in "flow"',
    ],
    [rule("sid:1; threshold:type limit, track by_src;"), '"threshold" lacks count, seconds or multiplier'],
    [rule("sid:1;\nrev:1;"), "column 37: a line break inside the rule; a rule is one line"],
    [rule("sid:1;\u0000"), "column 37: a control character (code 0) inside the rule"],
    [`\ufeff${rule("sid:1;")}`, "column 1: a byte order mark before the rule"],
  ])("refuses %j", (text, expected) => {
    expect(parseRule(text).rule).toBeUndefined();
    expect(errors(text).join("\n")).toContain(expected);
  });

  it("reports one fault as one problem", () => {
    for (const options of [
      'sid:1; msg:"a;b"; rev:1;',
      'sid:1; content:"x; nocase;',
      'content:"a" nocase; sid:1;',
    ]) {
      expect(errors(rule(options))).toHaveLength(1);
    }
  });

  it.each([
    ['sid:2000001; rev:1; msg:"x";', "column 35: the sid is outside of 1 to 999999"],
    ['sid:1; msg:"x";', 'column 46: the rule has no "rev"'],
    ["sid:1; rev:1;", 'column 44: the rule has no "msg"'],
    [
      'sid:1; rev:1; msg:"x"; tls.alpn; content:"h2";',
      'column 54: the keyword "tls.alpn" is known since Suricata 8',
    ],
    ['sid:1; rev:1; msg:"x"; requires:feature f; f.x:1;', 'column 74: unknown keyword "f.x"'],
  ])("warns of %s", (options, expected) => {
    const { rule: found, problems } = parseRule(rule(options));
    expect(found?.sid).toBeGreaterThan(0);
    expect(problems.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(problems.map(formatProblem)[0]).toContain(expected);
  });

  it("warns of unusual variables and of what only newer versions know in the header", () => {
    const messages = (text: string) => parseRule(text).problems.map(formatProblem).join("\n");
    const rest = '(msg:"x"; sid:1; rev:1;)';
    expect(messages(`alert tcp $HOME_NETS any -> any any ${rest}`)).toContain(
      "column 11: $HOME_NETS is none of the usual address variables, did you mean",
    );
    expect(messages(`alert tcp any any => any any ${rest}`)).toContain(
      'column 19: the direction "=>" is known since',
    );
    expect(messages(`pass:flow tcp any any -> any any ${rest}`)).toContain("column 1: the action scope");
    expect(messages(`alert ldap any any -> any any ${rest}`)).toContain(
      'column 7: the protocol "ldap" is known since',
    );
    expect(messages(`accept:hook tcp any any -> any any ${rest}`)).toContain("firewall mode");
  });

  it("reads a rule with many warnings to its end", () => {
    const { rule: found, problems } = parseRule(
      rule(`${'tls.alpn; content:"a"; '.repeat(30)} sid:5; rev:1;`),
    );
    expect(found).toMatchObject({ sid: 5, rev: 1 });
    expect(problems).toHaveLength(20);
    expect(parseRule(rule("tls.alpn; ".repeat(30))).rule).toBeUndefined();
  });

  it("takes 8196 characters, whatever their bytes, and not one more", () => {
    const text = (length: number, sign: string) => {
      const frame = rule('msg:""; sid:1; rev:1;');
      return frame.replace('""', `"${sign.repeat(length - frame.length)}"`);
    };
    expect(parseRule(text(8191, "a")).problems).toEqual([]);
    expect(parseRule(text(8196, "a")).rule?.sid).toBe(1);
    expect(parseRule(text(8196, "a")).problems.map(formatProblem)).toEqual([
      "column 1: the rule has 8196 bytes; Suricata reads at most 8191 of a line",
    ]);
    expect(errors(text(8197, "a"))).toEqual([
      "column 8197: the rule is longer than 8196 characters, which is what the appliance takes",
    ]);
    expect(parseRule(text(8196, "🙂")).rule?.sid).toBe(1);
    expect(errors(text(8197, "🙂"))).toHaveLength(1);
    expect(parseRule(`\n${text(8191, "a")}\n`).problems).toEqual([]);
  });
});
