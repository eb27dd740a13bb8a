import { PerimeterError } from "../../kernel/errors";
import { isObject, type Properties } from "../../kernel/values";

/** The elements in an answer, as the service sent them. */
export function resultsIn(answer: unknown, path: string): Properties[] {
  const results = isObject(answer) && "results" in answer ? (answer.results ?? []) : undefined;
  if (Array.isArray(results) && results.every(isObject)) return results;
  throw new PerimeterError({
    category: "vendor",
    call: `GET ${path}`,
    message: "the answer has no list `results`",
    advice: "Check the connection's region or endpoint: something else than NHN Cloud may answer there.",
  });
}
