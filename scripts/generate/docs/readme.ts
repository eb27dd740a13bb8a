import { commandLine } from "../../../provider/cli/commands";
import { commonSettings } from "../../../provider/kernel/connections";
import { type FieldNode, publicNodes } from "../../../provider/kernel/fields";
import type { DataFunction } from "../../../provider/kernel/function";
import type { Catalogue } from "../../../provider/kernel/parts";
import type { Resource } from "../../../provider/kernel/resource";
import { anchor, table } from "./markdown";

/** The README with its generated parts made anew. */
export function readmeWith(readme: string, catalogue: Catalogue): string {
  const parts: Record<string, string> = {
    connections: connectionsTable(catalogue),
    catalogue: catalogueTables(catalogue),
    commands: commandsTable(),
  };
  return Object.entries(parts).reduce((text, [name, part]) => replaced(text, name, part), readme);
}

function replaced(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->\n`, "<!-- end -->"];
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`README.md has no place for the generated part "${name}"`);
  return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
}

/** What a vendor asks for besides its required fields. */
const alternatives: Record<string, string> = { nhn: "`region` or `endpoint`" };

function connectionsTable({ vendors }: Catalogue): string {
  const rows = vendors.map(({ name, settings }) => {
    const nodes = publicNodes(settings);
    const named = (isOptional: boolean) =>
      nodes.filter((node) => node.optional === isOptional).map(fieldText);
    const required = [...named(false), ...[alternatives[name] ?? []].flat()];
    return [`[${name}](docs/reference.md#${name}-connection)`, required.join(", "), named(true).join(", ")];
  });
  const common = publicNodes(commonSettings).filter(({ name }) => name !== "vendor");
  return `${table(["vendor", "required", "optional"], rows)}\nAll also take ${common.map(fieldText).join(", ")}.\n`;
}

function fieldText(node: FieldNode): string {
  const fallback =
    node.default === undefined || node.default === "" ? "" : ` (\`${JSON.stringify(node.default)}\`)`;
  return `\`${node.name}\`${fallback}`;
}

function catalogueTables(catalogue: Catalogue): string {
  return catalogue.vendors
    .map((vendor) => {
      const resources = catalogue.resources.filter((each) => each.vendor === vendor && !each.deprecated);
      const functions = catalogue.functions.filter((each) => each.vendor === vendor);
      const rows = [...resources, ...functions].map((each) => [linked(each), firstSentence(each.doc)]);
      return `#### perimeter.${vendor.name}\n\n${table(["name", "what it is"], rows)}`;
    })
    .join("\n");
}

function linked({ vendor, name }: Resource | DataFunction): string {
  return `[${name}](docs/reference.md#${anchor(`${vendor.name}.${name}`)})`;
}

function firstSentence(doc: string): string {
  return /^.*?[.](?=\s|$)/s.exec(doc)?.[0] ?? doc;
}

function commandsTable(): string {
  const { commands } = commandLine(async () => {});
  const rows = commands.map((command) => [
    `\`perimeter ${command.name()} ${command.usage()}\``,
    command.summary(),
  ]);
  return table(["command", "what it does"], rows);
}
