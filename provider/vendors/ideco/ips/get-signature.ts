import { z } from "zod";
import { path } from "../../../kernel/calls";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";
import { signatureText } from "./text";

const profile = objectOf("SignatureProfile", "A profile of intrusion prevention that has the signature.", {
  id: field(z.string(), "Id of the profile."),
  name: field(z.string().optional(), "Name of the profile."),
});

export const getSignature = defineFunction(ideco, {
  name: "getSignature",
  doc: "The text of a signature, whether the appliance's own or a custom one, and the profiles that have it.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Получение оригинального содержания сигнатуры; Получение профилей …, которые содержат определенную сигнатуру",
  example: { sid: 2100001 },
  inputs: { sid: field(z.int().min(1), "The signature's number.") },
  outputs: {
    sid: field(z.int(), "The signature's number."),
    signature: field(z.string(), "The text of the rule."),
    profiles: field(z.array(profile), "The profiles that have the signature."),
  },
  async call(ctx, { sid }) {
    const [signature, profiles] = await Promise.all([
      signatureText(ctx, sid),
      ctx.call({ method: "GET", path: path`/ips/signatures/${sid}/profiles` }),
    ]);
    return { sid, signature, profiles: itemsOf(profile, profiles) };
  },
});
