import type { ValueKind } from "../references/values";
import type { AliasKind } from "./alias";
import { domainKind } from "./domain";
import { ipKind } from "./ip";
import { ipRangeKind } from "./ip-range";
import { portKind } from "./port";
import { portRangeKind } from "./port-range";
import { subnetKind } from "./subnet";

/** The kinds of objects that hold one value. */
export const valueKinds: Record<ValueKind, AliasKind> = {
  ip: ipKind,
  ip_range: ipRangeKind,
  subnet: subnetKind,
  domain: domainKind,
  port: portKind,
  port_range: portRangeKind,
};
