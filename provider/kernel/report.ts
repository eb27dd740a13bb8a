import type { Context } from "./context";
import type { Path } from "./values";

/** What a look at an appliance told, for `perimeter check`. */
export interface Fact {
  /** In camelCase: `userRules`. */
  name: string;
  value: string | number | boolean | Record<string, string | number>;
  /** What to look into, where something is not as one would suppose. */
  warning?: string;
}

/** Something on an appliance that is not as it should be, for `perimeter lint`. */
export interface Finding {
  /** `shadowed`, `unusedCategory` … */
  kind: string;
  /** The object it is about: `rule 7 (guest wifi)`. */
  object: string;
  /** Where that is: `forward`, and at which place of an ordered list, counted from 1. */
  place: { in: string; line?: number };
  /** One sentence without the connection's name. */
  text: string;
  /** It can't be decided whether it is one: told, but no finding. */
  remark?: boolean;
}

/** An object that others name, for `perimeter objects`. */
export interface NamedObject {
  id: string;
  /** The vendor's word: `ip`, `subnet`, `port_list`. */
  kind: string;
  title: string;
  /** What it stands for, where that can be said. */
  value?: string;
  /** This package made it for a value in a rule. */
  made: boolean;
  /** Who names it: `forward rule 7`. */
  users: string[];
}

/** How `perimeter export` writes down an object that it found. */
export interface Export<I, O> {
  /** It holds what other resources hold one by one: it comes first, and of them only what it doesn't hold. */
  whole?: boolean;
  /** Other resources name it by its id. */
  isNamed?: boolean;
  /** It gets `protect: true`: its deletion would take much with it. */
  protect?: boolean;
  /** What a program should say where reading leaves it to creation; undefined: the object is not worth a resource. */
  write?(inputs: I, outputs: O): { inputs: I; outputs: O } | undefined;
  /** Inputs and outputs with the ids of certain objects in place of their titles and values, and where these stand. */
  withIdsOf?(inputs: I, outputs: O, isMeant: (id: string) => boolean): WithIds<I, O>;
  /** What of the object is not understood, and so is in no program: a sentence each. */
  remarks?(ctx: Context, id: string): Promise<string[]>;
  /** The object as a text file, where it has such a form: its name, and the text. */
  asText?(inputs: I): { file: string; text: string } | undefined;
}

export interface WithIds<I, O> {
  inputs: I;
  outputs: O;
  places: Array<{ path: Path; id: string }>;
}
