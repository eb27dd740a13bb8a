import type { Lab } from "../../provider/lab/core";
import { casesOf } from "../conformance/cases";

const expression = "$" + "{y}";

/** Puts something of each kind that can be exported onto the lab's appliances, by hand, some of it with odd names. */
export async function furnished(lab: Lab): Promise<void> {
  for (const { vendor } of lab.appliances) await casesOf(vendor).foreignObjects(lab);
  lab.ideco.table("forward").add({
    comment: `web "x" ${expression} \\ \`z\``,
    destination_addresses: ["ip.id.1"],
    protocol: "protocol.tcp",
    destination_ports: ["port.id.2"],
  });
  lab.ideco.table("dnat").add({ action: "dnat", change_destination_address: "192.168.0.20" });
  const chess = { name: `Шахматы: ${expression}`, comment: "", urls: ["chess.example"] };
  await lab.byHand("ideco", "POST", "/content-filter/users_categories", chess);
  lab.ideco.table("contentFilter").add({ name: "games", access: "deny", categories: ["users.id.2"] });
  lab.selectel.monitor("198.51.100.9");
  lab.selectel.openPort("198.51.100.9", 22);
  for (const { node } of lab.era.state().instances) lab.era.ban(node, "192.0.2.9", 3600);
}
