import type { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import type { Clock } from "../clock";
import type { Dialect, Facts } from "./facts";
import { checked, enabledOnly, json, ok, route } from "./validate";

export interface IdecoOptions {
  /** Default `v18`. */
  dialect?: Dialect;
  /** Facts about the version that are other than expected of the dialect; see there. */
  facts?: Partial<Facts>;
  /** Added to every answer; default 0. */
  latencyMs?: number;
  /** Default `admin` and `perimeter-lab`. */
  login?: string;
  password?: string;
  /**
   * The administrator has a second factor: the login answers with 200 and cookies, but until a code is given nothing
   * else works (401) but `/web/whoami`, where there is one. Default false.
   */
  secondFactor?: boolean;
  /** The administrator's role; one that only reads gets 403 for every change. Default `write`. */
  role?: "write" | "read";
  /** How long a session lives, by the lab's clock; default one hour. */
  sessionSeconds?: number;
  /**
   * Added to every id that the appliance gives, also to those of the objects that it starts with; default 0. With it
   * two appliances differ as two real ones do.
   */
  idOffset?: number;
  /** Keep every state of every rule table; default true. Off for benchmarks. */
  history?: boolean;
  /** Form of custom signatures in v18: as on the page, or as the vendor corrected it later; default `page`. */
  customSignatures?: "page" | "corrected";
  /** Whether an upload of signatures adds to or replaces what is there (the page does not say); default `adds`. */
  customFile?: "adds" | "replaces";
  /** How a packet check is deleted: PATCH without a body, as printed, or DELETE; default `patch`. */
  packetCheckDelete?: "patch" | "delete";
  /** `/aliases/all` is one list, or grouped by kind; default `list`. */
  allAliases?: "list" | "grouped";
  /**
   * A new profile of application control is answered as a list of one, and an edit takes a list of one, as printed;
   * or both are the profile itself. Default `list`.
   */
  dpiProfiles?: "list" | "object";
  /** A list of one is answered as the bare object that the page prints; default false. */
  bareObjects?: boolean;
  /** Whether `DELETE /content-filter/users_categories/<id>`, which is not on the page, exists; default true. */
  categoryDelete?: boolean;
  /**
   * Counters of the log table: below `/firewall/counters/log`; or nowhere; or, as printed, in the items of
   * `/firewall/rules/log`. Default `counters`.
   */
  logCounters?: "counters" | "missing" | "inRules";
  /** Names inside the address blocks of v20: those of the printed sample or of the text; default `sample`. */
  blockNames?: "sample" | "text";
  /** How long a run of packet checks takes, by the lab's clock; default 0. */
  checkSeconds?: number;
  /** How long an update of the signature databases takes, by the lab's clock; default 0. */
  updateSeconds?: number;
  /** How such an update ends; default `up_to_date`. With `disabled` it never starts. */
  updateEnds?: "up_to_date" | "failed_to_update" | "disabled";
}

/** What the parts of the appliance share. */
export interface Context {
  dialect: Dialect;
  readonly options: Required<Omit<IdecoOptions, "dialect">>;
  readonly clock: Clock;
}

/** The root group on the page, and a group of Ideco Center that the lab's appliance belongs to. */
export const rootGroup = "f3ffde22-a562-4f43-ac04-c40fcec6a88c";
export const centerGroup = "5b1f0a52-3c0e-4d5e-9a51-7d0c3d2f6e11";

export const isV18 = (context: Context) => context.dialect === "v18";

/** A change that is PUT in v18 and PATCH later; the other verb is answered with 405. */
export function update(context: Context, path: string, handle: (call: Call) => Reply): Route[] {
  return [
    route("PUT", path, handle, { when: () => isV18(context) }),
    route("PATCH", path, handle, { when: () => !isV18(context) }),
  ];
}

/** GET and change of one settings object. */
export function setting<T extends object>(
  context: Context,
  path: string,
  schema: z.ZodType<T>,
  state: T,
): Route[] {
  return [
    route("GET", path, () => json(state)),
    ...update(context, path, (call) => {
      Object.assign(state, checked(schema, call.body));
      return ok;
    }),
  ];
}

export function toggle(context: Context, path: string, state: { enabled: boolean }): Route[] {
  return setting(context, path, enabledOnly, state);
}
