/** One way to keep the same rules. */
export interface Contender {
  name: string;
  /** What it is, in a line. */
  about: string;
  /** A file of `programs/`. */
  program: "single" | "table" | "naive" | "nothing";
  /** What the program imports of the product. */
  module?: "pulumi-perimeter" | "pulumi-perimeter/native";
  /** More rules would take hours: the engine writes its whole state anew after each resource. */
  mostRules: number;
}

const single = 2_000;
const table = 20_000;

/** In the order of the report; ratios are taken against the two peers, which are the last ones. */
export const contenders: readonly Contender[] = [
  {
    name: "dynamic",
    about: "the product, a ForwardRule for each rule, dynamic front",
    program: "single",
    module: "pulumi-perimeter",
    mostRules: single,
  },
  {
    name: "plugin",
    about: "the product, a ForwardRule for each rule, plugin front",
    program: "single",
    module: "pulumi-perimeter/native",
    mostRules: single,
  },
  {
    name: "table",
    about: "the product, one RuleTable, dynamic front",
    program: "table",
    module: "pulumi-perimeter",
    mostRules: table,
  },
  {
    name: "table-plugin",
    about: "the product, one RuleTable, plugin front",
    program: "table",
    module: "pulumi-perimeter/native",
    mostRules: table,
  },
  {
    name: "naive",
    about:
      "a provider of the textbook kind: serialised closures, a login for each call, a list for each read",
    program: "naive",
    mostRules: single,
  },
  {
    name: "floor",
    about: "as many resources that do nothing: what the engine takes by itself",
    program: "nothing",
    mostRules: single,
  },
];

/** Whether it keeps rules on an appliance. */
export const keepsRules = (contender: Contender) => contender.program !== "nothing";
