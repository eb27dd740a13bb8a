/** One request as the lab saw it. Credentials, cookies and headers are never kept. */
export interface Entry {
  /** Number of the request, counting from 1; `clear()` does not start it again. */
  n: number;
  /** The lab's time, in milliseconds since 1970. */
  at: number;
  vendor: string;
  method: string;
  /** Below the appliance's prefix, without the query. */
  path: string;
  query: Record<string, string>;
  /** The parsed JSON, or the text where it is none; undefined without a body and for a login. */
  body: unknown;
  /** Status of the answer; 0 where the connection was cut. */
  status: number;
  /** What a fault did to this request, in words. */
  fault?: string;
  /** When its work was done, counting from 1 over all requests; missing where none was done (yet). */
  done?: number;
  /** The appliance could have been changed: neither a read nor a login or logout. */
  write: boolean;
}

/** Which requests are meant; what is left out matches everything. A string is the whole method or path. */
export interface Filter {
  vendor?: string;
  method?: string | RegExp;
  path?: string | RegExp;
}

/** Whether a request belongs to what a filter means. */
export function matches(filter: Filter, vendor: string, method: string, path: string): boolean {
  if (filter.vendor !== undefined && filter.vendor !== vendor) return false;
  return fits(filter.method, method) && fits(filter.path, path);
}

function fits(wanted: string | RegExp | undefined, found: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? wanted === found : found.search(wanted) >= 0;
}

/** Every request that reached the lab, in the order of arrival. */
export class Journal {
  private entries: Entry[] = [];
  private last = 0;
  private works = 0;

  /** Opens an entry; its status is filled in when the answer leaves. */
  open(entry: Omit<Entry, "n" | "status">): Entry {
    this.last += 1;
    const opened = { n: this.last, ...entry, status: 0 };
    this.entries.push(opened);
    return opened;
  }

  /** The work of a request begins, and with it ends: nothing else happens in between. */
  worked(entry: Entry): void {
    this.works += 1;
    entry.done = this.works;
  }

  list(filter: Filter = {}): Entry[] {
    return this.entries.filter((entry) => matches(filter, entry.vendor, entry.method, entry.path));
  }

  count(filter: Filter = {}): number {
    return this.list(filter).length;
  }

  /** Everything that is neither a read nor a login or logout. */
  writes(filter: Filter = {}): Entry[] {
    return this.list(filter).filter((entry) => entry.write);
  }

  clear(): void {
    this.entries = [];
  }
}
