import { readFileSync } from "node:fs";
import { era } from "pulumi-perimeter";

const day = 24 * 60 * 60;
const addresses = readFileSync("attackers.txt", "utf8")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((line) => line !== "");

/** Each for a day; the first `up` that finds less than six hours left bans them anew. */
const attackers = new era.BanList("attackers", {
  addresses,
  expires: day,
  renew: "early",
  renewBelowSeconds: day / 4,
});

/** At one site alone. */
new era.BannedAddress("scanner", { ip: "198.51.100.200", expires: day, scope: { site: "SITE2" } });

/** A whole network, for good. */
new era.BorderRule("botnet", { remoteIpMask: "192.0.2.0/24", action: "drop", priority: 100 });

export const until = attackers.expiresAt;
