import type { Lab } from "../../../provider/lab/core";
import type { VendorCases } from "./types";

const vmId = "2300727f-3771-4bdc-bba1-35ca12cb8635";
const lbId = "8b031032-e0a0-4b36-8a98-642b6d3ca07b";
const otherVm = "5c0d7c3e-21a3-4f0c-9f53-0c3bb9ad9a11";

export const nhnCases: VendorCases = {
  foreignObjects(lab) {
    lab.nhn.addVm({ vmId: otherVm, vmName: "another" });
    const { vmId: somebodys } = lab.nhn.addVm({
      vmId: "0b4c6a2e-8f2a-4f5c-8f3e-6a1b2c3d4e5f",
      vmName: "somebody's",
    });
    lab.nhn.setPhase(somebodys, "inService");
  },
  digest(lab) {
    const { vms, loadBalancers } = lab.nhn.state();
    return [
      ...vms.map(({ vmName, phase }) => [vmName, phase]),
      ...loadBalancers.map(({ lbName, phase }) => [lbName, phase]),
    ];
  },
  resources: {
    Enrollment: {
      lab: { nhn: { tokens: true, releaseSeconds: 0, enrolSeconds: 0 } },
      again: "same",
      quiet: ["waitForService", "timeoutMinutes"],
      changes: {
        vmId: { to: otherVm },
        loadBalancerId: { to: lbId, along: { vmId: undefined } },
      },
      remove: (lab) => lab.nhn.setPhase(vmId, "notApplied"),
    },
  },
  functions: {
    getVms: [{}, { args: { applied: true }, setup: (lab) => lab.nhn.setPhase(lbId, "inService") }],
    getHistory: [{ setup: (lab) => histories(lab) }],
    getTickets: [{}],
    getTicket: [{ setup: (lab) => lab.nhn.addTicket({ ticketId: "98425190186514912" }) }],
    getEvents: [{}, { args: { startDate: "2021-07-01T00:00:00", endDate: "2021-07-02T00:00:00+09:00" } }],
  },
};

/** More than one page. */
function histories(lab: Lab): void {
  for (let n = 0; n < 15; n++) lab.nhn.addHistory({ vmId: `vm${n}` });
}
