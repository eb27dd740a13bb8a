import { afterAll } from "vitest";
import { removeAll } from "./project";

export { diagnostics, type EngineEvent, operations, type Result, Running, UnexpectedExit } from "./cli";
export type { Preview, PreviewStep, ResourceState } from "./preview";
export { type CommandOptions, type ExportedState, Project, type ProjectOptions } from "./project";

// In every test file that imports this: its projects end with it.
afterAll(removeAll, 60_000);
