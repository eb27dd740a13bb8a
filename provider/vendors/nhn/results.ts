import { PerimeterError } from "../../kernel/errors";
import { isObject, type Properties } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";

/** The elements in an answer, as the service sent them. */
export function resultsIn(answer: unknown, path: string): Properties[] {
  const results = isObject(answer) && "results" in answer ? (answer.results ?? []) : undefined;
  if (Array.isArray(results) && results.every(isObject)) return results;
  throw new PerimeterError({
    category: "vendor",
    call: `GET ${path}`,
    message: "the answer has no list `results`",
    advice: notFrom("NHN Cloud", "region or endpoint"),
  });
}
