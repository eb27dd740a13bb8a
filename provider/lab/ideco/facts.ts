/**
 * Versions of the vendor's interface: v18 is the page, v19 and v20 are branches of its public documentation; of v22
 * it is only known what `Facts` says, the rest is as in v20.
 */
export type Dialect = "v18" | "v19" | "v20" | "v22";

/**
 * What differs between versions, fact by fact. The facts of v22 are not the vendor's word but that of a third-party
 * client which was tried on a live one, so each can be set on its own.
 */
export interface Facts {
  /** Ids of firewall rules: numbers, or texts such as `fwd.ngfw.1`. */
  ruleIds: "numbers" | "texts";
  /** Whether `reject` is an action of FORWARD and INPUT. */
  reject: boolean;
  /** Addresses of firewall rules in blocks (v20 and later), or flat. */
  addresses: "flat" | "blocks";
  /** Fields of the content filter: as printed, or those of the form of v20 under their names in v22. */
  contentFields: "printed" | "v22";
  /** Whether FORWARD and INPUT have `hip_profiles_negate`. */
  hipNegate: boolean;
  /** Whether FORWARD and INPUT have a field more, `later_negate`, which stands for what no client knows yet. */
  laterField: boolean;
  /** Whether `GET /web/whoami` exists. */
  whoami: boolean;
  /** Whether a system rule of FORWARD blocks what comes from an external zone and no user rule allows. */
  blocksExternal: boolean;
  /** Whether `/aliases/all` shows what lists of countries hold. */
  countryContents: boolean;
  /** Rules of application control: the path answers as printed, or with 404 (from v18 on nobody says which). */
  appControl: "printed" | "missing";
}

const v18: Facts = {
  ruleIds: "numbers",
  reject: false,
  addresses: "flat",
  contentFields: "printed",
  hipNegate: false,
  laterField: false,
  whoami: false,
  blocksExternal: false,
  countryContents: true,
  appControl: "printed",
};
const v20: Facts = { ...v18, addresses: "blocks" };

const known: Record<Dialect, Facts> = {
  v18,
  v19: v18,
  v20,
  v22: {
    ...v20,
    ruleIds: "texts",
    reject: true,
    contentFields: "v22",
    hipNegate: true,
    whoami: true,
    blocksExternal: true,
    countryContents: false,
  },
};

/** The facts of the present dialect, as far as the lab's user did not set others. */
export function factsOf({
  dialect,
  options,
}: {
  dialect: Dialect;
  options: { facts?: Partial<Facts> };
}): Facts {
  return { ...known[dialect], ...options.facts };
}
