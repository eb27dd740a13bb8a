import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/** A file that imports something. Files are `./` and their path below provider/; packages are named as they are. */
export interface Import {
  from: string;
  to: string;
}

/** What a room of provider/ may import from the others; `vendors/*` is one room for each vendor. */
const rooms: Record<string, string[]> = {
  kernel: [],
  policy: [],
  suricata: [],
  lab: [],
  "vendors/*": ["kernel", "policy", "suricata"],
  catalogue: ["kernel", "vendors/*"],
  version: ["generated"],
  program: ["kernel", "catalogue", "version", "generated"],
  process: ["kernel", "catalogue", "version"],
  generated: ["program", "kernel"],
  index: ["generated", "program", "kernel"],
  native: ["generated", "program", "kernel"],
  cli: ["kernel", "policy", "suricata", "catalogue", "vendors/*", "lab", "version"],
};

/** The rooms that know Pulumi. */
const pulumiRooms = ["program", "process", "generated", "index", "native"];

/** Every import of every file below a folder, of types too. */
export function importsBelow(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return files.flatMap((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(folder, file), "utf8"), true, true);
    const from = `./${file.replace(/\.tsx?$/, "")}`;
    return importedFiles.map(({ fileName }) => ({ from, to: target(folder, file, fileName) }));
  });
}

function target(folder: string, file: string, name: string): string {
  return name.startsWith(".") ? `./${relative(folder, join(folder, dirname(file), name))}` : name;
}

/** The imports that the rules of the house forbid, as `from → to`. */
export function forbidden(imports: Import[]): string[] {
  return imports.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} → ${to}`);
}

function isAllowed({ from, to }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  if (!to.startsWith("./")) return !/^@(pulumi|grpc)\//.test(to) || pulumiRooms.includes(room);
  const other = roomOf(to);
  if (other === undefined) return false;
  if (room === "vendors/*" && other === room) return from.split("/")[2] === to.split("/")[2];
  return room === other || (rooms[room]?.includes(other) ?? false);
}

/** Undefined for what has no rules here: a new room has to get some. */
function roomOf(path: string): string | undefined {
  const [, first = ""] = path.split("/");
  const name = first === "vendors" ? "vendors/*" : first;
  return name in rooms ? name : undefined;
}

/** Every circle of imports, as the files in it; files that import each other through others are in one circle. */
export function circles(imports: Import[]): string[][] {
  const targets = new Map<string, string[]>();
  const files = new Set(imports.map(({ from }) => from));
  for (const { from, to } of imports) {
    const file = [to, `${to}/index`].find((each) => files.has(each));
    if (file !== undefined) targets.set(from, [...(targets.get(from) ?? []), file]);
  }
  return stronglyConnected([...files], (file) => targets.get(file) ?? []).filter((group) => group.length > 1);
}

/** Tarjan's algorithm. */
function stronglyConnected(nodes: string[], next: (node: string) => string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(node, Math.min(low.get(node) as number, low.get(other) as number));
    }
    if (low.get(node) === index.get(node)) groups.push(stack.splice(stack.indexOf(node)).sort());
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return groups;
}
