import { z } from "zod";
import type { Condition, Fault } from "./faults";

/** What a hand was told, as texts: from a command line or a form. */
export type Arguments = Readonly<Record<string, string>>;

/** Something that can't be done, in words for whoever asked. */
export class HandError extends Error {}

const units: Record<string, number> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `90`, `90s`, `15m`, `2h`, `1d` or `-1h`, in seconds. */
export const seconds = z
  .string()
  .regex(/^-?\d+[smhd]?$/, 'found no time such as "90", "15m", "2h" or "1d"')
  .transform((text) => Number.parseInt(text, 10) * (units[text.replace(/[-\d]/g, "")] ?? 1));

/** Reads the parameters of a form, and gives those that it does not have; with `all` there may be none of those. */
export function pick<Shape extends z.ZodRawShape>(
  given: Arguments,
  shape: Shape,
  all = false,
): [known: z.output<z.ZodObject<Shape>>, rest: Arguments] {
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(shape, name)));
  const [unknown] = Object.keys(rest);
  const names = Object.keys(shape).join(", ") || "none";
  if (all && unknown !== undefined)
    throw new HandError(`there is no parameter ${unknown}; allowed: ${names}`);
  const read = z.object(shape).safeParse(given);
  if (read.success) return [read.data, rest];
  const [issue] = read.error.issues;
  const name = String(issue?.path[0] ?? "");
  if (!Object.hasOwn(given, name)) throw new HandError(`${name} is missing`);
  throw new HandError(`${name}: ${issue?.message}`);
}

const whole = z.coerce.number().int().min(0);
const time = z
  .string()
  .regex(/^\d+(-\d+)?$/, 'found no milliseconds such as "500" or "0-50"')
  .transform((text): number | [number, number] => {
    const [least = 0, most] = text.split("-").map(Number);
    return most === undefined ? least : [least, most];
  });
const flag = z.enum(["true", "false"]).transform((word) => word === "true");
const count = z.union([z.literal("always").transform(() => Number.POSITIVE_INFINITY), whole]);

/** `path=/rules/` is a pattern that is found anywhere in the path. */
const filter = {
  vendor: z.enum(["ideco", "selectel", "era", "nhn", "deepfinder"]).optional(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  path: z
    .string()
    .transform((text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .optional(),
};

const faultForm = {
  ...filter,
  skip: whole.optional(),
  times: count.optional(),
  status: z.coerce.number().int().min(200).max(599).optional(),
  body: z.string().optional(),
  html: flag.optional(),
  retryAfterSeconds: whole.optional(),
  retryAfterAs: z.enum(["seconds", "date"]).optional(),
  delayMs: time.optional(),
  answerMs: time.optional(),
  lateWorkMs: time.optional(),
  lose: z.enum(["before", "after"]).optional(),
  hang: z.enum(["before", "after", "body"]).optional(),
  afterWork: flag.optional(),
  expireSessions: flag.optional(),
  corrupt: flag.optional(),
  endless: z.enum(["fast", "slow"]).optional(),
  endlessPages: flag.optional(),
};

/** A fault from texts; one that does nothing is refused. */
export function faultOf(given: Arguments): Fault {
  return defined<Fault>(given, faultForm);
}

const conditionForm = {
  ...filter,
  delayMs: time.optional(),
  answerMs: time.optional(),
  lagMs: whole.optional(),
  ids: z.enum(["texts", "huge"]).optional(),
};

export function conditionOf(given: Arguments): Condition {
  return defined<Condition>(given, conditionForm);
}

function defined<T>(given: Arguments, form: z.ZodRawShape): T {
  const [known] = pick(given, form, true);
  const kept = Object.entries(known).filter(([, value]) => value !== undefined);
  const says = (name: string) => !["vendor", "method", "path", "skip", "times"].includes(name);
  if (!kept.some(([name]) => says(name))) {
    const names = Object.keys(form).filter(says);
    throw new HandError(`what goes wrong is missing; one of ${names.join(", ")}`);
  }
  return Object.fromEntries(kept) as T;
}
