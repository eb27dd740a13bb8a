import { onTestFinished } from "vitest";
import { Lab } from "../../../provider/lab/core";
import type { NhnOptions } from "../../../provider/lab/nhn/appliance";
import { Stack } from "../stack";

export { refusal } from "../ideco/open";

export const token = "nhn:Enrollment";
/** What the simulated project has from the start, as the page's samples show it. */
export const lbId = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";
export const behind = "9d5cbf7b-4826-4e83-b13a-ef608bacf0e9";
export const alone = "2300727f-3771-4bdc-bba1-35ca12cb8635";
export const hour = 3600;

export interface Harness {
  lab: Lab;
  stack: Stack;
  /** Method and path of every call since the last look, in the order of arrival; of a release also its ids. */
  calls(): string[];
  /** The same, of writes alone. */
  writes(): string[];
  /** Where everything in the project stands: name → phase. */
  phases(): Record<string, string>;
}

/** A simulated project, whose clock stands still, and a stack that manages it; both gone with the test. */
export async function open(
  options: NhnOptions = {},
  settings: Record<string, unknown> = {},
): Promise<Harness> {
  const lab = await Lab.start({ nhn: options });
  lab.clock.freeze();
  const mon = { ...lab.connections()["lab-nhn"], ...settings };
  const stack = new Stack({ mon });
  onTestFinished(async () => {
    await stack.close();
    await lab.stop();
  });
  let seen = 0;
  const news = () => {
    const all = lab.journal.list().filter((entry) => entry.n > seen);
    seen = all.at(-1)?.n ?? seen;
    return all;
  };
  const text = (entry: ReturnType<typeof news>[number]) => {
    const path = entry.path.replace("/v1.0/appkeys/***", "");
    return [entry.method, path, ...(entry.query.vmId ? [entry.query.vmId] : [])].join(" ");
  };
  return {
    lab,
    stack,
    calls: () => news().map(text),
    writes: () =>
      news()
        .filter(({ write }) => write)
        .map(text),
    phases() {
      const { vms, loadBalancers } = lab.nhn.state();
      const names = [
        ...vms.map((vm) => [vm.vmName, vm.phase]),
        ...loadBalancers.map((lb) => [lb.lbName, lb.phase]),
      ];
      return Object.fromEntries(names);
    },
  };
}
