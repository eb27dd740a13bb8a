import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Lab } from "../core";
import { panels } from "./panels";

/** Latest requests that the page shows. */
const mostRequests = 200;

/** Puts a page that shows the lab at its root; the page asks for `/lab`, which is what it shows as JSON. */
export function showLab(app: FastifyInstance, lab: Lab): void {
  const page = readFileSync(join(__dirname, "index.html"), "utf8");
  const shown = {
    "content-security-policy": "default-src 'self' 'unsafe-inline'; img-src data:",
    "cache-control": "no-store",
  };
  app.get("/", (_request, reply) => reply.headers(shown).type("text/html; charset=utf-8").send(page));
  app.get("/lab", (_request, reply) => reply.headers(shown).send(JSON.stringify(picture(lab))));
}

function picture(lab: Lab) {
  const requests = lab.journal.list();
  return {
    time: new Date(lab.clock.now()).toISOString(),
    panels: panels(lab),
    requests: requests.length,
    journal: requests.slice(-mostRequests).reverse(),
  };
}
