import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { checked, noQuery, Refused } from "../strict";
import { fromWall } from "../time";
import { type Context, home, stamp, success, zone } from "./options";
import { paged, pageNumber } from "./paging";

/** A ticket as the list prints it, and what its detail says. */
export interface Ticket {
  /** Such as `2020-02-03T16:49:00+09:00`. */
  detectDate: string;
  isAttack: string;
  ticketStatus: string;
  attackType: string;
  srcIp: string;
  ticketId: string;
  dstIp: string;
  ticketType: string;
  ticketName: string;
  /** `data` of the detail: `[summary, analysis, deep analysis]` and `[name, description]`. */
  detail: { result: string[]; desc: string[] };
}

/** An event as the page prints it; `detectTime` with its offset. */
export interface Event {
  detectTime: string;
  severityLevel: string;
  dstIp: string;
  dstCountryCode: string;
  attackName: string;
  srcIp: string;
  dstPort: number;
  srcPort: number;
  inOut: string;
}

const day = 24 * 3600 * 1000;
const when = z.string().transform((text, context) => {
  const at = fromWall(text, zone);
  if (at !== undefined) return at;
  context.addIssue({ code: "custom", message: "not a time such as 2021-07-01T20:00:00" });
  return z.NEVER;
});
const eventsForm = z.strictObject({
  page: pageNumber,
  startDate: when.optional(),
  endDate: when.optional(),
});

const ticketsForm = z.strictObject({
  page: pageNumber,
  detectDateOrder: z.enum(["asc", "desc"]).optional(),
});

/** Tickets and events, both kept for a while, the newest first. */
export class Incidents {
  readonly routes: Route[];
  private tickets: Ticket[] = [];
  private events: Event[] = [];
  private last = 98425190186514900n;

  constructor(private readonly context: Context) {
    this.routes = [
      { method: "GET", path: `${home}/tickets`, handle: (call) => this.listTickets(call) },
      { method: "GET", path: `${home}/tickets/:ticketId`, handle: (call) => this.ticket(call) },
      { method: "GET", path: `${home}/events`, handle: (call) => this.listEvents(call) },
    ];
  }

  /** What is left out is as in the page's sample, detected now. */
  addTicket(fields: Partial<Ticket> = {}): Ticket {
    this.last += 1n;
    const ticket: Ticket = {
      detectDate: stamp(this.context.clock.now()),
      isAttack: "정탐",
      ticketStatus: "처리완료",
      attackType: "Network 침해",
      srcIp: "120.24.86.122",
      ticketId: String(this.last),
      dstIp: "103.243.201.11",
      ticketType: "침해사고",
      ticketName: "K047_NHN_WebShell_Alert",
      detail: {
        result: [
          "TEST 티켓 처리 완료",
          "<table><tr><td>이름</td></tr></table>\r\n",
          "<p>정탐 심화분석 TEST</p>\r\n",
        ],
        desc: ["", ""],
      },
      ...fields,
    };
    this.tickets.push(ticket);
    return ticket;
  }

  /** What is left out is as in the page's sample, detected now. */
  addEvent(fields: Partial<Event> = {}): Event {
    const event: Event = {
      detectTime: stamp(this.context.clock.now()),
      severityLevel: "Low",
      dstIp: "133.186.143.56",
      dstCountryCode: "JP",
      attackName: "UDS_439_phpmyadmin_access",
      srcIp: "89.248.168.171",
      dstPort: 80,
      srcPort: 33420,
      inOut: "Inbound",
      ...fields,
    };
    this.events.push(event);
    return event;
  }

  state(): { tickets: Ticket[]; events: Event[] } {
    return structuredClone({ tickets: this.keptTickets(), events: this.keptEvents() });
  }

  private listTickets(call: Call): Reply {
    const { ticketNameField, pageSize, ticketOrder } = this.context.options;
    const { page, detectDateOrder = ticketOrder } = checked(ticketsForm, call.query);
    const kept = this.keptTickets();
    const shown = (detectDateOrder === "desc" ? kept : kept.reverse()).map(
      ({ ticketName, detail: _detail, ...rest }) => ({
        ...rest,
        [ticketNameField]: ticketName,
      }),
    );
    return paged(call, shown, page, pageSize);
  }

  private ticket(call: Call): Reply {
    checked(noQuery, call.query);
    const ticket = this.keptTickets().find((one) => one.ticketId === call.params.ticketId);
    if (!ticket) throw new Refused(200, "존재하지 않는 티켓입니다.");
    // Here the sample's message differs from that of all other answers.
    return { json: { header: { ...success, resultMessage: "Service Result" }, data: ticket.detail } };
  }

  /** "하루 전 Datetime" and "현재 Datetime" are the defaults; both ends belong to the span (unknown). */
  private listEvents(call: Call): Reply {
    const { page, startDate, endDate } = checked(eventsForm, call.query);
    const now = this.context.clock.now();
    const [from, to] = [startDate ?? now - day, endDate ?? now];
    if (from > to) throw new Refused(200, "조회 시작 시간이 종료 시간보다 늦습니다.");
    const { eventTimeField, pageSize } = this.context.options;
    const shown = this.keptEvents()
      .filter(({ detectTime }) => Date.parse(detectTime) >= from && Date.parse(detectTime) <= to)
      .map(({ detectTime, ...rest }) => ({ [eventTimeField]: detectTime, ...rest }));
    return paged(call, shown, page, pageSize);
  }

  private keptTickets(): Ticket[] {
    return this.kept(this.tickets, this.context.options.ticketDays, (ticket) => ticket.detectDate);
  }

  private keptEvents(): Event[] {
    return this.kept(this.events, this.context.options.eventDays, (event) => event.detectTime);
  }

  private kept<T>(items: T[], days: number, when: (item: T) => string): T[] {
    const since = this.context.clock.now() - days * day;
    return items
      .filter((item) => Date.parse(when(item)) >= since)
      .sort((a, b) => Date.parse(when(b)) - Date.parse(when(a)));
  }
}
