import { createHash } from "node:crypto";
import type { Finding } from "../../kernel/report";
import { version } from "../../version";
import { kinds, type Linted, severityOf } from "./kinds";

/**
 * Findings in SARIF 2.1.0, as code scanning takes them. An appliance has no files: each list of it stands there as one,
 * `hq/forward`, with a rule a line.
 */
export function asSarif(results: readonly Linted[]) {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "perimeter", version, rules: Object.entries(kinds).map(asRule) } },
        invocations: [{ executionSuccessful: results.every(({ error }) => !error) }],
        results: results.flatMap(({ name, findings }) => findings.map((finding) => asResult(name, finding))),
      },
    ],
  };
}

function asRule([id, text]: [string, string]) {
  return { id, shortDescription: { text }, defaultConfiguration: { level: severityOf(id) } };
}

function asResult(connection: string, { kind, object, place, text }: Finding) {
  const uri = `${encodeURIComponent(connection)}/${place.in}`;
  return {
    ruleId: kind,
    level: severityOf(kind),
    message: { text: `${connection}: ${text}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: place.line ?? 1 } },
        logicalLocations: [{ name: object, fullyQualifiedName: `${connection}/${place.in}/${object}` }],
      },
    ],
    partialFingerprints: { "perimeter/v1": fingerprint(connection, kind, place.in, object) },
  };
}

/** The same finding in the next run, wherever the rule stands then. */
function fingerprint(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
