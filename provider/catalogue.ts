import type { Catalogue } from "./kernel/define";
import { forwardRule } from "./vendors/ideco/forward-rule";
import { getRules } from "./vendors/ideco/get-rules";
import { inputRule } from "./vendors/ideco/input-rule";
import { ideco } from "./vendors/ideco/vendor";

/** Everything that the package offers: the one list that the fronts, the schema, the documentation and the tests walk. */
export const catalogue: Catalogue = {
  vendors: [ideco],
  resources: [forwardRule, inputRule],
  functions: [getRules],
};
