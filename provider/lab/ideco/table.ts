/** A rule as a table keeps it: its identifier and whatever else. */
export interface Row {
  readonly id: number;
}

/**
 * An ordered rule table, as a value: every change gives a new one. Rules from a central console stand above and
 * below the local ones and never change by the appliance's own interface.
 */
export interface Table<R extends Row> {
  readonly above: readonly R[];
  readonly local: readonly R[];
  readonly below: readonly R[];
  /** The highest identifier that was ever given; identifiers are never used again. */
  readonly lastId: number;
}

export type Mistake = "unknown id" | "unknown anchor" | "central console" | "itself";

/** A change that the table does not take. */
export class TableError extends Error {
  constructor(
    readonly mistake: Mistake,
    readonly id: number,
  ) {
    super(`${mistake}: ${id}`);
  }
}

export interface Anchor {
  readonly id: number;
  /** True: right below the anchor. False: at its place, which is right above it. */
  readonly after: boolean;
}

/** `lastId`: after which its identifiers begin. */
export function emptyTable<R extends Row>(lastId = 0): Table<R> {
  return { above: [], local: [], below: [], lastId };
}

/** All rules from top to bottom. */
export function rows<R extends Row>(table: Table<R>): readonly R[] {
  if (table.above.length === 0 && table.below.length === 0) return table.local;
  return [...table.above, ...table.local, ...table.below];
}

export function find<R extends Row>(table: Table<R>, id: number): R | undefined {
  return [table.local, table.above, table.below].flatMap(
    (part) => part.find((row) => row.id === id) ?? [],
  )[0];
}

/** Adds a local rule; without an anchor at the end of the local ones. */
export function insert<R extends Row>(table: Table<R>, fields: Omit<R, "id">, anchor?: Anchor): Table<R> {
  const id = table.lastId + 1;
  const row = { id, ...fields } as R;
  const index = anchor === undefined ? table.local.length : placeOf(table, anchor);
  return { ...table, local: table.local.toSpliced(index, 0, row), lastId: id };
}

/** Adds a rule of the central console at the end of its block. */
export function insertConsole<R extends Row>(
  table: Table<R>,
  fields: Omit<R, "id">,
  block: "above" | "below",
): Table<R> {
  const id = table.lastId + 1;
  return { ...table, [block]: [...table[block], { id, ...fields } as R], lastId: id };
}

/** Replaces the content of a local rule. */
export function edit<R extends Row>(table: Table<R>, id: number, fields: Omit<R, "id">): Table<R> {
  return { ...table, local: table.local.with(localIndex(table, id), { id, ...fields } as R) };
}

export function move<R extends Row>(table: Table<R>, id: number, anchor: Anchor): Table<R> {
  const from = localIndex(table, id);
  if (anchor.id === id) throw new TableError("itself", id);
  const row = table.local[from] as R;
  const without = { ...table, local: table.local.toSpliced(from, 1) };
  return { ...without, local: without.local.toSpliced(placeOf(without, anchor), 0, row) };
}

export function remove<R extends Row>(table: Table<R>, id: number): Table<R> {
  return { ...table, local: table.local.toSpliced(localIndex(table, id), 1) };
}

function localIndex<R extends Row>(table: Table<R>, id: number): number {
  const index = table.local.findIndex((row) => row.id === id);
  if (index >= 0) return index;
  throw new TableError(find(table, id) ? "central console" : "unknown id", id);
}

/**
 * Where among the local rules an anchor points to. A rule of the central console can be the anchor only at the
 * border of its block: a local rule never stands among them.
 */
function placeOf<R extends Row>(table: Table<R>, anchor: Anchor): number {
  const all = rows(table);
  const found = all.findIndex((row) => row.id === anchor.id);
  if (found < 0) throw new TableError("unknown anchor", anchor.id);
  const index = found + (anchor.after ? 1 : 0) - table.above.length;
  if (index < 0 || index > table.local.length) throw new TableError("central console", anchor.id);
  return index;
}
