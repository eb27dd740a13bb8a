import { Clock } from "./clock";

type Restore = () => void;

/**
 * What an object and everything that hangs on it held at a moment, to be put back into the very same objects. Maps,
 * sets, arrays and the fields of objects are kept; functions, forms of bodies and the clock are not state.
 */
export class Memento {
  private readonly parts: Restore[] = [];

  constructor(root: object) {
    const seen = new Set<object>([root]);
    // A set grows while it is walked through.
    for (const one of seen) {
      const [values, restore] = kept(one);
      this.parts.push(restore);
      for (const value of values) if (isState(value)) seen.add(value);
    }
  }

  restore(): void {
    for (const restore of this.parts) restore();
  }
}

function kept(one: object): [values: unknown[], restore: Restore] {
  if (one instanceof Map) {
    const entries = [...one];
    const restore = () => {
      one.clear();
      for (const [key, value] of entries) one.set(key, value);
    };
    return [entries.flat(), restore];
  }
  if (one instanceof Set) {
    const values = [...one];
    const restore = () => {
      one.clear();
      for (const value of values) one.add(value);
    };
    return [values, restore];
  }
  if (Array.isArray(one)) {
    const values = one.slice();
    const restore = () => {
      one.length = 0;
      for (const value of values) one.push(value);
    };
    return [values, restore];
  }
  const fields = Object.entries(one);
  return [fields.map(([, value]) => value), () => putBack(one as Record<string, unknown>, fields)];
}

function putBack(one: Record<string, unknown>, fields: [string, unknown][]): void {
  const names = new Set(fields.map(([name]) => name));
  for (const name of Object.keys(one)) if (!names.has(name)) delete one[name];
  for (const [name, value] of fields) if (one[name] !== value) one[name] = value;
}

function isState(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return false;
  const isForm = "_zod" in value;
  return !isForm && !(value instanceof Clock || value instanceof Date || value instanceof RegExp);
}

interface Past {
  at: number;
  before: Memento;
}

/** What an appliance held before each of its latest changes, for reads that lag behind. */
export class Lagging {
  private past: Past[] = [];

  constructor(private readonly appliance: object) {}

  /** Before a change: what is older than the longest lag that is asked for is forgotten. */
  remember(longestMs: number): void {
    const now = Date.now();
    this.past = this.past.filter(({ at }) => at > now - longestMs);
    if (longestMs > 0) this.past.push({ at: now, before: new Memento(this.appliance) });
  }

  /** Reads what the appliance held so long ago. What is read has to be complete when `read` returns. */
  during<T>(lagMs: number, read: () => T): T {
    const since = Date.now() - lagMs;
    const old = this.past.find(({ at }) => at > since);
    if (!old) return read();
    const present = new Memento(this.appliance);
    old.before.restore();
    try {
      return structuredClone(read());
    } finally {
      present.restore();
    }
  }
}
