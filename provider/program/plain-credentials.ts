import * as pulumi from "@pulumi/pulumi";
import { catalogue } from "../catalogue";
import { mergedConnections } from "../kernel/config";
import { metaOf } from "../kernel/fields";

/** The engine writes the stack's configuration into the state, in clear where nothing in it is a secret. */
export function warnOfPlainCredentials(configured: string | undefined): void {
  if (configured === undefined || isSecret("perimeter:connections")) return;
  const credentials = new Set(
    catalogue.vendors.flatMap((vendor) =>
      Object.entries(vendor.settings).flatMap(([name, schema]) => (metaOf(schema).secret ? [name] : [])),
    ),
  );
  const connections = Object.entries(mergedConnections(configured, undefined));
  const open = connections.filter(([, settings]) =>
    Object.keys(settings).some((name) => credentials.has(name)),
  );
  if (open.length === 0) return;
  const names = open.map(([name]) => name).join(", ");
  pulumi.log.warn(
    `perimeter:connections holds credentials that are not encrypted (${names}); they get into the state in clear. ` +
      "Set them with `pulumi config set --secret --path 'perimeter:connections.<name>.<field>'`, or use PERIMETER_CONNECTIONS.",
  );
}

/** The SDK keeps this to itself in its types, though every version has it. */
function isSecret(key: string): boolean {
  const runtimeModule = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  return runtimeModule.isConfigSecret?.(key) ?? false;
}
