import { invalid } from "../kernel/errors";
import { Lab } from "../lab/core";
import { examples } from "../lab/examples";
import type { Dialect } from "../lab/ideco/appliance";
import { showLab } from "../lab/page/page";
import type { CommandSession, Outcome } from "./session";

export interface LabOptions {
  port?: number;
  /** What an example of the package needs is there from the start. */
  example?: string;
  dialect?: Dialect;
}

/** `perimeter lab`: runs until Ctrl-C. */
export async function lab(session: CommandSession, { port, example, dialect }: LabOptions): Promise<Outcome> {
  const seed = example === undefined ? undefined : seedOf(example);
  const running = await start(port, dialect);
  seed?.(running);
  session.atEnd(() => running.stop());
  const connections = running.connections();
  if (session.json) session.print(JSON.stringify({ url: running.url, connections }));
  else session.print(greeting(running.url, connections));
  await session.interrupted();
  return "fine";
}

function seedOf(name: string): (lab: Lab) => void {
  const seed = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (seed) return seed;
  throw invalid(`--example: there is no example "${name}"`, `Allowed: ${Object.keys(examples).join(", ")}.`);
}

async function start(port: number | undefined, dialect: Dialect | undefined): Promise<Lab> {
  const ideco = dialect === undefined ? {} : { dialect };
  try {
    return await Lab.start({ ...(port === undefined ? {} : { port }), ideco, extend: showLab });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw invalid(`--port: ${port} is in use`, "Without --port a free one is taken.");
    if (code === "EACCES")
      throw invalid(`--port: ${port} may not be used`, "Allowed without rights: 1024 to 65535.");
    throw thrown;
  }
}

function greeting(url: string, connections: Record<string, unknown>): string {
  const names = Object.keys(connections);
  return [
    `Five appliances are simulated at ${url}, which is also a page that shows and changes them.`,
    `Connections: ${names.join(", ")}. For a shell:`,
    "",
    `export PERIMETER_CONNECTIONS='${JSON.stringify(connections).replaceAll("'", "'\\''")}'`,
    "",
    "There, `perimeter lab do` changes them as well. Ctrl-C ends them; what they hold is gone then.",
  ].join("\n");
}
