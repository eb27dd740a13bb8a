import { Connections } from "../../provider/kernel/connections";
import { acme } from "./acme-vendor";

/** A process that makes one call, is called off in the pause of the next one, closes, and ends by itself. */
async function main(endpoint: string): Promise<void> {
  const connections = new Connections([acme], { hq: { vendor: "acme", endpoint } });
  const { http } = connections.byId(acme, "hq");
  await http.call({ method: "GET", path: "/things" });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  await http.call({ method: "GET", path: "/things" }, stop.signal).catch(() => {});
  await connections.close();
  console.log(`done ${Date.now()}`);
  process.once("exit", () => console.log(`ended ${Date.now()}`));
}

void main(process.argv[2] ?? "");
