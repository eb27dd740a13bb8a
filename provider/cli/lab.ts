import { invalid } from "../kernel/errors";
import { Lab } from "../lab/core";
import { showLab } from "../lab/page/page";
import type { Outcome, Session } from "./session";

/** `perimeter lab`: runs until Ctrl-C. */
export async function lab(session: Session, { port }: { port?: number | undefined }): Promise<Outcome> {
  const running = await start(port);
  session.atEnd(() => running.stop());
  const connections = running.connections();
  if (session.json) session.print(JSON.stringify({ url: running.url, connections }));
  else session.print(greeting(running.url, connections));
  await session.interrupted();
  return "fine";
}

async function start(port: number | undefined): Promise<Lab> {
  try {
    return await Lab.start({ port, extend: showLab });
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
    `Five appliances are simulated at ${url}, which is also a page that shows them.`,
    `Connections: ${names.join(", ")}. For a shell:`,
    "",
    `export PERIMETER_CONNECTIONS='${JSON.stringify(connections).replaceAll("'", "'\\''")}'`,
    "",
    "Ctrl-C ends them; what they hold is gone then.",
  ].join("\n");
}
