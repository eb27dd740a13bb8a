import type { Properties } from "../../../../provider/kernel/values";
import type { Lab } from "../../../../provider/lab/core";
import type { Kept } from "../../driver";
import type { ResourceCase } from "../types";

/** Removes an object at its address. */
export function deleteAt(path: string): (lab: Lab, object: Kept) => unknown {
  return (lab, { id }) => lab.byHand("ideco", "DELETE", `${path}/${id}`);
}

function alias(path: string, more: Partial<ResourceCase> = {}): ResourceCase {
  return {
    again: "refused",
    remove: deleteAt(`/aliases/${path}`),
    user: (connection) => ({
      token: "ideco:ForwardRule",
      args: (idOf) => ({
        action: "accept",
        ...(connection !== undefined && { connection }),
        ...naming(path, idOf("it")),
      }),
    }),
    ...more,
  };
}

/** The field of a rule that takes such an object. */
function naming(path: string, id: string): Properties {
  if (path.includes("time")) return { timetable: [id] };
  return path.includes("port")
    ? { protocol: "protocol.tcp", destinationPorts: [id] }
    : { sourceAddresses: [id] };
}

export const objectCases: Record<string, ResourceCase> = {
  IpAlias: alias("ip_addresses", { changes: { ip: { to: "192.168.0.26" } } }),
  IpRangeAlias: alias("ip_ranges", {
    changes: { start: { to: "192.168.0.201" }, end: { to: "192.168.0.218" } },
  }),
  SubnetAlias: alias("networks", {
    changes: { address: { to: "172.16.1.0/24" } },
    alike: [[{}, { address: "172.16.0.7/24" }]],
  }),
  DomainAlias: alias("domains", {
    changes: { domain: { to: "other.example" } },
    alike: [[{}, { domain: "Partner.Example" }]],
  }),
  PortAlias: alias("ports"),
  PortRangeAlias: alias("port_ranges"),
  TimeRangeAlias: alias("time_ranges", {
    changes: {
      weekdays: { to: [6, 7] },
      start: { to: "21:00" },
      end: { to: "23:00" },
      period: { to: { first: 20250101000000, last: 20251231235959 } },
    },
    alike: [[{}, { weekdays: [5, 4, 3, 2, 1] }]],
  }),
  AddressListAlias: alias("lists/addresses", {
    second: { title: "Others", members: ["ip.id.1"] },
    changes: { members: { to: ["192.168.0.7", "10.0.0.0/8"] } },
    alike: [[{}, { members: ["subnet.id.1", "ip.id.1"] }]],
  }),
  PortListAlias: alias("lists/ports", {
    second: { title: "Others", members: ["port.id.3"] },
    // The appliance tells ids, the program's values stand for the same objects.
    untold: ["members"],
    changes: { members: { to: ["port.id.3"] } },
    alike: [[{ members: ["port.id.1", "port.id.2"] }, { members: ["port.id.2", "port.id.1"] }]],
  }),
  TimeListAlias: alias("lists/times", {
    untold: ["members"],
    setup: (lab) => lab.ideco.objects.set("time_range.id.7", night),
    changes: { members: { to: ["time_range.id.7"] } },
  }),
};

const night = {
  id: "time_range.id.7",
  type: "time_range",
  title: "Night",
  comment: "",
  weekdays: [1],
  start: "22:00",
  end: "23:00",
  period: null,
};
