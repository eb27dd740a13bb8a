// @ts-check
/**
 * The simulated appliance as a process of its own, so that its work counts for none of the contenders.
 * Arguments: the folder of the built package, how many addresses to make. It speaks with its parent by messages.
 */
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder = "", addresses = "0"] = process.argv.slice(2);
/** @type {typeof import("../provider/lab/core")} */
const { Lab } = createRequire(import.meta.url)(join(folder, "dist", "lab", "core.js"));

const lab = await Lab.start({ ideco: { history: false } });
for (let n = 0; n < Number(addresses); n++) {
  const value = `10.${100 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
  await lab.byHand("ideco", "POST", "/aliases/ip_addresses", { title: `Host ${n}`, comment: "", value });
}

/** What reached the appliance since the last look, and how the table stands. */
function look() {
  const entries = lab.journal.list();
  const logins = entries.filter((each) => each.path === "/web/auth/login").length;
  const writes = entries.filter((each) => each.write).length;
  const failed = entries.filter((each) => each.status >= 400).length;
  lab.journal.clear();
  const rules = lab.ideco.table("forward").rules.map(({ comment, action }) => `${comment}: ${action}`);
  return { logins, reads: entries.length - logins - writes, writes, failed, rules };
}

process.on("message", () => process.send?.(look()));
process.on("disconnect", () => process.exit());
process.send?.(lab.connections());
