import { ideco } from "pulumi-perimeter";
import { readPolicy } from "./policy";

// The order of the file is the order of the table: each rule stands below the one before it.
let previous: ideco.ForwardRule | undefined;
for (const { name, ...args } of readPolicy(__dirname)) {
  const position = previous ? { after: previous.id } : { first: true };
  previous = new ideco.ForwardRule(name, { ...args, position });
}
