import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";
import { endsOf } from "./concrete";
import { portNumber } from "./port";
import { numberIn } from "./shapes";

export const portRangeKind: AliasKind = {
  noun: "range of ports",
  path: "port_ranges",
  prefix: "port_range",
  fields: {
    start: field(portNumber, "The first port of the range, 1 to 65535."),
    end: field(portNumber, "The last port of the range, not below `start`."),
  } satisfies Fields,
  encode: ({ start, end }) => ({ start, end }),
  decode(item) {
    const [start, end] = endsOf(item).map(numberIn);
    return { start, end };
  },
};

export const portRangeAlias = defineAlias(
  portRangeKind,
  {
    name: "PortRangeAlias",
    doc: "A range of ports as an object.",
    exampleId: "port_range.id.1",
    example: { title: "RTP", start: 16384, end: 32767 },
  },
  ({ start, end }, report) => {
    if (typeof start === "number" && typeof end === "number" && start > end) {
      report(["end"], `found ${end}, allowed: a port not below start, which is ${start}`);
    }
  },
);
