import type { Context } from "./context";
import type { DataFunction } from "./function";
import type { Fact, Finding, NamedObject } from "./report";
import type { Resource } from "./resource";
import type { Vendor } from "./vendor";

/** What one vendor brings into the catalogue. */
export interface VendorPart {
  vendor: Vendor;
  resources: readonly Resource[];
  functions: readonly DataFunction[];
  /** Reaches the appliance, logs in where that is needed, changes nothing, and tells what is there. */
  probe?(ctx: Context): Promise<Fact[]>;
  /** What of the appliance's configuration is not as it should be; only reads. */
  lint?(ctx: Context): Promise<Finding[]>;
  /** The objects that rules name, and who does; only reads. */
  objects?(ctx: Context): Promise<NamedObject[]>;
}

/** Everything that the package offers. */
export interface Catalogue {
  vendors: readonly Vendor[];
  resources: readonly Resource[];
  functions: readonly DataFunction[];
}
