/**
 * Placeholders that stand in a preview for objects that are still to be made: for a value, which says all that the
 * judge needs; for what another resource of the same `up` makes, of which only its place in the program is known.
 */
const valuePrefix = "new:";
const unknownPrefix = "unknown:";

export function comingId({ text }: { text: string }): string {
  return `${valuePrefix}${text}`;
}

export function unknownId(label: string): string {
  return `${unknownPrefix}${label}`;
}

/** The value that a placeholder stands for. */
export function comingValue(id: string): string | undefined {
  return id.startsWith(valuePrefix) ? id.slice(valuePrefix.length) : undefined;
}

/** Whether a rule names what another resource of the same `up` has still to make. */
export function namesUnknown(rule: unknown): boolean {
  return JSON.stringify(rule).includes(`"${unknownPrefix}`);
}

/** A placeholder in words. */
export function comingName(id: string): string | undefined {
  if (id.startsWith(unknownPrefix)) return `an object still to be made: ${id.slice(unknownPrefix.length)}`;
  return comingValue(id);
}
