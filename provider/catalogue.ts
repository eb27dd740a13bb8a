import type { Catalogue } from "./kernel/define";
import { eraPart } from "./vendors/era";
import { idecoPart } from "./vendors/ideco";

const parts = [idecoPart, eraPart];

/** Everything that the package offers: the one list that the fronts, the schema, the documentation and the tests walk. */
export const catalogue: Catalogue = {
  vendors: parts.map((part) => part.vendor),
  resources: parts.flatMap((part) => part.resources),
  functions: parts.flatMap((part) => part.functions),
};
