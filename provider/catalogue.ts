import type { Catalogue, VendorPart } from "./kernel/parts";
import { deepfinderPart } from "./vendors/deepfinder";
import { eraPart } from "./vendors/era";
import { idecoPart } from "./vendors/ideco";
import { nhnPart } from "./vendors/nhn";
import { selectelPart } from "./vendors/selectel";

/** What each vendor brings. */
export const parts: readonly VendorPart[] = [idecoPart, eraPart, nhnPart, selectelPart, deepfinderPart];

/** Everything that the package offers: the one list that the fronts, the schema, the documentation and the tests walk. */
export const catalogue: Catalogue = {
  vendors: parts.map((part) => part.vendor),
  resources: parts.flatMap((part) => part.resources),
  functions: parts.flatMap((part) => part.functions),
};
