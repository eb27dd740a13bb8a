import { z } from "zod";
import { listedObjects } from "../../../kernel/collection";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { foundOf } from "../found";
import { ideco } from "../vendor";
import { dictionaries, dictionaryWord } from "./dictionary";

const foundDictionary = objectOf("FoundMorphDictionary", "A dictionary as it stands on the appliance.", {
  id: field(z.string(), "Id of the dictionary."),
  title: field(z.string(), "Name of the dictionary."),
  comment: field(z.string().optional(), "Free text."),
  enabled: field(z.boolean(), "Whether the dictionary is used."),
  readOnly: field(z.boolean(), "Whether it is one of the appliance's predefined dictionaries."),
  threshold: field(z.int(), "Weight from which on a page is blocked."),
  words: field(z.array(dictionaryWord), "Words and their weights."),
  centralConsole: field(z.boolean(), "Whether it comes from Ideco Center, where alone it can be changed."),
});

export const getMorphDictionaries = defineFunction(ideco, {
  name: "getMorphDictionaries",
  doc: "All dictionaries of the morphological analysis: predefined ones, one's own, and those of Ideco Center.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Получение списка словарей",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(foundDictionary), "The dictionaries, in the appliance's order.") },
  async call(ctx) {
    const items = await listedObjects(ctx, dictionaries);
    return {
      items: items.map((item) => {
        const { readOnly, centralConsole } = dictionaries.decode(item, undefined).outputs;
        return { ...foundOf(foundDictionary, item), id: String(item.id), readOnly, centralConsole };
      }),
    };
  },
});
