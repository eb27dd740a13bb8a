/** A Suricata rule taken apart, as far as the appliance's lists show it. */
export interface Signature {
  text: string;
  /** 0 where the text has none. */
  sid: number;
  action: string;
  protocol: string;
  source: string;
  source_ports: string;
  destination: string;
  destination_ports: string;
  options: readonly (readonly [key: string, value: string])[];
  /** What is wrong with the rule, if anything. A very simple check: header, brackets, options, quotes. */
  mistake?: string;
}

const actions = ["alert", "pass", "drop", "reject", "rejectsrc", "rejectdst", "rejectboth"];
const side = String.raw`(!?\[.*?\]|\S+)`;
const header = new RegExp(
  String.raw`^(\S+)\s+(\S+)\s+${side}\s+${side}\s+(\S+)\s+${side}\s+${side}\s*\((.*)\)\s*$`,
);

export function parseSignature(text: string): Signature {
  const sid = Number(/[(;]\s*sid\s*:\s*(\d+)\s*;/.exec(text)?.[1] ?? 0);
  const found = header.exec(text);
  const nothing = { action: "", protocol: "", source: "", source_ports: "" };
  const rest = { destination: "", destination_ports: "", options: [] };
  if (!found) return { text, sid, ...nothing, ...rest, mistake: "the header is not complete" };
  const [, action = "", protocol = "", source = "", ports = "", arrow, destination = "", toPorts = ""] =
    found;
  const body = found[8] ?? "";
  const signature = {
    text,
    sid,
    action,
    protocol,
    source,
    source_ports: ports,
    destination,
    destination_ports: toPorts,
    options: splitOptions(body),
  };
  const mistake = mistakeOf(action, arrow ?? "", body, signature.options);
  return mistake === undefined ? signature : { ...signature, mistake };
}

function mistakeOf(
  action: string,
  arrow: string,
  body: string,
  options: Signature["options"],
): string | undefined {
  if (!actions.includes(action)) return `unknown action ${action}`;
  if (arrow !== "->" && arrow !== "<>") return `unknown direction ${arrow}`;
  if (!body.trimEnd().endsWith(";")) return "the last option has no semicolon";
  const wrong = options.find(([key, value]) => !/^[a-z][\w.-]*$/.test(key) || !balanced(value));
  return wrong && `wrong option ${wrong[0]}`;
}

const balanced = (value: string) => (value.replace(/\\./g, "").match(/"/g) ?? []).length % 2 === 0;

/** Options end with a semicolon that is neither escaped nor between quotes. */
function splitOptions(body: string): [key: string, value: string][] {
  const parts = body.match(/(?:\\.|"(?:\\.|[^"\\])*"|[^;])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf(":");
      return at < 0 ? [part, ""] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    });
}

const option = (signature: Signature, key: string) =>
  signature.options.find(([found]) => found === key)?.[1] ?? "";

export const classtypeOf = (signature: Signature) => option(signature, "classtype");

/** `metadata: key value, key value` and Kaspersky's `metadata: MITRE TA0001`. */
function metadata(signature: Signature, ...keys: string[]): string {
  const pairs = option(signature, "metadata").split(",");
  const words = pairs.map((pair) => pair.trim().split(/\s+/));
  return words.find(([key = ""]) => keys.includes(key))?.[1] ?? "";
}

export const tacticOf = (signature: Signature) => metadata(signature, "mitre_tactic_id", "MITRE");

/** A line of the appliance's lists. */
export function listed(signature: Signature, signatureSource: string, action?: string) {
  const flow = option(signature, "flow").split(",");
  const toServer = flow.some((word) => ["to_server", "from_client"].includes(word.trim()));
  const fromServer = flow.some((word) => ["from_server", "to_client"].includes(word.trim()));
  const { protocol, sid, source, source_ports, destination, destination_ports } = signature;
  return {
    action: action ?? (signature.action === "reject" ? "rejectsrc" : signature.action),
    protocol,
    flow: toServer ? "to_server" : fromServer ? "from_server" : "-",
    classtype: classtypeOf(signature),
    sid,
    signature_severity: metadata(signature, "signature_severity") || "-",
    mitre_tactic_id: tacticOf(signature) || "-",
    signature_source: signatureSource,
    msg: option(signature, "msg").replace(/^"|"$/g, ""),
    source,
    source_ports,
    destination,
    destination_ports,
    updated_at: metadata(signature, "updated_at").replaceAll("_", "-") || "-",
  };
}
