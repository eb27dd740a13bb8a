import { afterEach, beforeEach } from "vitest";
import { Lab } from "../../provider/lab/core";
import type { IdecoOptions } from "../../provider/lab/ideco/appliance";
import { type Answer, Caller } from "./client";

export const root = "f3ffde22-a562-4f43-ac04-c40fcec6a88c";
export const someUuid = "2c9d6f10-55b1-4c0c-9d51-6a1b7e8f3c01";

export interface Bench {
  lab: Lab;
  ngfw: Caller;
}

/** A fresh lab with a logged-in caller for every test of a file. */
export function bench(options: IdecoOptions = {}): Bench {
  const bed = {} as Bench;
  beforeEach(async () => {
    bed.lab = await Lab.start({ ideco: options });
    bed.ngfw = new Caller(`${bed.lab.url}/ideco`);
    await bed.ngfw.login();
  });
  afterEach(async () => {
    await bed.ngfw.close();
    await bed.lab.stop();
  });
  return bed;
}

const addresses = {
  source_addresses: ["any"],
  source_addresses_negate: false,
  destination_addresses: ["any"],
  destination_addresses_negate: false,
};
const common = {
  parent_id: root,
  enabled: true,
  protocol: "protocol.tcp",
  ...addresses,
  source_ports: [],
  destination_ports: [],
  timetable: ["any"],
  comment: "",
};
const zones = { incoming_interface: "any", outgoing_interface: "any" };

/** Whole bodies as the page prints them, for the flat form. */
export const bodies = {
  forward: {
    ...common,
    ...zones,
    hip_profiles: [],
    dpi_profile: "",
    dpi_enabled: false,
    ips_profile: "",
    ips_enabled: false,
    action: "accept",
  },
  dnat: {
    ...common,
    incoming_interface: "any",
    action: "dnat",
    change_destination_address: "192.168.0.20",
    change_destination_port: null,
  },
  snat: { ...common, outgoing_interface: "any", action: "snat", change_source_address: null },
  log: { ...common, ...zones, action: "mark_log" },
  appControl: {
    parent_id: root,
    name: "No torrents",
    action: "drop",
    comment: "",
    aliases: ["any"],
    protocols: ["bittorrent"],
    enabled: true,
  },
  contentFilter: {
    name: "No games",
    comment: "",
    parent_id: root,
    aliases: ["any"],
    categories: ["extended.id.3"],
    http_methods: [],
    content_types: [],
    access: "deny",
    redirect_url: null,
    enabled: true,
    timetable: ["any"],
  },
};

/** The form of a rule in v20. */
export function inBlocks<T extends typeof addresses>(rule: T) {
  const {
    source_addresses,
    source_addresses_negate,
    destination_addresses,
    destination_addresses_negate,
    ...rest
  } = rule;
  return {
    ...rest,
    logging: false,
    sources: [{ source_addresses, source_addresses_negate }],
    destinations: [{ destination_addresses, destination_addresses_negate }],
  };
}

/** A value with every leaf replaced by the word that the page prints for its type. */
export function typesOf(value: unknown): unknown {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.map(typesOf);
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typesOf(one)]));
  }
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  return typeof value;
}

/** Status and the field that an answer names. */
export const refusal = (answer: Answer) => [answer.status, answer.json?.field ?? null];
