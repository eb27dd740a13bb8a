import type { Claim, Resource } from "./resource";
import { containsUnknown, type Properties } from "./values";

/** Owners and modes by what is owned. Several versions of this package may share one: its form never changes. */
export type Claimed = Map<string, Map<string, Claim["mode"]>>;

/** Who owns what in one program: two resources that would undo each other are found before anything is sent. */
export class Claims {
  /** @param held what others, who know this form, hold as well */
  constructor(private readonly held: Claimed = new Map()) {}

  /**
   * Notes the claims of an owner, instead of those it had before.
   * @returns the other owner that stands in the way, and of what
   */
  claim(owner: string, connectionId: string, claims: Claim[]): { owner: string; key: string } | undefined {
    this.release(owner);
    const places = claims.map(({ key, mode }) => ({ key, mode, place: `${connectionId}/${key}` }));
    for (const { key, mode, place } of places) {
      const rival = [...this.holdersOf(place)].find(([, held]) => held === "sole" || held !== mode);
      if (rival) return { owner: rival[0], key };
    }
    // Only now: one that is refused holds nothing.
    for (const { mode, place } of places) this.held.set(place, this.holdersOf(place).set(owner, mode));
    return undefined;
  }

  private holdersOf(place: string): Map<string, Claim["mode"]> {
    return this.held.get(place) ?? new Map();
  }

  private release(owner: string): void {
    for (const holders of this.held.values()) holders.delete(owner);
  }
}

/** What a resource owns, as far as that is known: claims that hang on a value not known yet are left out. */
export function claimsOf(definition: Resource, inputs: Properties): Claim[] {
  if (!containsUnknown(inputs)) return definition.claims?.(inputs) ?? [];
  // Such a claim comes out differently with another stand-in for the value.
  const [one, other] = ["\u0001", "\u0002"].map((stand) => claimsWith(definition, inputs, stand));
  const keys = new Set(other?.map((claim) => claim.key));
  return one?.filter((claim) => keys.has(claim.key)) ?? [];
}

function claimsWith(definition: Resource, inputs: Properties, stand: string): Claim[] {
  const filled = Object.entries(inputs).map(([name, value]) => [
    name,
    containsUnknown(value) ? stand : value,
  ]);
  try {
    return definition.claims?.(Object.fromEntries(filled)) ?? [];
  } catch {
    return [];
  }
}
