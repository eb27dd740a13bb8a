import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { ideco } from "pulumi-perimeter";

const file = readFileSync(join(__dirname, "policy.csv"), "utf8");
const lines: Record<string, string>[] = parse(file, {
  bom: true,
  columns: true,
  comment: "#",
  comment_no_infix: true,
  skip_empty_lines: true,
  trim: true,
});
const items = (cell = "") => cell.split(";").map((item) => item.trim());
const zone = (cell = "") => (cell === "" ? "any" : `interface.${cell}`);

// The order of the file is the order of the table: each rule stands below the one before it.
let previous: ideco.ForwardRule | undefined;
for (const { name = "", action, from = "", to = "", service, when, off, comment, ...line } of lines) {
  previous = new ideco.ForwardRule(name, {
    action: action as "accept" | "drop",
    enabled: off !== "off",
    sourceAddresses: items(from.replace(/^!/, "")),
    sourceAddressesNegate: from.startsWith("!"),
    destinationAddresses: items(to.replace(/^!/, "")),
    destinationAddressesNegate: to.startsWith("!"),
    services: items(service),
    incomingInterface: zone(line.in),
    outgoingInterface: zone(line.out),
    ...(when && { timetable: items(when) }),
    // The name stands first, so that a rule can be found by it in the appliance's own pages.
    comment: comment ? `${name}: ${comment}` : name,
    position: previous ? { after: previous.id } : { first: true },
  });
}
