import { z } from "zod";
import { bug, invalid } from "../../kernel/errors";
import { type Fields, field, objectOf } from "../../kernel/fields";
import type { Claim } from "../../kernel/resource";
import { isObject } from "../../kernel/values";

/** A scope as a program writes it. */
export interface Scope {
  site?: string;
  sites?: string[];
  server?: string | number;
  servers?: Array<string | number>;
}

/** A scope in canonical form: one kind, the names sorted and each once. Undefined is every instance of the role. */
export interface Part {
  kind: "site" | "server";
  names: string[];
}

const kinds = ["site", "sites", "server", "servers"] as const;
const name = z.string().regex(/^[^,\s]([^,]*[^,\s])?$/, 'allowed: a name without ","');
const alias = z.union([name, z.int().min(0)]);

const banScope = objectOf(
  "BanScope",
  "Which instances of the role are meant. Exactly one of the four; without a scope it is every instance.",
  {
    site: field(name.optional(), "Name of a site of the configuration, e.g. `SITE8`."),
    sites: field(z.array(name).min(1).optional(), "Names of sites, in any order."),
    server: field(
      alias.optional(),
      "A server by its IP address, its number or its full name in the configuration, e.g. `192.168.0.12`, `372`.",
    ),
    servers: field(z.array(alias).min(1).optional(), "Servers, in any order."),
  },
);

export const scopeField = {
  scope: field(
    banScope.optional(),
    "Which instances of the role are meant: one of `site`, `sites`, `server`, `servers`. Default: all of them. The order of names makes no difference, and a list of one is that one.",
    { equals: (a, b) => scopeText(partOf(a)) === scopeText(partOf(b)) },
  ),
} satisfies Fields;

/** What is wrong with a scope, if anything. */
export function scopeProblem(scope: unknown): string | undefined {
  if (!isObject(scope)) return undefined;
  const given = kinds.filter((kind) => scope[kind] !== undefined);
  if (given.length <= 1) return undefined;
  return `found ${given.join(" and ")}, allowed: one of ${kinds.join(", ")}`;
}

/**
 * The canonical form.
 * @throws where it is no scope, or not known yet: it must never be taken for "everywhere"
 */
export function partOf(scope: unknown): Part | undefined {
  if (!isClear(scope)) throw bug("a scope was used that is none, or not known yet");
  const kind = kinds.find((candidate) => scope?.[candidate] !== undefined);
  return kind && part(kind.startsWith("site") ? "site" : "server", namesIn(scope, kind));
}

/** Whether it is a scope, and wholly known: claims see arguments before anything has checked them. */
export function isClear(scope: unknown): scope is Scope | undefined {
  if (scope === undefined || scope === null) return true;
  if (!isObject(scope)) return false;
  return kinds.every((kind) => {
    const names = namesIn(scope, kind);
    return scope[kind] === undefined || (names.length > 0 && names.every(isName));
  });
}

function namesIn(scope: Scope | undefined, kind: (typeof kinds)[number]): Array<string | number> {
  const names = scope?.[kind];
  return names === undefined ? [] : [names].flat();
}

function isName(name: unknown): boolean {
  return typeof name === "string" || typeof name === "number";
}

export function part(kind: Part["kind"], names: ReadonlyArray<string | number>): Part {
  return { kind, names: [...new Set(names.map(String))].sort() };
}

/** `site:SITE1`, `servers:180,192.168.0.10`; empty for every instance. */
export function scopeText(scope: Part | undefined): string {
  return scope ? `${keyOf(scope)}:${scope.names.join(",")}` : "";
}

/** As it stands in URLs and in a program. */
function keyOf({ kind, names }: Part): "site" | "sites" | "server" | "servers" {
  return names.length === 1 ? kind : `${kind}s`;
}

export function queryOf(scope: Part | undefined): Record<string, string> {
  return scope ? { [keyOf(scope)]: scope.names.join(",") } : {};
}

/** `1.2.3.4@site:SITE1`: what is banned, and where. */
export function withScope(what: string, scope: unknown): string {
  const text = scopeText(partOf(scope));
  return text === "" ? what : `${what}@${text}`;
}

/** The two halves of an id; the scope in canonical form. */
export function splitId(id: string): { what: string; scope?: Scope } {
  const at = id.indexOf("@");
  if (at < 0) return { what: id };
  const [, kind, list] = /^(sites?|servers?):(.+)$/.exec(id.slice(at + 1)) ?? [];
  const names = list?.split(",").map((each) => each.trim()) ?? [];
  if (!kind || names.length === 0 || names.some((each) => !name.safeParse(each).success)) {
    throw invalid(
      `the id "${id}" is not right: after "@" comes a scope`,
      "It looks like 1.2.3.4, 1.2.3.4@site:SITE1, 1.2.3.4@sites:SITE1,SITE3 or 1.2.3.4@server:192.168.0.12.",
    );
  }
  return { what: id.slice(0, at), scope: scopeOf(part(kind.startsWith("site") ? "site" : "server", names)) };
}

/** A canonical scope as a program would write it. */
export function scopeOf(scope: Part | undefined): Scope | undefined {
  if (!scope) return undefined;
  return { [keyOf(scope)]: scope.names.length === 1 ? scope.names[0] : scope.names };
}

/**
 * Claims of a thing within a scope: everything excludes every part of it, and parts exclude each other where they
 * share a name. Whether a server stands at a site is known to the platform alone.
 */
export function claimsWithin(thing: string, scope: unknown): Claim[] {
  if (!isClear(scope)) return [];
  const within = partOf(scope);
  if (!within) return [{ key: thing, mode: "sole" }];
  return [
    besideIn(thing),
    ...within.names.map((each) => ({ key: `${thing} (${within.kind} ${each})`, mode: "sole" as const })),
  ];
}

/**
 * Claims of the ban lists as such, in which an exclusive resource bears no other: neither within its scope nor, as
 * somebody without a scope is everywhere, beside one without.
 */
export function listClaims(scope: unknown, isExclusive: boolean): Claim[] {
  if (!isClear(scope)) return [];
  const within = partOf(scope);
  const list = "the ban list";
  if (!within && isExclusive) return [{ key: list, mode: "sole" }];
  if (!within) return [besideIn(list), { key: `${list} of some instances`, mode: "whole" }];
  const mode = isExclusive ? "sole" : "beside";
  return [
    besideIn(list),
    ...(isExclusive ? [{ key: `${list} of some instances`, mode: "part" as const }] : []),
    ...within.names.map((each) => ({ key: `${list} (${within.kind} ${each})`, mode }) as const),
  ];
}

function besideIn(key: string): Claim {
  return { key, mode: "beside" };
}
