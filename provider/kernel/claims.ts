import type { Claim } from "./define";

/** Who owns what in one program: two resources that would undo each other are found before anything is sent. */
export class Claims {
  private readonly held = new Map<string, Map<string, Claim["mode"]>>();

  /**
   * Notes the claims of an owner, instead of those it had before.
   * @returns the other owner that stands in the way, and of what
   */
  claim(owner: string, connectionId: string, claims: Claim[]): { owner: string; key: string } | undefined {
    this.release(owner);
    for (const { key, mode } of claims) {
      const place = `${connectionId}/${key}`;
      const holders = this.held.get(place) ?? new Map<string, Claim["mode"]>();
      const rival = [...holders].find(([, held]) => held === "sole" || mode === "sole");
      if (rival) return { owner: rival[0], key };
      this.held.set(place, holders.set(owner, mode));
    }
    return undefined;
  }

  private release(owner: string): void {
    for (const holders of this.held.values()) holders.delete(owner);
  }
}
