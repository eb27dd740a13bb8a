import type { Linted } from "./kinds";
import { asSarif } from "./sarif";

/** What GitLab calls the levels of SARIF. */
const severities: Readonly<Record<string, string>> = { error: "major", warning: "minor", note: "info" };

/**
 * Findings as GitLab's code quality report takes them. An appliance has no files: each list of it stands there as one,
 * `hq/forward`, with a rule a line.
 */
export function asCodeQuality(results: readonly Linted[]) {
  return asSarif(results).runs.flatMap((run) =>
    run.results.map(({ ruleId, level, message, locations: [location], partialFingerprints }) => ({
      description: message.text,
      check_name: ruleId,
      fingerprint: partialFingerprints["perimeter/v1"],
      severity: severities[level],
      location: {
        path: location?.physicalLocation.artifactLocation.uri,
        lines: { begin: location?.physicalLocation.region.startLine },
      },
    })),
  );
}
