import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import { defineFunction } from "../../kernel/function";
import type { Properties } from "../../kernel/values";
import { listedVm, shownListedVm } from "./fields";
import { appliedPath, notAppliedPath } from "./live-vms";
import { resultsIn } from "./results";
import { statusFields, statusOf } from "./status";
import { textOf } from "./text";
import { nhn } from "./vendor";

const listedTarget = objectOf(
  "ListedTarget",
  "A VM that stands alone, with the fields `vm…`, or a load balancer with its VMs, with the fields `lb…` and `vm`.",
  {
    vmId: field(z.string().optional(), "Id of the VM."),
    vmName: field(z.string().optional(), "Name of the VM."),
    vmIp: field(z.string().optional(), "Floating IP of the VM; empty without one."),
    vmOs: field(z.string().optional(), "Operating system of the VM."),
    lbId: field(z.string().optional(), "Id of the load balancer."),
    lbName: field(z.string().optional(), "Name of the load balancer."),
    lbIp: field(z.string().optional(), "Floating IP of the load balancer."),
    vm: field(z.array(listedVm).optional(), "The VMs behind the load balancer."),
    fixedIp: field(z.string(), "Fixed (private) IP."),
    serviceStatus: field(z.string(), "The vendor's status word; `rawStatus` is the same."),
    ...statusFields,
  },
);

export const getVms = defineFunction(nhn, {
  name: "getVms",
  doc: "The VMs and load balancers of the project that are enrolled, or those that are not.",
  page: "nhn-security-monitoring: /applied-vms, /not-applied-vms",
  example: { applied: false },
  inputs: {
    applied: field(z.boolean(), "True for those that are enrolled, false for those that are not."),
  },
  outputs: { items: field(z.array(listedTarget), "In the service's order.") },
  async call(ctx, { applied }) {
    const path = applied ? appliedPath : notAppliedPath;
    return { items: resultsIn(await ctx.call({ method: "GET", path }), path).map(shownElement) };
  },
});

function shownElement(item: Properties) {
  if (!item.lbId) return shownListedVm(item);
  const { lbId, lbName, lbIp, fixedIp, serviceStatus, vm } = item;
  const word = textOf(serviceStatus);
  const vms = (Array.isArray(vm) ? vm : []) as Properties[];
  return {
    lbId: textOf(lbId),
    lbName: textOf(lbName),
    lbIp: textOf(lbIp),
    fixedIp: textOf(fixedIp),
    vm: vms.map(shownListedVm),
    serviceStatus: word,
    status: statusOf(word),
    rawStatus: word,
  };
}
