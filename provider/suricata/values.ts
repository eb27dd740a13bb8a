import { checkContent, checkPcre } from "./content";
import type { PlainValue } from "./options";
import { quote, type Report, suggestion } from "./report";
import { isDigits, type Piece, pieces } from "./text";

/** Checks the value of one keyword. */
type Check = (report: Report, name: string, value: PlainValue) => void;

const lastNumber = 4294967294;
const reach = 1048576;

/** A plain number of `rev`, `gid`, `priority`. */
function wholeNumber(least: number, most: number): Check {
  return (report, name, { text, at }) => {
    const number = isDigits(text) ? Number(text) : -1;
    if (number < least || number > most) {
      report.error(
        at,
        `${quote(name)} must be a whole number from ${least} to ${most}; found ${quote(text)}`,
      );
    }
  };
}

/** A position: a number, or the name of a value that `byte_extract` or `byte_math` took. */
function position(least: number, most: number): Check {
  return (report, name, { text, at }) => {
    if (/^[A-Za-z][\w-]*$/.test(text)) return;
    const number = /^[+-]?(?:\d+|0[xX][\da-fA-F]+)$/.test(text) ? signed(text) : Number.NaN;
    if (number >= least && number <= most) return;
    const names = "or the name of a byte_extract or byte_math result";
    report.error(
      at,
      `${quote(name)} must be a whole number from ${least} to ${most} ${names}; found ${quote(text)}`,
    );
  };
}

function signed(text: string): number {
  const number = Number(text.replace(/^[+-]/, ""));
  return text.startsWith("-") ? -number : number;
}

/** A condition on an unsigned number: `10`, `>10`, `10-20`, `10<>20`, `!10`, since Suricata 8 `&0x40=0x40`. */
function condition(most: number): Check {
  return (report, name, { text, at }) => {
    const packed = text.replaceAll(" ", "");
    const range = /^(!?)(\d+|0x[\da-fA-F]+)(?:-|<>)(\d+|0x[\da-fA-F]+)$/.exec(packed);
    const single = /^(?:>=|<=|!=|>|<|!|=)?(\d+|0x[\da-fA-F]+)(kb|mb|gb)?$/i.exec(packed);
    const mask = /^&(\d+|0x[\da-fA-F]+)!?=(\d+|0x[\da-fA-F]+)$/.exec(packed);
    const numbers = range ? range.slice(2, 4) : single ? single.slice(1, 2) : mask ? mask.slice(1, 3) : [];
    if (numbers.length === 0) {
      report.error(
        at,
        `${quote(name)} must be a number or a condition such as >10, <10, 10-20, !10; found ${quote(text)}`,
      );
    } else if (numbers.some((number) => Number(number) > most)) {
      report.error(at, `${quote(name)} goes to ${most}; found ${quote(text)}`);
    } else if (range && Number(numbers[0]) >= Number(numbers[1])) {
      report.error(at, `the range of ${quote(name)} is reversed or empty: ${quote(text)}`);
    }
  };
}

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

function reportWord(report: Report, name: string, { text, at }: Piece, allowed: ReadonlySet<string>): void {
  const found = text === "" ? "an empty part" : quote(text);
  const close = suggestion(text, allowed) || ";";
  report.error(
    at,
    `${found} is none of the words of ${quote(name)}${close} allowed: ${[...allowed].join(", ")}`,
  );
}

function word(allowed: ReadonlySet<string>): Check {
  return (report, name, { text, at }) => {
    if (!allowed.has(text)) reportWord(report, name, { text, at }, allowed);
  };
}

const flowWords = list(
  "established not_established stateless to_client to_server from_client from_server only_stream no_stream only_frag no_frag",
);
const flowOpposites = [
  ["to_server", "from_client", "to_client", "from_server"],
  ["established", "not_established", "stateless"],
  ["only_stream", "no_stream"],
  ["only_frag", "no_frag"],
];

const flow: Check = (report, name, { text, at }) => {
  const parts = pieces(text.toLowerCase(), at);
  const unknown = parts.find((part) => !flowWords.has(part.text));
  if (unknown) {
    reportWord(report, name, unknown, flowWords);
    return;
  }
  for (const opposites of flowOpposites) {
    const [first, second] = parts.filter((part) => opposites.includes(part.text));
    if (first && second) {
      report.error(
        second.at,
        `${quote(second.text)} does not go with ${quote(first.text)} in ${quote(name)}`,
      );
      return;
    }
  }
};

const bitCommands = list("set isset isnotset unset toggle noalert");

/** `set,name`: the command, and the name unless it is `noalert`. */
function bits(report: Report, name: string, parts: Piece[]): void {
  const [command, bit] = parts;
  if (!command || !bitCommands.has(command.text)) {
    reportWord(report, name, command ?? { text: "", at: 0 }, bitCommands);
    return;
  }
  if (command.text === "noalert") {
    if (bit) report.error(bit.at, `"noalert" takes no name; found ${quote(bit.text)}`);
  } else if (!bit || bit.text === "") {
    report.error(bit?.at ?? command.at, `${quote(name)} needs a name: ${command.text},name`);
  } else if (/\s/.test(bit.text)) {
    report.error(bit.at, `the name ${quote(bit.text)} must not contain white space`);
  }
}

const flowbits: Check = (report, name, { text, at }) => {
  const comma = text.indexOf(",");
  const parts = comma < 0 ? [{ text, at }] : pieces(text, at);
  const [command = { text, at }, ...rest] = parts;
  if (rest.length > 0 && command.text.length !== comma) {
    report.error(at + command.text.length, `no white space may stand before the comma of ${quote(name)}`);
    return;
  }
  bits(
    report,
    name,
    rest.length > 0
      ? [command, { text: rest.map((part) => part.text).join(","), at: rest[0]?.at ?? at }]
      : [command],
  );
};

const xbits: Check = (report, name, { text, at }) => {
  const parts = pieces(text, at);
  bits(report, name, parts.slice(0, 2));
  if (parts.slice(2).some((part) => /^track\s+\w+$/.test(part.text))) return;
  report.error(
    at,
    `${quote(name)} needs what it tracks, e.g. ${quote("set,name,track ip_src")}; found ${quote(text)}`,
  );
};

type Words = ReadonlySet<string> | "number";
type Settings = ReadonlyMap<string, Words>;

/** What is wrong with one `name value` pair, if anything. */
function settingFault(name: string, found: string, allowed: Settings, seen: Set<string>): string | undefined {
  const [key = "", value = "", ...more] = found.split(/\s+/);
  const values = allowed.get(key);
  if (!values) {
    const close = suggestion(key, allowed.keys()) || ";";
    return `${quote(key)} is no setting of ${quote(name)}${close} allowed: ${[...allowed.keys()].join(", ")}`;
  }
  if (seen.has(key)) return `${quote(key)} stands twice in ${quote(name)}`;
  seen.add(key);
  if (more.length > 0) return `a comma is missing in ${quote(found)}`;
  if (values === "number" ? isDigits(value) : values.has(value)) return undefined;
  const hint = values === "number" ? "a whole number" : `one of ${[...values].join(", ")}`;
  return `${quote(key)} of ${quote(name)} must be ${hint}; found ${quote(value)}`;
}

/** `name value` pairs, separated by commas: `track by_src, count 5, seconds 60`. */
function settings(allowed: Settings, required: string[]): Check {
  return (report, name, { text, at }) => {
    const seen = new Set<string>();
    for (const part of pieces(text, at)) {
      const fault = settingFault(name, part.text, allowed, seen);
      if (fault === undefined) continue;
      report.error(part.at, fault);
      return;
    }
    const missing = required.filter((key) => !key.split("|").some((either) => seen.has(either)));
    if (missing.length > 0) {
      report.error(at, `${quote(name)} lacks ${missing.map((key) => key.replace("|", " or ")).join(", ")}`);
    }
  };
}

const threshold = settings(
  new Map<string, Words>([
    ["type", list("limit threshold both backoff")],
    ["track", list("by_src by_dst by_both by_rule by_flow")],
    ["count", "number"],
    ["seconds", "number"],
    ["multiplier", "number"],
  ]),
  ["type", "track", "count", "seconds|multiplier"],
);

const detectionFilter = settings(
  new Map<string, Words>([
    ["track", list("by_src by_dst by_flow")],
    ["count", "number"],
    ["seconds", "number"],
    ["unique_on", list("src_port dst_port")],
  ]),
  ["track", "count", "seconds"],
);

const reference: Check = (report, name, { text, at }) => {
  const comma = text.indexOf(",");
  const type = (comma < 0 ? text : text.slice(0, comma)).trim();
  const target =
    comma < 0
      ? ""
      : text
          .slice(comma + 1)
          .replaceAll('"', " ")
          .trim();
  if (!/^[A-Za-z0-9]+$/.test(type) || !/^[\w./?=-]/.test(target)) {
    report.error(
      at,
      `${quote(name)} must be a type and what it points to, e.g. url,example.com or cve,2024-1234; found ${quote(text)}`,
    );
  }
};

const classtype: Check = (report, name, { text, at }) => {
  if (!/^[A-Za-z][\w-]*$/.test(text) || text.length > 63) {
    report.error(
      at,
      `${quote(name)} must be a name of letters, digits, "-" and "_", at most 63; found ${quote(text)}`,
    );
  }
};

const dataAt: Check = (report, name, { text, at }) => {
  const [where, ...rest] = pieces(text, at);
  const allowed = list("relative rawbytes");
  const unknown = rest.find((part) => !allowed.has(part.text));
  if (unknown) {
    reportWord(report, name, unknown, allowed);
    return;
  }
  if (!/^!?\s*[\w-]+$/.test(where?.text ?? "")) {
    report.error(at, `${quote(name)} must begin with a number or a name; found ${quote(text)}`);
  }
};

/** A comma-separated value with at least so many parts, none of the first ones empty. */
function parts(least: number, form: string): Check {
  return (report, name, { text, at }) => {
    const found = pieces(text, at);
    if (found.length < least) {
      report.error(
        at,
        `${quote(name)} needs ${least} parts (${form}), found ${found.length}: ${quote(text)}`,
      );
      return;
    }
    const empty = found.slice(0, least).find((part) => part.text === "");
    if (empty) report.error(empty.at, `${quote(name)} has an empty part; needed: ${form}`);
  };
}

const tcpFlags: Check = (report, name, { text, at }) => {
  const packed = text.replaceAll(" ", "");
  if (!/^[+*!]?[SAPRFU120CE+*!]+(?:,[SAPRFU12CE]+)?$/i.test(packed)) {
    report.error(
      at,
      `${quote(name)} must be letters of FSRPAUCE (0: none), after +, * or ! and before ,mask; found ${quote(text)}`,
    );
  }
};

const tag: Check = (report, name, { text, at }) => {
  const packed = text.replaceAll(" ", "");
  if (!/^(?:host|session)(?:,\d+,(?:packets|bytes|seconds)(?:,(?:src|dst))?)?$/.test(packed)) {
    const form = "host or session, then ,number,packets|bytes|seconds and ,src|dst";
    report.error(at, `${quote(name)} must be ${form}; found ${quote(text)}`);
  }
};

const fastPattern: Check = (report, name, { text, at }) => {
  if (!/^(?:only|\d+\s*,\s*\d+)$/.test(text)) {
    report.error(at, `${quote(name)} takes nothing, "only" or offset,length; found ${quote(text)}`);
  }
};

const pathLength: Check = (report, name, { text, at }) => {
  const [size = { text, at }, form] = pieces(text, at);
  if (form && !/^(?:norm|raw)$/i.test(form.text)) reportWord(report, name, form, list("norm raw"));
  condition(65535)(report, name, size);
};

/** The keywords whose values are checked further than presence and quotes. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["content", checkContent],
  ["uricontent", checkContent],
  ["replace", checkContent],
  ["filemagic", checkContent],
  ["pcre", (report, _name, value) => checkPcre(report, value)],
  ["rev", wholeNumber(1, lastNumber)],
  ["gid", wholeNumber(0, lastNumber)],
  ["priority", wholeNumber(0, 2147483647)],
  ["depth", position(0, 65535)],
  ["offset", position(0, 65535)],
  ["distance", position(-reach, reach)],
  ["within", position(-reach, reach)],
  ["dsize", condition(65535)],
  ["ttl", condition(255)],
  ["itype", condition(255)],
  ["icode", condition(255)],
  ["tcp.mss", condition(65535)],
  ["icmpv6.mtu", condition(4294967295)],
  ["flow.age", condition(4294967295)],
  ["filesize", condition(Number.MAX_SAFE_INTEGER)],
  ["bsize", condition(Number.MAX_SAFE_INTEGER)],
  ["urilen", pathLength],
  ["flow", flow],
  ["flowbits", flowbits],
  ["xbits", xbits],
  ["threshold", threshold],
  ["detection_filter", detectionFilter],
  ["reference", reference],
  ["classtype", classtype],
  ["isdataat", dataAt],
  ["byte_test", parts(4, "bytes, operator, value, offset")],
  ["byte_jump", parts(2, "bytes, offset")],
  ["byte_extract", parts(3, "bytes, offset, name")],
  ["target", word(list("src_ip dest_ip"))],
  ["flags", tcpFlags],
  ["tcp.flags", tcpFlags],
  ["fast_pattern", fastPattern],
  ["tag", tag],
]);

/** Checks a keyword's value as far as its syntax goes. */
export function checkValue(report: Report, name: string, value: PlainValue): void {
  checks.get(name)?.(report, name, value);
}
