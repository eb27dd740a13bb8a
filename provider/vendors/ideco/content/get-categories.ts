import { z } from "zod";
import { field, objectOf } from "../../../kernel/fields";
import { defineFunction } from "../../../kernel/function";
import { itemsOf } from "../found";
import { ideco } from "../vendor";

const foundCategory = objectOf("FoundCategory", "A category of sites, the appliance's own or a user's.", {
  id: field(z.string(), "Id of the category: `users.id.1`, `extended.id.1` …"),
  type: field(
    z.string(),
    "`users` (made by users), `extended` (SkyDNS), `files` (kinds of files), `special` (all requests, categorized ones, requests to bare IPs …) or `other`.",
  ),
  name: field(z.string(), "Name of the category."),
  comment: field(z.string().optional(), "Free text."),
});

export const getCategories = defineFunction(ideco, {
  name: "getCategories",
  doc: "All categories of the content filter, predefined ones and those of users.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Получение списка категорий",
  example: {},
  inputs: {},
  outputs: { items: field(z.array(foundCategory), "The categories, in the appliance's order.") },
  call: async (ctx) => ({
    items: itemsOf(foundCategory, await ctx.call({ method: "GET", path: "/content-filter/categories" })),
  }),
});
