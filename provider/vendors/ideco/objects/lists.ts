import { z } from "zod";

/**
 * Members of a list object: ids of objects of certain kinds.
 * @param advice what to do where a value itself stands in place of an id
 */
export function memberIds(kinds: readonly string[], advice: string) {
  const id = new RegExp(`^(${kinds.join("|")})\\.id\\.[\\w-]+$`);
  const examples = kinds.map((kind) => `${kind}.id.1`).join(", ");
  const member = z.string().superRefine((value, context) => {
    if (id.test(value)) return;
    const message = /^\d/.test(value) ? advice : `allowed: ids of objects such as ${examples}`;
    context.addIssue({ code: "custom", message });
  });
  return z.array(member).min(1);
}
