import type { Properties } from "../../../provider/kernel/values";
import type { Lab, LabOptions } from "../../../provider/lab/core";
import type { Kept } from "../driver";
import type { Declared } from "../engine";

/** A change of one field. What it does (update, replacement, nothing) is told by the field's traits, not here. */
export interface Change {
  to: unknown;
  /** What else the arguments hold, before and after. */
  given?: Properties;
  /** What else changes with it, because the one does not go without the other; undefined leaves it out. */
  along?: Properties;
  lab?: LabOptions;
}

/** How a definition is tried out; what it is called, does and takes is told by the definition. */
export interface ResourceCase {
  /** How the appliance is set up, beyond what every test of its vendor has. */
  lab?: LabOptions;
  /** Makes on the appliance what the arguments refer to. */
  setup?(lab: Lab): unknown;
  /** Instead of the definition's example. */
  args?: Properties;
  /** Other arguments, for something that may stand beside what the usual ones make; by default a change of one field. */
  second?: Properties;
  /** A resource that names this one by its id, where others can. */
  user?(connection: unknown): Declared;
  /** Other values of the fields, where no other value can be made up from the type. */
  changes?: Record<string, Change>;
  /** Fields about how the package goes about its work: a change of them is an update that sends nothing. */
  quiet?: string[];
  /** Arguments, and the same in other words: it must make no difference which of both the state has. */
  alike?: Array<[Properties, Properties]>;
  /** Where the object is on the appliance, a path of a GET, where `digest` of the vendor doesn't look there anyway. */
  look?: string;
  /** Removes the object, as somebody else would; without it the appliance can't lose such a thing. */
  remove?(lab: Lab, object: Kept): unknown;
  /**
   * What a second creation with the same arguments does: it is refused, makes another object, or takes the same one
   * over.
   */
  again: "refused" | "another" | "same";
  /** Why it can't be imported, where it can't. */
  noImport?: string;
  /**
   * Places that the first preview after an import shows: what the appliance can't tell, or tells although the program
   * leaves it to the appliance.
   */
  untold?: string[];
  /** It is an event: nothing on the appliance is its, and its deletion leaves everything as it is. */
  isEvent?: boolean;
}

/** A way to call a function. */
export interface FunctionRun {
  lab?: LabOptions;
  setup?(lab: Lab): unknown;
  /** Instead of the definition's example. */
  args?: Properties;
  /** It asks for less than the whole, so that required properties are missing in what it gives. */
  isPart?: boolean;
  /** The vendor answers with text, of which nobody can tell that its end is missing. */
  isText?: boolean;
}

export interface VendorCases {
  /** What every test of the vendor finds on the appliance: objects of others, which nobody may touch. */
  foreignObjects(lab: Lab): unknown;
  /** Everything on the appliance, in a form that two runs of the same program make alike. */
  digest(lab: Lab): unknown;
  /** By the name of the resource. */
  resources: Record<string, ResourceCase>;
  /** By the name of the function; together its runs have to show every declared property. */
  functions: Record<string, FunctionRun[]>;
}
