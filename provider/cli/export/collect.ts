import { catalogue } from "../../catalogue";
import { Claims, claimsOf } from "../../kernel/claims";
import { invalid, isRefusal } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import type { Resource } from "../../kernel/resource";
import { type Path, type Properties, pruned } from "../../kernel/values";
import type { Configured, ConnectionTarget } from "../connections";
import type { CommandSession } from "../session";
import { ResourceNames, slug } from "./names";

/** How a program says which objects it means. */
export type Wording = "references" | "words" | "ids";

/** An object of an appliance as a resource. */
export interface Exported {
  definition: Resource;
  /** Unique among all of them. */
  name: string;
  /** The vendor's id. */
  id: string;
  /** As an import would read it. */
  inputs: Properties;
  /** Inputs and outputs as the state has them. */
  state: Properties;
  /** What a program says that takes the object over by itself. */
  adopting: Properties;
  /** Where the inputs hold the id of another one of the program. */
  places: ReadonlyArray<{ path: Path; id: string }>;
  /** The object as a text file, where it has such a form. */
  text?: { file: string; text: string } | undefined;
  /** What of the object is not understood, and so in no form of it. */
  remarks: string[];
  protect: boolean;
}

/**
 * Everything on an appliance that can be listed, each object once: what a whole table holds is in no resource of its
 * own. Objects come before what may name them.
 * @throws `invalid` for a vendor of which nothing can be listed
 */
export async function collect(
  session: CommandSession,
  config: Configured,
  target: ConnectionTarget,
  wording: Wording,
): Promise<Exported[]> {
  const kinds = catalogue.resources.filter(({ vendor, list }) => vendor === target.vendor && list);
  if (kinds.length === 0) {
    throw invalid(
      `${target.vendor.title} can't be exported: its interface has no call that lists what there is`,
    );
  }
  const claims = new Claims();
  const names = new ResourceNames();
  const found = new Map<Resource, Seen[]>();
  // Whole ones claim first; in the result those come first that others name, and tables last, which name objects.
  const isWhole = ({ exported }: Resource) => exported?.whole ?? false;
  const isNamed = ({ exported }: Resource) => exported?.isNamed ?? false;
  const order = [...kinds.filter(isWhole), ...kinds.filter((definition) => !isWhole(definition))];
  for (const definition of order) {
    session.signal.throwIfAborted();
    found.set(definition, await ofOneKind(session, config, target, definition, { claims, names }));
  }
  const single = order.filter((each) => !isWhole(each));
  const inOrder = [
    ...single.filter(isNamed),
    ...single.filter((each) => !isNamed(each)),
    ...order.filter(isWhole),
  ];
  const all = inOrder.flatMap((definition) => found.get(definition) ?? []);
  const ids = new Set(all.filter(({ definition }) => isNamed(definition)).map(({ id }) => id));
  const isMeant = { ids: () => true, words: () => false, references: (id: string) => ids.has(id) }[wording];
  return all.map((seen) => written(seen, isMeant, wording === "references"));
}

/** An object as it was read. */
type Seen = Omit<Exported, "state" | "adopting" | "places" | "text"> & {
  /** Inputs and outputs as the state should have them. */
  said: { inputs: Properties; outputs: Properties };
  adoption: Properties;
};

function written(
  { said, adoption, ...one }: Seen,
  isMeant: (id: string) => boolean,
  withReferences: boolean,
): Exported {
  const { exported } = one.definition;
  const of = (inputs: Properties) =>
    exported?.withIdsOf?.(inputs, said.outputs, isMeant) ?? { inputs, outputs: said.outputs, places: [] };
  const { inputs, outputs, places } = of(said.inputs);
  return {
    ...one,
    inputs: of(one.inputs).inputs,
    state: pruned({ ...outputs, ...inputs }) as Properties,
    text: exported?.asText?.(inputs),
    adopting: { ...inputs, ...adoption },
    places: withReferences ? places : [],
  };
}

async function ofOneKind(
  session: CommandSession,
  config: Configured,
  target: ConnectionTarget,
  definition: Resource,
  { claims, names }: { claims: Claims; names: ResourceNames },
): Promise<Seen[]> {
  const { runtime } = config;
  const options = { signal: session.signal, log: session.log };
  const query = { connection: target.name };
  const listed = await unlessRefused(session, definition, () =>
    lifecycle.list(runtime, definition, query, options),
  );
  const result: Seen[] = [];
  const [plain, namesakes] = [new Claims(), new Set<string>()];
  for (const { id, name } of listed) {
    const seen = await lifecycle.read(runtime, definition, id, query, options);
    const own =
      definition.exported?.write ?? ((inputs: Properties, outputs: Properties) => ({ inputs, outputs }));
    const said = seen && own(seen.inputs, seen.outputs);
    if (!seen || !said) continue;
    const owner = seen.id;
    const adopting = adoption(definition, owner);
    const claimed = claimsOf(definition, { ...seen.inputs, ...adopting });
    if (claims.claim(`${definition.token} ${owner}`, target.id, claimed)) continue;
    const rival = plain.claim(owner, target.id, claimsOf(definition, seen.inputs));
    if (rival) namesakes.add(owner).add(rival.owner);
    const remarks = (await definition.exported?.remarks?.(config.context(target), id)) ?? [];
    for (const remark of remarks) session.note(remark);
    result.push({
      definition,
      name: names.unique(nameOf(definition, seen.id, name), definition.name),
      id: seen.id,
      inputs: pruned(seen.inputs) as Properties,
      said,
      adoption: adopting,
      remarks,
      protect: definition.exported?.protect ?? false,
    });
  }
  // Two of one name are told apart in every form of program.
  return result.map((one) =>
    namesakes.has(one.id) ? { ...one, inputs: { ...one.inputs, ...adoption(definition, one.id) } } : one,
  );
}

/** What has no title goes by its kind: `known-ports-192-0-2-7`, and a setting by its own name. */
function nameOf({ name }: Resource, id: string, title: string): string {
  return title !== id || slug(name) === slug(id) ? title : `${name} ${title}`;
}

/** What is not an input stands in the state's outputs alone. */
function adoption(definition: Resource, id: string): Properties {
  if ("adoptId" in definition.inputs) return { adoptId: id };
  return "adopt" in definition.inputs ? { adopt: true } : {};
}

/** A version of the appliance, or an account, may lack a kind of objects; the others are exported nevertheless. */
async function unlessRefused<T>(
  session: CommandSession,
  { token }: Resource,
  look: () => Promise<T[]>,
): Promise<T[]> {
  try {
    return await look();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    session.note(`${token} is left out: ${thrown.message}`);
    return [];
  }
}
