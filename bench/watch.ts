import { existsSync, readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** What a command cost. The figures other than the time need Linux; elsewhere they are undefined. */
export interface Cost {
  seconds: number;
  /** Processor time of the command and of everything below it: engine, language host, program, provider. */
  cpuSeconds: number | undefined;
  /** Peak of the resident memory of all these processes together, in MB; a page that two share counts twice. */
  memoryMb: number | undefined;
  /** Peak of the largest provider process, in MB. */
  providerMb: number | undefined;
}

interface Sample {
  pid: number;
  parent: number;
  cpuSeconds: number;
  memoryMb: number;
}

const intervalMs = 100;
/** What Linux tells programs in: hundredths of a second, and pages. */
const ticks = 100;
const pageMb = 4096 / 2 ** 20;
const isLinux = existsSync("/proc/self/stat");

/**
 * Watches a command to its end.
 * @param pid of the command, a child of this process
 */
export async function watch<T>(pid: number, end: Promise<T>): Promise<{ result: T; cost: Cost }> {
  const started = performance.now();
  const before = reapedSeconds();
  const last = new Map<number, Sample>();
  const peak = { all: 0, provider: 0 };
  const look = () => {
    const tree = below(pid);
    for (const sample of tree) last.set(sample.pid, sample);
    peak.all = Math.max(peak.all, sum(tree.map((each) => each.memoryMb)));
    const providers = tree.filter((each) => isProvider(each.pid));
    peak.provider = Math.max(peak.provider, ...providers.map((each) => each.memoryMb));
  };
  const timer = isLinux ? setInterval(look, intervalMs) : undefined;
  try {
    const result = await end;
    const seconds = (performance.now() - started) / 1000;
    // Exact for processes that were waited for; of one that nobody waited for, the last look is what is known.
    const reaped = reapedSeconds() - before;
    const looked = sum([...last.values()].map((each) => each.cpuSeconds));
    const known = <V>(value: V) => (isLinux ? value : undefined);
    return {
      result,
      cost: {
        seconds,
        cpuSeconds: known(Math.max(reaped, looked)),
        memoryMb: known(peak.all),
        providerMb: known(peak.provider),
      },
    };
  } finally {
    clearInterval(timer);
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** A process and all below it. */
function below(pid: number): Sample[] {
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? sampleOf(name) : []));
  const found = all.filter((each) => each.pid === pid);
  for (const parent of found) found.push(...all.filter((each) => each.parent === parent.pid));
  return found;
}

/** @returns none where it has ended */
function sampleOf(name: string): Sample[] {
  const fields = statOf(name);
  if (fields.length === 0) return [];
  const [parent, user, system, pages] = [1, 11, 12, 21].map((at) => Number(fields[at])) as [
    number,
    number,
    number,
    number,
  ];
  return [{ pid: Number(name), parent, cpuSeconds: (user + system) / ticks, memoryMb: pages * pageMb }];
}

/** The fields of a process from its state on; its name before them may hold anything. */
function statOf(name: string): string[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

function isProvider(pid: number): boolean {
  try {
    return /dynamic-provider|pulumi-resource-perimeter/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return false;
  }
}

/** Processor time of our children that have ended, and of what they waited for. */
function reapedSeconds(): number {
  if (!isLinux) return Number.NaN;
  const fields = statOf("self");
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}
