import { invalid, type PerimeterError } from "../../../kernel/errors";
import { isObject, type Properties } from "../../../kernel/values";

/** The versions of the interface that differ in what this package uses; what is known of v22 is a third party's word. */
export const dialects = ["v18", "v19", "v20", "v22"] as const;
export type Dialect = (typeof dialects)[number];

/** A form that requests can have. */
export interface Form {
  dialect: Dialect;
  /**
   * From v20 on the names inside of a rule's address blocks: `source_addresses` as in the page's sample, or `addresses` as
   * in its text. The sample is assumed, until a rule of the appliance or a refusal tells otherwise.
   */
  plainBlocks?: boolean;
  /** Whether the rules of the table have the fields of v22 (`v22.ts`), where they tell it; else the dialect does. */
  hasLater?: boolean;
}

/** Addresses of firewall rules in blocks, and `logging`. */
export const hasBlocks = ({ dialect }: Form) => dialect === "v20" || dialect === "v22";

export const isV22 = ({ dialect }: Form) => dialect === "v22";

const everyForm: readonly Form[] = [
  { dialect: "v18" },
  { dialect: "v19" },
  { dialect: "v20" },
  { dialect: "v20", plainBlocks: true },
  { dialect: "v22" },
  { dialect: "v22", plainBlocks: true },
];

/** What is known of an appliance's form: each piece of evidence narrows it down. */
export class Knowledge {
  /** What it can still be, the likeliest first. */
  forms: readonly Form[];
  /** Evidence against what the connection says. */
  private contradiction?: string;
  private readonly asked = new Map<string, Promise<void>>();

  /** @param said the connection's `dialect` */
  constructor(private readonly said: Dialect | "auto") {
    this.forms = everyForm.filter(({ dialect }) => said === "auto" || dialect === said);
  }

  /** @param evidence what was seen, for a message */
  learn(fits: (form: Form) => boolean, evidence: string): void {
    const left = this.forms.filter(fits);
    if (left.length > 0) this.forms = left;
    // Everything known so far is of the time before an upgrade.
    else if (this.said === "auto") this.forms = everyForm.filter(fits);
    else this.contradiction = evidence;
  }

  /**
   * What the rules of a table tell, if it is one whose form changed in the course of time.
   * @param hasLater whether they have the fields of v22; undefined where that can't be told
   */
  learnFromRules(rules: readonly Properties[], hasLater: boolean | undefined): void {
    if (hasLater === true) this.learn(isV22, "its rules have fields of v22");
    if (hasLater === false) this.learn((form) => !isV22(form), "its rules lack fields of v22");
    const block = rules.flatMap((rule) => [rule.sources, rule.destinations].flat()).find(isObject);
    if (block) {
      this.learn(hasBlocks, "its rules have `sources` and `destinations`, as from v20 on");
      const plain = "addresses" in block;
      this.learn((form) => !hasBlocks(form) || Boolean(form.plainBlocks) === plain, "");
    } else if (rules.some((rule) => "source_addresses" in rule)) {
      this.learn((form) => !hasBlocks(form), "its rules have `source_addresses`, as before v20");
    }
  }

  /** The likeliest forms first. A hint is no evidence. */
  prefer(isLikely: (form: Form) => boolean): void {
    this.forms = [...this.forms.filter(isLikely), ...this.forms.filter((form) => !isLikely(form))];
  }

  /** Asks something once for all who want to know; after a failure the next one asks again. */
  ask(question: string, work: () => Promise<void>): Promise<void> {
    const running = this.asked.get(question) ?? work();
    this.asked.set(question, running);
    running.catch(() => this.asked.delete(question));
    return running;
  }

  /** @throws `invalid` where the appliance is not what the connection says */
  checkWhatIsSaid(): void {
    if (this.contradiction === undefined) return;
    throw wrongDialect(this.said, this.contradiction);
  }
}

function wrongDialect(said: string, evidence: string): PerimeterError {
  return invalid(
    `the connection says \`dialect: ${said}\`, but the appliance is another version: ${evidence}`,
    "Correct the connection's `dialect`, or leave it out: it is found out then.",
  );
}
