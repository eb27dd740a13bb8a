// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of Enrollment. */
export interface EnrollmentArgs {
  /**
   * Id of a VM that stands behind no load balancer. Exactly one of `vmId` and `loadBalancerId` is given.
   * A change replaces the resource; the new one is made first.
   */
  vmId?: pulumi.Input<string>;
  /**
   * Id of a load balancer, which is enrolled with all VMs behind it: they can't be enrolled by themselves.
   * A change replaces the resource; the new one is made first.
   */
  loadBalancerId?: pulumi.Input<string>;
  /**
   * Whether creation waits until the service has begun, and deletion until it has ended; each takes up to an hour. A change sends nothing and counts from the next creation, completion or deletion on.
   * Default: `false`.
   */
  waitForService?: pulumi.Input<boolean>;
  /**
   * How long to wait, in minutes. After that a creation fails, but keeps the resource, and the next `up` goes on waiting.
   * Default: `70`.
   */
  timeoutMinutes?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  adopt?: pulumi.Input<boolean>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  adoptId?: pulumi.Input<string>;
}

/** The arguments of getVms. */
export interface GetVmsArgs {
  /** True for those that are enrolled, false for those that are not. */
  applied: boolean;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getVmsOutput. */
export interface GetVmsOutputArgs {
  /** True for those that are enrolled, false for those that are not. */
  applied: pulumi.Input<boolean>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getVms gives. */
export interface GetVmsResult {
  /** In the service's order. */
  items: ListedTarget[];
}

/** The arguments of getHistory. */
export interface GetHistoryArgs {
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: number;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getHistoryOutput. */
export interface GetHistoryOutputArgs {
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getHistory gives. */
export interface GetHistoryResult {
  /** The entries, the newest first. */
  items: HistoryEntry[];
  /** How many there are in all, as the service counts them. */
  count: number;
}

/** The arguments of getTickets. */
export interface GetTicketsArgs {
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: number;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getTicketsOutput. */
export interface GetTicketsOutputArgs {
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getTickets gives. */
export interface GetTicketsResult {
  /** The tickets, the newest first. */
  items: Ticket[];
  /** How many there are in all, as the service counts them. */
  count: number;
}

/** The arguments of getTicket. */
export interface GetTicketArgs {
  /** Id of the ticket, as `getTickets` gives it. */
  ticketId: string;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getTicketOutput. */
export interface GetTicketOutputArgs {
  /** Id of the ticket, as `getTickets` gives it. */
  ticketId: pulumi.Input<string>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getTicket gives. */
export interface GetTicketResult {
  /** Summary of the attack. */
  summary: string;
  /** Result of the analysis, in HTML as the vendor wrote it. */
  analysisHtml: string;
  /** Deeper analysis, in HTML as the vendor wrote it. */
  deepAnalysis: string;
  /** Name of the ticket. */
  name: string;
  /** Description of the ticket. */
  description: string;
}

/** The arguments of getEvents. */
export interface GetEventsArgs {
  /** Begin of the span, e.g. `2021-07-01T20:00:00`; without an offset it is Korean time. By default a day ago. */
  startDate?: string;
  /** End of the span, written like `startDate`. By default now. */
  endDate?: string;
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: number;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: string;
}

/** The arguments of getEventsOutput. */
export interface GetEventsOutputArgs {
  /** Begin of the span, e.g. `2021-07-01T20:00:00`; without an offset it is Korean time. By default a day ago. */
  startDate?: pulumi.Input<string>;
  /** End of the span, written like `startDate`. By default now. */
  endDate?: pulumi.Input<string>;
  /**
   * How many to fetch at most, the newest first; only the pages that this needs are fetched.
   * Default: `100`.
   */
  limit?: pulumi.Input<number>;
  /**
   * Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`.
   * A change replaces the resource; the new one is made first.
   */
  connection?: pulumi.Input<string>;
}

/** What getEvents gives. */
export interface GetEventsResult {
  /** The events, the newest first. */
  items: SecurityEvent[];
  /** How many there are in all, as the service counts them. */
  count: number;
}

/** A change of enrolment. */
export interface HistoryEntry {
  /** Number of the entry. */
  historyId?: number;
  /** When it was noted, e.g. `2021-07-09T15:34:29+09:00`. */
  regDate: string;
  /** Kind of the change, e.g. 신규 (new). */
  type: string;
  /** How far it is, e.g. 접수 (received). */
  status: string;
  /** Why, e.g. 사용자신청 (a user's order). */
  reason: string;
  /** What was done, in words. */
  contents: string;
  /** What was changed: names of VMs, with ` | ` in between. */
  vmId: string;
  /** Whether it is charged: `YES` or `NO`. */
  meter: string;
}

/** A VM that stands alone, with the fields `vm…`, or a load balancer with its VMs, with the fields `lb…` and `vm`. */
export interface ListedTarget {
  /** Id of the VM. */
  vmId?: string;
  /** Name of the VM. */
  vmName?: string;
  /** Floating IP of the VM; empty without one. */
  vmIp?: string;
  /** Operating system of the VM. */
  vmOs?: string;
  /** Id of the load balancer. */
  lbId?: string;
  /** Name of the load balancer. */
  lbName?: string;
  /** Floating IP of the load balancer. */
  lbIp?: string;
  /** The VMs behind the load balancer. */
  vm?: ListedVm[];
  /** Fixed (private) IP. */
  fixedIp: string;
  /** The vendor's status word; `rawStatus` is the same. */
  serviceStatus: string;
  /** `notApplied`; `pending`: enrolled, the service begins within an hour or so; `inService`; `unknown`: another word, which `rawStatus` has. A release that is under way may show as `inService`. */
  status: "notApplied" | "pending" | "inService" | "unknown";
  /** The vendor's own word, in the language of the account. */
  rawStatus: string;
}

/** A VM behind a load balancer, as the service lists it. */
export interface ListedVm {
  /** Id of the VM. */
  vmId: string;
  /** Name of the VM. */
  vmName: string;
  /** Its fixed (private) IP. */
  fixedIp: string;
  /** Its floating IP; empty without one. */
  vmIp: string;
  /** Its operating system; empty where the service doesn't know it. */
  vmOs: string;
  /** `notApplied`; `pending`: enrolled, the service begins within an hour or so; `inService`; `unknown`: another word, which `rawStatus` has. A release that is under way may show as `inService`. */
  status: "notApplied" | "pending" | "inService" | "unknown";
  /** The vendor's own word, in the language of the account. */
  rawStatus: string;
  /** The vendor's status word; `rawStatus` is the same. */
  serviceStatus: string;
}

/** A VM behind a load balancer. */
export interface MonitoredVm {
  /** Id of the VM. */
  vmId: string;
  /** Name of the VM. */
  vmName: string;
  /** Its fixed (private) IP. */
  fixedIp: string;
  /** Its floating IP; empty without one. */
  vmIp: string;
  /** Its operating system; empty where the service doesn't know it. */
  vmOs: string;
  /** `notApplied`; `pending`: enrolled, the service begins within an hour or so; `inService`; `unknown`: another word, which `rawStatus` has. A release that is under way may show as `inService`. */
  status: "notApplied" | "pending" | "inService" | "unknown";
  /** The vendor's own word, in the language of the account. */
  rawStatus: string;
}

/** Something that the monitoring detected. */
export interface SecurityEvent {
  /** When it was detected, e.g. `2021-07-11T23:36:13+09:00`. */
  detectTime: string;
  /** The same as `detectTime`, under the name that the vendor's table has. */
  detectDate: string;
  /** How grave it is, e.g. `Low`. */
  severityLevel: string;
  /** Name of the event. */
  attackName: string;
  /** Direction: `Inbound` or `Outbound`. */
  inOut: string;
  /** Where it came from. */
  srcIp: string;
  /** The port there. */
  srcPort?: number;
  /** Where it went to. */
  dstIp: string;
  /** The port there. */
  dstPort?: number;
  /** Country of the destination, e.g. `JP`. */
  dstCountryCode: string;
}

/** An incident and how it was dealt with. */
export interface Ticket {
  /** Id of the ticket, for `getTicket`. */
  ticketId: string;
  /** Name of the ticket. */
  ticketName: string;
  /** Kind of the ticket, e.g. 침해사고 (a break-in). */
  ticketType: string;
  /** How far it is, e.g. 처리완료 (done). */
  ticketStatus: string;
  /** When it was detected, e.g. `2020-02-03T16:49:00+09:00`. */
  detectDate: string;
  /** Whether it was an attack, in the vendor's words, e.g. 정탐 (it was). */
  isAttack: string;
  /** Kind of the attack, e.g. `Brute Force`. */
  attackType: string;
  /** Where it came from. */
  srcIp: string;
  /** What it was aimed at. */
  dstIp: string;
}
