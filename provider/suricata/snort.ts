import { bufferModifiers } from "./buffers";
import { quote } from "./report";

/** What Snort has and Suricata calls otherwise, or lacks. */
const keywords: ReadonlyMap<string, string> = new Map([
  ["activated_by", "use flowbits:isset,NAME"],
  ["activates", "use flowbits:set,NAME"],
  ["appids", 'use app-layer-protocol, e.g. "app-layer-protocol:http;"'],
  ["bufferlen", 'the size of a buffer is bsize, e.g. "bsize:>10;", whose range 10<>20 leaves out its ends'],
  ["cvs", "nothing corresponds to it; look for the bytes with content"],
  ["event_filter", 'use threshold, e.g. "threshold:type limit, track by_src, count 1, seconds 60;"'],
  ["file_type", 'use filemagic, e.g. filemagic:"PDF document";'],
  ["http_encode", "nothing corresponds to it"],
  ["http_param", "use http.uri and pcre"],
  ["http_raw_body", "use http.request_body"],
  ["http_raw_request", "use http.request_line"],
  ["http_raw_status", "use http.response_line"],
  ["http_trailer", "nothing corresponds to it"],
  ["http_true_ip", "nothing corresponds to it"],
  ["http_version", "use http.protocol"],
  ["js_data", "use file.data"],
  ["logto", "nothing corresponds to it: where alerts go is configured"],
  ["mss", "use tcp.mss"],
  ["raw_data", "use pkt_data"],
  ["react", 'use the action "reject"'],
  ["regex", "use pcre"],
  ["rem", "use metadata"],
  ["resp", 'use the action "reject", "rejectsrc", "rejectdst" or "rejectboth"'],
  ["sd_pattern", "write the pattern as pcre"],
  ["service", "write the protocol into the header, e.g. alert http"],
  ["session", "nothing corresponds to it; use tag:session"],
  ["sip_body", "nothing corresponds to it; look for the bytes with content"],
  ["sip_header", "use sip.from, sip.to, sip.via and the like (Suricata 8)"],
  ["sip_method", 'use sip.method, e.g. "sip.method; content:\\"INVITE\\";"'],
  ["sip_stat_code", "use sip.stat_code"],
  ["so", "nothing corresponds to it: shared objects are Snort's own"],
  ["soid", "nothing corresponds to it: shared objects are Snort's own"],
  ["stream_reassemble", "nothing corresponds to it: reassembly is configured"],
  ["vba_data", "nothing corresponds to it"],
  ["wscale", "use tcp.wscale (Suricata 8)"],
]);

const actions: ReadonlyMap<string, string> = new Map([
  ["activate", "use alert with flowbits:set"],
  ["block", "use drop"],
  ["dynamic", "use alert with flowbits:isset"],
  ["log", "use alert, or pass to stay silent"],
  ["react", "use reject"],
  ["rewrite", "use alert with replace"],
  ["sdrop", "use drop with noalert"],
]);

const protocols: ReadonlyMap<string, string> = new Map([
  ["file", "file.data looks into the files of every protocol: begin with tcp or http"],
  ["ssl", "use tls"],
  ["http3", "use quic"],
  ["netbios-ssn", "use smb"],
]);

function told(what: string, name: string, advice: string | undefined): string | undefined {
  return advice === undefined ? undefined : `the ${what} ${quote(name)} is Snort's; in Suricata, ${advice}`;
}

/** What to write instead of a keyword, an action or a protocol that only Snort has. */
export function snortKeyword(name: string): string | undefined {
  return told("keyword", name, keywords.get(name.toLowerCase()));
}

export function snortAction(name: string): string | undefined {
  return told("action", name, actions.get(name.toLowerCase()));
}

export function snortProtocol(name: string): string | undefined {
  return told("protocol", name, protocols.get(name.toLowerCase()));
}

/** `alert http (…)`: Snort 3's rule without addresses. */
export function snortHeader(fields: string[]): string | undefined {
  const [action = "", protocol = "", ...more] = fields;
  if (protocol === "" || more.length > 0 || !/^[a-z]+$/i.test(action)) return undefined;
  const known = snortProtocol(protocol);
  if (known !== undefined) return `${known}, and addresses follow: any any -> any any`;
  return `a header without addresses is Snort 3's; in Suricata it is ${quote(`${action} ${protocol} any any -> any any`)}`;
}

const contentWords =
  /^(?:nocase|fast_pattern|(?:depth|offset|distance|within|fast_pattern_offset|fast_pattern_length|width|endian)\s+\S+)$/;

/** `content:"abc",nocase,depth 10`: Snort 3's modifiers inside of the content, as Suricata has them. */
export function snortContent(name: string, quoted: string, rest: string): string | undefined {
  const words = rest
    .replace(/^\s*,/, "")
    .split(",")
    .map((word) => word.trim());
  if (!/^\s*,/.test(rest)) return undefined;
  if (name === "pcre") {
    if (words.some((word) => word !== "relative")) return undefined;
    return `"relative" behind a pcre is Snort 3's; in Suricata it is the modifier R, as in /abc/R`;
  }
  if (words.some((word) => !contentWords.test(word))) return undefined;
  const options = words.map((word) => word.replace(/\s+/, ":")).join("; ");
  return `modifiers inside of ${quote(name)} are Snort 3's; in Suricata it is ${name}:${quoted}; ${options};`;
}

/** A modifier before any content: in Snort 3 it is the buffer. */
export function snortBuffer(name: string): string {
  const buffer = bufferModifiers.get(name);
  return buffer === undefined
    ? ""
    : `; as a buffer before its contents, as in Snort 3, it is ${buffer} in Suricata`;
}
