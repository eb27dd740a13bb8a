import { nhn } from "pulumi-perimeter";

/** A VM that stands alone, and a load balancer: the VMs behind it are enrolled through it alone. */
const batch = new nhn.Enrollment("batch", { vmId: "2300727f-3771-4bdc-bba1-35ca12cb8635" });
const shop = new nhn.Enrollment("shop", { loadBalancerId: "8b031032-e0a0-4b36-8a98-642b6d3ca07b" });

export const monitored = { batch: batch.status, shop: shop.status };

/** The names of the last incidents. */
export const incidents = nhn
  .getTicketsOutput({ limit: 10 })
  .items.apply((tickets) => tickets.map(({ ticketName }) => ticketName));
