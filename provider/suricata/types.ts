/** Which Suricata reads a rule: what this one does not take is an error. */
export type SuricataVersion = "7" | "8";

/** One option of a rule, as written. */
export interface RuleOption {
  /** The keyword as written, e.g. `content`. */
  name: string;
  /** The value as written, quotes and negation included, without surrounding white space; absent where there is none. */
  value?: string;
  /** Where the keyword begins, 1-based. */
  column: number;
}

/** Addresses and ports of one side of a rule, as written. */
export interface RuleEndpoint {
  addresses: string;
  ports: string;
}

/** A Suricata rule that has no syntactic fault. */
export interface SuricataRule {
  /** In lower case; a scope such as `pass:flow` (Suricata 8) stays with it. */
  action: string;
  /** In lower case; a hook such as `http1:request_line` (Suricata 8) stays with it. */
  protocol: string;
  source: RuleEndpoint;
  /** `=>` (one transaction, both directions) is known since Suricata 8. */
  direction: "->" | "<>" | "=>";
  destination: RuleEndpoint;
  options: RuleOption[];
  /** 1–4294967294. */
  sid: number;
  gid?: number;
  rev?: number;
  /** With escapes resolved. */
  msg?: string;
  classtype?: string;
  /** The rule as written, without surrounding white space: what goes to the appliance. */
  text: string;
}

/** A fault (`error`: the rule is refused) or an oddity (`warning`: it is not) in a rule or a file of rules. */
export interface RuleProblem {
  /** What was found and what is allowed, in our own words; no line or column in it (see `formatProblem`). */
  message: string;
  /** 1-based, in UTF-16 units as editors count them; in the line that `line` names. */
  column: number;
  /** 1-based; only for problems of a file. */
  line?: number;
  severity: "error" | "warning";
}
