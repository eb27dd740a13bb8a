import type { Result } from "./cli";

/** What a resource is in the state, or will be. */
export interface ResourceState {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** One thing that the engine would do. Resources that stay as they are may have no step; `changes` counts them. */
export interface PreviewStep {
  op: string;
  urn: string;
  oldState?: ResourceState;
  newState?: ResourceState;
  diffReasons?: string[];
  replaceReasons?: string[];
  detailedDiff: Record<string, { kind: string; inputDiff: boolean }> | null;
}

/** A preview that has ended, also one of a refresh or a destroy. */
export interface Preview extends Result {
  steps: PreviewStep[];
  /** How many resources there are of each operation: `{ same: 2, update: 1 }`. */
  changes: Record<string, number>;
  diagnostics: { severity: string; message: string; urn?: string }[];
}

interface Printed {
  steps?: PreviewStep[];
  changeSummary?: Record<string, number>;
  diagnostics?: { severity: string; message: string; urn?: string }[];
}

/** Reads what `--json` printed; a preview that failed before it could print has no steps. */
export function asPreview(result: Result): Preview {
  const printed = (result.stdout.startsWith("{") ? JSON.parse(result.stdout) : {}) as Printed;
  return {
    ...result,
    steps: printed.steps ?? [],
    changes: printed.changeSummary ?? {},
    diagnostics: printed.diagnostics ?? [],
  };
}
