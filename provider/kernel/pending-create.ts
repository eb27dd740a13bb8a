import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "./define";
import { stateFolder } from "./statefolder";

/**
 * A creation that was begun, in a file of this machine until its end is known. A process that is killed in the middle
 * can tell the state nothing: the next one finds the file, and takes the object for ours instead of making a second one.
 * A help only: where no file can be written, all else goes on.
 */
export class PendingCreate {
  private constructor(
    private readonly folder: string,
    private readonly digest: string,
  ) {}

  /**
   * One of this stack, on this appliance.
   * @param what everything that tells this creation from others of the stack on the appliance
   */
  static of({ connection, stack = "" }: Pick<Context, "connection" | "stack">, what: unknown): PendingCreate {
    const digest = createHash("sha256").update(JSON.stringify([connection.appliance, stack, what]));
    return new PendingCreate(stateFolder("begun"), digest.digest("hex").slice(0, 32));
  }

  /** What was there when an equal creation began whose end nobody saw; undefined where there was none. */
  left(): ReadonlySet<string> | undefined {
    const known = this.files().flatMap((path) => {
      const file = load(path);
      return file && Date.now() - file.at < longestMs ? [file.known] : [];
    });
    return known.length > 0 ? new Set(known.flat()) : undefined;
  }

  /** @param known ids of objects that are there already, and are not what is made now */
  begin(known: Iterable<string>): void {
    const begun: File = { at: Date.now(), known: [...known] };
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(this.mine, JSON.stringify(begun), { mode: 0o600 });
      underWay.add(this.mine);
    } catch {
      // Then a crash in the next second leaves an object that has to be adopted by hand.
    }
  }

  /** Nobody knows how it ended: it is left for the next one. */
  leave(): void {
    underWay.delete(this.mine);
  }

  end(): void {
    this.leave();
    for (const path of this.files()) rmSync(path, { force: true });
  }

  private get mine(): string {
    return join(this.folder, `${this.digest}-${process.pid}.json`);
  }

  /** Of processes that are gone, and of this one where it is not at it. */
  private files(): string[] {
    const equal = namesIn(this.folder).filter((name) => name.startsWith(`${this.digest}-`));
    return equal.map((name) => join(this.folder, name)).filter((path) => !isAtIt(path));
  }
}

interface File {
  at: number;
  known: string[];
}

const underWay = new Set<string>();
/** After this time nobody comes back to an interrupted `up`. */
const longestMs = 24 * 3600_000;

function isAtIt(path: string): boolean {
  const pid = Number(/-(\d+)\.json$/.exec(path)?.[1]);
  if (pid === process.pid) return underWay.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function load(path: string): File | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as File;
  } catch {
    return undefined;
  }
}
