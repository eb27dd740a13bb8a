// @ts-check

/** What the demo prints: headings, plain sentences, commands, tables. */

const width = 100;

/** @param {string} text */
export function heading(text) {
  print(`\n── ${text} ${"─".repeat(Math.max(3, width - text.length - 4))}`);
}

/** Prints a sentence; text of several lines stays as it is. @param {string} text */
export function say(text) {
  print(text.includes("\n") ? text : wrapped(text));
}

/** A command as a user would type it. @param {string} text */
export function command(text) {
  print(`\n  $ ${text}`);
}

/**
 * Rows below a header, columns as wide as they need; `middle` rows in place of all that are left out.
 * @param {string[]} header
 * @param {string[][]} rows
 * @param {{ head?: number, tail?: number }} [shown] how many rows at both ends; all by default
 */
export function table(header, rows, { head = rows.length, tail = 0 } = {}) {
  const left = rows.length - head - tail;
  const parts = left > 0 ? [...rows.slice(0, head), ...rows.slice(-tail)] : rows;
  const widths = header.map((name, i) => Math.max(name.length, ...parts.map((row) => (row[i] ?? "").length)));
  const line = (/** @type {string[]} */ row) =>
    `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd();
  print("");
  print(line(header));
  print(line(widths.map((each) => "-".repeat(each))));
  for (const [index, row] of parts.entries()) {
    if (left > 0 && index === head) print(`  … ${left} more …`);
    print(line(row));
  }
  print("");
}

/** @param {string} text */
function wrapped(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
