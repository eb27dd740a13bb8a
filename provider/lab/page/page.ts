import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Lab } from "../core";
import { describe } from "../faults";
import { actions, HandError } from "../hands";
import { TableError } from "../ideco/table";
import { Refusal } from "../ideco/validate";
import { panels } from "./panels";

/** Latest requests that the page shows. */
const mostRequests = 200;

/**
 * Puts a page that shows the lab at its root; the page asks for `/lab`, which is what it shows as JSON, and sends
 * what hands do to `/lab/do`, as `perimeter lab do` does too.
 */
export function showLab(app: FastifyInstance, lab: Lab): void {
  const page = readFileSync(join(__dirname, "index.html"), "utf8");
  const shown = {
    "content-security-policy":
      "default-src 'self' 'unsafe-inline'; img-src data:; frame-ancestors 'none'; form-action 'none'",
    "cache-control": "no-store",
  };
  app.get("/", (_request, reply) => reply.headers(shown).type("text/html; charset=utf-8").send(page));
  app.get("/lab", (_request, reply) => reply.headers(shown).send(JSON.stringify(picture(lab))));
  app.post("/lab/do", (request, reply) => {
    const { status, ...answer } = done(lab, String(request.body));
    return reply.code(status).headers(shown).send(answer);
  });
}

const asked = z.strictObject({ action: z.string(), arguments: z.record(z.string(), z.string()) });

/** Does what hands ask for. What can't be done is told with 400. */
function done(lab: Lab, body: string): { status: number; said?: string; message?: string } {
  try {
    const { action: name, arguments: given } = asked.parse(JSON.parse(body));
    const action = actions.find((one) => one.name === name);
    if (!action) throw new HandError(`there is no action ${name}`);
    return { status: 200, said: action.run(lab, given) };
  } catch (thrown) {
    return { status: 400, message: mistake(thrown) };
  }
}

function mistake(thrown: unknown): string {
  if (thrown instanceof TableError) {
    const rule = `rule ${thrown.id}`;
    if (thrown.mistake === "itself") return `${rule} can't be moved next to itself`;
    if (thrown.mistake === "central console") return `${rule} belongs to the central console`;
    return `there is no ${rule}`;
  }
  if (thrown instanceof HandError || thrown instanceof Refusal) return thrown.message;
  if (thrown instanceof z.ZodError || thrown instanceof SyntaxError) {
    return 'the body is not {"action": "…", "arguments": {"name": "value"}}';
  }
  // Hands of the appliances throw plain errors with words for whoever asked.
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function picture(lab: Lab) {
  const requests = lab.journal.list();
  const { faults, conditions } = lab.faults.list();
  return {
    time: new Date(lab.clock.now()).toISOString(),
    panels: panels(lab),
    actions: actions.map(({ run: _run, ...action }) => action),
    wrong: [
      ...faults.map(
        ({ fault, left }) =>
          `${describe(fault)}, ${left === Number.POSITIVE_INFINITY ? "always" : `${left} times`}`,
      ),
      ...conditions.map((one) => describe(undefined, [one]) ?? `ids as ${one.ids}`),
    ],
    requests: requests.length,
    journal: requests.slice(-mostRequests).reverse(),
  };
}
