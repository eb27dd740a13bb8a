import type { VendorPart } from "../../kernel/define";
import { appControlRule } from "./app-control-rule";
import { contentFilterRule } from "./content-filter-rule";
import { dnatRule } from "./dnat-rule";
import { forwardRule } from "./forward-rule";
import { getRules } from "./get-rules";
import { inputRule } from "./input-rule";
import { logRule } from "./log-rule";
import { ruleTable } from "./ruletable/resource";
import { snatRule } from "./snat-rule";
import { ideco } from "./vendor";

export const idecoPart: VendorPart = {
  vendor: ideco,
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
