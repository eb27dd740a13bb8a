const otherwise = "a keyword's value";

/** Why Suricata refuses what has no fault of syntax, told from its own words. */
const categories: Record<string, RegExp> = {
  "a word that this Suricata does not know":
    /unknown rule keyword|cannot be used in a signature|An invalid action|not a valid direction/,
  "a file or a list that is not there":
    /No such file or directory|couldn't load file|dataset .* not defined|not a valid setting for iprep|failed to set up data|thash: /,
  "the configuration": /^rule-vars: Variable|protocol \w+ is disabled|geoip/i,
  "another rule": /Duplicate signature/,
  "a name that only Suricata knows":
    /unknown (?:decode event|frame)|unknown protocol "|Unknown protocol name|no event|does not support hook/,
  "the regular expression itself": /pcre2 compile/,
  "addresses that variables or ranges make": /no addresses left|failed to parse address/,
  "options that do not go together": new RegExp(
    [
      "[Uu]nknown byte_|needs preceding|without a content context|without previous|didn't add matches",
      "can't (?:use|have|mix|set|match|work)|can't set rule app proto|cannot (?:be|set)|can not be",
      "conflict|incompatible|mismatch|already|exceeds|smaller than|less than the content",
      "must directly follow|sticky buffer|not supported for|not allowed in the same|more than one|only one|multiple",
      "holds other|combines|Cannot (?:have|use)|needs exactly|more pkt/flow|not consumed|without a flow direction",
      "doesn't support file|rule protocol unknown|signature can't match|cannot be used with|must come first|no matches",
      "declarations|is not supported for|sticky buffers|app proto|directions",
    ].join("|"),
  ),
};

/** A short name for Suricata's reason; a name stays as it is. Whatever is left speaks of one keyword's value. */
export function category(reason: string): string {
  if (reason in categories) return reason;
  return Object.entries(categories).find(([, words]) => words.test(reason))?.[0] ?? otherwise;
}
