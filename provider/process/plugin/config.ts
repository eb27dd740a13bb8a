import { catalogue } from "../../catalogue";
import { didYouMean } from "../../kernel/check";
import { mergedConnections, providersConnections } from "../../kernel/config";
import { asPerimeterError } from "../../kernel/errors";
import { silent } from "../../kernel/log";
import { Runtime } from "../../kernel/runtime";
import { containsUnknown, type Properties } from "../../kernel/values";
import { secret } from "../wire";
import { isDefaultProvider, parseUrn } from "./urn";

/** A fault of the configuration, at a property of the provider. */
export interface Failure {
  property: string;
  reason: string;
}

/** The configuration of a provider as the state will keep it, and what is wrong with it. */
export function checkConfig(urn: string, config: Properties): { inputs: Properties; failures: Failure[] } {
  const { connections } = config;
  const isKnown = connections !== undefined && !containsUnknown(connections);
  const failures = [...unknownKeys(urn, config), ...(isKnown ? connectionFailures(urn, config) : [])];
  // Credentials get into the state encrypted, whatever the program said.
  return { inputs: isKnown ? { ...config, connections: secret(connections) } : config, failures };
}

/** An explicit provider wins over the environment, and the environment over the stack's configuration. */
export function connectionsIn(urn: string, config: Properties): Record<string, Properties> {
  const environment = process.env.PERIMETER_CONNECTIONS;
  const given = config.connections;
  return isDefaultProvider(urn)
    ? mergedConnections(given, environment)
    : providersConnections(environment, given);
}

const keys = ["connections"];
/** Put there by the engine itself. */
const engineKeys = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

function unknownKeys(urn: string, config: Properties): Failure[] {
  // A project called `perimeter` has configuration of its own under the same name, which the engine gives us as well.
  if (isDefaultProvider(urn) && parseUrn(urn).project === "perimeter") return [];
  return Object.keys(config)
    .filter((key) => !keys.includes(key) && !engineKeys.has(key))
    .map((key) => ({
      property: key,
      reason: `unknown configuration${didYouMean(key, keys) || `, allowed: ${keys.join(", ")}`}`,
    }));
}

function connectionFailures(urn: string, config: Properties): Failure[] {
  try {
    const { connections } = new Runtime(catalogue.vendors, connectionsIn(urn, config), silent);
    return connections.problems().map((problem) => ({ property: "connections", reason: problem }));
  } catch (thrown) {
    return [{ property: "connections", reason: asPerimeterError(thrown).message }];
  }
}
