import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { numberIn } from "./shapes";

export const portNumber = z.int().min(1).max(65535);

export const portKind: AliasKind = {
  noun: "port",
  path: "ports",
  prefix: "port",
  fields: { port: field(portNumber, "The port, 1 to 65535.") } satisfies Fields,
  encode: ({ port }) => ({ value: port }),
  decode: ({ value }) => ({ port: numberIn(value) }),
};

export const portAlias = defineAlias(portKind, {
  name: "PortAlias",
  doc: "One port as an object.",
  exampleId: "port.id.4",
  example: { title: "RDP", port: 3389 },
});
