import { Html } from "./html";

/** Holds from 320 px up, on paper, in the dark and in the light; colour never stands alone. */
export const style = new Html(`
:root { --ink: #1b2430; --paper: #fff; --line: #cfd6df; --soft: #f3f5f8; --accept: #d7f0dd; --drop: #f8d9d6; --part: #fdeec4; --open: #e3e6f5; --bad: #a3241a; --warn: #7a5200; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --paper: #14181d; --line: #39424d; --soft: #1d232a; --accept: #1d4429; --drop: #55211d; --part: #51420f; --open: #2d3355; --bad: #ff9d94; --warn: #f0c060; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 0.75rem; color: var(--ink); background: var(--paper); font: 0.95rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0; } h2 { margin: 2rem 0 0; border-bottom: 2px solid var(--line); } h3 { margin: 1.5rem 0 0.25rem; } small { font-weight: normal; opacity: 0.75; }
a { color: inherit; } nav { margin: 0.5rem 0; }
.wide { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; } th, td { border: 1px solid var(--line); padding: 0.3rem 0.45rem; text-align: left; vertical-align: top; min-width: 3rem; }
thead th { background: var(--soft); } td p { margin: 0 0 0.25rem; }
.matrix { width: auto; } .matrix td { text-align: center; min-width: 4rem; } .matrix th { min-width: 6.5rem; } td > span { white-space: nowrap; } .matrix tbody th { position: sticky; left: 0; background: var(--soft); max-width: 12rem; } .matrix thead th { max-width: 10rem; }
.accept { background: var(--accept); } .drop { background: var(--drop); } .part { background: var(--part); } .open { background: var(--open); }
.legend span, td span { padding: 0 0.3rem; border-radius: 0.2rem; }
.changed { outline: 3px solid var(--warn); outline-offset: -3px; font-weight: bold; }
details ul { margin: 0.25rem 0 0; padding-left: 1rem; text-align: left; font-size: 0.85rem; min-width: 12rem; } summary { cursor: pointer; list-style: none; }
.off { opacity: 0.55; } .dead td:nth-child(5) { color: var(--warn); font-weight: bold; }
.error { color: var(--bad); } .warning { color: var(--warn); } tr.warning { color: inherit; } tr.warning td:first-child { border-left: 4px solid var(--warn); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { body { padding: 0.4rem; font-size: 0.9rem; } .matrix tbody th { max-width: 7rem; } }
@media print { body { max-width: none; font-size: 8pt; } details ul { font-size: 7pt; min-width: 0; } .matrix { width: 100%; } nav { display: none; } .wide { overflow: visible; } tr, details { break-inside: avoid; } h3 { break-after: avoid; } details::details-content { content-visibility: visible; block-size: auto; } * { print-color-adjust: exact; } }
`);
