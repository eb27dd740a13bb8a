import { z } from "zod";
import { type Fields, field } from "../../kernel/fields";
import { type Behaviour, defineResource, type Resource, type ResourceText } from "../../kernel/resource";
import { onDeleteField, setting, settingOutputs } from "../../kernel/settings";
import type { Properties } from "../../kernel/values";
import { editMethodOf } from "./dialect/dialect";
import { snake } from "./rules/snake";
import { ideco } from "./vendor";

export interface IdecoSetting extends Pick<ResourceText, "name" | "doc" | "page" | "example"> {
  /** The id: the name in kebab case. */
  id: string;
  path: string;
  fields: Fields;
  /** Where the method is the same in every version; else it is PUT in v18 and PATCH later. */
  method?: "PATCH";
}

type SettingOutputs = { original: Properties };

/** A setting that the appliance has once: a GET, and a change that sends the whole object. */
export function defineSetting(
  { id, path, fields, method, ...text }: IdecoSetting,
  more: Partial<Behaviour<Properties, SettingOutputs>> = {},
): Resource {
  const behaviour = setting({
    id,
    noun: text.name,
    path,
    fields,
    vendorName: snake,
    write: async (ctx, body) => ({
      method: method ?? (await editMethodOf(ctx)),
      path,
      body,
      repeat: true,
      answer: "none",
    }),
  });
  return defineResource<Fields, typeof settingOutputs>(ideco, {
    ...text,
    importId: `\`${id}\``,
    inputs: { ...fields, ...onDeleteField },
    outputs: settingOutputs,
    exported: { protect: true },
    ...behaviour,
    ...more,
  });
}

/** The field of a setting that is on or off. */
export function enabledField(doc: string): { enabled: z.ZodBoolean } {
  return { enabled: field(z.boolean(), doc) };
}
