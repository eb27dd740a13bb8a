import type { Catalogue } from "./kernel/define";
import { appControlRule } from "./vendors/ideco/app-control-rule";
import { contentFilterRule } from "./vendors/ideco/content-filter-rule";
import { dnatRule } from "./vendors/ideco/dnat-rule";
import { forwardRule } from "./vendors/ideco/forward-rule";
import { getRules } from "./vendors/ideco/get-rules";
import { inputRule } from "./vendors/ideco/input-rule";
import { logRule } from "./vendors/ideco/log-rule";
import { ruleTable } from "./vendors/ideco/ruletable/resource";
import { snatRule } from "./vendors/ideco/snat-rule";
import { ideco } from "./vendors/ideco/vendor";

/** Everything that the package offers: the one list that the fronts, the schema, the documentation and the tests walk. */
export const catalogue: Catalogue = {
  vendors: [ideco],
  resources: [
    forwardRule,
    inputRule,
    dnatRule,
    snatRule,
    logRule,
    appControlRule,
    contentFilterRule,
    ruleTable,
  ],
  functions: [getRules],
};
