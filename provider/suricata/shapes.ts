import type { PlainValue } from "./options";
import { quote, type RuleReport } from "./report";

/** What a value must look like: for both Suricatas, or for each its own. */
type Shape = RegExp | { seven: RegExp; eight: RegExp };

const digits = /^\d+$/;
const word = /^[a-z_]+$/i;
/** A number or a condition on one, hexadecimal and masks too. */
const condition = /^(?:[<>]=?|!=?|=|&)? *(?:0x[\da-f]+|\d+)(?: *(?:-|<>|!?=) *(?:0x[\da-f]+|\d+))?$/i;
/** The same with a unit, or a name, e.g. `!ping`. */
const named =
  /^(?:(?:[<>]=?|!=?|=|&)? *(?:0x[\da-f]+|\d+)(?:[kmg]i?b|(?: *(?:-|<>|!?=) *(?:0x[\da-f]+|\d+)))?|!?[a-z][a-z_]*)$/i;
/** A name too, but no unit. */
const namedByte =
  /^(?:(?:[<>]=?|!=?|=|&)? *(?:0x[\da-f]+|\d+)(?: *(?:-|<>|!?=) *(?:0x[\da-f]+|\d+))?|!?[a-z][a-z_]*)$/i;
const mqttFlags = "!?(?:dup|retain)(?: *, *!?(?:dup|retain))*";
const connectFlag = "!?(?:username|password|will|will_retain|clean_session)";
const connectFlags = `${connectFlag}(?: *, *${connectFlag})*`;
const number = "(?:[<>]=?|!=?|=|&)? *(?:0x[\\da-f]+|\\d+)(?: *(?:-|<>|!?=) *(?:0x[\\da-f]+|\\d+))?";
const options = "lsrr|ssrr|rr|eol|nop|ts|sec|esec|satid|any";
const tlsStates = "client_hello|server_hello|client_keyx|server_keyx|unknown";

/** Numbers of one byte that have names. */
function bytes(names: string): [string, Shape][] {
  return names.split(" ").map((name) => [name, namedByte]);
}

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["app-layer-state", /^[<>]?=? *[a-z][\w-]*$/i],
  ["dnp3_func", /^(?:\d+|[a-z_]+)$/i],
  ["dnp3.func", /^(?:\d+|[a-z_]+)$/i],
  ["dnp3_ind", /^(?:0x[\da-f]+|\d+|[a-z_]+(?: *, *[a-z_]+)*)$/i],
  ["dnp3.ind", /^(?:0x[\da-f]+|\d+|[a-z_]+(?: *, *[a-z_]+)*)$/i],
  ["entropy", /\bvalue\b/],
  ["fragoffset", /^[<>]? *\d/],
  ["ftpdata_command", /^(?:retr|stor)$/i],
  ["hostbits", /^(?:noalert|(?:set|isset|isnotset|unset|toggle) *, *[^,\s]+(?: *, *(?:src|dst))?)$/],
  ["http2.settings", /^SETTINGS_/],
  ["ike.chosen_sa_attribute", /^(?:alg|sa)_[a-z_]+=\d+$/],
  ["krb5.ticket_encryption", /^(?:[a-z][\w-]*|-?\d+)(?: *, *(?:[a-z][\w-]*|-?\d+))*$/i],
  ["l3_proto", /^ip(?:v?[46])$/i],
  ["modbus", /^(?:access|function|unit)\b/i],
  ["nfq_set_mark", /^(?:0x[\da-f]+|\d+) *\/ *(?:0x[\da-f]+|\d+)$/i],
  ["tls_cert_notafter", /^[<>]? *\d[\dT: -]*(?:<> *\d[\dT: -]*)?$/],
  ["tls_cert_notbefore", /^[<>]? *\d[\dT: -]*(?:<> *\d[\dT: -]*)?$/],
  ["xor", /^(?:[\da-f]{2})+$/i],
  ...bytes("enip.cip_status enip.state ldap.request.operation ntp.mode snmp.trap_type websocket.opcode"),
  ["absent", /^or_else$/],
  ["ack", digits],
  ["cip_service", { seven: /^\d/, eight: /^\d+(?:,\d+)*$/ }],
  ["dce_opnum", /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/],
  ["dcerpc.opnum", /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/],
  ["dns.opcode", { seven: /^!?\d+$/, eight: condition }],
  ["enip_command", { seven: digits, eight: named }],
  ["flow.bytes", new RegExp(`^(?:either|toserver|toclient) *, *${number}(?:[kmg]i?b)?$`, "i")],
  ["flow.pkts", new RegExp(`^(?:either|toserver|toclient) *, *${number}(?:[kmg]i?b)?$`, "i")],
  ["fragbits", /^[+*!\-<>]?[MDR]+[+*!]?$/],
  ["from_base64", /^(?: *,? *(?:bytes +[\w.]+|offset +[\w.]+|mode +(?:rfc4648|rfc2045|strict)))+$/],
  ["ftp.mode", /^(?:active|passive)$/i],
  ["ftp.reply_received", /^(?:yes|no|true|false|1|0|on|off)$/i],
  ["gunzip", /^max-size +\d+$/],
  ["http2.errorcode", /^(?:[A-Z][A-Z0-9_]+|(?:0x[\da-f]+|\d+)(?: *(?:-|<>|,) *\d+)*)$/],
  ["http2.frametype", /^(?:[A-Z][A-Z0-9_]+|(?:0x[\da-f]+|\d+)(?: *(?:-|<>|,) *\d+)*)$/],
  ["icmp_id", digits],
  ["icmp_seq", digits],
  ["id", digits],
  ["ip_proto", /^[!<>]? *(?:\d+|[a-z][\w.-]*)$/i],
  ["ipopts", new RegExp(`^(?:${options})$`)],
  ["krb5_err_code", /^(?:0x[\da-f]+|\d+)$/],
  ["krb5_msg_type", digits],
  ["mqtt.connack.session_present", { seven: /^(?:yes|no|true|false)$/, eight: /^(?:0|1)$/ }],
  [
    "mqtt.connect.flags",
    { seven: new RegExp(`^${connectFlags}$`), eight: new RegExp(`^(?:${connectFlags}|${number})$`, "i") },
  ],
  [
    "mqtt.flags",
    { seven: new RegExp(`^${mqttFlags}$`), eight: new RegExp(`^(?:${mqttFlags}|${number})$`, "i") },
  ],
  ["mqtt.qos", /^[012]$/],
  ["mqtt.reason_code", { seven: digits, eight: condition }],
  ["mqtt.type", { seven: word, eight: namedByte }],
  ["rfb.secresult", { seven: /^(?:ok|fail|toomany|unknown)$/, eight: named }],
  ["seq", digits],
  ["smb.version", /^[12]$/],
  ["ssl_state", new RegExp(`^!?(?:${tlsStates})(?: *[,|] *!?(?:${tlsStates}))*$`)],
  ["ssl_version", /^!?(?:sslv[23]|tls1\.[0-3])(?: *, *!?(?:sslv[23]|tls1\.[0-3]))*$/i],
  ["stream_size", /^(?:client|server|both|either) *, *(?:[<>]=?|!?=) *, *\d+$/],
  ["tcp.ack", digits],
  ["tcp.seq", digits],
  ["tcp.session", /^(?:setup|established|closing)(?: *, *(?:setup|established|closing))*$/],
  ["tcp.window", /^!?\d+$/],
  ["tls.version", /^(?:1\.[0-3]|0x[\da-f]{4})$/],
  ["tos", /^!?(?:\d+|x[\da-f]+)$/],
  ["vlan.id", new RegExp(`^${number}(?:[kmg]i?b)?(?: *, *(?:any|all|-?[0-2]))?$`, "i")],
  ["vlan.layers", /^(?:[<>]=?|!=?|=)? *(?:0x0?)?[0-3]$|^&/],
  ["window", /^!?\d+$/],
  ["zlib_deflate", /^max-size +\d+$/],
]);

/** The largest number of those that are nothing but a number. */
const largest: ReadonlyMap<string, number> = new Map([
  ["ack", 4294967295],
  ["gunzip", 16777216],
  ["icmp_id", 65535],
  ["icmp_seq", 65535],
  ["id", 65535],
  ["ip_proto", 255],
  ["seq", 4294967295],
  ["tcp.ack", 4294967295],
  ["tcp.seq", 4294967295],
  ["tcp.window", 65535],
  ["tos", 255],
  ["window", 65535],
  ["zlib_deflate", 16777216],
]);

/** Whether the whole value has one known shape. */
export function hasShape(name: string): boolean {
  return shapes.has(name);
}

/** Checks such a value; says which Suricata alone takes it. */
export function checkShape(report: RuleReport, name: string, { text, at }: PlainValue): void {
  const shape = shapes.get(name);
  if (!shape) return;
  const both = shape instanceof RegExp ? { seven: shape, eight: shape } : shape;
  const [seven, eight] = [both.seven.test(text), both.eight.test(text)];
  const most = largest.get(name);
  const what = `the form of ${quote(`${name}:${text}`)}`;
  if (!seven && !eight) report.error(at, `${quote(text)} is no value that ${quote(name)} takes`);
  else if (most !== undefined && Number(/\d+$/.exec(text)?.[0] ?? 0) > most) {
    report.error(at, `${quote(name)} goes to ${most}; found ${quote(text)}`);
  } else if (!seven) report.since(at, what, 8);
  else if (!eight) report.until(at, what, 8);
}
