import { z } from "zod";
import { path } from "../../../kernel/calls";
import { type Collection, collection } from "../../../kernel/collection";
import type { Context } from "../../../kernel/context";
import { asPerimeterError, isCategory, PerimeterError } from "../../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource, type ResourceSpec } from "../../../kernel/resource";
import { withTextList } from "../../../kernel/text-form";
import type { Properties } from "../../../kernel/values";
import { comment } from "../objects/ids";
import { ideco } from "../vendor";
import { canonicalUrl, sameUrls } from "./urls";

const fields = {
  name: field(z.string().min(1), "Name of the category, not empty."),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
  urls: field(
    z.array(z.string().min(1)),
    "Addresses of the category: a whole path to a page or a domain name alone (`example.com`, `*.example.com`, `https://example.com:8080/page`). Their order counts for nothing.",
    { equals: sameUrls },
  ),
} satisfies Fields;

type CategoryInputs = ValuesOf<typeof fields> & Adoption;

const listPath = "/content-filter/users_categories";

const categories: Collection<CategoryInputs, Properties> = {
  noun: "user category",
  path: listPath,
  fields,
  identifiedBy: "name",
  identity: ({ name }) => name,
  nameOf: ({ name = "" }) => name,
  encode: ({ name, comment, urls }) => ({ name, comment, urls }),
  decode: ({ name, comment, urls }) => ({
    inputs: { name: String(name), comment: String(comment ?? ""), urls: (urls ?? []) as string[] },
    outputs: {} as Fields,
  }),
  // PUT in every version.
  update: async (_, id, body) => ({
    method: "PUT",
    path: `${listPath}${path`/${id}`}`,
    body,
    repeat: true,
    answer: "none",
  }),
};

const whole = collection(categories);

const categorySpec: ResourceSpec<typeof fields, Fields> = {
  name: "ContentCategory",
  doc: "A category of sites of your own; its id (`users.id.1`) goes into the `categories` of content filter rules.",
  page: "ideco-ngfw-traffic-rules: Контент-фильтр, Категории Контент-фильтра",
  importId: "the id of the category, e.g. `users.id.1`",
  example: {
    name: "Partners",
    urls: ["partner.example", "*.partner.example"],
    comment: "Sites of our partners",
  },
  inputs: fields,
  exported: { isNamed: true },
  outputs: {} as Fields,
  adoptable: true,
  ...whole,
  delete: removeCategory,
};

/** A category of sites of one's own, for rules of the content filter. */
export const contentCategory = defineResource(
  ideco,
  withTextList(categorySpec, "urls", {
    elementOf: ({ item }) => item,
    itemOf: (element) => ({ item: String(element) }),
    keyOf: canonicalUrl,
  }),
);

/**
 * Assumption: `DELETE /content-filter/users_categories/<id>`. No page of the vendor prints it, so an appliance may not
 * know it, whichever way it says so: what counts is whether the category is still listed.
 */
async function removeCategory(ctx: Context, id: string, state: CategoryInputs): Promise<void> {
  const failure = await failureOf(() => whole.delete(ctx, id, state));
  if (failure && !isCategory(failure, "vendor")) throw failure;
  if (!(await whole.read(ctx, id, state))) return;
  throw (failure ?? new PerimeterError({ category: "vendor", message: "" })).with({
    message: `the user category "${state.name}" (${id}) is still there: this appliance has no call that deletes a category`,
    advice:
      "Delete it in the web interface and run `pulumi refresh`, or take it out of the state with `pulumi state delete`.",
  });
}

async function failureOf(work: () => Promise<void>): Promise<PerimeterError | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return asPerimeterError(thrown);
  }
}
