import { PerimeterError } from "./errors";
import { isObject, type Properties, shown } from "./values";

/** What an answer must be before it is believed; anything else says nothing about what is on the appliance. */

/**
 * The objects of a list: an array of them, or one bare object where the vendor gives that for a list of one.
 * @param noun what one of them is called: `rule`
 * @param isOne tells such an object from the body of an error
 */
export function objectsOf(
  answer: unknown,
  noun: string,
  isOne: (item: Properties) => boolean = hasId,
): Properties[] {
  const items = Array.isArray(answer) ? answer : [answer];
  const wrong = items.find((item) => !isObject(item) || !isOne(item));
  if (wrong === undefined && !items.includes(undefined)) return items as Properties[];
  if (tellsOfFailure(answer)) throw failureInstead(answer);
  throw notUnderstoodAnswer(`where a list is due the answer holds ${shown(wrong)}, which is no ${noun}`);
}

/** What the body of a failure calls its words. */
export const failureFields = ["message", "error", "errors", "detail", "error_message"];

/** Whether a body that should be something else has the words of a failure. */
export function tellsOfFailure(body: unknown): boolean {
  return isObject(body) && failureFields.some((name) => body[name]);
}

/** A failure with a good status, where something is due that would say how it is. It may pass. */
export function failureInstead(body: unknown): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NOT_UNDERSTOOD",
    message: `the answer has a good status, but its body tells of a failure: ${shown(body)}`,
    retryable: true,
    advice: "Run the command again; if that doesn't help, look at the appliance's own console or log.",
  });
}

function hasId({ id }: Properties): boolean {
  return isId(id);
}

/** Whether a value can be an id: a number or a text with something in it. */
export function isId(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || Number.isSafeInteger(value);
}

/**
 * The id in the answer of a creation.
 * @throws an error whose outcome is unknown where there is none: the object may have been made
 */
export function madeId(answer: unknown): string {
  const { id } = isObject(answer) ? answer : {};
  if (isId(id)) return String(id);
  throw notUnderstoodAnswer(`the creation was answered without an id: ${shown(answer)}`, {
    outcomeUnknown: true,
  });
}

export function notUnderstoodAnswer(message: string, { outcomeUnknown = false } = {}): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    code: "PERIMETER_NOT_UNDERSTOOD",
    message,
    outcomeUnknown,
    advice: outcomeUnknown
      ? undefined
      : "Check the connection's endpoint, and whether something else than the appliance answers there; then run the command again.",
  });
}
