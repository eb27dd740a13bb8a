// Generated from the definitions by `npm run generate`. Do not edit.
/** Ideco NGFW: Firewall tables, content filter, intrusion prevention, quotas and packet checks of an Ideco NGFW. */
export * as ideco from "./ideco";
/** Era platform: Ban lists of the border filter on every `sg` instance of an Era platform, and its permanent border rules. */
export * as era from "./era";
/** NHN Cloud: Security monitoring of NHN Cloud: enrolment of VMs and load balancers, its history, tickets and events. */
export * as nhn from "./nhn";
/** Selectel: Selectel's monitoring of open ports: monitored addresses, and the ports that are known to be open. */
export * as selectel from "./selectel";
/** DeepFinder: Black and white IP lists of the domain groups of a DeepFinder manager. */
export * as deepfinder from "./deepfinder";
