import type { Clock } from "../clock";
import { toWall } from "../time";

/** Where a VM or load balancer stands; a release in progress has no word of its own on the page. */
export type Phase = "notApplied" | "pending" | "inService" | "releasing";

export interface NhnOptions {
  /** Added to every answer; default 0. */
  latencyMs?: number;
  /** Added to the ids of the history; the ids of what is enrolled are UUIDs. Default 0. */
  idOffset?: number;
  /** Default `lab-nhn-appkey`. */
  appKey?: string;
  /** Whether calls need the header `x-nhn-authorization`, as the newer guide says. Default false. */
  tokens?: boolean;
  /** What stands before the token in that header; the guide prints the bare token. Default empty. */
  tokenPrefix?: string;
  /** Default `lab-access-key` and `lab-secret-key`. */
  accessKeyId?: string;
  secretAccessKey?: string;
  /** `expires_in` of a token; default 86400, as printed. */
  tokenSeconds?: number;
  /** HTTP status of a refused app key or token (unknown); the body is an envelope either way. Default 401. */
  authStatus?: 200 | 401 | 403;
  /** Language of the status words; default `ko`. */
  locale?: "ko" | "en" | "ja";
  /** Other status words, such as `Applied`, `In Service`, or one for `releasing`. */
  words?: Partial<Record<Phase, string>>;
  /** How long enrolment takes, by the lab's clock: "up to an hour". Default 3600. */
  enrolSeconds?: number;
  /** How long release takes; default 3600. */
  releaseSeconds?: number;
  /**
   * Where a VM shows that joined an enrolled load balancer (unknown): with that load balancer among the VMs that
   * are not enrolled, or inside it among the enrolled ones, with its own status. Default `split`.
   */
  joined?: "split" | "inside";
  /** Items a page of history, tickets and events; default 10, as the history sample counts. */
  pageSize?: 10 | 20;
  /** The sample says `ticketName`, the table `tickentName`. Default `ticketName`. */
  ticketNameField?: "ticketName" | "tickentName";
  /** How tickets are sorted without `detectDateOrder`: the newer guide says `asc`, the page's sample is `desc`. Default `asc`. */
  ticketOrder?: "asc" | "desc";
  /** The sample says `detectTime`, the table `detectDate`. Default `detectTime`. */
  eventTimeField?: "detectTime" | "detectDate";
  /** "Tickets are kept 1 year, events 3 months": in days, default 365 and 90. */
  ticketDays?: number;
  eventDays?: number;
  /** Whether the account starts with what the page's samples show; default true. */
  seed?: boolean;
}

/** What the parts of the appliance share. */
export interface Context {
  readonly options: Required<NhnOptions>;
  readonly clock: Clock;
}

export const defaults: Required<NhnOptions> = {
  latencyMs: 0,
  idOffset: 0,
  appKey: "lab-nhn-appkey",
  tokens: false,
  tokenPrefix: "",
  accessKeyId: "lab-access-key",
  secretAccessKey: "lab-secret-key",
  tokenSeconds: 86400,
  authStatus: 401,
  locale: "ko",
  words: {},
  enrolSeconds: 3600,
  releaseSeconds: 3600,
  joined: "split",
  pageSize: 10,
  ticketNameField: "ticketName",
  ticketOrder: "asc",
  eventTimeField: "detectTime",
  ticketDays: 365,
  eventDays: 90,
  seed: true,
};

const words: Record<"ko" | "en" | "ja", Record<Phase, string>> = {
  ko: { notApplied: "미신청", pending: "접수대기", inService: "진행중", releasing: "진행중" },
  en: { notApplied: "Unregistered", pending: "Pending", inService: "In progress", releasing: "In progress" },
  ja: { notApplied: "未申請", pending: "受付待機", inService: "進行中", releasing: "進行中" },
};

export function wordOf(context: Context, phase: Phase): string {
  const { words: own, locale } = context.options;
  return own[phase] ?? words[locale][phase];
}

export const home = "/v1.0/appkeys/:appKey";
export const zone = "Asia/Seoul";

/** Such as `2021-07-09T15:34:29+09:00`. */
export const stamp = (at: number) => `${toWall(at, zone)}+09:00`;

/** "Request success" */
export const success = { resultCode: 1, resultMessage: "Request success", isSuccessful: true };
