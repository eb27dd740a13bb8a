import { parseSignature } from "./signature";

/** Signatures that the lab's appliance comes with; the texts are the lab's own. */
export const standardSignatures = [
  'alert http $HOME_NET any -> $EXTERNAL_NET any (msg:"LAB Command and control beacon"; flow:established,to_server; http.uri; content:"/beacon"; classtype:command-and-control; sid:2100001; rev:1; metadata:mitre_tactic_id TA0011, signature_severity Major, updated_at 2024_03_01;)',
  'drop http $EXTERNAL_NET any -> $HOME_NET $HTTP_PORTS (msg:"LAB Web shell upload"; flow:established,to_server; http.method; content:"POST"; http.uri; content:".php.jpg"; classtype:web-application-attack; sid:2100002; rev:2; metadata:mitre_tactic_id TA0001, signature_severity Critical, updated_at 2024_04_12;)',
  'alert tcp $EXTERNAL_NET any -> $HOME_NET 22 (msg:"LAB SSH password guessing"; flow:to_server; threshold:type both, track by_src, count 10, seconds 60; classtype:attempted-admin; sid:2100003; rev:1; metadata:mitre_tactic_id TA0006, signature_severity Minor, updated_at 2023_11_30;)',
  'alert dns $HOME_NET any -> any any (msg:"LAB Query of a mining pool"; dns.query; content:"pool.example"; classtype:coin-mining; sid:2100004; rev:1; metadata:mitre_tactic_id TA0040, signature_severity Major, updated_at 2024_01_15;)',
  'reject tls $HOME_NET any -> $EXTERNAL_NET any (msg:"LAB Forbidden certificate"; flow:established,from_server; tls.cert_subject; content:"CN=bad.example"; classtype:command-and-control; sid:2100005; rev:3;)',
].map(parseSignature);

export const classtypeNames: Record<string, string> = {
  "attempted-admin": "Attempt to gain administrator privileges",
  "bad-unknown": "Potentially bad traffic",
  "coin-mining": "Crypto currency mining",
  "command-and-control": "Malware command and control",
  "web-application-attack": "Web application attack",
};

export const tacticNames: Record<string, string> = {
  TA0001: "Initial Access",
  TA0006: "Credential Access",
  TA0011: "Command and Control",
  TA0040: "Impact",
};

/** Id of the read-only template profile, since v19. */
export const templateProfile = "__DEFAULT_IPS_PROFILE_ID__";

/** Profiles that the appliance starts with: each has one rule, by classtype. */
export const profileSeeds = [
  {
    id: "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b01",
    name: "Balanced",
    comment: "",
    action: "default",
    classtypes: Object.keys(classtypeNames),
  },
  {
    id: "1f6f0ad4-7a55-4a6e-8f19-2f3c8d0a7b02",
    name: "Strict",
    comment: "Everything that attacks is dropped",
    action: "drop",
    classtypes: ["attempted-admin", "command-and-control", "web-application-attack"],
  },
] as const;

/** A UUID that differs where the ids of the appliance do. */
export function shiftedUuid(id: string, offset: number): string {
  const tail = (Number.parseInt(id.slice(-12), 16) + offset).toString(16);
  return id.slice(0, -12) + tail.padStart(12, "0");
}

/** Identifier of an application-control profile of the lab's appliance, for `dpi_profile`. */
export const dpiProfile = "2c9d6f10-55b1-4c0c-9d51-6a1b7e8f3c01";
