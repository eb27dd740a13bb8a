import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asPerimeterError } from "./errors";
import type { Log } from "./log";
import { discard, stateFolder } from "./statefolder";
import { canonicalText } from "./values";

/**
 * A creation that was begun, in a file of this machine until the process ends in order: only then the engine surely has
 * what it was told. A process that is killed in the middle, or a moment after the good answer, can tell the state
 * nothing: the next one finds the file, and takes the object for ours instead of making a second one.
 * A help only: where no file can be written, all else goes on, and the user is told once.
 */
export class PendingCreate {
  private mine?: string;

  private constructor(
    private readonly ctx: NoteContext,
    private readonly digest: string,
  ) {}

  /**
   * One of this stack, on this appliance.
   * @param what everything that tells this creation from others of the stack on the appliance
   */
  static of(ctx: NoteContext, what: unknown): PendingCreate {
    const { connection, stack = "" } = ctx;
    // The engine gives the fields of inputs in another order than a program.
    const digest = createHash("sha256").update(canonicalText([connection.appliance, stack, what]));
    return new PendingCreate(ctx, digest.digest("hex").slice(0, 32));
  }

  /** The process ends in order: what was made in it is in the state. */
  static close(connection: NotedConnection): void {
    for (const path of madeOn(connection)) forget(path);
    madeOn(connection).clear();
  }

  /** What was there when an equal creation began whose end no state has seen; undefined where there was none. */
  left(): ReadonlySet<string> | undefined {
    const files = this.files().flatMap((path) => {
      const file = load(path);
      return file && Date.now() - file.at < longestMs ? [file] : [];
    });
    if (files.length === 0) return undefined;
    const known = new Set(files.flatMap((file) => file.known));
    // What one of them had just made was there when an equal one began after it.
    for (const { made } of files) if (made !== undefined) known.delete(made);
    return known;
  }

  /** @param known ids of objects that are there already, and are not what is made now */
  begin(known: Iterable<string>): void {
    this.write({ at: Date.now(), known: [...known] });
  }

  /** It was made, or one that an earlier process left was taken for it. */
  made(id: string): void {
    const earlier = this.files();
    if (this.mine === undefined && earlier.length === 0) return;
    const known = (this.mine && load(this.mine)?.known) || [...(this.left() ?? [])];
    this.write({ at: Date.now(), known, made: id });
    if (this.mine) madeOn(this.ctx.connection).add(this.mine);
    for (const path of earlier) forget(path);
  }

  /**
   * Does a creation that is noted from its beginning on.
   * @param known ids of objects that are there already
   * @param id what it is called once it was made
   */
  async during<T>(known: Iterable<string>, id: string, work: () => Promise<T>): Promise<T> {
    this.begin(known);
    try {
      const result = await work();
      this.made(id);
      return result;
    } catch (thrown) {
      const { incomplete, outcomeUnknown } = asPerimeterError(thrown);
      if (incomplete) this.made(id);
      else if (outcomeUnknown) this.leave();
      else this.end();
      throw thrown;
    }
  }

  /** Nobody knows how it ended: it is left for the next one. */
  leave(): void {
    if (this.mine) underWay.delete(this.mine);
  }

  /** It surely was not made. */
  end(): void {
    this.leave();
    for (const path of [...this.files(), ...(this.mine ? [this.mine] : [])]) forget(path);
  }

  private write(file: File): void {
    try {
      const folder = stateFolder("begun");
      this.mine ??= join(folder, `${this.digest}-${counted()}-${process.pid}.json`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(this.mine, JSON.stringify(file), { mode: 0o600 });
      underWay.add(this.mine);
    } catch (thrown) {
      this.mine = undefined;
      this.warn(thrown);
    }
  }

  private warn(thrown: unknown): void {
    const said = this.ctx.connection.singleton("notes of creations", () => ({ isSaid: false }));
    if (said.isSaid) return;
    said.isSaid = true;
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    this.ctx.log.warn(
      `no notes of creations can be kept on this machine (${code}): if this run is killed, look on the appliance for objects that were made twice. XDG_STATE_HOME names a folder that can be written.`,
    );
  }

  /** Of processes that are gone, and of this one where it is not at it. */
  private files(): string[] {
    try {
      const folder = stateFolder("begun");
      const equal = readdirSync(folder).filter((name) => name.startsWith(`${this.digest}-`));
      return equal.map((name) => join(folder, name)).filter((path) => !isAtIt(path));
    } catch {
      return [];
    }
  }
}

interface NoteContext {
  readonly connection: NotedConnection;
  readonly log: Log;
  readonly stack?: string | undefined;
}

/** What a note needs of the connection, which itself ends the notes. */
interface NotedConnection {
  /** Which appliance it is, whatever its name. */
  readonly appliance: string;
  singleton<T>(key: string, make: () => T): T;
}

interface File {
  at: number;
  known: string[];
  /** The id, where the creation was answered well. */
  made?: string;
}

const underWay = new Set<string>();
/** After this time nobody comes back to an interrupted `up`. */
const longestMs = 24 * 3600_000;

let count = 0;
function counted(): number {
  count += 1;
  return count;
}

/** Files of creations of this process that were answered well. */
function madeOn(connection: NotedConnection): Set<string> {
  return connection.singleton("creations that were made", () => new Set<string>());
}

function forget(path: string): void {
  underWay.delete(path);
  discard(path);
}

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

function load(path: string): File | undefined {
  try {
    const file: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isFile(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function isFile(file: unknown): file is File {
  const { at, known } = (file ?? {}) as Partial<File>;
  return typeof at === "number" && Array.isArray(known);
}
