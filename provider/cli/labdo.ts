import { z } from "zod";
import { invalid, PerimeterError } from "../kernel/errors";
import { type Action, actions } from "../lab/hands";
import type { CommandSession, Outcome } from "./session";

/** `perimeter lab do`: asks a running lab to change something, or lists what it can do. */
export async function labDo(
  session: CommandSession,
  name: string | undefined,
  given: readonly string[],
  { url }: { url?: string },
): Promise<Outcome> {
  if (name === undefined) {
    if (session.json) session.printJson(actions.map(({ run: _run, ...action }) => action));
    else session.print(actions.map(described).join("\n"));
    return "fine";
  }
  const action = actions.find((one) => one.name === name);
  if (!action) {
    throw invalid(`there is no action "${name}"`, `Allowed: ${actions.map((one) => one.name).join(", ")}.`);
  }
  const said = await ask(
    session,
    url ?? labUrl(process.env.PERIMETER_CONNECTIONS),
    action,
    parameters(given),
  );
  if (session.json) session.printJson({ said });
  else session.print(said);
  return "fine";
}

function described({ name, summary, parameters: names }: Action): string {
  return `${name.padEnd(13)} ${summary}${names.length > 0 ? `\n${" ".repeat(14)}${names.join(" ")}` : ""}`;
}

function parameters(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw invalid(`found "${pair}"`, "Allowed: name=value, such as ip=192.0.2.9.");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const connectionsForm = z.record(z.string(), z.object({ endpoint: z.url().optional() }));
const local = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+$/;

/** A lab's connections point to it: the first endpoint on this machine is taken. */
function labUrl(text: string | undefined): string {
  const how = "Give --url, or set PERIMETER_CONNECTIONS as `perimeter lab` prints it.";
  try {
    const found = Object.values(connectionsForm.parse(JSON.parse(text ?? "{}")))
      .flatMap(({ endpoint }) => (endpoint === undefined ? [] : [new URL(endpoint).origin]))
      .find((origin) => local.test(origin));
    if (found !== undefined) return found;
  } catch {
    throw invalid("PERIMETER_CONNECTIONS can't be read", how);
  }
  throw invalid("no connection leads to a lab on this machine", how);
}

const answerForm = z.object({ said: z.string() });
const refusalForm = z.object({ message: z.string() });

async function ask(
  session: CommandSession,
  url: string,
  { name }: Action,
  given: Record<string, string>,
): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(new URL("/lab/do", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ action: name, arguments: given }),
      signal: AbortSignal.any([session.signal, AbortSignal.timeout(30_000)]),
    });
  } catch {
    session.signal.throwIfAborted();
    throw new PerimeterError({
      category: "unavailable",
      message: `no lab answers at ${url}`,
      advice: "Start one with `perimeter lab`.",
    });
  }
  const json: unknown = await answer.json().catch(() => undefined);
  const refused = refusalForm.safeParse(json);
  if (answer.status === 400 && refused.success) throw invalid(`${name}: ${refused.data.message}`);
  const good = answerForm.safeParse(json);
  if (!answer.ok || !good.success) throw invalid(`what answers at ${url} is no lab`, "Give --url.");
  return good.data.said;
}
