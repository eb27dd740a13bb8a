import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ideco } from "pulumi-perimeter";

new ideco.Ips("ips", { enabled: true });

// Checked line by line before anything is sent; afterwards only lines that are new, changed or gone make a call.
const file = new ideco.IpsCustomSignatures("office", {
  rules: readFileSync(join(__dirname, "office.rules"), "utf8"),
});

// One by one, a signature has a comment and is imported, adopted and replaced for itself.
const decoy = new ideco.IpsCustomSignature("decoy", {
  rule: 'alert tcp any any -> 192.168.0.66 any (msg:"Somebody looks at the decoy"; flags:S; sid:900100; rev:1;)',
  comment: "Nobody has any business there",
});

// The networks that attacks are looked for in: private ones are there from the first day, our public one is not.
new ideco.IpsProtectedNet("public", { address: "203.0.113.0/28" });

// A scanner of our own would raise every alarm there is.
new ideco.IpsBypass("scanner", { aliases: ["192.168.0.7"], comment: "Our own scanner" });

export const sids = [file.sids, decoy.sid];
/** What intrusion prevention says of itself: also which signatures it can't use. */
export const status = ideco.getIpsStatusOutput().items;
