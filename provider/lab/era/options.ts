import type { Clock } from "../clock";

/** A server of the configuration with a node on which an instance of the role runs. */
export interface InstanceSeed {
  site: string;
  /** Such as `site1_h11@192.168.0.10`; no two are alike. */
  node: string;
  srvidx: number;
  addr: string;
  /** "Полное имя сервера из конфигурации": an alias for `server` and `servers`. */
  server?: string;
  /** Default true. */
  online?: boolean;
}

export interface EraOptions {
  /** Added to every answer; default 0. */
  latencyMs?: number;
  /** Default `lab`, `admin` and `perimeter-lab`. */
  domain?: string;
  login?: string;
  password?: string;
  /** Whether calls need a session; `none` when another gate stands in front. Default `session`. */
  authentication?: "session" | "none";
  /** Name of the session's cookie: it differs by build. Default `EraSession`. */
  cookie?: "EraSession" | "RSession";
  /** How long a session lives, by the lab's clock; default one hour (unknown). */
  sessionSeconds?: number;
  /** "At most 10 sessions a user by default." */
  maxSessions?: number;
  /** What a login beyond that does (unknown): refused, or the oldest session ends. Default `refuse`. */
  whenFull?: "refuse" | "end-oldest";
  /** Whether a request with an unknown session counts as a failed login, as the vendor's page of sessions says. Default false. */
  banUnknownSessions?: boolean;
  /**
   * The role in the path: `sg`, in older builds `esg`; `ap` has the same interface, `ws` only reads and clears: the
   * first instance at the path, all of them below `/site`. Fixed at the start.
   */
  role?: string;
  /** Default: three instances on two sites, all online. */
  instances?: readonly InstanceSeed[];
  /** A scope that names no site or server of the configuration (unknown): no instance, or 1413. Default `empty`. */
  unknownScope?: "empty" | "refuse";
  /** Whether `expires` may be a string, as the samples print it against the table. Default false. */
  lenientExpires?: boolean;
  /** "Каждый последующий запрос … продляет таймер": never shortens it, or sets it anew. Default `extends`. */
  renewal?: "extends" | "replaces";
  /** Answer to the removal of an address that is banned nowhere (unknown). Default 204. */
  absentDelete?: 204 | 404;
  /** How many instances GET gives without `limit` (unknown). Default: all. */
  defaultLimit?: number;
  /** Code of a failed validation: 1413 with status 400, or 1501 with 500 ("can come as 1501"). Default 1413. */
  validationCode?: 1413 | 1501;
  /** Actions of border rules. `allow`, `deny` and `drop` are printed by the vendor, `accept` is not. */
  borderActions?: readonly string[];
  /** How a border rule is changed: PATCH, as the vendor's page of them says, PUT, or both. Default `patch`. */
  borderUpdate?: "patch" | "put" | "both";
}

export type Options = Required<Omit<EraOptions, "defaultLimit">> & Pick<EraOptions, "defaultLimit">;

/** What the parts of the appliance share. */
export interface Context {
  readonly options: Options;
  readonly clock: Clock;
}

export const defaults: Options = {
  latencyMs: 0,
  domain: "lab",
  login: "admin",
  password: "perimeter-lab",
  authentication: "session",
  cookie: "EraSession",
  sessionSeconds: 3600,
  maxSessions: 10,
  whenFull: "refuse",
  banUnknownSessions: false,
  role: "sg",
  instances: [
    { site: "SITE1", node: "site1_h11@192.168.0.10", srvidx: 100, addr: "192.168.0.10", server: "server01" },
    { site: "SITE1", node: "site1_h1@192.168.0.18", srvidx: 180, addr: "192.168.0.18", server: "server02" },
    { site: "SITE2", node: "site2_h1@192.168.0.34", srvidx: 340, addr: "192.168.0.34", server: "server03" },
  ],
  unknownScope: "empty",
  lenientExpires: false,
  renewal: "extends",
  absentDelete: 204,
  validationCode: 1413,
  borderActions: ["allow", "deny", "drop", "accept"],
  borderUpdate: "patch",
};
