import { type Problem, problemText } from "./check";
import type { Context } from "./context";
import { asPerimeterError, invalid, isCategory, PerimeterError } from "./errors";
import { fieldNodes } from "./fields";
import type { Log } from "./log";
import type { Preview, Resource } from "./resource";
import type { ContextOptions, Runtime } from "./runtime";
import { containsUnknown, type Properties } from "./values";

/** What a look at the appliance can tell of a change before it is made. */

/** Notes and warnings are said, problems given back. */
export async function preview(
  runtime: Runtime,
  definition: Resource,
  inputs: Properties,
  state: Properties | undefined,
  options: ContextOptions,
): Promise<Problem[]> {
  const partly = !isComplete(definition, inputs);
  if (partly && containsUnknown(inputs.connection)) return [];
  if (!(partly ? definition.previewPartly : definition.preview)) return [];
  const log = options.log ?? runtime.log;
  const ctx = runtime.context(definition, connectionOf(inputs), options);
  try {
    const look = partly
      ? definition.previewPartly?.(ctx, inputs, state)
      : definition.preview?.(ctx, inputs, state);
    const foresight: Preview = (await look) ?? {};
    foresight.notes?.forEach((note) => void log.info(note));
    foresight.warnings?.forEach((warning) => void log.warn(warning));
    return foresight.problems ?? [];
  } catch (thrown) {
    // An error of a check would end the whole update; the change itself will say it, at its own resource.
    const isPassing = isCategory(thrown, "unavailable", "auth", "throttled", "vendor", "notFound");
    if (!isPassing || options.signal?.aborted) throw thrown;
    tellOnce(ctx, log, `the preview could not look at the appliance: ${thrown.message}`);
    return [];
  }
}

/** What keeps one look from the appliance keeps all of them: a stack of sixty resources says it once. */
function tellOnce({ connection }: Context, log: Log, message: string): void {
  const told = connection.singleton("told by previews", () => new Set<string>());
  if (told.has(message)) log.debug(message);
  else log.warn(message);
  told.add(message);
}

/**
 * Tells what an update would do; what speaks against it is an error. Not so in a refresh, which compares with the inputs
 * of the last `up`: it shows what it found, and that putting it back would be refused must not keep it from that.
 */
export async function previewUpdate(
  runtime: Runtime,
  definition: Resource,
  { id, olds, news }: { id: string; olds: Properties; news: Properties },
  options: ContextOptions,
): Promise<void> {
  const problems = await preview(runtime, definition, news, olds, options);
  if (problems.length > 0 && runtime.wasChecked(definition, news)) throw refused(problems);
  for (const problem of problems) (options.log ?? runtime.log).warn(refusedNext(definition, id, problem));
}

function refusedNext(definition: Resource, id: string, problem: Problem): string {
  return `${definition.token} ${id}: to put back what was found will be refused: ${problemText(problem)}`;
}

/** Problems found where no list of failures can be given back. */
function refused(problems: Problem[]): PerimeterError {
  return invalid(problems.map(problemText).join("; "));
}

/** What check adds after a look at the appliance; the preview itself says where it can't be reached. */
export async function checkedLive(
  runtime: Runtime,
  definition: Resource,
  inputs: Properties,
  options: ContextOptions,
): Promise<Properties> {
  if (!definition.checkLive || !isComplete(definition, inputs)) return {};
  try {
    return await definition.checkLive(runtime.context(definition, connectionOf(inputs), options), inputs);
  } catch (thrown) {
    const error = asPerimeterError(thrown);
    (options.log ?? runtime.log).debug(`${definition.token}: ${error.message}`);
    return {};
  }
}

/** Whether all inputs are known, so that a look at the appliance makes sense. */
export function isComplete(definition: Resource, inputs: Properties): boolean {
  return fieldNodes(definition.inputs).every((node) => !containsUnknown(inputs[node.name]));
}

/** The id of the connection that the state keeps. */
export function connectionOf(properties: Properties): string {
  const connection = properties.connection;
  if (typeof connection === "string") return connection;
  throw new PerimeterError({
    category: "invalid",
    message: "the state holds no connection for this object",
    advice: "Run `pulumi up` once, so that the state gets it.",
  });
}
