import { readFileSync } from "node:fs";
import { deepfinder } from "pulumi-perimeter";

const domainGroupId = 4;

/** `203.0.113.7`, `198.51.100.0-198.51.100.31` or `192.0.2.0/24`, and where it ends by itself, when. */
function entryOf(line: string) {
  const [range = "", expiresAt] = line.split(/\s+/);
  const [startIp, endIp] = range.split("-");
  return { ...(range.includes("/") ? { cidr: range } : { startIp, endIp }), expiresAt };
}

const entries = readFileSync("attackers.txt", "utf8")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((line) => line !== "")
  .map(entryOf);

/** The file is the whole list: what else came through the interface is removed. */
const attackers = new deepfinder.IpList("attackers", {
  list: "black",
  domainGroupId,
  entries,
  exclusive: true,
});

/** The office is never blocked. */
new deepfinder.IpEntry("office", { list: "white", domainGroupId, cidr: "192.0.2.64/27" });

export const group = attackers.groupName;
export const expired = attackers.expired;
