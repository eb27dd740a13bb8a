import { type Properties, valueAt } from "../../kernel/values";
import { version } from "../../version";
import type { Exported } from "./collect";
import { slug } from "./names";
import { stackFile } from "./state";
import { argumentsOf, ExportedReference, program, type Statement } from "./typescript";
import { yamlProgram, yamlResources, yamlText } from "./yaml";

export type ExportForm = "import" | "typescript" | "typescript-native" | "yaml" | "csv";

/** What is exported, from where, and into which stack. */
export interface ExportRun {
  connection: string;
  vendor: string;
  /** The program has to name the connection, as there are others of its vendor. */
  named: boolean;
  stack: string;
  objects: readonly Exported[];
}

/** The files of a form, by their names. */
export function filesOf(form: ExportForm, given: ExportRun): Record<string, string> {
  const project = slug(`perimeter ${given.connection}`);
  const importFile = { "import.json": json(importsOf(given)) };
  if (form === "import") return importFile;
  if (form === "csv") {
    return Object.fromEntries(given.objects.flatMap(({ text }) => (text ? [[text.file, text.text]] : [])));
  }
  const common = { "README.md": readme(form, given), ".gitignore": "node_modules/\n" };
  if (form === "yaml") {
    const statements = nativeStatements(given);
    const resources = yamlResources(statements, given.vendor);
    return {
      "Pulumi.yaml": yamlProgram({ name: project, runtime: "yaml", ...plugin, resources }, statements),
      "package.json": json(packageOf(project, ["pulumi-perimeter"])),
      ...importFile,
      ...common,
    };
  }
  const isNative = form === "typescript-native";
  const module = isNative ? "pulumi-perimeter/native" : "pulumi-perimeter";
  const statements = isNative ? nativeStatements(given) : dynamicStatements(given);
  const comment = `What \`perimeter export\` found on ${given.connection}.`;
  return {
    "index.ts": program(statements, { module, vendor: given.vendor, comment }),
    "Pulumi.yaml": yamlText({ name: project, runtime: "nodejs", ...(isNative ? plugin : {}) }),
    "package.json": json({ ...packageOf(project, ["@pulumi/pulumi", "pulumi-perimeter"]), ...compilers }),
    "tsconfig.json": json(tsconfig),
    ...(isNative ? importFile : { "stack.json": json(stackFile(given.objects, project, given.stack)) }),
    ...common,
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** With it every command finds the provider, also those that don't run the program. */
const plugin = { plugins: { providers: [{ name: "perimeter", path: "node_modules/pulumi-perimeter" }] } };

const versions: Record<string, string> = { "@pulumi/pulumi": "^3.216.0", "pulumi-perimeter": `^${version}` };

function packageOf(name: string, packages: string[]) {
  return {
    name,
    private: true,
    main: "index.ts",
    dependencies: Object.fromEntries(packages.map((each) => [each, versions[each]])),
  };
}

const compilers = { devDependencies: { "@types/node": "^20.0.0", typescript: "^5.0.0" } };

const tsconfig = {
  compilerOptions: {
    target: "ES2022",
    module: "Node16",
    moduleResolution: "Node16",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
  },
  include: ["."],
};

/** For `pulumi import --file`. */
function importsOf(given: ExportRun) {
  return {
    resources: given.objects.map((object) => ({
      type: `perimeter:${object.definition.token}`,
      name: object.name,
      id: importId(given, object),
    })),
  };
}

function importId({ connection, named }: ExportRun, { id }: Exported): string {
  return named ? `${connection}/${id}` : id;
}

/** What a program says of an object. */
function statement(
  given: ExportRun,
  object: Exported,
  inputs: Properties,
  options: Statement["options"],
): Statement {
  return {
    type: object.definition.name,
    name: object.name,
    remarks: object.remarks,
    args: withReferences(given, object, connected(given, argumentsOf(object, inputs, given.named))),
    options: { ...(object.protect && { protect: true }), ...options },
  };
}

/** The ids of other resources of the program as references to them. */
function withReferences(
  { objects }: ExportRun,
  { places }: Exported,
  args: Statement["args"],
): Statement["args"] {
  if (places.length === 0) return args;
  const names = new Map(objects.map(({ id, name }) => [id, name]));
  const result = structuredClone(args);
  for (const { path, id } of places) {
    const name = names.get(id);
    const holder = valueAt(result, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
    if (name !== undefined && holder) holder[path.at(-1) ?? ""] = new ExportedReference(name);
  }
  return result;
}

/** Takes over what is there when it is created, with no write. */
function dynamicStatements(given: ExportRun): Statement[] {
  return given.objects.map((object) => statement(given, object, object.adopting, {}));
}

/** Imports what is there, which sends nothing whatever the resource. */
function nativeStatements(given: ExportRun): Statement[] {
  return given.objects.map((object) =>
    statement(given, object, object.inputs, { import: importId(given, object) }),
  );
}

/** A program says the connection's name, where the state has its id. */
function connected({ connection, named }: ExportRun, args: Statement["args"]): Statement["args"] {
  return named ? { ...args, connection } : args;
}

function readme(form: ExportForm, { connection, stack, objects }: ExportRun): string {
  const first =
    form === "typescript"
      ? [`pulumi stack import --file stack.json   # the first preview shows no change`, "pulumi preview"]
      : ["pulumi preview                          # each object is imported; nothing is sent", "pulumi up"];
  const after =
    form === "typescript"
      ? "Without `stack.json` the first `pulumi up` takes everything over by itself (`adoptId`, `adopt`), with no write. Once a\nstack has the objects these arguments may go."
      : "`pulumi import --file import.json --generate-code=false` does the same without the program. Once a stack has the objects\nthe option `import` may go.";
  return `# What is on ${connection}

${objects.length} objects, as \`perimeter export\` found them.

\`\`\`sh
npm install
pulumi stack init ${stack}
export PERIMETER_CONNECTIONS='{"${connection}": …}'   # or the stack's configuration perimeter:connections
${first.join("\n")}
\`\`\`

${after}

Tables and settings are protected: \`pulumi destroy\` refuses to touch them until \`protect\` goes.
`;
}
