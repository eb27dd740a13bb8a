import type { Resource } from "../../../kernel/resource";
import { addressListAlias, addressListKind, addressTextKind } from "./address-list";
import type { AliasKind } from "./alias";
import { domainAlias, domainKind } from "./domain";
import { ipAlias, ipKind } from "./ip";
import { ipRangeAlias, ipRangeKind } from "./ip-range";
import { portAlias, portKind } from "./port";
import { portListAlias, portListKind } from "./port-list";
import { portRangeAlias, portRangeKind } from "./port-range";
import { subnetAlias, subnetKind } from "./subnet";
import { timeListAlias, timeListKind } from "./time-list";
import { timeRangeAlias, timeRangeKind } from "./time-range";

/** All kinds of objects that can be made, with the resource of each. */
const all: ReadonlyArray<[Resource, ...AliasKind[]]> = [
  [ipAlias, ipKind],
  [ipRangeAlias, ipRangeKind],
  [subnetAlias, subnetKind],
  [domainAlias, domainKind],
  [portAlias, portKind],
  [portRangeAlias, portRangeKind],
  [timeRangeAlias, timeRangeKind],
  [addressListAlias, addressListKind, addressTextKind],
  [portListAlias, portListKind],
  [timeListAlias, timeListKind],
];

export const aliasResources: Resource[] = all.map(([resource]) => resource);

/** Each kind with the names it goes by. */
export const aliasKinds = all.flatMap(([{ name }, ...kinds]) =>
  kinds.map(({ path, prefix }) => ({ name, path, prefix })),
);
