// Type-checks files with any TypeScript from 3.8 on: typecheck.cjs <typescript.js> <compiler options as JSON> <file…>
// Prints `file:line code message` of each error, one a line.
const { basename, join } = require("node:path");

const [typescript, options, ...files] = process.argv.slice(2);
const ts = require(typescript);
const converted = ts.convertCompilerOptionsFromJson(JSON.parse(options), process.cwd());
const program = ts.createProgram(files, { ...converted.options, noEmit: true });
// These files and what they take of this package. Pulumi too bears faults in the types of other packages, which may
// be too new for its TypeScript.
const dist = join(__dirname, "..", "..", "dist");
const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(dist));
if (ours.length === 0) console.log("no types of this package were found");
const own = [...files.map((file) => program.getSourceFile(file)), ...ours].flatMap((source) => [
  ...program.getSyntacticDiagnostics(source),
  ...program.getSemanticDiagnostics(source),
]);
for (const { file, start, code, messageText } of [
  ...converted.errors,
  ...program.getOptionsDiagnostics(),
  ...own,
]) {
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  const message = ts.flattenDiagnosticMessageText(messageText, " ").split("\n")[0];
  console.log(`${file ? basename(file.fileName) : "options"}:${line} ${code} ${message}`);
}
