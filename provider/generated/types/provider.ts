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
  vendor: pulumi.Input<"ideco" | "era" | "nhn" | "selectel" | "deepfinder">;
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
  /** A file to which every write is appended as lines of JSON, credentials taken out: when, what, before and after. A write that can't be written down is not sent. */
  audit?: pulumi.Input<string>;
  /** Ideco NGFW: Address of the web interface, e.g. `https://ngfw.example:8443`. Era platform: Address of the web server, e.g. `https://era.example`. NHN Cloud: Address of the service without `/v1.0`, e.g. `https://kr1-secmon.api.nhncloudservice.com`; it wins over `region`. Selectel: Address of the interface. The vendor's samples say `https://api.selectel.org/eye/v1`, its text the default. DeepFinder: Address of the manager, e.g. `http://10.0.0.9`. The key stands in the URL of every call: over http anyone in between can read it. */
  endpoint?: pulumi.Input<string>;
  /** Ideco NGFW: Administrator; a directory follows after `@`, e.g. `admin@radius`. Era platform: The user. */
  login?: pulumi.Input<string>;
  /** Ideco NGFW: Password of the administrator. Era platform: Password of the user. */
  password?: pulumi.Input<string>;
  /** Ideco NGFW: Version of the interface; `auto` finds it out with read-only calls, and where nothing tells (an appliance without rules), the first rule is tried in each form. What `v22` means is known from a third party alone. */
  dialect?: pulumi.Input<"auto" | "v18" | "v19" | "v20" | "v22">;
  /** Ideco NGFW: Version of the appliance's Suricata: a signature that this one does not take is refused. Without it both are thought of, and what only one takes is a warning. */
  suricata?: pulumi.Input<"7" | "8">;
  /** Ideco NGFW: Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA. Era platform: Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA. DeepFinder: Certificate of the CA that signed the appliance's certificate, in PEM; a self-signed certificate is its own CA. */
  ca?: pulumi.Input<string>;
  /** Ideco NGFW: Doesn't check the appliance's certificate at all: anyone in between can read and change everything. Era platform: Doesn't check the appliance's certificate at all: anyone in between can read and change everything. DeepFinder: Doesn't check the appliance's certificate at all: anyone in between can read and change everything. */
  insecure?: pulumi.Input<boolean>;
  /** Era platform: Domain of the user; it must be the master domain. `domain`, `login` and `password` stand together, or none of them does where the interface needs no login. With a login at most 4 calls are under way at once, whatever `concurrency` says: when a session expires the platform counts each of them as a failed login, and the fifth bans this machine. */
  domain?: pulumi.Input<string>;
  /** Era platform: The role whose ban lists are meant, as it stands in the path: `sg`, in older builds `esg`; `ws` and `ap` have the same interface. */
  role?: pulumi.Input<string>;
  /** NHN Cloud: App key of the service Security Monitoring in the project, from the console's `URL & Appkey`. */
  appKey?: pulumi.Input<string>;
  /** NHN Cloud: Region of the VMs: `kr1` (Pangyo), `kr2` (Pyeongchon) or `kr3` (Gwangju). For another one give `endpoint`. */
  region?: pulumi.Input<"kr1" | "kr2" | "kr3">;
  /** NHN Cloud: User Access Key ID of an account with the role Security Monitoring Admin, where the service asks for an access token. It stands together with `secretAccessKey`, or neither does. */
  accessKeyId?: pulumi.Input<string>;
  /** NHN Cloud: The Secret Access Key of `accessKeyId`. */
  secretAccessKey?: pulumi.Input<string>;
  /** NHN Cloud: Where access tokens are made: the whole URL, or the server's address, to which `/oauth2/token/create` is added. */
  tokenEndpoint?: pulumi.Input<string>;
  /** NHN Cloud: What stands before the token in `x-nhn-authorization`, such as `Bearer`; the guide shows nothing there. */
  tokenPrefix?: pulumi.Input<string>;
  /** Selectel: The account's token, sent as `X-Token`. */
  token?: pulumi.Input<string>;
  /** Selectel: Path of the call that changes the tag of one port, below the endpoint, with `{port}` in it and where wanted `{ip}` and `{protocol}`. The vendor's public page does not print it, so the default is assumed. */
  portPath?: pulumi.Input<string>;
  /** DeepFinder: API key of an account; one of an ordinary user needs the rights 정책관리 > 정책조회 and 정책관리 > 정책설정. */
  key?: pulumi.Input<string>;
  /** DeepFinder: Time zone of `expired_date`, which the vendor's page does not tell: the manager's own. */
  timeZone?: pulumi.Input<string>;
}
