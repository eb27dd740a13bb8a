import type { Properties } from "../../provider/kernel/values";
import { DynamicProcess } from "./dynamic";
import { PluginProcess } from "./plugin";

/** One resource of a program: its type, such as `ideco:IpAlias`, and its name. */
export interface Subject {
  token: string;
  name: string;
  /** `customTimeouts` of a creation, an update or a deletion. */
  timeoutSeconds?: number;
}

/** What the engine keeps of an object. */
export interface Kept {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

export interface Checked {
  inputs: Properties;
  /** `path: reason` */
  failures: string[];
}

export interface Diffed {
  changes: boolean;
  replaces: string[];
  deleteBeforeReplace: boolean;
  /** The changed places that the front tells itself; undefined where it leaves that to the engine. */
  paths?: string[];
}

/** A provider process as the engine sees it, whichever front it is. */
export interface Provider {
  check(subject: Subject, olds: Properties | undefined, news: Properties): Promise<Checked>;
  diff(subject: Subject, old: Kept, news: Properties): Promise<Diffed>;
  create(subject: Subject, inputs: Properties): Promise<{ id: string; outputs: Properties }>;
  /** What a preview shows; undefined where the engine doesn't ask this front. */
  previewCreate(subject: Subject, inputs: Properties): Promise<Properties | undefined>;
  previewUpdate(subject: Subject, old: Kept, news: Properties): Promise<Properties | undefined>;
  /** Without state it is an import. Undefined: it is gone. */
  read(subject: Subject, id: string, old: Omit<Kept, "id"> | undefined): Promise<Kept | undefined>;
  update(subject: Subject, old: Kept, news: Properties): Promise<Properties>;
  delete(subject: Subject, old: Kept): Promise<void>;
  invoke(token: string, args: Properties): Promise<Properties>;
  /** What reaches the provider when the user interrupts the engine. */
  cancel(): Promise<void>;
  end(): Promise<void>;
}

/** An error as the engine gets it; with the object that exists but isn't complete, if the provider told one. */
export class ProviderError extends Error {
  constructor(
    message: string,
    readonly incomplete?: { id: string; outputs: Properties; reasons: string[] },
  ) {
    super(message);
  }
}

export interface Front {
  readonly name: "dynamic" | "plugin";
  /** Starts a process with the stack's configuration; its log goes to the engine at this address. */
  start(connections: Record<string, Properties>, engineAddress: string): Promise<Provider>;
}

export const fronts: readonly Front[] = [
  { name: "dynamic", start: DynamicProcess.start },
  { name: "plugin", start: PluginProcess.start },
];
