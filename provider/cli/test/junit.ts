import type { Judged } from "../../vendors/ideco/expected/ask";

/** What was judged, and on what. */
export interface Tested {
  connection: string;
  on: string;
  file: string;
  results: readonly Judged[];
}

/** The results as JUnit's XML, as GitLab, Jenkins and GitHub's reporters read it. */
export function asJunit({ connection, on, file, results }: Tested): string {
  const bad = results.filter(({ outcome }) => outcome !== "passed").length;
  const suite = attributes({
    name: `perimeter test, ${connection} (${on})`,
    tests: results.length,
    failures: bad,
    errors: 0,
  });
  const cases = results.map((result) => caseOf(result, connection, file));
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites${attributes({ tests: results.length, failures: bad, errors: 0 })}>`,
    `  <testsuite${suite}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseOf(result: Judged, connection: string, file: string): string {
  const { line, table, packets, expected, why, outcome, text } = result;
  const name = `line ${line}: ${expected} ${packets}${why ? ` (${why})` : ""}`;
  const head = `    <testcase${attributes({ classname: `${connection}.${table}`, name, file, line })}`;
  if (outcome === "passed") return `${head}/>`;
  return `${head}>\n      <failure${attributes({ type: outcome, message: text })}>${escaped(text)}</failure>\n    </testcase>`;
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Titles and comments come from an appliance and may hold anything, also what XML has no word for. */
function escaped(text: string): string {
  return text.replace(notInXml, "\uFFFD").replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

const notInXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
