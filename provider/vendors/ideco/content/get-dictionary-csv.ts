import { z } from "zod";
import { path } from "../../../kernel/calls";
import { field } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { ideco } from "../vendor";
import { parseDictionary } from "./csv";
import { dictionaryWord } from "./dictionary";

export const getMorphDictionaryCsv = defineFunction(ideco, {
  name: "getMorphDictionaryCsv",
  doc: "A dictionary of the morphological analysis as the file that the appliance gives for download, raw and taken apart.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Морфологический анализ, Скачивание словаря",
  example: { id: "1" },
  inputs: { id: field(z.string().min(1), "Id of the dictionary.") },
  outputs: {
    csv: field(z.string(), "The file as it came: `threshold;title;comment`, then `word;weight` a line."),
    threshold: field(z.int(), "Weight from which on a page is blocked."),
    title: field(z.string(), "Name of the dictionary."),
    comment: field(
      z.string(),
      "Free text. The file quotes nothing: after a title with a semicolon, the rest of the title is here too.",
    ),
    words: field(z.array(dictionaryWord), "Words and their weights."),
  },
  async call(ctx, { id }) {
    const itemPath = path`/content-filter/morph_analysis_dicts/download/${id}`;
    const csv = await ctx.call<string>({ method: "GET", path: itemPath, answer: "text" });
    return { csv, ...parseDictionary(csv) };
  },
});
