import { afterEach } from "vitest";
import { Lab, type LabOptions } from "../../provider/lab/core";
import { type Answer, Caller } from "./client";

export interface Harness {
  lab: Lab;
  caller: Caller;
  /** One call with the headers that every call of the file carries. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A printed request. */
export interface Printed {
  method: string;
  path: string;
  body?: unknown;
}

/** Starts labs for one vendor; each ends with its test. */
export function harnesses(vendor: string, headers: Record<string, string> = {}) {
  const open: Harness[] = [];
  afterEach(async () => {
    for (const bed of open.splice(0)) {
      await bed.caller.close();
      await bed.lab.stop();
    }
  });
  return async (options: LabOptions = {}): Promise<Harness> => {
    const lab = await Lab.start(options);
    const caller = new Caller(`${lab.url}/${vendor}`);
    const bed: Harness = {
      lab,
      caller,
      call: (method, path, body, more = {}) => caller.call(method, path, body, { ...headers, ...more }),
    };
    open.push(bed);
    return bed;
  };
}
