import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";

export const ipsService = objectOf("IpsService", "A service of intrusion prevention and how it is.", {
  name: field(z.string(), "Name of the service."),
  status: field(z.string(), "`active`, `activating`, `deactivating`, `failed`, `inactive` or `reloading`."),
  msg: field(z.array(z.string()), "What explains the status, such as signatures that are wrong."),
});

export const ipsStatusCall = { method: "GET", path: "/ips/status" } as const;

export const getIpsStatus = defineFunction(ideco, {
  name: "getIpsStatus",
  doc: "How the services of intrusion prevention are; wrong custom signatures show up here.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение статуса работы службы",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(ipsService), "The services.") },
  call: async (ctx) => ({ items: itemsOf(ipsService, await ctx.call(ipsStatusCall)) }),
});
