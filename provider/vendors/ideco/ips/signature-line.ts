import { z } from "zod";
import { type Fields, field, objectOf } from "../../../kernel/fields";

/** What the appliance's lists show of a signature. */
export const signatureLineFields = {
  action: field(
    z.string().optional(),
    "What happens to matching traffic: `pass`, `alert`, `drop`, `rejectsrc`, `rejectdst` or `rejectboth`.",
  ),
  protocol: field(z.string().optional(), "Protocol: `tcp`, `udp`, `icmp`, `ip`, `http` …"),
  flow: field(z.string().optional(), "Direction of the traffic, or `-`."),
  classtype: field(z.string().optional(), "The group that the signature belongs to; may be empty."),
  sid: field(z.int(), "The signature's number."),
  signatureSeverity: field(z.string().optional(), "How severe a match is."),
  mitreTacticId: field(z.string().optional(), "Tactic of MITRE ATT&CK, e.g. `TA0001`."),
  signatureSource: field(
    z.string().optional(),
    "Where it comes from: `standard`, `advanced` (of Kaspersky) or `custom`.",
  ),
  msg: field(z.string().optional(), "What the signature is about."),
  source: field(z.string().optional(), "Source addresses."),
  sourcePorts: field(z.string().optional(), "Source ports."),
  destination: field(z.string().optional(), "Destination addresses."),
  destinationPorts: field(z.string().optional(), "Destination ports."),
  updatedAt: field(z.string().optional(), "When it was last changed, as `YYYY-MM-DD`, or `-`."),
} satisfies Fields;

export const signatureLine = objectOf(
  "SignatureLine",
  "A signature as the appliance's lists show it; its text is had with `getSignature`.",
  signatureLineFields,
);
