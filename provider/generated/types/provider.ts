// Generated from the definitions by `npm run generate`. Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of Provider. */
export interface ProviderArgs {
  /** The connections by name. */
  connections: pulumi.Input<{ [name: string]: pulumi.Input<ConnectionArgs> }>;
}

/** One appliance and the way to it. */
export interface ConnectionArgs {
  /** The vendor; it decides which of the other fields are required. */
  vendor: pulumi.Input<"ideco" | "era">;
  /** What the state calls this appliance; by default the connection's name. Keep it when you rename the connection. */
  id?: pulumi.Input<string>;
  /** Time limit of one call, in seconds. */
  timeoutSeconds?: pulumi.Input<number>;
  /** Calls at the same time, at most. */
  concurrency?: pulumi.Input<number>;
  /** Calls a second, at most. By default unlimited. */
  requestsPerSecond?: pulumi.Input<number>;
  /** How often a call that may be repeated is repeated. */
  retries?: pulumi.Input<number>;
  /** URL of an HTTP proxy, with its login if it has one; by default that of `HTTPS_PROXY`. */
  proxy?: pulumi.Input<string>;
  /** Refuses every write; for drift jobs. */
  readOnly?: pulumi.Input<boolean>;
  /** Ideco NGFW: Address of the web interface, e.g. `https://ngfw.example:8443`. Era platform: Address of the web server, e.g. `https://era.example`. */
  endpoint?: pulumi.Input<string>;
  /** Ideco NGFW: Administrator; a directory follows after `@`, e.g. `admin@radius`. Era platform: The user. */
  login?: pulumi.Input<string>;
  /** Ideco NGFW: Password of the administrator. Era platform: Password of the user. */
  password?: pulumi.Input<string>;
  /** Ideco NGFW: Version of the interface; `auto` finds it out with read-only calls, and where nothing tells (an appliance without rules), the first rule is tried in each form. */
  dialect?: pulumi.Input<"auto" | "v18" | "v19" | "v20">;
  /** Ideco NGFW: Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA. Era platform: Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA. */
  ca?: pulumi.Input<string>;
  /** Ideco NGFW: Doesn't check the appliance's certificate at all: anyone in between can read and change everything. Era platform: Doesn't check the appliance's certificate at all: anyone in between can read and change everything. */
  insecure?: pulumi.Input<boolean>;
  /** Era platform: Domain of the user; it must be the master domain. `domain`, `login` and `password` stand together, or none of them does where the interface needs no login. */
  domain?: pulumi.Input<string>;
  /** Era platform: The role whose ban lists are meant, as it stands in the path: `sg`, in older builds `esg`; `ws` and `ap` have the same interface. */
  role?: pulumi.Input<string>;
}
