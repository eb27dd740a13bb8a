/** A value of an answer as a text; what isn't there is an empty one. */
export function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** A whole number of an answer, also where it is written as a text. */
export function numberOf(value: unknown): number | undefined {
  const isWritten = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  return isWritten && Number.isInteger(Number(value)) ? Number(value) : undefined;
}
