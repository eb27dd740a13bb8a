import type { VendorPart } from "../../kernel/parts";
import { enrollment } from "./enrollment";
import { getEvents } from "./get-events";
import { getHistory } from "./get-history";
import { getTicket } from "./get-ticket";
import { getTickets } from "./get-tickets";
import { getVms } from "./get-vms";
import { probe } from "./probe";
import { nhn } from "./vendor";

export const nhnPart: VendorPart = {
  vendor: nhn,
  resources: [enrollment],
  functions: [getVms, getHistory, getTickets, getTicket, getEvents],
  probe,
};
