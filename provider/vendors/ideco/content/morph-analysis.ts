import { defineSetting, enabledField } from "../setting";

export const morphAnalysis = defineSetting({
  id: "morph-analysis",
  name: "MorphAnalysis",
  doc: "Whether pages are analysed by the morphological dictionaries.",
  page: "ideco-ngfw-traffic-rules: Морфологический анализ",
  example: { enabled: true },
  path: "/content-filter/morph_analysis/state",
  fields: enabledField("Whether morphological analysis is on."),
});
