import { z } from "zod";
import type { Reply, Route } from "./appliance";

/** A request that an appliance does not carry out. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The field or parameter that was wrong, where it is one. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** Checks a body or a query against its strict form; the first mistake is refused with 400. */
export function checked<T>(form: z.ZodType<T>, value: unknown): T {
  const result = form.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const names = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...names].map(String).join(".");
  const message = issue?.message ?? "invalid";
  throw new Refused(400, field === "" ? message : `${field}: ${message}`, field);
}

/** For calls that take no parameters in the query. */
export const noQuery = z.strictObject({});

/** Routes whose refusals become answers in the vendor's own form. */
export function answering(routes: readonly Route[], form: (refused: Refused) => Reply): Route[] {
  return routes.map((route) => ({
    ...route,
    handle(call) {
      try {
        return route.handle(call);
      } catch (error) {
        if (error instanceof Refused) return form(error);
        throw error;
      }
    },
  }));
}
