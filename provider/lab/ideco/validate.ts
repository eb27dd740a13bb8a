import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";

/** A request that the appliance does not carry out. Statuses are those on the vendor's page. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }

  reply(): Reply {
    const field = this.field === undefined ? {} : { field: this.field };
    return { status: this.status, json: { message: this.message, ...field } };
  }
}

/** 542: "Валидация не пропустила тело запроса". The form of the body is not documented; it names the field. */
export function invalid(field: string, message: string): Refusal {
  return new Refusal(542, field === "" ? message : `${field}: ${message}`, field);
}

export function notFound(what: string): Refusal {
  return new Refusal(404, `there is no ${what}`);
}

/** Checks a body against its strict form; the first mistake is refused with 542. */
export function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const names = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...names].map(String).join(".");
  throw invalid(path, issue?.message ?? "invalid");
}

/** A route whose refusals become answers. */
export function route(
  method: string,
  path: string,
  handle: (call: Call) => Reply,
  more?: Partial<Route>,
): Route {
  return {
    method,
    path,
    handle(call) {
      try {
        return handle(call);
      } catch (error) {
        if (error instanceof Refusal) return error.reply();
        throw error;
      }
    },
    ...more,
  };
}

/** "Ответ на успешный запрос: 200 ОК": no body. */
export const ok: Reply = {};
export const json = (value: unknown): Reply => ({ json: value });

/** "Длина комментариев (comment) при API-запросах ограничена 255 символами." */
export const comment = z.string().max(255);
export const title = z.string().min(1).max(42);
export const name = z.string().min(1);
export const nonNegative = z.int().min(0);
export const uuid = z.guid();
export const enabledOnly = z.strictObject({ enabled: z.boolean() });

export const ipv4 = z.ipv4();
/** `192.168.0.0/24` or `192.168.0.0/255.255.255.0`. */
export const network = z.string().refine(isNetwork, "not a network such as 192.168.0.0/24");
export const port = z.int().min(1).max(65535);

function isNetwork(text: string): boolean {
  const [address = "", mask = "", ...rest] = text.split("/");
  if (rest.length > 0 || !ipv4.safeParse(address).success) return false;
  if (/^\d{1,2}$/.test(mask)) return Number(mask) <= 32;
  return isMask(mask);
}

function isMask(text: string): boolean {
  if (!ipv4.safeParse(text).success) return false;
  const bits = text
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits);
}
