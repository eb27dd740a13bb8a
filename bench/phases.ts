/** What is done with a stack, one after the other, from an empty appliance to an empty appliance. */
export interface Phase {
  name: string;
  /** The command of the CLI. */
  args: readonly string[];
  /** How the rules of the program stand (`programs/rules.js`); undefined where none shall be left. */
  stage: 0 | 1 | 2 | undefined;
  /** Whether the appliance is not to be written to. */
  isReading?: true;
}

const yes = ["--yes", "--skip-preview"];

export const phases: readonly Phase[] = [
  { name: "preview", args: ["preview"], stage: 0, isReading: true },
  { name: "up", args: ["up", ...yes], stage: 0 },
  { name: "no-op up", args: ["up", ...yes], stage: 0, isReading: true },
  { name: "edit one", args: ["up", ...yes], stage: 1 },
  { name: "first to last", args: ["up", ...yes], stage: 2 },
  { name: "refresh", args: ["refresh", ...yes], stage: 2, isReading: true },
  { name: "destroy", args: ["destroy", ...yes], stage: undefined },
];
