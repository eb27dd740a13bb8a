import type { Clock } from "../clock";
import { toWall } from "../time";

export type ListType = "black" | "white";

/** An entry of an IP group; `until` is the moment of its removal, null for never. */
export interface ListedRange {
  ipid: string;
  startip: string;
  endip: string;
  until: number | null;
}

/** An IP group that is set in a domain group. */
export interface Group {
  groupname: string;
  igid: string;
  atype: ListType;
  domaingid: string;
  entries: ListedRange[];
}

/** IP groups by domain group: those of the interface, and others. */
export class Lists {
  readonly domainGroups = new Set<string>();
  private readonly groups: Group[] = [];
  private lastGroup: number;
  private lastEntry: number;

  constructor(
    private readonly clock: Clock,
    private readonly options: { groupName: "plain" | "quoted"; timeZone: string; idOffset: number },
  ) {
    this.lastGroup = 1005 + options.idOffset;
    this.lastEntry = 500000 + options.idOffset;
  }

  /** A group that administrators made; the interface shows it and does not change it. */
  addGroup(atype: ListType, domaingid: string, groupname: string): Group {
    this.lastGroup += 1;
    const group = { groupname, igid: String(this.lastGroup), atype, domaingid, entries: [] };
    this.groups.push(group);
    return group;
  }

  /** The groups of a list, without what has expired: "만료시간이 되면 해당 IP는 IP그룹에서 자동 삭제". */
  groupsOf(atype: ListType, domaingid: string): Group[] {
    this.expire();
    return this.groups.filter((group) => group.atype === atype && group.domaingid === domaingid);
  }

  all(): Group[] {
    this.expire();
    return this.groups;
  }

  /** The group of the interface; made when the first entry comes. */
  apiGroup(atype: ListType, domaingid: string): Group {
    const name = this.apiName(atype, domaingid);
    return this.named(atype, domaingid, name) ?? this.addGroup(atype, domaingid, name);
  }

  /** The group of the interface, where there is one. */
  knownApiGroup(atype: ListType, domaingid: string): Group | undefined {
    return this.named(atype, domaingid, this.apiName(atype, domaingid));
  }

  named(atype: ListType, domaingid: string, groupname: string): Group | undefined {
    return this.groupsOf(atype, domaingid).find((group) => group.groupname === groupname);
  }

  add(group: Group, range: Omit<ListedRange, "ipid"> & { ipid?: string }): ListedRange {
    const ipid = range.ipid ?? this.nextEntry();
    this.lastEntry = Math.max(this.lastEntry, Number(ipid) || 0);
    const entry = { ...range, ipid };
    group.entries.push(entry);
    return entry;
  }

  /** Takes entries away; how many there were. */
  remove(group: Group, meant: (entry: ListedRange) => boolean): number {
    const before = group.entries.length;
    group.entries = group.entries.filter((entry) => !meant(entry));
    return before - group.entries.length;
  }

  /** As the interface prints it. */
  show({ groupname, igid, atype, domaingid, entries }: Group) {
    const iplist = entries.map(({ startip, endip, ipid, until }) => ({
      endip,
      igid,
      ipid,
      expired_date: until === null ? null : toWall(until, this.options.timeZone),
      startip,
    }));
    return { groupname, igid, type: "user", atype, iplist, log: "FULL", domaingid };
  }

  /** The sample answer prints `[API]_BLACK_LIST [ 4 ]`, the text `[API]_BLACK_LIST [ "도메인 그룹 ID" ]`. */
  private apiName(atype: ListType, domaingid: string): string {
    const id = this.options.groupName === "plain" ? domaingid : `"${domaingid}"`;
    return `[API]_${atype.toUpperCase()}_LIST [ ${id} ]`;
  }

  private nextEntry(): string {
    return String(this.lastEntry + 1);
  }

  private expire(): void {
    const now = this.clock.now();
    for (const group of this.groups) this.remove(group, ({ until }) => until !== null && until <= now);
  }
}
