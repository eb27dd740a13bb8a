import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { stateFolder } from "../../kernel/statefolder";
import type { Site } from "./sites";

const form = z.record(z.string(), z.string());

/** What a run has done so far, on this machine: whoever resumes goes on from there. */
export class FleetRecord {
  private readonly file: string;
  private done: Record<string, string>;

  constructor(list: string, action: string, resumes: boolean) {
    const folder = stateFolder("fleet");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = join(folder, `${digest(`${resolve(list)} ${action}`)}.json`);
    this.done = resumes ? this.read() : {};
  }

  /** Whether the site was done, as the list has it now. */
  has(site: Site): boolean {
    return this.done[site.name] === digest(JSON.stringify(site));
  }

  add(site: Site): void {
    this.done[site.name] = digest(JSON.stringify(site));
    writeFileSync(this.file, JSON.stringify(this.done), { mode: 0o600 });
  }

  /** Everything is done: the next run begins anew. */
  clear(): void {
    rmSync(this.file, { force: true });
  }

  private read(): Record<string, string> {
    try {
      return form.parse(JSON.parse(readFileSync(this.file, "utf8")));
    } catch {
      return {};
    }
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
