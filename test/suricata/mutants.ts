/** Makes rules with one syntactic fault each out of sound ones, the same ones every time. */

export interface Mutant {
  /** Which fault. */
  kind: string;
  text: string;
}

type Mutation = (rule: string) => string;

/** Replaces one part of the header: 0 action, 1 protocol, 2 source, 3 source ports, 4 direction, 5 destination, 6 ports. */
function part(index: number, found: string): Mutation {
  return (rule) => {
    const open = rule.indexOf("(");
    const fields = rule.slice(0, open).trim().split(/ +/);
    if (fields.length !== 7) return rule;
    fields[index] = found;
    return `${fields.filter((field) => field !== "").join(" ")} ${rule.slice(open)}`;
  };
}

/** Puts something in front of the last parenthesis. */
function append(options: string): Mutation {
  return (rule) => `${rule.slice(0, rule.lastIndexOf(")"))} ${options})`;
}

/** The first match is replaced; a rule without one stays and gives no mutant. */
function change(what: RegExp, by: string): Mutation {
  return (rule) => rule.replace(what, by);
}

const mutations: Record<string, Mutation> = {
  "unknown action": part(0, "alret"),
  "foreign action": part(0, "log"),
  "unknown protocol": part(1, "tpc"),
  "protocol number": part(1, "6"),
  "octet above 255": part(2, "10.0.0.256"),
  "octet missing": part(5, "10.0.0"),
  "network length above 32": part(2, "10.0.0.0/33"),
  "network length missing": part(5, "10.0.0.0/"),
  "IPv6 network length above 128": part(2, "2001:db8::/129"),
  "IPv6 group too long": part(5, "2001:db8::12345"),
  "address range reversed": part(2, "10.0.0.9-10.0.0.1"),
  "name instead of an address": part(2, "example.com"),
  "variable without $": part(5, "HOME_NET"),
  "everything negated": part(2, "!any"),
  "everything negated in a list": part(5, "[!any]"),
  "nothing left of a list": part(2, "[10.0.0.0/8,!10.0.0.0/8]"),
  "empty part first in a list": part(2, "[,10.0.0.1]"),
  "bracket never closed": part(5, "[10.0.0.1,10.0.0.2"),
  "bracket never opened": part(5, "10.0.0.1,10.0.0.2]"),
  "blank after a list's member": part(2, "[10.0.0.1 ,10.0.0.2]"),
  "port above 65535": part(3, "65536"),
  "port below 0": part(6, "-1"),
  "port name": part(6, "https"),
  "port range reversed": part(3, "90:80"),
  "port range with a dash": part(6, "80-90"),
  "every port negated": part(6, "!any"),
  "no port left": part(3, "[80,!80]"),
  "negation inside a range": part(6, "80:!90"),
  "port list never closed": part(6, "[80,90"),
  "address variable as port": part(6, "$HOME_NET"),
  "backward direction": part(4, "<-"),
  "half a direction": part(4, "-"),
  "no direction": part(4, ""),
  "no source ports": part(3, ""),
  "no destination ports": part(6, ""),
  "tab between addresses and ports": change(/^(\S+ \S+ \S+) /, "$1\t"),
  "no blank before the options": change(/ \(/, "("),
  "no options": (rule) => rule.slice(0, rule.indexOf("(")).trim(),
  "empty options": (rule) => `${rule.slice(0, rule.indexOf("("))}()`,
  "no parentheses": (rule) => rule.replace("(", "").replace(/\)\s*$/, ""),
  "no closing parenthesis": change(/\)\s*$/, ""),
  "two opening parentheses": change(/\(/, "(("),
  "two closing parentheses": change(/\)\s*$/, "))"),
  "text after the options": change(/\)\s*$/, ") # note"),
  "no last semicolon": change(/;\s*\)\s*$/, ")"),
  "two semicolons": change(/;\s*\)\s*$/, ";;)"),
  "semicolon first": change(/\(\s*/, "(;"),
  "no semicolon after msg": change(/(msg:\s*"[^"]*");/, "$1"),
  "no semicolon after sid": change(/(sid:\s*\d+);\s*(?=\w)/, "$1 "),
  "no colon after msg": change(/msg:/, "msg "),
  "no quotes around msg": change(/msg:\s*"([^"]*)"/, "msg:$1"),
  "msg never closed": change(/(msg:\s*"[^"]*)";/, "$1;"),
  "msg never opened": change(/msg:\s*"/, "msg:"),
  "single quotes around msg": change(/msg:\s*"([^"]*)"/, "msg:'$1'"),
  "empty msg": change(/msg:\s*"[^"]*"/, 'msg:""'),
  "bare semicolon in msg": change(/(msg:\s*"\w)/, "$1;"),
  "bare quote in msg": change(/(msg:\s*"\w)/, '$1"'),
  "msg without value": change(/msg:\s*"[^"]*"/, "msg"),
  "two msg": change(/(msg:\s*"[^"]*";)/, "$1 $1"),
  "no sid": change(/sid:\s*\d+;/, ""),
  "two sid": append("sid:7;"),
  "sid 0": change(/sid:\s*\d+/, "sid:0"),
  "sid no number": change(/sid:\s*\d+/, "sid:x1"),
  "sid with a fraction": change(/sid:\s*\d+/, "sid:1.5"),
  "sid negative": change(/sid:\s*\d+/, "sid:-1"),
  "sid above the last": change(/sid:\s*\d+/, "sid:4294967295"),
  "sid in quotes": change(/sid:\s*(\d+)/, 'sid:"$1"'),
  "sid without value": change(/sid:\s*\d+/, "sid"),
  "rev 0": change(/rev:\s*\d+/, "rev:0"),
  "rev no number": change(/rev:\s*\d+/, "rev:one"),
  "two rev": change(/(rev:\s*\d+;)/, "$1 $1"),
  "gid no number": append("gid:x;"),
  "priority no number": append("priority:high;"),
  "classtype with a blank": append("classtype:not one;"),
  "reference without target": append("reference:url;"),
  "misspelled keyword": append('contnet:"x";'),
  "made-up keyword": append("frobnicate;"),
  "value of a keyword that takes none": append('content:"x"; nocase:yes;'),
  "no value of a keyword that needs one": append("dsize;"),
  "content without quotes": append("content:abc;"),
  "content never closed": append('content:"abc;'),
  "content never opened": append('content:abc";'),
  "empty content": append('content:"";'),
  "text after content": append('content:"abc" nocase;'),
  "two negations": append('content:!!"abc";'),
  "bare semicolon in content": append('content:"a;b";'),
  "bare quote in content": append('content:"a"b";'),
  "half a byte": append('content:"a|0D 0|";'),
  "no hexadecimal digit": append('content:"|0G|";'),
  "bar never closed": append('content:"a|0D 0A";'),
  "bar alone": append('content:"a|b";'),
  "unknown escape": append('content:"a\\nb";'),
  "quoted number": append('content:"abc"; depth:"3";'),
  "negative offset": append('content:"abc"; offset:-1;'),
  "depth above 65535": append('content:"abc"; depth:65536;'),
  "distance too far": append('content:"abc"; distance:1048577;'),
  "pcre without slashes": append('pcre:"abc";'),
  "pcre never closed": append('pcre:"/abc";'),
  "pcre with an escaped end": append('pcre:"/abc\\/";'),
  "unknown pcre modifier": append('pcre:"/abc/k";'),
  "pcre group never closed": append('pcre:"/(abc/";'),
  "pcre group never opened": append('pcre:"/abc)/";'),
  "pcre class never closed": append('pcre:"/[abc/";'),
  "unknown flow word": change(/flow:\s*\w+/, "flow:to_servr"),
  "empty flow word": append("flow:established,,to_server;"),
  "contradictory flow": append("flow:to_server,to_client;"),
  "unknown flowbits command": append("flowbits:sett,x;"),
  "flowbits without name": append("flowbits:set;"),
  "threshold incomplete": append("threshold:type limit, track by_src, count 1;"),
  "unknown threshold type": append("threshold:type limits, track by_src, count 1, seconds 60;"),
  "threshold count no number": append("threshold:type limit, track by_src, count one, seconds 60;"),
  "dsize no number": append("dsize:big;"),
  "dsize range reversed": append("dsize:20<>10;"),
  "ttl above 255": append("ttl:256;"),
  "byte_test incomplete": append("byte_test:4,>,1000;"),
  "unknown target": append("target:source;"),
  "unknown TCP flag": append("flags:Q;"),
  "modifier before any content": change(/\(\s*/, "(nocase; "),
  "control character": change(/(msg:\s*"\w)/, "$1\u0001"),
};

/** The names of all faults. */
export const kinds: string[] = Object.keys(mutations);

/** Every fault in every rule that has a place for it. */
export function mutants(rules: string[]): Mutant[] {
  return rules.flatMap((rule) =>
    Object.entries(mutations)
      .map(([kind, mutate]) => ({ kind, text: mutate(rule) }))
      .filter(({ text }) => text !== rule),
  );
}
