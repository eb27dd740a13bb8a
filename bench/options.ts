import { parseArgs } from "node:util";
import { contenders } from "./contenders";

export const usage = `npm run bench                      everything, in less than 40 minutes
npm run bench -- --quick           a few rules, one round, in less than 3 minutes

--rules 200,1000    numbers of rules, one after the other in each round; default 200,1000,10000
--rounds 3          how many rounds at most; default 3
--only dynamic      only these contenders: ${contenders.map(({ name }) => name).join(", ")}
--minutes 36        starts nothing that would probably end later; the first round is always whole; default 36
--json FILE         where the raw figures go, after each contender
--from a,b          measures nothing: reports what such files hold
--note TEXT         what a reader of the report has to know besides
--out FILE          where the report goes besides the screen; default bench/RESULTS.md, with --quick none
`;

export interface Options {
  rules: number[];
  rounds: number;
  only: string[];
  minutes: number;
  json: string | undefined;
  from: string[] | undefined;
  note: string | undefined;
  out: string | undefined;
}

/** @throws what is wrong with the arguments */
export function parseOptions(args: string[]): Options | "help" {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean" },
      quick: { type: "boolean" },
      rules: { type: "string" },
      rounds: { type: "string" },
      only: { type: "string" },
      minutes: { type: "string" },
      json: { type: "string" },
      from: { type: "string" },
      note: { type: "string" },
      out: { type: "string" },
    },
  });
  if (values.help) return "help";
  const quick = values.quick === true;
  const names = contenders.map(({ name }) => name);
  const only = values.only?.split(",") ?? (quick ? ["dynamic", "table", "naive", "floor"] : names);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`there is no contender "${unknown}"; there are ${names.join(", ")}`);
  return {
    rules: (values.rules ?? (quick ? "30" : "200,1000,10000"))
      .split(",")
      .map((text) => positive("rules", text)),
    rounds: positive("rounds", values.rounds ?? (quick ? "1" : "3")),
    only,
    minutes: positive("minutes", values.minutes ?? "36"),
    json: values.json,
    from: values.from?.split(","),
    note: values.note,
    out: values.out ?? (quick ? undefined : "bench/RESULTS.md"),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes whole numbers above 0, found "${text}"`);
}
