export { formatProblem, parseRules } from "./file";
export { normalizeRule, sameRuleText } from "./format";
export { parseRule } from "./rule";
export type { RuleEndpoint, RuleOption, RuleProblem, SuricataRule, SuricataVersion } from "./types";
