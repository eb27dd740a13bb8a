import { z } from "zod";
import { path } from "../../kernel/calls";
import { PerimeterError } from "../../kernel/errors";
import { field } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { isObject } from "../../kernel/values";
import { textOf } from "./text";
import { nhn } from "./vendor";

export const getTicket = defineFunction(nhn, {
  name: "getTicket",
  doc: "What a ticket says. A part that the ticket doesn't have is an empty text.",
  page: "nhn-security-monitoring: /tickets/{ticketId}",
  example: { ticketId: "98425190186514912" },
  inputs: { ticketId: field(z.string().min(1), "Id of the ticket, as `getTickets` gives it.") },
  outputs: {
    summary: field(z.string(), "Summary of the attack."),
    analysisHtml: field(z.string(), "Result of the analysis, in HTML as the vendor wrote it."),
    deepAnalysis: field(z.string(), "Deeper analysis, in HTML as the vendor wrote it."),
    name: field(z.string(), "Name of the ticket."),
    description: field(z.string(), "Description of the ticket."),
  },
  async call(ctx, { ticketId }) {
    const answer = await ctx.call({ method: "GET", path: path`/tickets/${ticketId}` });
    const results = partsIn(answer, ["result", "results"]);
    const desc = partsIn(answer, ["desc"]);
    if (!results && !desc) {
      throw new PerimeterError({
        category: "vendor",
        where: ctx.connection.where,
        message: `the answer for the ticket ${ticketId} has neither \`result\` nor \`desc\``,
      });
    }
    const [summary, analysisHtml, deepAnalysis] = results ?? [];
    const [name, description] = desc ?? [];
    return {
      summary: textOf(summary),
      analysisHtml: textOf(analysisHtml),
      deepAnalysis: textOf(deepAnalysis),
      name: textOf(name),
      description: textOf(description),
    };
  },
});

/** The sample has `data.result` and `data.desc`, the table `results` and `desc`: both are understood. */
function partsIn(answer: unknown, names: string[]): unknown[] | undefined {
  const whole = isObject(answer) ? answer : {};
  const places = [isObject(whole.data) ? whole.data : {}, whole];
  const all = places.flatMap((place) => names.map((name) => place[name]));
  return all.find((value) => Array.isArray(value)) as unknown[] | undefined;
}
