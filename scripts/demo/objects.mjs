// @ts-check
import { readFileSync } from "node:fs";

/** @typedef {import("../../provider/lab/core").Lab} Lab */
/** @typedef {import("../../provider/lab/ideco/seed").Alias} Alias */

/**
 * Gives a simulated appliance the objects that a file of an example names, under the ids that stand there; those
 * that it has already stay.
 * @param {Lab} lab
 * @param {string} file `objects.csv`, with the columns name, id and what it is
 */
export function addObjects(lab, file) {
  const { objects } = lab.ideco;
  for (const [name, id, is] of rows(file)) {
    if (!objects.has(id)) objects.set(id, objectOf(name, id, is));
  }
}

/**
 * Name → id.
 * @param {string} file
 */
export function namesById(file) {
  return new Map(rows(file).map(([name, id]) => [id, name]));
}

/** @param {string} file */
function rows(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  const [, ...rest] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  return rest.map((line) => {
    const [name = "", id = "", ...is] = line.split(",");
    return /** @type {const} */ ([name, id, is.join(",")]);
  });
}

/**
 * @param {string} title
 * @param {string} id
 * @param {string} is
 * @returns {Alias}
 */
function objectOf(title, id, is) {
  const type = id.split(".")[0] ?? "";
  const alias = { id, type, title, comment: "" };
  const [start = "", end = ""] = is.split("-");
  if (type === "ip_range") return { ...alias, start, end };
  if (type === "port_range") return { ...alias, start: Number(start), end: Number(end) };
  if (type === "port") return { ...alias, value: Number(is) };
  if (type !== "time_range") return { ...alias, value: is };
  return { ...alias, weekdays: [1, 2, 3, 4, 5, 6, 7], start: "01:00", end: "05:00", period: null };
}
