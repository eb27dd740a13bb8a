import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import { countField, limitField, pages } from "./paging";
import { textOf } from "./text";
import { nhn } from "./vendor";

const ticket = objectOf("Ticket", "An incident and how it was dealt with.", {
  ticketId: field(z.string(), "Id of the ticket, for `getTicket`."),
  ticketName: field(z.string(), "Name of the ticket."),
  ticketType: field(z.string(), "Kind of the ticket, e.g. 침해사고 (a break-in)."),
  ticketStatus: field(z.string(), "How far it is, e.g. 처리완료 (done)."),
  detectDate: field(z.string(), "When it was detected, e.g. `2020-02-03T16:49:00+09:00`."),
  isAttack: field(z.string(), "Whether it was an attack, in the vendor's words, e.g. 정탐 (it was)."),
  attackType: field(z.string(), "Kind of the attack, e.g. `Brute Force`."),
  srcIp: field(z.string(), "Where it came from."),
  dstIp: field(z.string(), "What it was aimed at."),
});

export const getTickets = defineFunction(nhn, {
  name: "getTickets",
  doc: "Tickets of the project, the newest first. The service keeps them for a year.",
  page: "nhn-security-monitoring: /tickets",
  example: { limit: 20 },
  inputs: { limit: limitField },
  outputs: { items: field(z.array(ticket), "The tickets, the newest first."), count: countField },
  async call(ctx, { limit }) {
    // The service's own order is the oldest first (API guide v1.1 of March 2025).
    const order = { detectDateOrder: "desc" };
    const { items, count } = await pages(ctx, "/tickets", limit, order, (item) => item.ticketId);
    return {
      count,
      items: items.map((item) => ({
        ticketId: textOf(item.ticketId),
        // The page's sample has the first name, its table the second.
        ticketName: textOf(item.ticketName ?? item.tickentName),
        ticketType: textOf(item.ticketType),
        ticketStatus: textOf(item.ticketStatus),
        detectDate: textOf(item.detectDate ?? item.detectTime),
        isAttack: textOf(item.isAttack),
        attackType: textOf(item.attackType),
        srcIp: textOf(item.srcIp),
        dstIp: textOf(item.dstIp),
      })),
    };
  },
});
