import type { Context } from "./context";
import type { Fields, ValuesOf } from "./fields";
import { connectionField, type Erased } from "./resource";
import type { Properties } from "./values";
import type { Vendor } from "./vendor";

export interface FunctionSpec<In extends Fields, Out extends Fields> {
  name: string;
  doc: string;
  page: string;
  /** Arguments as a program gives them, for the documentation. The tests carry it out. */
  example: Properties;
  inputs: In;
  outputs: Out;
  call(ctx: Context, args: ValuesOf<In>): Promise<ValuesOf<Out>>;
}

export interface DataFunction {
  token: string;
  name: string;
  doc: string;
  page: string;
  example: Properties;
  vendor: Vendor;
  inputs: Fields;
  outputs: Fields;
  call(ctx: Context, args: Erased): Promise<Erased>;
}

/** A function: reads something from an appliance and changes nothing. */
export function defineFunction<In extends Fields, Out extends Fields>(
  vendor: Vendor<Erased>,
  spec: FunctionSpec<In, Out>,
): DataFunction {
  return {
    ...spec,
    token: `${vendor.name}:${spec.name}`,
    vendor,
    inputs: { ...spec.inputs, connection: connectionField },
  };
}
