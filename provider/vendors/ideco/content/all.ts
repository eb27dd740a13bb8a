import type { DataFunction } from "../../../kernel/function";
import type { Resource } from "../../../kernel/resource";
import { contentCategory } from "./category";
import { morphDictionary } from "./dictionary";
import { getCategories } from "./get-categories";
import { getMorphDictionaries } from "./get-dictionaries";
import { getMorphDictionaryCsv } from "./get-dictionary-csv";

/** The content filter but for its rules and settings. */
export const contentResources: readonly Resource[] = [contentCategory, morphDictionary];

export const contentFunctions: readonly DataFunction[] = [
  getCategories,
  getMorphDictionaries,
  getMorphDictionaryCsv,
];
