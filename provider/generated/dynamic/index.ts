// Generated from the definitions by `npm run generate`. Do not edit.
/** Ideco NGFW: Firewall tables, application control, content filter, intrusion prevention, quotas and packet checks of an Ideco NGFW. */
export * as ideco from "./ideco";
/** Era platform: Ban lists of the border filter on every `sg` instance of an Era platform, and its permanent border rules. */
export * as era from "./era";
