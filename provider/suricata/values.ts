import { checkBytes, checkMath } from "./bytes";
import { checkContent, checkPcre } from "./content";
import { checkApplication, checkFrame } from "./newer";
import { checkNumber, isNumber } from "./numbers";
import type { PlainValue } from "./options";
import { quote, type RuleReport, suggestion } from "./report";
import { checkShape, hasShape } from "./shapes";
import { isDigits, type Piece, pieces } from "./text";
import { checkDetectionFilter, checkThreshold } from "./thresholds";

/** Checks the value of one keyword. */
type Check = (report: RuleReport, name: string, value: PlainValue) => void;

const lastNumber = 4294967294;
const reach = 1048576;

/** A plain number of `rev`, `gid`, `priority`. */
function wholeNumber(least: number, most: number, loose = false): Check {
  return (report, name, { text, at }) => {
    const digits = loose ? (/^\d+/.exec(text)?.[0] ?? "") : text;
    const number = isDigits(digits) ? Number(digits) : -1;
    if (number < least || number > most) {
      report.error(
        at,
        `${quote(name)} must be a whole number from ${least} to ${most}; found ${quote(text)}`,
      );
    } else if (loose) {
      checkRest(report, name, { text, at });
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

function list(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

function reportWord(
  report: RuleReport,
  name: string,
  { text, at }: Piece,
  allowed: ReadonlySet<string>,
): void {
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
function bits(report: RuleReport, name: string, parts: Piece[]): void {
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
  const tracked = parts.slice(2).find((part) => /^track\s+\w+$/.test(part.text));
  const what = tracked?.text.split(/\s+/)[1] ?? "";
  const expire = parts.find((part) => part.text.startsWith("expire"));
  if (what === "tx") report.since(tracked?.at ?? at, `"track tx" in ${quote(name)}`, 8);
  else if (tracked && !/^ip_(?:src|dst|pair)$/.test(what)) {
    report.error(tracked.at, `${quote(name)} tracks ip_src, ip_dst, ip_pair or tx; found ${quote(what)}`);
  }
  if (expire && /^expire\s+(?:0+$|\d+\s+\S|[^\d:])/.test(expire.text)) {
    report.error(
      expire.at,
      `"expire" of ${quote(name)} must be a number above 0; found ${quote(expire.text)}`,
    );
  }
  if (!tracked) report.since(at, `${quote(`${name}:${text}`)} without what it tracks`, 8);
};

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
  const size = where?.text ?? "";
  if (!/^!?\s*[\w-]+$/.test(size) || Number(size.replace(/^!\s*/, "")) > 65535) {
    report.error(at, `${quote(name)} must begin with a number up to 65535 or a name; found ${quote(text)}`);
  }
};

const flowint: Check = (report, name, { text, at }) => {
  const [variable = { text: "", at }, operator, value, ...more] = pieces(text, at);
  if (!/^[A-Za-z][\w./]+$/.test(variable.text)) {
    report.error(
      variable.at,
      `the name in ${quote(name)} must be two or more letters, digits, "_", "." or "/"; found ${quote(variable.text)}`,
    );
  } else if (!/^(?:[+=-]|==|!=|[<>]=?|isset|notset|isnotset)$/.test(operator?.text ?? "")) {
    report.error(
      operator?.at ?? at,
      `${quote(name)} needs one of + - = == != < > <= >= isset isnotset after the name; found ${quote(text)}`,
    );
  } else if (more.length > 0 || !/^(?:[A-Za-z]\w+|\d{1,10}|)$/.test(value?.text ?? "")) {
    report.error(value?.at ?? at, `${quote(name)} ends with a number or a name; found ${quote(text)}`);
  }
};

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

/** Named groups and other extensions are left to Suricata. */
const capture: Check = (report, name, { text, at }) => {
  const plain = text.replaceAll(/\\.|\[[^\]]*\]/g, "");
  if (/\(\?[^:]/.test(plain)) return;
  const groups = plain.match(/\((?!\?)/g)?.length ?? 0;
  if (groups === 1) return;
  report.error(at, `${quote(name)} needs exactly one group in parentheses, which it keeps; found ${groups}`);
};

/** Suricata takes a reversed range here, which never matches. */
const pathLength: Check = (report, name, { text, at }) => {
  const [size = { text, at }, form] = pieces(text, at);
  if (form && !/^(?:norm|raw)$/i.test(form.text)) reportWord(report, name, form, list("norm raw"));
  const length = "(0x[\\da-f]+|\\d+)";
  const range = new RegExp(`^!? *${length} *(?:-|<>) *${length}$`, "i").exec(size.text);
  const found = range ?? new RegExp(`^(?:[<>]=?|!=?|=)? *${length}$`, "i").exec(size.text);
  const numbers = (found?.slice(1) ?? []).map(Number);
  if (numbers.length === 0) {
    report.error(
      at,
      `${quote(name)} must be a number or a condition such as >10, <10, 10<>20; found ${quote(text)}`,
    );
  } else if (numbers.some((number) => number > 65535) || /^(?:>65535|<0)$/.test(size.text)) {
    report.error(at, `${quote(name)} goes from 0 to 65535; found ${quote(text)}`);
  } else if (range && (numbers[0] ?? 0) >= (numbers[1] ?? 0)) {
    report.error(at, `the range of ${quote(name)} is reversed or empty: ${quote(text)}`);
  }
};

/** Suricata 8 drops what stands behind the number, such as an option whose semicolon is missing; 7 refuses it. */
export function checkRest(report: RuleReport, name: string, { text, at }: PlainValue): void {
  if (isDigits(text)) return;
  const rest = /^\d+/.exec(text)?.[0].length ?? 0;
  const advice = "remove it, or write the missing semicolon";
  report.loose(
    at + rest,
    `${quote(text.slice(rest).trim())} stands behind the number of ${quote(name)}: Suricata 7 refuses it, Suricata 8 drops it; ${advice}`,
  );
}

/** The keywords whose values are checked further than presence and quotes. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["content", checkContent],
  ["uricontent", checkContent],
  ["replace", checkContent],
  ["filemagic", checkContent],
  ["pcre", (report, _name, value) => checkPcre(report, value)],
  ["rev", wholeNumber(1, lastNumber, true)],
  ["gid", wholeNumber(0, lastNumber, true)],
  ["priority", wholeNumber(0, 2147483647)],
  ["depth", position(0, 65535)],
  ["offset", position(0, 65535)],
  ["distance", position(-reach, reach)],
  ["within", position(-reach, reach)],
  ["urilen", pathLength],
  ["flow", flow],
  ["flowbits", flowbits],
  ["xbits", xbits],
  ["threshold", checkThreshold],
  ["detection_filter", checkDetectionFilter],
  ["reference", reference],
  ["classtype", classtype],
  ["isdataat", dataAt],
  ["byte_test", checkBytes],
  ["byte_jump", checkBytes],
  ["byte_extract", checkBytes],
  ["byte_math", checkMath],
  ["flowint", flowint],
  ["pcrexform", capture],
  ["frame", checkFrame],
  ["app-layer-protocol", checkApplication],
  ["target", word(list("src_ip dest_ip"))],
  ["flags", tcpFlags],
  ["tcp.flags", tcpFlags],
  ["fast_pattern", fastPattern],
  ["tag", tag],
]);

/** Checks a keyword's value as far as its syntax goes. */
export function checkValue(report: RuleReport, name: string, value: PlainValue): void {
  if (isNumber(name)) checkNumber(report, name, value);
  else if (hasShape(name)) checkShape(report, name, value);
  else checks.get(name)?.(report, name, value);
}
