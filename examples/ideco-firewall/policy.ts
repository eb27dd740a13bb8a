import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { ideco } from "pulumi-perimeter";
import { type Line, readTable } from "./table";

/** A rule of policy.csv, with the ids of the appliance's objects in place of names. */
export type PolicyRule = { name: string } & Omit<ideco.ForwardRuleArgs, "position">;

/** Tells what is wrong with a line. */
type Tell = (line: Line, column: string, message: string) => void;

/**
 * Reads policy.csv, with objects.csv and services.csv beside it.
 * @throws an error that lists everything that is wrong, each with file and line
 */
export function readPolicy(folder: string): PolicyRule[] {
  const problems: string[] = [];
  const tell: Tell = ({ file, number }, column, message) =>
    problems.push(`${file}, line ${number}, ${column}: ${message}`);
  const objects = readTable(join(folder, "objects.csv"), ["name", "id", "is"], tell);
  const services = readTable(join(folder, "services.csv"), ["name", "protocol", "ports"], tell);
  const lines = readTable(join(folder, "policy.csv"), columns, tell);
  const reader = new Reader(byName(objects, tell), byName(services, tell), tell);
  const rules = [...byName(lines, tell).values()].map((line) => reader.rule(line));
  if (problems.length > 0) throw new RunError(`the policy can't be used:\n  ${problems.join("\n  ")}`);
  return rules;
}

const columns = ["name", "action", "from", "to", "service", "in", "out", "when", "off", "comment"];
const protocols = ["tcp", "udp", "icmp", "gre", "esp", "ah"] as const;

function byName(lines: Line[], tell: Tell): Map<string, Line> {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const name = line.cell("name");
    const twin = found.get(name);
    if (name === "") tell(line, "name", "is missing");
    else if (twin) tell(line, "name", `"${name}" stands in line ${twin.number} already`);
    else found.set(name, line);
  }
  return found;
}

class Reader {
  constructor(
    private readonly objects: Map<string, Line>,
    private readonly services: Map<string, Line>,
    private readonly tell: Tell,
  ) {}

  rule(line: Line): PolicyRule {
    const [source, destination] = [this.addresses(line, "from"), this.addresses(line, "to")];
    const when = this.objectsIn(line, "when", line.cell("when"), /^time_/);
    return {
      name: line.cell("name"),
      action: this.action(line),
      enabled: this.isOn(line),
      ...this.service(line),
      sourceAddresses: source.ids,
      sourceAddressesNegate: source.negate,
      destinationAddresses: destination.ids,
      destinationAddressesNegate: destination.negate,
      incomingInterface: this.zone(line, "in"),
      outgoingInterface: this.zone(line, "out"),
      ...(when.length > 0 && { timetable: when }),
      comment: this.comment(line),
    };
  }

  private action(line: Line): "accept" | "drop" {
    const action = line.cell("action");
    if (action !== "accept" && action !== "drop")
      this.tell(line, "action", `found "${action}", allowed: accept, drop`);
    return action === "accept" ? "accept" : "drop";
  }

  private isOn(line: Line): boolean {
    const off = line.cell("off");
    if (off !== "" && off !== "off") this.tell(line, "off", `found "${off}", allowed: off, or nothing`);
    return off === "";
  }

  private comment(line: Line): string {
    // The name stands first, so that a rule can be found by it in the appliance's own pages.
    const comment = [line.cell("name"), line.cell("comment")].filter((part) => part !== "").join(": ");
    if (comment.length > 255)
      this.tell(line, "comment", `has ${comment.length} characters with the name, allowed: 255`);
    return comment;
  }

  /** `any`, names, or `!` and names: everything but these. */
  private addresses(line: Line, column: string): { ids: string[]; negate: boolean } {
    const cell = line.cell(column);
    const negate = cell.startsWith("!");
    const names = negate ? cell.slice(1) : cell;
    if (names.trim() === "") this.tell(line, column, "is missing; write any, or names of objects.csv");
    if (names.trim() === "any" && !negate) return { ids: ["any"], negate };
    return { ids: this.objectsIn(line, column, names, addressKinds), negate };
  }

  private zone(line: Line, column: string): string {
    const [zone = "any", ...others] = this.objectsIn(line, column, line.cell(column), /^interface\./);
    if (others.length > 0) this.tell(line, column, "allowed: one zone, or nothing");
    return zone;
  }

  private service(line: Line): { protocol: PolicyRule["protocol"]; destinationPorts?: string[] } {
    const name = line.cell("service");
    if (name === "any") return { protocol: "any" };
    const service = this.services.get(name);
    if (!service) {
      this.tell(line, "service", `there is no service "${name}" in services.csv`);
      return { protocol: "any" };
    }
    const protocol = protocols.find((known) => known === service.cell("protocol"));
    if (!protocol) this.tell(service, "protocol", `allowed: ${protocols.join(", ")}`);
    const ports = this.objectsIn(service, "ports", service.cell("ports"), /^port/);
    return { protocol: `protocol.${protocol ?? "tcp"}`, destinationPorts: ports };
  }

  /** The ids of the objects that a cell names. */
  private objectsIn(line: Line, column: string, cell: string, kind: RegExp): string[] {
    const names = cell.split(/\s+/).filter((name) => name !== "");
    return names.flatMap((name) => {
      const id = this.objects.get(name)?.cell("id");
      if (id === undefined) this.tell(line, column, `there is no object "${name}" in objects.csv`);
      else if (!kind.test(id)) this.tell(line, column, `"${name}" is ${id}, which can't stand here`);
      else return [id];
      return [];
    });
  }
}

const addressKinds =
  /^(ip|ip_range|subnet|domain|address_list|ip_address_list|list_of_iplists|user|group|security_group)\./;
