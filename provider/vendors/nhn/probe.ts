import type { Context } from "../../kernel/context";
import type { Fact } from "../../kernel/report";
import { getVms } from "./get-vms";

/** What `perimeter check` tells of a project: what is enrolled, by its status, and what isn't. */
export async function probe(ctx: Context): Promise<Fact[]> {
  const [enrolled, others] = await Promise.all([true, false].map((applied) => targets(ctx, applied)));
  const byStatus: Record<string, number> = {};
  for (const { status } of enrolled ?? []) byStatus[status] = (byStatus[status] ?? 0) + 1;
  const odd = (enrolled ?? []).filter(({ status }) => status === "unknown").map(({ rawStatus }) => rawStatus);
  return [
    {
      name: "enrolled",
      value: byStatus,
      ...(odd.length > 0 && {
        warning: `status words that nobody here knows: ${[...new Set(odd)].join(", ")}`,
      }),
    },
    { name: "notEnrolled", value: others?.length ?? 0 },
  ];
}

async function targets(
  ctx: Context,
  applied: boolean,
): Promise<Array<{ status: string; rawStatus: string }>> {
  return (await getVms.call(ctx, { applied })).items;
}
