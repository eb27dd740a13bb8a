import { contenders } from "./contenders";
import type { Outcome } from "./movers";
import { phases } from "./phases";
import type { Measurement, Run } from "./stack";

/** A change of a table by both movers. */
export interface Contest {
  name: string;
  least: number;
  planned: Outcome;
  greedy: Outcome;
}

export interface Results {
  date: string;
  /** What was measured and with what, as `name version`. */
  versions: readonly string[];
  /** What the reader has to know besides. */
  note?: string;
  /** One entry a round. */
  rounds: (readonly Run[])[];
  movers: {
    rules: number;
    reorders: readonly Contest[];
    mixed: readonly Contest[];
    /** How long the planner takes to plan a shuffled table, by its rules. */
    planning: readonly { rules: number; milliseconds: number }[];
  };
}

/** What of a run is compared; undefined where it could not be measured. */
interface Quantity {
  title: string;
  short: string;
  of(measurement: Measurement): number | undefined;
  /** How the phases make one figure. */
  all: (figures: number[]) => number;
  digits: number;
}

const total = (figures: number[]) => figures.reduce((sum, each) => sum + each, 0);

const quantities: readonly Quantity[] = [
  { title: "Time, seconds", short: "time", of: (each) => each.seconds, all: total, digits: 1 },
  {
    title: "Processor time, seconds",
    short: "processor time",
    of: (each) => each.cpuSeconds,
    all: total,
    digits: 1,
  },
  {
    title: "Peak memory of engine, program and provider together, MB",
    short: "memory",
    of: (each) => each.memoryMb,
    all: (figures) => Math.max(...figures),
    digits: 0,
  },
  {
    title: "Peak memory of the provider, MB",
    short: "memory of the provider",
    of: (each) => each.providerMb,
    all: (figures) => Math.max(...figures),
    digits: 0,
  },
];

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? Number.NaN, sorted[Math.floor(middle)] ?? Number.NaN];
  return (low + high) / 2;
}

type Figure = (run: Run) => number | undefined;

/** The runs of one size, round by round. */
class Size {
  constructor(
    readonly rules: number,
    private readonly rounds: readonly (readonly Run[])[],
  ) {}

  get contenders(): string[] {
    return contenders.map((each) => each.name).filter((name) => this.runs(name).length > 0);
  }

  runs(contender: string): Run[] {
    return this.rounds.flatMap((runs) => this.find(runs, contender) ?? []);
  }

  median(contender: string, figure: Figure): number | undefined {
    const figures = this.runs(contender).flatMap((run) => figure(run) ?? []);
    return figures.length > 0 ? median(figures) : undefined;
  }

  /** Round by round, so that a machine that is slower in one round is so for both. */
  ratio(contender: string, peer: string, figure: Figure, peers: Size = this): number | undefined {
    const ratios = this.rounds.flatMap((runs) => {
      const [own, other] = [this.find(runs, contender), peers.find(runs, peer)];
      const [a, b] = [own && figure(own), other && figure(other)];
      return a === undefined || !b ? [] : a / b;
    });
    return ratios.length > 0 ? median(ratios) : undefined;
  }

  private find(runs: readonly Run[], contender: string): Run | undefined {
    return runs.find((run) => run.contender === contender && run.rules === this.rules);
  }
}

/**
 * Results of several calls of the bench as those of one, in the last one's name. Other contenders, and other numbers
 * of rules, go into the same rounds.
 */
export function merged(all: readonly Results[]): Results {
  const [last] = all.slice(-1);
  if (!last) throw new Error("there are no results to report");
  const rounds: Run[][] = [];
  for (const runs of all.flatMap((results) => results.rounds)) {
    const isNew = (other: Run) =>
      !runs.some((run) => run.rules === other.rules && run.contender === other.contender);
    const place = rounds.find((others) => others.every(isNew));
    if (place) place.push(...runs);
    else rounds.push([...runs]);
  }
  return { ...last, rounds };
}

/** The whole report, in Markdown. */
export function report(results: Results): string {
  const counts = [...new Set(results.rounds.flat().map((run) => run.rules))].sort((a, b) => a - b);
  const sizes = counts.map((rules) => new Size(rules, results.rounds));
  return [
    ...opening(results),
    ...summary(sizes),
    ...sizes.flatMap((size) => sizeSection(size, sizes)),
    ...moversSection(results.movers),
  ].join("\n");
}

function opening({ date, versions, note }: Results): string[] {
  return [
    "# Results of the benchmark",
    "",
    `${date}; ${versions.join(", ")}. Made by \`npm run bench\`; \`npm run bench -- --help\` tells how to run a part of it.`,
    "",
    ...(note === undefined ? [] : [`**${note}**`, ""]),
    "All contenders keep the same rules in the same order on the same simulated appliance, which runs as a process of its own, answers at once and counts the calls. Each goes through all phases, from an empty table to an empty table; the rounds of all contenders are interleaved. After each phase the appliance's table is compared with what it has to be.",
    "",
    ...contenders.map(({ name, about }) => `- **${name}**: ${about}`),
    "",
    "A figure is the median of the rounds; behind it, in brackets, its ratio to *naive* and to *floor*, which is the median of the rounds' own ratios.",
    "",
  ];
}

/** All phases together, as ratios. */
function summary(sizes: readonly Size[]): string[] {
  const figures: [title: string, figure: Figure, isOfFloor: boolean][] = [
    ["calls", allCalls, false],
    ...quantities
      .slice(0, 3)
      .map((each): [string, Figure, boolean] => [each.short, (run) => inAll(each, run), true]),
    ["state", (run) => run.stateBytes, true],
  ];
  const columns = figures.flatMap(([title, figure, isOfFloor]) =>
    ["naive", ...(isOfFloor ? ["floor"] : [])].map((peer) => ({ title: `${title} ÷ ${peer}`, figure, peer })),
  );
  const rows = sizes.flatMap((size) => {
    const peers = peersOf(size, sizes);
    const own = size.contenders.filter((name) => name !== "naive" && name !== "floor");
    return own.map((name) => [
      `${number(size.rules)}, ${name}`,
      ...columns.map(({ figure, peer }) => {
        const ratio = size.ratio(name, peer, figure, peers);
        return ratio === undefined ? "–" : ratioText(ratio);
      }),
    ]);
  });
  return ["## All phases together", "", ...table(["rules", ...columns.map(({ title }) => title)], rows), ""];
}

/** The nearest size, not a greater one, in which the peers were measured too. */
function peersOf(size: Size, sizes: readonly Size[]): Size {
  return sizes.findLast((each) => each.rules <= size.rules && each.runs("floor").length > 0) ?? size;
}

const callsIn = ({ logins, reads, writes }: Measurement) => logins + reads + writes;

/** Undefined where a phase is missing, so that nothing is compared with less work. */
function allCalls({ measurements }: Run): number | undefined {
  return measurements.length === phases.length ? total(measurements.map(callsIn)) : undefined;
}

function inAll({ all, of }: Quantity, { measurements }: Run): number | undefined {
  const figures = measurements.flatMap((each) => of(each) ?? []);
  return figures.length === phases.length ? all(figures) : undefined;
}

function sizeSection(size: Size, sizes: readonly Size[]): string[] {
  const peers = peersOf(size, sizes);
  const rounds = Math.max(...size.contenders.map((name) => size.runs(name).length));
  const note = peers === size ? "" : ` Ratios are to the peers with ${number(peers.rules)} rules.`;
  return [
    `## ${number(size.rules)} rules`,
    "",
    `Rounds: ${rounds}.${note}`,
    "",
    ...quantities.flatMap((quantity) => quantityTable(quantity, size, peers)),
    ...callsTable(size, peers),
    ...stateTable(size, peers),
  ];
}

function quantityTable(quantity: Quantity, size: Size, peers: Size): string[] {
  const { title, of, digits } = quantity;
  const ofPhase = (name: string) => (run: Run) => {
    const measurement = run.measurements.find((each) => each.phase === name);
    return measurement && of(measurement);
  };
  const ofAll = (run: Run) => inAll(quantity, run);
  const figures = [...phases.map(({ name }) => ofPhase(name)), ofAll];
  const rows = size.contenders.map((name) => [
    name,
    ...figures.map((figure) => cell(size, peers, name, figure, (value) => value.toFixed(digits))),
  ]);
  return [`### ${title}`, "", ...table(["", ...phases.map(({ name }) => name), "all"], rows), ""];
}

function callsTable(size: Size, peers: Size): string[] {
  const names = size.contenders.filter((name) => name !== "floor");
  const rows = names.map((name) => [
    name,
    ...phases.map(({ name: phase }) => {
      const found = size.runs(name)[0]?.measurements.find((each) => each.phase === phase);
      return found ? `${found.logins} + ${found.reads} + ${found.writes}` : "–";
    }),
    cell(size, peers, name, allCalls, number),
  ]);
  const head = ["", ...phases.map(({ name }) => name), "all"];
  return ["### Calls to the appliance: logins and logouts + reads + writes", "", ...table(head, rows), ""];
}

function stateTable(size: Size, peers: Size): string[] {
  const figures: Figure[] = [(run) => run.stateBytes / 1000, (run) => run.stateBytes / run.rules];
  const rows = size.contenders.map((name) => [
    name,
    ...figures.map((figure) => cell(size, peers, name, figure, (value) => number(Math.round(value)))),
  ]);
  return ["### Size of the state", "", ...table(["", "kB", "bytes a rule"], rows), ""];
}

/** `4.2 (0.5, 1.1)`: the figure, and its ratios to both peers. */
function cell(
  size: Size,
  peers: Size,
  contender: string,
  figure: Figure,
  text: (value: number) => string,
): string {
  const value = size.median(contender, figure);
  if (value === undefined) return "–";
  const ratios = ["naive", "floor"].map((peer) => size.ratio(contender, peer, figure, peers));
  if (ratios.every((ratio) => ratio === undefined) || contender === "floor") return text(value);
  return `${text(value)} (${ratios.map((ratio) => (ratio === undefined ? "–" : ratioText(ratio))).join(", ")})`;
}

const ratioText = (ratio: number) => (ratio < 0.1 ? ratio.toPrecision(1) : ratio.toFixed(ratio < 10 ? 2 : 0));

function moversSection({ rules, reorders, mixed, planning }: Results["movers"]): string[] {
  const row = ({ name, least, planned, greedy }: Contest) => [
    name,
    ...[least, planned.calls, greedy.calls, planned.unsafe, greedy.unsafe].map(number),
    `${number(Math.round(greedy.calls / planned.calls))}`,
  ];
  const head = [
    "",
    "least possible",
    "planner",
    "greedy",
    "unsafe: planner",
    "unsafe: greedy",
    "greedy ÷ planner",
  ];
  const times = planning.map((each) => `${number(each.rules)} rules in ${each.milliseconds.toFixed(0)} ms`);
  return [
    "## The planner against a greedy mover",
    "",
    `Calls that change a table of ${number(rules)} rules, and the tables on the way that judge some packet as neither the old nor the new table does: each of them is judged for every packet. The greedy mover edits, deletes and adds what differs and then goes from the top down and moves each rule to its place that does not stand there. Where rules only move, that order is a safe one too, and costs calls; where they also change, it is not.`,
    "",
    "The ten reorders that are worst for the greedy mover, of all that were tried (in brackets: how many rules, blocks or turns):",
    "",
    ...table(head, reorders.map(row)),
    "",
    "Changes of all kinds at once:",
    "",
    ...table(head, mixed.map(row)),
    "",
    `The planner plans a shuffled table of ${times.join(", of ")}.`,
    "",
  ];
}

const number = (value: number) => value.toLocaleString("en-US");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)];
}
