import type { FirewallReport, RuleLine, TableReport } from "../../vendors/ideco/report/firewall";
import type { CellVerdict, Matrix } from "../../vendors/ideco/report/matrix";
import { version } from "../../version";
import { severityOf } from "../lint/kinds";
import type { Ban, Enrolment, Exposed, Reported } from "./collect";
import { type Html, html } from "./html";
import { style } from "./style";

/** A report as one page that needs nothing else: no network, no script. */
export function page(reports: readonly Reported[], made: string): string {
  const names = reports.map(({ name }) => name).join(", ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Perimeter: ${names}</title>
<style>${style}</style>
</head>
<body>
<header><h1>Perimeter: ${names}</h1><p>As it was at ${made}. perimeter ${version}</p></header>
<nav>${reports.map(({ name }) => html`<a href="#${idOf(name)}">${name}</a> `)}</nav>
<main>${reports.map(section)}</main>
</body>
</html>
`.text;
}

/** Names of connections may hold anything. */
function idOf(name: string): string {
  return `c-${Buffer.from(name).toString("hex")}`;
}

function section({ name, title, firewall, ports, bans, enrolments, error }: Reported): Html {
  return html`
<section id="${idOf(name)}">
<h2>${name} <small>${title}</small></h2>
${error ? html`<p class="error">It could not be looked at as a whole: ${error.message} [${error.code}]</p>` : ""}
${firewall ? firewallPart(firewall) : ""}
${ports ? portsPart(ports) : ""}
${bans ? bansPart(bans) : ""}
${enrolments ? enrolmentsPart(enrolments) : ""}
${!error && !firewall && !ports && !bans && !enrolments ? html`<p>The lists of this product belong to domain groups, and none tells which there are: there is nothing to report.</p>` : ""}
</section>`;
}

function firewallPart({ inForce, tables, others }: FirewallReport): Html {
  return html`
${inForce === false ? html`<p class="error">The firewall's rules are switched off: no rule of any table does anything.</p>` : ""}
${tables.length === 0 ? html`<p>There is no rule in any table.</p>` : ""}
${tables.map(tablePart)}
${others.length > 0 ? html`<h3>Besides</h3><ul>${others.map(({ kind, text }) => html`<li><b>${kind}</b>: ${text}</li>`)}</ul>` : ""}`;
}

function tablePart(table: TableReport): Html {
  const { name, rules, counted, matrix, since } = table;
  const dead = rules.filter((rule) => !rule.off && rule.packets === 0).length;
  return html`
<h3>Table ${name}</h3>
${matrix ? matrixPart(matrix, since?.matrix) : ""}
${since ? html`<h4>Since ${since.taken}</h4>${since.traffic.length === 0 ? html`<p>Every packet is judged as it was then.</p>` : html`<ul>${since.traffic.map((text) => html`<li>${text}</li>`)}</ul>`}` : ""}
<p>${rules.length} ${rules.length === 1 ? "rule" : "rules"}${counted ? html`, ${dead} that met no packet since the appliance counts` : html`; packets are not counted (FirewallCounters)`}.</p>
<div class="wide"><table>
<thead><tr><th>#</th><th>Rule</th><th>Does</th><th>Matches</th><th>Packets</th><th>Findings</th></tr></thead>
<tbody>${rules.map(ruleRow)}</tbody>
</table></div>`;
}

function ruleRow({ line, name, does, matches, off, packets, findings }: RuleLine): Html {
  const state = off ? "off" : packets === 0 ? "dead" : "";
  return html`<tr class="${state}"><td>${line}</td><td>${name}</td><td><span class="${does}">${does}</span>${off ? " (off)" : ""}</td><td>${matches}</td><td>${packets === undefined ? "–" : packets === 0 ? "0: never met" : packets}</td><td>${findings.map(({ kind, text, remark }) => html`<p class="${remark ? "note" : severityOf(kind)}"><b>${kind}</b>: ${text}</p>`)}</td></tr>`;
}

const signs: Readonly<Record<CellVerdict, string>> = { accept: "✓", drop: "✕", part: "◐", open: "?" };
const words: Readonly<Record<CellVerdict, string>> = {
  accept: "passes",
  drop: "is dropped",
  part: "passes in part (other addresses and ports, or by user, zone or time)",
  open: "can't be told",
};

function matrixPart({ rows, columns, cells, more }: Matrix, before: Matrix | undefined): Html {
  return html`
<p class="legend">Who reaches what: ${(Object.keys(signs) as CellVerdict[]).map((verdict) => html`<span class="${verdict}">${signs[verdict]} ${words[verdict]}</span> `)}. Open a cell for the rules that decide.</p>
<div class="wide"><table class="matrix">
<thead><tr><th>from \\ to</th>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead>
<tbody>${rows.map((row, y) => html`<tr><th>${row}</th>${columns.map((_, x) => cellPart(cells[y]?.[x], before?.cells[y]?.[x]))}</tr>`)}</tbody>
</table></div>
${more.rows + more.columns > 0 ? html`<p>Left out: ${more.rows} more sources and ${more.columns} more goals that fewer rules name.</p>` : ""}`;
}

type Shown = Matrix["cells"][number][number];

function cellPart(cell: Shown | undefined, before: Shown | undefined): Html {
  if (!cell) return html`<td></td>`;
  const changed = before !== undefined && before.verdict !== cell.verdict;
  return html`<td class="${cell.verdict}${changed ? " changed" : ""}"><details><summary>${changed && before ? `${signs[before.verdict]}→` : ""}${signs[cell.verdict]}<span class="hidden"> ${words[cell.verdict]}</span></summary><ul>${changed && before ? html`<li>it ${words[before.verdict]} in the snapshot</li>` : ""}${cell.by.map(({ rule, verdict, packet }) => html`<li>${verdict} by ${rule}${packet === undefined ? "" : html`, e.g. ${packet}`}</li>`)}</ul></details></td>`;
}

function portsPart(ports: readonly Exposed[]): Html {
  if (ports.length === 0) return html`<h3>Exposure</h3><p>No port is seen open.</p>`;
  return html`
<h3>Exposure</h3>
<div class="wide"><table>
<thead><tr><th>Port</th><th>KNOWN</th><th>Opened by</th></tr></thead>
<tbody>${ports.map(
    ({ ip, port, protocol, known, openedBy }) =>
      html`<tr class="${known ? "" : "warning"}"><td>${ip} ${protocol}/${port}</td><td>${known ? "yes" : "no: nobody said that it is meant to be open"}</td><td>${openedBy.length === 0 ? "no rule of the firewalls of this report" : openedBy.map((rule) => html`<p>${rule}</p>`)}</td></tr>`,
  )}</tbody>
</table></div>`;
}

function bansPart(bans: readonly Ban[]): Html {
  if (bans.length === 0) return html`<h3>Bans</h3><p>Nobody is banned.</p>`;
  return html`
<h3>Bans</h3>
<div class="wide"><table>
<thead><tr><th>Address</th><th>Time left</th><th>Instances</th></tr></thead>
<tbody>${bans.map(
    ({ ip, seconds, instances, online }) =>
      html`<tr class="${instances < online ? "warning" : ""}"><td>${ip}</td><td>${timeLeft(seconds)}</td><td>${instances} of ${online}</td></tr>`,
  )}</tbody>
</table></div>`;
}

function timeLeft({ least, most }: Ban["seconds"]): string {
  const [low, high] = [inWords(least), inWords(most)];
  return low === high ? high : `${low} to ${high}`;
}

/** `2 d 3 h`, `5 min`, `40 s` */
function inWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ] as const;
  const at = units.findIndex(([size]) => whole >= size);
  if (at < 0) return "0 s";
  const [size, unit] = units[at] ?? [1, "s"];
  const [next, smaller] = units[at + 1] ?? [1, ""];
  const rest = Math.floor((whole % size) / next);
  return `${Math.floor(whole / size)} ${unit}${rest > 0 && smaller !== "" ? ` ${rest} ${smaller}` : ""}`;
}

function enrolmentsPart(enrolments: readonly Enrolment[]): Html {
  if (enrolments.length === 0) return html`<h3>Enrolments</h3><p>The project has no machine.</p>`;
  return html`
<h3>Enrolments</h3>
<div class="wide"><table>
<thead><tr><th>Name</th><th>Address</th><th>Status</th><th>Id</th></tr></thead>
<tbody>${enrolments.map(
    ({ name, id, ip, status }) =>
      html`<tr class="${status === "inService" || status === "pending" ? "" : "warning"}"><td>${name}</td><td>${ip}</td><td>${status}</td><td>${id}</td></tr>`,
  )}</tbody>
</table></div>`;
}
