import type { z } from "zod";
import type { Answer, Call } from "./calls";
import type { Fields, ValuesOf } from "./fields";

/** Sends a call as it is: no session, no retry. For logging in and out. */
export type RawSend = (call: Call, headers?: Record<string, string>) => Promise<Answer>;

/** What a login gave: headers for every call from now on. */
export interface Session {
  headers: Record<string, string>;
  /** Parts that must not appear in any text. */
  secrets?: string[];
  /** How long it is valid, where the vendor tells: it is renewed a little earlier, before any call is refused. */
  expiresInSeconds?: number;
}

/** A vendor: how to reach it, how to log in, how its answers tell success from failure. Pure data and functions. */
export interface Vendor<F extends Fields = Fields> {
  /** The namespace and the value of `vendor` in a connection: `ideco`. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** The fields of a connection besides those that every vendor has. */
  readonly settings: F;
  /** What is wrong with the settings taken together, if anything. */
  check?(settings: ValuesOf<F>): string | undefined;
  endpoint(settings: ValuesOf<F>): string;
  /** What tells the accounts apart that share an endpoint. */
  account?(settings: ValuesOf<F>): unknown;
  /** What stands in front of every call's path. No message shows it, as it may hold a key. */
  prefix?(settings: ValuesOf<F>): string;
  /** Headers that go with every call. */
  headers?(settings: ValuesOf<F>): Record<string, string>;
  /** Parameters that go with every call, in the URL. */
  query?(settings: ValuesOf<F>): Record<string, string>;
  readonly session?: {
    /** Whether these settings need a login at all. */
    needed?(settings: ValuesOf<F>): boolean;
    /** Gives the session, or throws; a refused login is an `auth` error. */
    open(send: RawSend, settings: ValuesOf<F>): Promise<Session>;
    close?(send: RawSend, session: Session, settings: ValuesOf<F>): Promise<void>;
    /**
     * The most calls under way at once with one session, whatever the connection's `concurrency`: when it expires, so
     * many calls may arrive with it, and some vendors count each of them as a failed login.
     */
    readonly mostAtOnce?: number;
    /** Whether this answer says that the session is not (or no longer) valid. */
    expired(answer: Answer): boolean;
  };
  /** The body of a good answer; throws the `PerimeterError` that any other answer is. The only place that reads status and text. */
  interpret(answer: Answer, call: Call): unknown;
}

export function defineVendor<F extends Fields>(vendor: Vendor<F>): Vendor<F> {
  return vendor;
}

export type Settings<V> = V extends Vendor<infer F> ? z.infer<z.ZodObject<F>> : never;
