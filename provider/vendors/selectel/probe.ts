import type { Context } from "../../kernel/context";
import type { Fact } from "../../kernel/report";
import { someOf } from "../../kernel/wording";
import { LivePorts } from "./live-ports";
import { placeOfPort } from "./ports";

/** What `perimeter check` tells of an account. Monitored addresses without an open port are not listed by the service. */
export async function probe(ctx: Context): Promise<Fact[]> {
  const ports = await LivePorts.of(ctx).look();
  const unknown = ports.filter(({ known }) => !known);
  return [
    { name: "addresses", value: new Set(ports.map(({ ip }) => ip)).size },
    {
      name: "openPorts",
      value: ports.length,
      ...(unknown.length > 0 && {
        warning: `open ports without the KNOWN tag: ${someOf(unknown.map(placeOfPort), mostNamed)}`,
      }),
    },
  ];
}

const mostNamed = 20;
