import type { z } from "zod";
import { objectsOf } from "../../kernel/answers";
import { PerimeterError } from "../../kernel/errors";
import type { Fields } from "../../kernel/fields";
import { isObject, type Properties } from "../../kernel/values";
import { notFrom } from "../../kernel/wording";
import { snake } from "./rules/snake";

/** What functions find on an appliance, in the fields that they promise. */

/**
 * The objects of a list; one bare object where a list is due is a list of one, if it has a field that no error has.
 * @param property where the list stands in the answer, if not at its top
 */
export function itemsOf<F extends Fields>(type: z.ZodObject<F>, answer: unknown, property?: string) {
  const list = property === undefined ? answer : isObject(answer) ? answer[property] : undefined;
  const required = Object.keys(type.shape).filter((name) => !type.shape[name]?.safeParse(undefined).success);
  const isOne = (item: Properties) =>
    Array.isArray(list) || required.every((name) => item[snake(name)] !== undefined);
  return objectsOf(list, "object of the appliance", isOne).map((item) => foundOf(type, item));
}

/** An object of the vendor in our fields: what it has besides is left out, as is what is null. */
export function foundOf<F extends Fields>(type: z.ZodObject<F>, item: unknown): z.infer<z.ZodObject<F>> {
  if (!isObject(item)) throw noObject(item);
  return camel(type.shape, item) as z.infer<z.ZodObject<F>>;
}

function camel(fields: Fields, item: Properties): Properties {
  const entries = Object.entries(fields).map(([name, type]) => [name, inFields(type, item[snake(name)])]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

function inFields(type: z.ZodType, value: unknown): unknown {
  const def = type.def as unknown as {
    type: string;
    innerType: z.ZodType;
    element: z.ZodType;
    shape: Fields;
  };
  if (def.type === "optional") return inFields(def.innerType, value);
  if (def.type === "array" && Array.isArray(value)) return value.map((item) => inFields(def.element, item));
  if (def.type === "object" && isObject(value)) return camel(def.shape, value);
  return value;
}

function noObject(item: unknown): PerimeterError {
  return new PerimeterError({
    category: "vendor",
    message: `the answer holds ${JSON.stringify(item)} where an object is due`,
    advice: notFrom("an Ideco NGFW"),
  });
}
