import { z } from "zod";
import { field, objectOf } from "../../kernel/fields";
import type { Properties } from "../../kernel/values";
import type { Vm } from "./live-vms";
import { statusFields, statusOf } from "./status";
import { textOf } from "./text";

const vmFields = {
  vmId: field(z.string(), "Id of the VM."),
  vmName: field(z.string(), "Name of the VM."),
  fixedIp: field(z.string(), "Its fixed (private) IP."),
  vmIp: field(z.string(), "Its floating IP; empty without one."),
  vmOs: field(z.string(), "Its operating system; empty where the service doesn't know it."),
  ...statusFields,
};

/** A VM behind an enrolled load balancer. */
export const monitoredVm = objectOf("MonitoredVm", "A VM behind a load balancer.", vmFields);

export function shownVm({ vmId, vmName, fixedIp, vmIp, vmOs, word }: Vm) {
  return { vmId, vmName, fixedIp, vmIp, vmOs, status: statusOf(word), rawStatus: word };
}

/** A VM as the lists show it, below its load balancer. */
export const listedVm = objectOf("ListedVm", "A VM behind a load balancer, as the service lists it.", {
  ...vmFields,
  serviceStatus: field(z.string(), "The vendor's status word; `rawStatus` is the same."),
});

export function shownListedVm({ vmId, vmName, fixedIp, vmIp, vmOs, serviceStatus }: Properties) {
  const word = textOf(serviceStatus);
  return {
    vmId: textOf(vmId),
    vmName: textOf(vmName),
    fixedIp: textOf(fixedIp),
    vmIp: textOf(vmIp),
    vmOs: textOf(vmOs),
    serviceStatus: word,
    status: statusOf(word),
    rawStatus: word,
  };
}
