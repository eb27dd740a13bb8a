import type { Context } from "../../kernel/context";
import type { Finding } from "../../kernel/report";
import { opener } from "../../vendors/ideco/lint";
import { getOpenPorts } from "../../vendors/selectel/get-open-ports";

interface ListedPort {
  ip: string;
  port: number;
  protocol: string;
  known: boolean;
}

/** Ports that are supposed to be open (the KNOWN tag of a Selectel account) and that no rule of any firewall opens. */
export async function closedPorts(account: Context, firewalls: readonly Context[]): Promise<Finding[]> {
  const openers = (await Promise.all(firewalls.map(opener))).flatMap((opens) => opens ?? []);
  if (openers.length === 0) return [];
  const { items } = (await getOpenPorts.call(account, {})) as { items: ListedPort[] };
  const isOpened = ({ ip, port, protocol }: ListedPort) =>
    openers.some((opens) => opens({ protocol, destinationAddress: ip, destinationPort: port }));
  return items
    .filter((port) => port.known && !isOpened(port))
    .map(({ ip, port, protocol }) => ({
      kind: "closedPort",
      object: `port ${ip} ${protocol}/${port}`,
      place: { in: "ports" },
      text: `${protocol}/${port} of ${ip} is open and has the KNOWN tag, but no rule of the firewall opens it`,
    }));
}
