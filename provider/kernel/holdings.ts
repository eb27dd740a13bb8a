import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discard, stateFolder } from "./statefolder";

/**
 * What the resources of one update hold: made, taken over or kept. The engine runs a process for each provider, and
 * where the front or the provider changes, one of them creates what another one is asked to delete. So each writes down
 * what it holds, in a file that all providers of the same engine read before they delete.
 */
export class Holdings {
  private readonly own = new Map<string, readonly string[]>();
  private readonly file: string;
  private hasWarned = false;
  private hasSwept = false;
  private seenDeletions: ReadonlySet<string> = new Set();

  /**
   * @param engine the address of the engine, which all providers of an update are told and no other update has;
   *   without one nobody else is there
   * @param warn told once where nothing can be written, so that the others won't know
   */
  constructor(
    private readonly engine: string | undefined,
    private readonly warn: (message: string) => void,
  ) {
    this.file = `${prefixOf(engine ?? "")}${randomUUID()}.jsonl`;
  }

  /** Notes what a resource holds, instead of what it held before. */
  hold(holder: string, names: readonly string[]): void {
    if (sameTexts(this.own.get(holder), names)) return;
    this.own.set(holder, names);
    this.append(this.file, `${JSON.stringify({ holder, names } satisfies Line)}\n`);
  }

  release(holder: string): void {
    if (this.own.has(holder)) this.hold(holder, []);
  }

  /** Which of these objects somebody in this process holds. */
  heldHere(names: readonly string[]): string[] {
    const held = new Set([...this.own.values()].flat());
    return names.filter((name) => held.has(name));
  }

  /** Which of these objects a provider in another process of the same update holds. */
  heldElsewhere(names: readonly string[]): string[] {
    if (names.length === 0 || this.engine === undefined) return [];
    const held = new Set(this.others("jsonl").flatMap((path) => [...load(path).values()].flat()));
    return names.filter((name) => held.has(name));
  }

  /** Tells the others that something is gone, of which they may have read before. */
  noteDeletion(): void {
    this.append(deletions(this.file), "-\n");
  }

  /** Whether another process has deleted something since this was asked before. */
  wasDeletedElsewhere(): boolean {
    if (this.engine === undefined) return false;
    const now = this.others("deleted").map(
      (path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.size}`,
    );
    const isNew = now.some((each) => !this.seenDeletions.has(each));
    this.seenDeletions = new Set(now);
    return isNew;
  }

  /** The update is over. */
  close(): void {
    this.own.clear();
    for (const folder of folders()) {
      for (const name of [this.file, deletions(this.file)]) discard(join(folder, name));
    }
  }

  private others(kind: "jsonl" | "deleted"): string[] {
    const prefix = prefixOf(this.engine ?? "");
    const own = new Set([this.file, deletions(this.file)]);
    return folders().flatMap((folder) =>
      namesIn(folder)
        .filter((name) => name.startsWith(prefix) && name.endsWith(`.${kind}`) && !own.has(name))
        .map((name) => join(folder, name))
        .filter(isRecent),
    );
  }

  private append(file: string, text: string): void {
    if (this.engine === undefined) return;
    const failures: string[] = [];
    for (const folder of folders()) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!this.hasSwept) sweep(folder);
        this.hasSwept = true;
        appendFileSync(join(folder, file), text, { mode: 0o600 });
        return;
      } catch (thrown) {
        failures.push((thrown as Error).message);
      }
    }
    if (this.hasWarned) return;
    this.hasWarned = true;
    this.warn(
      `what this update makes can't be written down (${failures.join("; ")}): where another provider of the same update deletes the same object under its old name, it won't know. Set XDG_STATE_HOME to a folder that can be written to.`,
    );
  }
}

interface Line {
  holder: string;
  names: readonly string[];
}

/** The user's folder for state; a folder for temporary files where that can't be written to. */
function folders(): string[] {
  return [stateFolder("updates"), join(tmpdir(), `pulumi-perimeter-${process.getuid?.() ?? ""}`, "updates")];
}

function deletions(file: string): string {
  return file.replace(/jsonl$/, "deleted");
}

function prefixOf(engine: string): string {
  return `${createHash("sha256").update(engine).digest("hex").slice(0, 16)}-`;
}

/** An engine may get the address of one that is long gone. */
const longestMs = 24 * 3600_000;

function isRecent(path: string): boolean {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs < longestMs;
}

/** What processes that were killed have left. */
function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (!isRecent(path)) discard(path);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The last line of each holder counts. */
function load(path: string): Map<string, readonly string[]> {
  try {
    const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
    return new Map(
      lines.map((line) => {
        const { holder, names } = JSON.parse(line) as Line;
        return [holder, names];
      }),
    );
  } catch {
    return new Map();
  }
}

function sameTexts(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.length === other.length && one.every((text, index) => text === other[index]);
}
