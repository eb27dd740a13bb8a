import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";

const service = objectOf("ServiceStatus", "A service of the appliance and how it is.", {
  name: field(z.string(), "Name of the service, such as `rules-in-kernel`."),
  status: field(z.string(), "`active`, `activating`, `deactivating`, `failed`, `inactive` or `reloading`."),
  msg: field(z.array(z.string()), "What explains that state."),
});

export const getFirewallStatus = defineFunction(ideco, {
  name: "getFirewallStatus",
  doc: "How the services of the firewall are.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Получение статуса службы",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(service), "The services.") },
  async call(ctx) {
    return { items: itemsOf(service, await ctx.call({ method: "GET", path: "/firewall/status" })) };
  },
});
