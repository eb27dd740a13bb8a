import type { Properties } from "../../../kernel/values";
import type { Item } from "../rules/codec";
import type { Position } from "../rules/position";
import type { RuleId } from "../rules/rule-id";
import type { TableName } from "../rules/tables";
import type { LastChange } from "./apply";
import type { KeyedRule } from "./forms";
import type { GuardInput } from "./guard";

/** What a `RuleTable` is given and gives, and what its state keeps besides. */

export interface TableInputs {
  table: TableName;
  ownership: "exclusive" | "shared";
  placement?: Position;
  rules: KeyedRule[];
  guard?: GuardInput;
  strict: boolean;
  maxDeletes?: number;
  onDelete: "delete" | "keep" | "restore";
  adopt?: boolean;
  seen?: string;
}

export interface Bookkeeping {
  digest: string;
  foreign: RuleId[];
  change?: string;
  stale?: RuleId[];
  unanswered?: Properties | readonly Properties[];
  changeBegun?: boolean;
  doubtSince?: number;
  original?: Item[];
}

export interface TableOutputs {
  ruleIds: Record<string, RuleId>;
  lastChange: LastChange;
  bookkeeping: Bookkeeping;
}

export type RuleTableState = TableInputs & TableOutputs;
