import { describe, expect, it } from "vitest";
import { normalizeRule, sameRuleText } from "../../provider/suricata";

const plain =
  'alert tcp [10.0.0.1,10.0.0.2] any -> any 80 (msg:"a  b"; flow:established,to_server; sid:1; rev:1;)';

describe("normalizeRule", () => {
  it.each([
    [
      '  alert   tcp [ 10.0.0.1, 10.0.0.2] any -> any 80 ( msg : "a  b" ;flow: established , to_server;sid:1; rev:  1;  )\r\n',
    ],
    [
      'alert tcp [10.0.0.1,10.0.0.2] any\t->\tany 80\n(msg:"a  b";\n flow:established,to_server;\n sid:1;\n rev:1;)',
    ],
  ])("makes white space the same: %j", (text) => {
    expect(normalizeRule(text)).toBe(plain);
  });

  it("keeps what stands in quotes, in expressions and in names of files", () => {
    const text =
      'alert tcp any any -> any any (content:!"a ,  b"; pcre:/a  b , c/; lua:my  file.lua; sid:1;)';
    expect(normalizeRule(text)).toBe(text);
  });

  it.each([[""], ["# note"], ["alert tcp any"], ["alert tcp any any -> any any (sid:1"], ["(;)"]])(
    "leaves alone what is no rule: %j",
    (text) => {
      expect(normalizeRule(` ${text} `)).toBe(text);
    },
  );
});

describe("sameRule", () => {
  it("sees through white space only", () => {
    const same = (a: string, b: string) =>
      sameRuleText(
        `alert tcp any any -> any any (${a} sid:1;)`,
        `alert tcp any any -> any any (${b} sid:1;)`,
      );
    expect(same('content: ! "a";', 'content:!"a";')).toBe(true);
    expect(same("threshold: type limit,  track by_src;", "threshold:type limit,track by_src;")).toBe(true);
    expect(same('content:"a b";', 'content:"a  b";')).toBe(false);
    expect(same('content:"a";', 'content:"A";')).toBe(false);
    expect(same('content:"|41 42|";', 'content:"|4142|";')).toBe(false);
    expect(same("nocase; rawbytes;", "rawbytes; nocase;")).toBe(false);
    expect(same("rev:1;", "rev:2;")).toBe(false);
    expect(same("classtype:ab;", "classtype:a b;")).toBe(false);
  });
});
