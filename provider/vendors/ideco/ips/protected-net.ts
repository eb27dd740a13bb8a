import { z } from "zod";
import { type Collection, collection } from "../../../kernel/collection";
import { invalid } from "../../../kernel/errors";
import { type Fields, field, type ValuesOf } from "../../../kernel/fields";
import { type Adoption, defineResource } from "../../../kernel/resource";
import type { Properties } from "../../../kernel/values";
import { canonicalNetwork, sameNetwork } from "../objects/networks";
import { ideco } from "../vendor";

const network = z.string().refine((text) => canonicalNetwork(text) !== undefined, {
  error: "allowed: an IPv4 network such as 192.168.0.0/16 or 192.168.0.0/255.255.0.0",
});

const fields = {
  address: field(
    network,
    "The network, e.g. `192.168.0.0/16`; the same network in another form is no difference.",
    { replace: true, equals: sameNetwork },
  ),
} satisfies Fields;

type ProtectedNetInputs = ValuesOf<typeof fields> & Adoption;

/** The creation has no documented answer: the id is found by listing. There is no call that changes a network. */
const nets: Collection<ProtectedNetInputs, Properties> = {
  noun: "protected network",
  path: "/ips/nets",
  fields,
  isAllIdentity: true,
  identifiedBy: "address",
  identity: ({ address }) => (address === undefined ? undefined : (canonicalNetwork(address) ?? address)),
  nameOf: ({ address = "" }) => address,
  encode: ({ address }) => ({ address: canonicalNetwork(address) }),
  decode: ({ address }) => ({ inputs: { address: String(address) }, outputs: {} }),
  async update(_, id, { address }) {
    throw invalid(
      `adoptId: the protected network with the id ${id} is another one than ${address}, and no call changes a network`,
    );
  },
};

/** A network that the signatures mean with `$HOME_NET`. */
export const ipsProtectedNet = defineResource(ideco, {
  name: "IpsProtectedNet",
  doc: "A network that intrusion prevention protects: signatures call it `$HOME_NET`. List local networks alone, never those of external interfaces.",
  page: "ideco-ngfw-traffic-rules: Предотвращение вторжений, Сети, защищенные от вторжений",
  importId: "the id of the network",
  example: { address: "192.168.0.0/24" },
  inputs: fields,
  outputs: {} as Fields,
  adoptable: true,
  ...collection(nets),
});
