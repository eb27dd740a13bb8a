import { z } from "zod";
import { path } from "../../../kernel/calls";
import { type Collection, collection } from "../../../kernel/collection";
import { asPerimeterError, isCategory } from "../../../kernel/errors";
import { type Fields, field } from "../../../kernel/fields";
import {
  type Behaviour,
  defineResource,
  type Resource,
  type ResourceSpec,
  type ResourceText,
} from "../../../kernel/resource";
import type { Properties } from "../../../kernel/values";
import { editMethodOf } from "../dialect/dialect";
import { objectsPath } from "../dialect/lists";
import { madeComment } from "../references/directory";
import { ideco } from "../vendor";
import { comment, titleLimit } from "./ids";

/** A kind of objects of the appliance: where they are, what their ids begin with, and what they are made of. */
export interface AliasKind {
  /** What one is called in messages: `IP object`. */
  noun: string;
  /** The name in the path: `ip_addresses`. */
  path: string;
  /** The first part of the ids: `ip` of `ip.id.5`. */
  prefix: string;
  /** The fields besides `title` and `comment`. */
  fields: Fields;
  encode(inputs: Properties): Properties;
  /** Tolerant: the page prints what is sent, but of what comes back only the general shape. */
  decode(item: Properties): Properties;
}

export const titleFields = {
  title: field(
    z.string().min(1).max(titleLimit),
    "Name of the object, 1 to 42 characters; what `adopt` looks for among objects of its kind.",
  ),
  comment: field(comment, "Free text, at most 255 characters.", { default: "" }),
} satisfies Fields;

const page = "description-of-handlers: Управление объектами";

type Text = Pick<ResourceText, "name" | "doc" | "example"> & { exampleId: string };

type Check = Behaviour<Properties, Properties>["check"];

/** A resource that is one object of the appliance; its id goes into rules and lists. */
export function defineAlias(kind: AliasKind, text: Text, check?: Check): Resource {
  return defineResource<Fields, Fields>(ideco, aliasSpec(kind, text, check));
}

export function aliasSpec(
  kind: AliasKind,
  { name, doc, example, exampleId }: Text,
  check?: Check,
): ResourceSpec<Fields, Fields> {
  return {
    name,
    doc: `${doc} Its id, such as \`${exampleId}\`, goes into rules and lists.`,
    page,
    importId: `the id of the object, e.g. \`${exampleId}\``,
    example,
    inputs: { ...kind.fields, ...titleFields },
    outputs: {},
    adoptable: true,
    ...(check && { check }),
    ...aliases(kind),
    // What was made for a value in a rule comes and goes with the rules.
    exported: {
      isNamed: true,
      write: (inputs, outputs) => (inputs.comment === madeComment ? undefined : { inputs, outputs }),
    },
  };
}

/** The life of the objects of a kind. */
export function aliases(kind: AliasKind) {
  const whole = collection(aliasCollection(kind));
  return {
    ...whole,
    async delete(...args: Parameters<typeof whole.delete>) {
      try {
        await whole.delete(...args);
      } catch (thrown) {
        throw isCategory(thrown, "invalid", "conflict", "vendor")
          ? inUse(kind, args[1], asPerimeterError(thrown))
          : thrown;
      }
    },
  };
}

function aliasCollection(kind: AliasKind): Collection<Properties, Properties> {
  const listPath = `/aliases/${kind.path}`;
  return {
    noun: kind.noun,
    path: listPath,
    listedAt: objectsPath,
    holds: (item) => prefixOf(item) === kind.prefix,
    fields: { ...titleFields, ...kind.fields },
    identifiedBy: "title",
    identity: ({ title }) => title as string | undefined,
    nameOf: ({ title }) => String(title ?? ""),
    encode: (inputs) => ({ title: inputs.title, comment: inputs.comment, ...kind.encode(inputs) }),
    decode: (item) => ({
      inputs: { title: item.title, comment: item.comment ?? "", ...kind.decode(item) },
      outputs: {},
    }),
    update: async (ctx, id, body) => ({
      method: await editMethodOf(ctx),
      path: `${listPath}${path`/${id}`}`,
      body,
      repeat: true,
      answer: "none",
    }),
  };
}

/** `ip` of `ip.id.5`. */
export function prefixOf(item: Properties): string {
  return String(item.id).split(".")[0] ?? "";
}

/** How the appliance refuses to delete what is in use is documented nowhere; other reasons are hard to imagine. */
function inUse(kind: AliasKind, id: string, error: ReturnType<typeof asPerimeterError>) {
  return error.with({
    category: "conflict",
    code: "PERIMETER_IN_USE",
    message: `the ${kind.noun} ${id} could not be deleted; the usual reason is that it is in use`,
    advice:
      "Take it out of the rules and lists that name it first. Where they take the object's `id` in the program, the order comes by itself.",
  });
}
