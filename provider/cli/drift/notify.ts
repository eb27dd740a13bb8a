import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "undici";
import { PerimeterError } from "../../kernel/errors";

/** How long whoever is notified may take. */
const limitMs = 30_000;

/**
 * Tells somebody: an `http(s)://` address gets the JSON as a POST, sent once; anything else is a command of the shell,
 * which gets it on stdin. The address may be a secret, so no error shows more of it than its host.
 * @param to the address or the command
 * @throws an `unavailable` error where it was not taken
 */
export async function notify(to: string, report: object, signal: AbortSignal): Promise<void> {
  const text = JSON.stringify(report);
  const within = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  await (/^https?:\/\//.test(to) ? post(to, text, within) : pipe(to, text, within));
}

async function post(address: string, body: string, signal: AbortSignal): Promise<void> {
  const host = URL.canParse(address) ? new URL(address).host : "the address";
  let status: number;
  try {
    const headers = { "content-type": "application/json" };
    const answer = await request(address, { method: "POST", headers, body, signal });
    status = answer.statusCode;
    await answer.body.dump();
  } catch (thrown) {
    signal.throwIfAborted();
    throw refused(`${host} could not be reached (${(thrown as NodeJS.ErrnoException).code ?? "no answer"})`);
  }
  if (status < 200 || status > 299) throw refused(`${host} answered ${status}`);
}

async function pipe(command: string, input: string, signal: AbortSignal): Promise<void> {
  // What it says is for people, and the report alone stands on stdout. A group of its own: what it started ends with it.
  const child = spawn(command, { shell: true, stdio: ["pipe", "pipe", "inherit"], detached: true });
  const end = () => void (child.pid && process.kill(-child.pid));
  signal.addEventListener("abort", end, { once: true });
  child.stdout?.pipe(process.stderr, { end: false });
  // A command that doesn't read is none that failed.
  child.stdin?.on("error", () => {}).end(`${input}\n`);
  const [code] = (await once(child, "close")) as [number | null];
  signal.removeEventListener("abort", end);
  if (code !== 0) throw refused(`the command of --notify ended with ${code ?? "a signal"}`);
}

function refused(what: string): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_NOT_NOTIFIED",
    message: `the notification was not delivered: ${what}`,
  });
}
