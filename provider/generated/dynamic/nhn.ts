// Generated from the definitions by `npm run generate`. Do not edit.
import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../../program/dynamic-resource";
import { callFunction, callFunctionOutput } from "../../program/dynamic-functions";
import type * as types from "../types/nhn";

export * from "../types/nhn";

/**
 * A VM, or a load balancer with the VMs behind it, under NHN Cloud's security monitoring. Enrolments and releases that run side by side go out as one call; the service begins and ends up to an hour later.
 * Import id: the id of the VM, or of the load balancer that VMs stand behind, e.g. `2300727f-3771-4bdc-bba1-35ca12cb8635`.
 * Vendor's page: nhn-security-monitoring: /vm (POST, DELETE), /applied-vms, /not-applied-vms.
 */
export class Enrollment extends DynamicResource {
  /** The engine's name of this type, by which policy packs find resources of this class. */
  static readonly __pulumiType: string = "pulumi-nodejs:dynamic/perimeter/nhn:Enrollment";

  /** Id of a VM that stands behind no load balancer. Exactly one of `vmId` and `loadBalancerId` is given. */
  declare readonly vmId: pulumi.Output<string | undefined>;
  /** Id of a load balancer, which is enrolled with all VMs behind it: they can't be enrolled by themselves. */
  declare readonly loadBalancerId: pulumi.Output<string | undefined>;
  /** Whether creation waits until the service has begun, and deletion until it has ended; each takes up to an hour. A change sends nothing and counts from the next creation, completion or deletion on. */
  declare readonly waitForService: pulumi.Output<boolean>;
  /** How long to wait, in minutes. After that a creation fails, but keeps the resource, and the next `up` goes on waiting. */
  declare readonly timeoutMinutes: pulumi.Output<number>;
  /** Name of the connection; without it the only connection of this vendor is used. The state keeps the connection's `id`. */
  declare readonly connection: pulumi.Output<string | undefined>;
  /** Takes over the one object that matches instead of failing because it exists. A change of this is no difference. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** Takes over the object with this id of the vendor. A change of this is no difference. */
  declare readonly adoptId: pulumi.Output<string | undefined>;
  /** `notApplied`; `pending`: enrolled, the service begins within an hour or so; `inService`; `unknown`: another word, which `rawStatus` has. A release that is under way may show as `inService`. */
  declare readonly status: pulumi.Output<"notApplied" | "pending" | "inService" | "unknown">;
  /** The vendor's own word, in the language of the account. */
  declare readonly rawStatus: pulumi.Output<string>;
  /** Name of the VM. */
  declare readonly vmName: pulumi.Output<string | undefined>;
  /** Floating IP of the VM; empty without one. */
  declare readonly vmIp: pulumi.Output<string | undefined>;
  /** Operating system of the VM; empty where the service doesn't know it. */
  declare readonly vmOs: pulumi.Output<string | undefined>;
  /** Name of the load balancer. */
  declare readonly lbName: pulumi.Output<string | undefined>;
  /** Floating IP of the load balancer; empty without one. */
  declare readonly lbIp: pulumi.Output<string | undefined>;
  /** Fixed (private) IP of the VM or load balancer. */
  declare readonly fixedIp: pulumi.Output<string>;
  /** The VMs behind the load balancer, enrolled or not; empty for a VM. */
  declare readonly vms: pulumi.Output<types.MonitoredVm[]>;
  /** VMs that joined the load balancer since it was enrolled and are not monitored: the next `up` enrols them. */
  declare readonly unenrolledVms: pulumi.Output<types.MonitoredVm[]>;
  /** True where the waiting for the service was broken off: the next `up` goes on with it. */
  declare readonly waitingForService: pulumi.Output<boolean | undefined>;

  /** Whether something is a resource of this class, also one that another copy of this package made. */
  static override isInstance(obj: any): obj is Enrollment {
    return Boolean(obj) && obj.__pulumiType === Enrollment.__pulumiType;
  }

  /** Reads an existing object by its id; `connection` where there are several of this vendor. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: { connection?: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions): Enrollment {
    return new Enrollment(name, state as types.EnrollmentArgs, { ...opts, id });
  }

  constructor(name: string, args?: types.EnrollmentArgs, opts?: pulumi.CustomResourceOptions) {
    super("nhn:Enrollment", ["status","rawStatus","vmName","vmIp","vmOs","lbName","lbIp","fixedIp","vms","unenrolledVms","waitingForService"], name, args, opts);
  }
}

/**
 * The VMs and load balancers of the project that are enrolled, or those that are not.
 * Vendor's page: nhn-security-monitoring: /applied-vms, /not-applied-vms.
 */
export function getVms(args: types.GetVmsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetVmsResult> {
  return callFunction("nhn:getVms", args, opts);
}

/**
 * The VMs and load balancers of the project that are enrolled, or those that are not.
 * Vendor's page: nhn-security-monitoring: /applied-vms, /not-applied-vms.
 */
export function getVmsOutput(args: types.GetVmsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetVmsResult> {
  return callFunctionOutput("nhn:getVms", args, opts);
}

/**
 * Changes of enrolment in the project, the newest first.
 * Vendor's page: nhn-security-monitoring: /history.
 */
export function getHistory(args?: types.GetHistoryArgs, opts?: pulumi.InvokeOptions): Promise<types.GetHistoryResult> {
  return callFunction("nhn:getHistory", args, opts);
}

/**
 * Changes of enrolment in the project, the newest first.
 * Vendor's page: nhn-security-monitoring: /history.
 */
export function getHistoryOutput(args?: types.GetHistoryOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetHistoryResult> {
  return callFunctionOutput("nhn:getHistory", args, opts);
}

/**
 * Tickets of the project, the newest first. The service keeps them for a year.
 * Vendor's page: nhn-security-monitoring: /tickets.
 */
export function getTickets(args?: types.GetTicketsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetTicketsResult> {
  return callFunction("nhn:getTickets", args, opts);
}

/**
 * Tickets of the project, the newest first. The service keeps them for a year.
 * Vendor's page: nhn-security-monitoring: /tickets.
 */
export function getTicketsOutput(args?: types.GetTicketsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetTicketsResult> {
  return callFunctionOutput("nhn:getTickets", args, opts);
}

/**
 * What a ticket says. A part that the ticket doesn't have is an empty text.
 * Vendor's page: nhn-security-monitoring: /tickets/{ticketId}.
 */
export function getTicket(args: types.GetTicketArgs, opts?: pulumi.InvokeOptions): Promise<types.GetTicketResult> {
  return callFunction("nhn:getTicket", args, opts);
}

/**
 * What a ticket says. A part that the ticket doesn't have is an empty text.
 * Vendor's page: nhn-security-monitoring: /tickets/{ticketId}.
 */
export function getTicketOutput(args: types.GetTicketOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetTicketResult> {
  return callFunctionOutput("nhn:getTicket", args, opts);
}

/**
 * Events that were detected in a span of time, the newest first. The service keeps them for three months.
 * Vendor's page: nhn-security-monitoring: /events.
 */
export function getEvents(args?: types.GetEventsArgs, opts?: pulumi.InvokeOptions): Promise<types.GetEventsResult> {
  return callFunction("nhn:getEvents", args, opts);
}

/**
 * Events that were detected in a span of time, the newest first. The service keeps them for three months.
 * Vendor's page: nhn-security-monitoring: /events.
 */
export function getEventsOutput(args?: types.GetEventsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<types.GetEventsResult> {
  return callFunctionOutput("nhn:getEvents", args, opts);
}
