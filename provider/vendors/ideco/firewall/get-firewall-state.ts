import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { foundOf } from "../found";
import { ideco } from "../vendor";

const state = objectOf("FirewallState", "Whether the rules of users are in force.", {
  enabled: field(
    z.boolean(),
    "Whether the rules that administrators made are in force at all. The interface only reads this: it is switched on the appliance itself.",
  ),
});

export const getFirewallState = defineFunction(ideco, {
  name: "getFirewallState",
  doc: "Whether the firewall's rules are in force at all: while `enabled` is false, none of them does anything.",
  page: "ideco-ngfw-traffic-rules: Файрвол, Включенность пользовательских правил",
  example: {},
  inputs: {},
  outputs: { enabled: state.shape.enabled },
  call: async (ctx) => foundOf(state, await ctx.call({ method: "GET", path: "/firewall/state" })),
});
