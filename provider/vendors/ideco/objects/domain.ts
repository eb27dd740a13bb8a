import { domainToASCII } from "node:url";
import { z } from "zod";
import { type Fields, field } from "../../../kernel/fields";
import { type AliasKind, defineAlias } from "./alias";

const domainText = z.string().refine((text) => /^[^\s/:@]+\.[^\s/:@.]+\.?$/.test(text), {
  error: "allowed: a domain such as mydomain.com, without scheme, port and path",
});

/** Domains have no case, may end in a dot, and have two spellings where they are not in Latin letters. */
function sameDomain(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(domain: unknown): string {
  const plain = String(domain).toLowerCase().replace(/\.$/, "");
  return domainToASCII(plain) || plain;
}

export const domainKind: AliasKind = {
  noun: "domain",
  path: "domains",
  prefix: "domain",
  fields: {
    domain: field(domainText, "The domain, e.g. `mydomain.com`; upper and lower case are equal.", {
      equals: sameDomain,
    }),
  } satisfies Fields,
  encode: ({ domain }) => ({ value: domain }),
  decode: ({ value }) => ({ domain: value }),
};

export const domainAlias = defineAlias(domainKind, {
  name: "DomainAlias",
  doc: "A domain as an object.",
  exampleId: "domain.id.3",
  example: { title: "Partner", domain: "partner.example" },
});
