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
    ["lgo tcp any any -> any any (sid:1;)", 'column 1: unknown action "lgo"; allowed: alert, config, drop'],
    ["log tcp any any -> any any (sid:1;)", 'column 1: the action "log" is Snort\'s; in Suricata, use alert'],
    ["alert http (sid:1;)", 'in Suricata it is "alert http any any -> any any"'],
    ["alert ssl any any -> any any (sid:1;)", 'the protocol "ssl" is Snort\'s; in Suricata, use tls'],
    [rule("react; sid:1;"), 'the keyword "react" is Snort\'s; in Suricata, use the action "reject"'],
    [rule("bufferlen:>10; sid:1;"), "the size of a buffer is bsize"],
    [rule("sd_pattern:2,us_social; sid:1;"), "in Suricata, write the pattern as pcre"],
    [rule("dsize:300<=>400; sid:1;"), "in Suricata the ends are not in a range: 299<>401"],
    [rule('content:!"abc",nocase,depth 10; sid:1;'), 'in Suricata it is content:!"abc"; nocase; depth:10;'],
    [rule('pcre:"/a/",relative; sid:1;'), "in Suricata it is the modifier R"],
    [rule('http_uri; content:"a"; sid:1;'), "as in Snort 3, it is http.uri in Suricata"],
    [rule('content:"abc"; depth:2; sid:1;'), 'column 52: "depth" is 2, shorter than the content of 3 bytes'],
    [
      rule('content:"abc"; content:"|41 42|\\;"; within:2; sid:1;'),
      '"within" is 2, shorter than the content of 3',
    ],
    [rule('content:"a"; startswith; depth:1; sid:1;'), '"depth" does not go with "startswith"'],
    [rule('content:"a"; offset:1; startswith; sid:1;'), '"startswith" does not go with "offset"'],
    [
      rule('content:"b"; content:"a"; within:9; startswith; sid:1;'),
      '"startswith" does not go with "within"',
    ],
    [
      rule('content:"a"; fast_pattern; content:"b"; fast_pattern; sid:1;'),
      "can stand for one content of a rule only",
    ],
    [rule('http.uri; content:"a"; http_uri; sid:1;'), 'does not go after the sticky buffer "http.uri"'],
    [rule('http.uri; content:"abc"; bsize:2; sid:1;'), 'the content has 3 bytes, but "bsize" wants 2'],
    [rule("to_md5; sid:1;"), '"to_md5" changes the buffer before it, but no sticky buffer'],
    [rule("byte_test:9,>,1,0; sid:1;"), '"byte_test" reads at most 8 bytes without "string"; found 9'],
    [
      rule(
        "threshold:type limit, track by_src, count 1, seconds 9; detection_filter:track by_src, count 1, seconds 9; sid:1;",
      ),
      '"detection_filter" does not go with "threshold" in one rule',
    ],
    ["alert tcp any any => any any (sid:1;)", '"=>" needs a keyword of the request and one of the response'],
    [rule("filesize:1MB<>1KB; sid:1;"), 'the range of "filesize" is reversed or empty'],
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
    [rule("sid:4294967296;"), '"sid" must be a whole number from 1 to 4294967294; found "4294967296"'],
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
    expect(
      messages(
        'alert http any any => any any (http.uri; content:"a"; http.stat_code; content:"200"; sid:1;)',
      ),
    ).toContain('column 20: the direction "=>" is known since');
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

  it("takes what Suricata reads of a line, 8191 bytes, and no more", () => {
    const text = (length: number, sign: string) => {
      const frame = rule('msg:""; sid:1; rev:1;');
      return frame.replace('""', `"${sign.repeat(length - frame.length)}"`);
    };
    expect(parseRule(text(8191, "a")).problems).toEqual([]);
    expect(errors(text(8192, "a"))).toEqual([
      "column 1: the rule has 8192 bytes; Suricata reads at most 8191 of a line",
    ]);
    expect(errors(text(8191, "é"))[0]).toContain("Suricata reads at most 8191 of a line");
    expect(errors(text(8197, "a"))).toEqual([
      "column 8197: the rule is longer than 8196 characters, which is what the appliance takes",
    ]);
    expect(parseRule(`\n${text(8191, "a")}\n`).problems).toEqual([]);
  });

  describe("for one Suricata or for both", () => {
    const only = (text: string) => ({
      seven: parseRule(text, "7").rule !== undefined,
      eight: parseRule(text, "8").rule !== undefined,
      both: parseRule(text).problems.filter(({ message }) => /Suricata [78]/.test(message)).length,
    });
    const full = (options: string) => rule(`msg:"x"; ${options} sid:1; rev:1;`);

    it.each([
      "filesize:to_client,>100;",
      "filesize:1MB<>2MB;",
      'http.uri; content:"a"; bsize:1KB<>2KB;',
      "filesize:>1GiB;",
      "dsize:0x10;",
      "dsize:!5-10;",
      "threshold:type limit, track by_flow, count 1, seconds 60;",
      "threshold:type backoff, track by_flow, count 1, multiplier 10;",
      "app-layer-protocol:tls|http;",
      'frame:ssh.record.hdr; content:"a";',
      "tcp.session:setup;",
      "mqtt.connack.session_present:1;",
      'tls.alpn; content:"h2";',
    ])("%s is known since 8", (options) => {
      expect(only(full(options))).toEqual({ seven: false, eight: true, both: 1 });
    });

    it.each([
      "luajit:a.lua;",
      "mqtt.connack.return_code:1;",
      "ssh.protoversion:2;",
      "mqtt.connack.session_present:yes;",
    ])("%s is gone in 8", (options) => {
      expect(only(full(options))).toEqual({ seven: true, eight: false, both: 1 });
    });

    it("text behind a number is dropped by 8 and refused by 7", () => {
      const text = 'alert tcp any any -> any any (msg:"x"; sid:12 rev:3;)';
      expect(only(text)).toEqual({ seven: false, eight: true, both: 1 });
      expect(parseRule(text).rule).toMatchObject({ sid: 12 });
      expect(parseRule(text).rule?.rev).toBeUndefined();
      expect(parseRule(text).problems.map(formatProblem)[0]).toContain(
        'column 46: "rev:3" stands behind the number of "sid"',
      );
    });

    it("a rule that one Suricata skips is taken for it", () => {
      const text = full("requires:version >= 8; tls.alpn;").replace("tls.alpn;", 'tls.alpn; content:"h2";');
      expect(only(text)).toMatchObject({ seven: true, eight: true });
    });
  });

  it("warns of a transform behind the last content, which Suricata drops", () => {
    const { rule: found, problems } = parseRule(
      rule('msg:"x"; http.uri; content:"a"; to_lowercase; sid:1; rev:1;'),
    );
    expect(found?.sid).toBe(1);
    expect(problems.map(formatProblem)).toEqual([
      'column 63: "to_lowercase" stands behind the last content of "http.uri", so Suricata drops it; write it before the content',
    ]);
  });
});
