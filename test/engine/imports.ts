import { catalogue } from "../../provider/catalogue";
import * as lifecycle from "../../provider/kernel/lifecycle";
import { silent } from "../../provider/kernel/log";
import type { Resource } from "../../provider/kernel/resource";
import { Runtime } from "../../provider/kernel/runtime";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { native } from "./fronts";
import { type ImportedResource, Project } from "./project";

/**
 * How a resource comes to be on an appliance before it is imported. Of what a table or a list holds as a whole, a
 * program can't have single ones besides: those wholes are on a second appliance of the vendor. What v18 lacks is on
 * a later one.
 */
export type ImportCase = "single" | "whole" | "later" | { noImport: string };

/** By token. A resource without a case fails the test. */
export const importCases: Record<string, ImportCase> = {
  ...of("ideco", "ForwardRule InputRule DnatRule SnatRule LogRule AppControlRule ContentFilterRule"),
  ...of("ideco", "IpAlias IpRangeAlias SubnetAlias DomainAlias PortAlias PortRangeAlias TimeRangeAlias"),
  ...of("ideco", "AddressListAlias PortListAlias TimeListAlias FirewallSettings FirewallCounters"),
  ...of("ideco", "PacketCheckSettings ContentFilter ContentFilterSettings SafeSearch MorphAnalysis Ips"),
  ...of("ideco", "QuotaAccounting PacketCheck ContentCategory MorphDictionary IpsCustomSignature"),
  ...of("ideco", "IpsProtectedNet IpsBypass IpsDatabaseUpdate DpiProfile IpsProfile Quota"),
  ...of("era", "BannedAddress BorderRule"),
  ...of("nhn", "Enrollment"),
  ...of("selectel", "MonitoredIp KnownPorts"),
  ...of("deepfinder", "IpEntry"),
  "ideco:AclList": "later",
  "ideco:AclOrder": "later",
  "ideco:AclSettings": "later",
  "ideco:RuleTable": "whole",
  "ideco:IpsCustomSignatures": "whole",
  "era:BanList": "whole",
  "deepfinder:IpList": "whole",
  "ideco:PacketCheckRun": { noImport: "a run can't be imported" },
  "era:BanListClear": { noImport: "a clearing can't be imported" },
};

function of(vendor: string, names: string): Record<string, "single"> {
  return Object.fromEntries(names.split(" ").map((name) => [`${vendor}:${name}`, "single"]));
}

/** Appliances that hold one object of everything that can be imported, and a stack that is to get them all. */
export interface Inventory {
  labs: Lab[];
  project: Project;
  /** What `pulumi import --file` gets; the ids as they are documented. */
  resources: ImportedResource[];
  /** The same, by token. */
  objects: Map<string, { definition: Resource; id: string; connection: string }>;
  /** Everything by which one could log in. */
  credentials: string[];
}

const labOptions = { ideco: { dialect: "v18" } } as const;

/** Two appliances of each vendor, but for NHN Cloud, whose ids then need no connection's name. */
export async function openInventory(): Promise<Inventory> {
  const later = await Lab.start({ ideco: { dialect: "v20" } });
  const labs = [await Lab.start(labOptions), await Lab.start(labOptions), later];
  for (const { selectel } of labs) openPorts(selectel);
  const connections = connectionsOf(labs);
  const objects: Inventory["objects"] = new Map();
  for (const definition of catalogue.resources) {
    const how = importCases[definition.token];
    if (how === undefined || typeof how === "object") continue;
    const connection = `${{ single: "lab", whole: "second", later: "later" }[how]}-${definition.vendor.name}`;
    objects.set(definition.token, {
      definition,
      id: await makeExample(definition, connections, connection),
      connection,
    });
  }
  const resources = [...objects].map(([token, { id, connection }]) => ({
    type: `perimeter:${token}`,
    name: token.replace(":", ""),
    id: connection === "lab-nhn" ? id : `${connection}/${id}`,
  }));
  const credentials = credentialsIn(connections);
  const project = await Project.create({
    program: "",
    pulumiYaml: native.pulumiYaml,
    connections: withoutSecrets(connections),
    secrets: secretsOf(connections),
  });
  return { labs, project, resources, objects, credentials };
}

/** Those that the example of KnownPorts tags. */
function openPorts(selectel: Lab["selectel"]): void {
  selectel.openPort("99.99.99.99", 443);
  selectel.openPort("99.99.99.99", 53, "udp");
}

function connectionsOf([first, second, later]: Lab[]): Record<string, Properties> {
  const others = Object.entries(second?.connections() ?? {}).filter(([name]) => name !== "lab-nhn");
  return {
    ...first?.connections(),
    ...Object.fromEntries(others.map(([name, settings]) => [name.replace("lab", "second"), settings])),
    ...(later && { "later-ideco": later.connections()["lab-ideco"] as Properties }),
  };
}

/** Each by a process of its own, as far as the package knows: nothing is ours, nothing is owned. */
async function makeExample(
  definition: Resource,
  connections: Record<string, Properties>,
  connection: string,
): Promise<string> {
  const runtime = new Runtime(catalogue.vendors, connections, silent);
  try {
    const args = { ...definition.example, connection };
    const { inputs, problems } = await lifecycle.check(runtime, definition, undefined, args);
    if (problems.length > 0) throw new Error(`${definition.token}: ${JSON.stringify(problems)}`);
    return (await lifecycle.create(runtime, definition, inputs)).id;
  } finally {
    await runtime.close();
  }
}

const secretNames = new Set(["password", "token", "appKey", "secretAccessKey", "key"]);

function credentialsIn(connections: Record<string, Properties>): string[] {
  return [...new Set(Object.values(secretsOf(connections)))];
}

function withoutSecrets(connections: Record<string, Properties>): Record<string, Properties> {
  const open = (settings: Properties) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !secretNames.has(name)));
  return Object.fromEntries(Object.entries(connections).map(([name, settings]) => [name, open(settings)]));
}

/** By configuration path. */
function secretsOf(connections: Record<string, Properties>): Record<string, string> {
  const pairs = Object.entries(connections).flatMap(([name, settings]) =>
    Object.entries(settings)
      .filter(([field]) => secretNames.has(field))
      .map(([field, value]) => [`perimeter:connections.${name}.${field}`, String(value)]),
  );
  return Object.fromEntries(pairs);
}

/** The environment in which commands without a stack find the appliances. */
export function environmentOf({ labs }: Inventory): Record<string, string> {
  return { PERIMETER_CONNECTIONS: JSON.stringify(connectionsOf(labs)) };
}
