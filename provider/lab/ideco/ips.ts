import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { type Context, toggle } from "./context";
import { CustomSignatures } from "./ips-custom";
import { classtypeNames, standardSignatures, tacticNames } from "./ips-data";
import { IpsProfiles, type Line } from "./ips-profiles";
import { Bypass, ProtectedNets, Updates } from "./ips-state";
import type { Objects } from "./objects";
import { classtypeOf, listed, type Signature, tacticOf } from "./signature";
import { json, notFound, Refusal, route } from "./validate";

const filterForm = z.array(
  z.strictObject({
    items: z.array(
      z.strictObject({
        column_name: z.literal("classtype"),
        operator: z.literal("equals"),
        value: z.array(z.string()),
      }),
    ),
    link_operator: z.literal("or"),
  }),
);

/** Intrusion prevention: state, signatures, profiles, and what is protected and exempted. */
export class Ips {
  readonly state = { enabled: true };
  readonly custom: CustomSignatures;
  readonly bypass: Bypass;
  readonly profiles: IpsProfiles;
  readonly routes: Route[];

  constructor(
    private readonly context: Context,
    objects: Objects,
    userOf: (id: string) => string | undefined,
  ) {
    this.custom = new CustomSignatures(context, (sid) => standardSignatures.some((one) => one.sid === sid));
    this.profiles = new IpsProfiles(context, () => this.lines, userOf);
    this.bypass = new Bypass(context, objects);
    this.routes = [
      route("GET", "/ips/status", () => json(this.status())),
      ...toggle(context, "/ips/state", this.state),
      route("GET", "/ips/signature_groups/table", () => json({ signature_groups: this.byClass() })),
      route("GET", "/ips/signature_groups/mitre", () => json({ signature_groups: this.byTactic() })),
      route("GET", "/ips/signatures", (call) => json({ signatures: this.filtered(call) })),
      route("GET", "/ips/signatures/:sid", (call) => json({ signature: this.known(call).text })),
      route("GET", "/ips/signatures/:sid/profiles", (call) => this.profilesOf(call)),
      ...this.profiles.routes,
      ...this.custom.routes,
      ...new Updates(context).routes,
      ...this.bypass.routes,
      ...new ProtectedNets(context).routes,
    ];
  }

  /** A wrong custom signature does not stop the daemon: its status says what is wrong. */
  private status() {
    const msg = this.custom.mistakes;
    return [{ name: "ideco-suricata", status: this.state.enabled ? "active" : "inactive", msg }];
  }

  private get signatures(): Signature[] {
    return [...standardSignatures, ...this.custom.valid];
  }

  private get lines(): Line[] {
    const standard = standardSignatures.map((one) => listed(one, "standard"));
    return [...standard, ...this.custom.valid.map((one) => listed(one, "custom"))];
  }

  private byClass() {
    return [...new Set(this.signatures.map(classtypeOf))].map((classtype) => {
      const members = this.signatures.filter((one) => classtypeOf(one) === classtype);
      const tactics = [...new Set(members.map(tacticOf))].filter((id) => id !== "");
      return {
        classtype,
        classtype_name: classtypeNames[classtype] ?? classtype,
        mitre_tactics: tactics.map((id) => ({
          mitre_tactic_id: id,
          mitre_tactic_name: tacticNames[id] ?? id,
        })),
        count: members.length,
      };
    });
  }

  private byTactic() {
    const tactics = [...new Set(this.signatures.map(tacticOf))].filter((id) => id !== "");
    return tactics.map((id) => {
      const members = this.signatures.filter((one) => tacticOf(one) === id);
      return {
        mitre_tactic_id: id,
        mitre_tactic_name: tacticNames[id] ?? id,
        classtypes: [...new Set(members.map(classtypeOf))].map((classtype) => ({
          classtype,
          classtype_name: classtypeNames[classtype] ?? classtype,
          count: members.filter((one) => classtypeOf(one) === classtype).length,
        })),
      };
    });
  }

  /** The filter of the page: several classtypes joined by "or". Anything else in the query is 400. */
  private filtered(call: Call): Line[] {
    const { filter } = call.query;
    if (filter === undefined) return this.lines;
    const groups = readFilter(filter);
    const wanted = groups.flatMap((group) => group.items.flatMap((item) => item.value));
    return this.lines.filter((line) => wanted.includes(line.classtype));
  }

  private known(call: Call): Signature {
    const sid = Number(call.params.sid);
    const found = standardSignatures.find((one) => one.sid === sid) ?? this.custom.find(sid);
    if (found === undefined) throw notFound(`signature ${call.params.sid}`);
    return found;
  }

  private profilesOf(call: Call): Reply {
    const list = this.profiles.with(this.known(call).sid);
    return json(this.context.options.bareObjects && list.length === 1 ? list[0] : list);
  }
}

function readFilter(text: string): z.infer<typeof filterForm> {
  try {
    return filterForm.parse(JSON.parse(text));
  } catch {
    throw new Refusal(400, "the filter is not of the documented form", "filter");
  }
}
