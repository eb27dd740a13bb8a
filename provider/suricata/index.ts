export { formatProblem, parseRules } from "./file";
export { normalizeRule, sameRule } from "./format";
export { parseRule } from "./rule";
export type { RuleEndpoint, RuleOption, RuleProblem, SuricataRule, SuricataVersion } from "./types";
