import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { type Context, isV18, setting } from "./context";
import type { Objects } from "./objects";
import type { Traffic } from "./traffic";
import { checked, comment, ipv4, json, notFound, ok, port, route } from "./validate";

const path = "/firewall/checks_packets";

const checkForm = z.strictObject({
  enabled: z.boolean(),
  protocol: z.enum(["tcp", "udp"]),
  src_ip: ipv4,
  src_port: port,
  dst_ip: ipv4,
  dst_port: port,
  incoming_interface: z.string(),
  expected_result: z.enum(["drop", "accept"]),
  comment,
});

export type PacketCheck = z.infer<typeof checkForm>;

interface Result {
  result: string;
  rule_id: string;
  verdict: boolean;
}

interface Run {
  ends: number;
  data: Record<string, Result>;
}

/**
 * Packet checks ("Проверка прохождения трафика"). A run really sends its packets through INPUT and FORWARD. The page
 * gives an id as integer (POST), as string (GET, copy) and as key of the results: it is one number.
 */
export class PacketChecks {
  readonly routes: Route[];
  readonly settings = { block_traffic: false };
  private readonly checks = new Map<number, PacketCheck>();
  private lastId: number;
  private blocked = false;
  private run: Run | undefined;
  private finished: Run | undefined;

  constructor(
    private readonly context: Context,
    private readonly objects: Objects,
    private readonly traffic: Traffic,
  ) {
    this.lastId = context.options.idOffset;
    const byDelete = () => context.options.packetCheckDelete === "delete";
    this.routes = [
      route("GET", path, () => this.list()),
      route("POST", path, (call) => json({ id: this.add(this.read(call)) })),
      route("PATCH", `${path}/:id`, (call) => this.edit(call)),
      route("DELETE", `${path}/:id`, (call) => this.remove(this.known(call).id), { when: byDelete }),
      route(
        "POST",
        `${path}/:id/copy`,
        (call) => json({ id: String(this.add({ ...this.known(call).check })) }),
        {
          when: () => !isV18(context),
        },
      ),
      route("POST", "/firewall/checks_start", () => this.start()),
      route("GET", "/firewall/checks_result", () => json(this.result())),
      ...setting(
        context,
        "/firewall/checks_settings",
        z.strictObject({ block_traffic: z.boolean() }),
        this.settings,
      ),
    ];
  }

  private list(): Reply {
    const list = [...this.checks].map(([id, check]) => ({ id: String(id), ...check }));
    return json(this.context.options.bareObjects && list.length === 1 ? list[0] : list);
  }

  private add(check: PacketCheck): number {
    this.lastId += 1;
    this.checks.set(this.lastId, check);
    return this.lastId;
  }

  private read(call: Call): PacketCheck {
    // "идентификатор алиаса сетевого интерфейса": one interface, not a group of them.
    const interfaces = this.objects.reference(["interface"]).refine((id) => id.startsWith("interface.id."));
    return checked(checkForm.extend({ incoming_interface: interfaces }), call.body);
  }

  private known(call: Call): { id: number; check: PacketCheck } {
    const id = Number(call.params.id);
    const check = this.checks.get(id);
    if (check === undefined) throw notFound(`check ${call.params.id}`);
    return { id, check };
  }

  /** Edits; without a body it deletes: "Удаление проверок" is printed as the same call with no body. */
  private edit(call: Call): Reply {
    const { id } = this.known(call);
    if (call.length === 0 && this.context.options.packetCheckDelete === "patch") return this.remove(id);
    this.checks.set(id, this.read(call));
    return ok;
  }

  private remove(id: number): Reply {
    this.checks.delete(id);
    return ok;
  }

  /** "Повторный запуск сбрасывает результаты предыдущей проверки." Checks that are off are not run. */
  private start(): Reply {
    const enabled = [...this.checks].filter(([, check]) => check.enabled);
    const data = Object.fromEntries(enabled.map(([id, check]) => [String(id), this.test(check)]));
    this.finished = undefined;
    this.run = { ends: this.context.clock.now() + this.context.options.checkSeconds * 1000, data };
    return ok;
  }

  private test(check: PacketCheck): Result {
    const packet = {
      protocol: check.protocol,
      sourceAddress: check.src_ip,
      sourcePort: check.src_port,
      destinationAddress: check.dst_ip,
      destinationPort: check.dst_port,
      incomingInterface: check.incoming_interface,
      at: this.context.clock.now(),
    };
    // A check whose interface was removed ends with drop.
    if (!this.objects.all.has(check.incoming_interface)) return verdict(check, "drop", "");
    const { table, filter } = this.traffic.pass(packet);
    const result = filter.verdict === "accept" ? "accept" : "drop";
    const { ruleId } = filter;
    const chain = table === "input" ? "inp" : "fwd";
    if (ruleId === undefined) return verdict(check, result, `${chain}.sys.1`);
    // The number is missing where a user rule of INPUT blocked the packet.
    return verdict(
      check,
      result,
      table === "input" && result === "drop" ? "inp.ngfw" : `${chain}.ngfw.${ruleId}`,
    );
  }

  private result() {
    this.settle();
    return {
      block_status: this.blocked,
      in_progress: this.run !== undefined,
      check_datetime: this.finished === undefined ? 0 : unpadded(this.finished.ends),
      data: this.finished?.data ?? {},
    };
  }

  /** Ends a run whose time has come. A failed check blocks traffic if asked; only a run without errors unblocks. */
  private settle(): void {
    if (this.run === undefined || this.run.ends > this.context.clock.now()) return;
    const failed = Object.values(this.run.data).some((result) => !result.verdict);
    if (!failed) this.blocked = false;
    else if (this.settings.block_traffic) this.blocked = true;
    this.finished = this.run;
    this.run = undefined;
  }
}

function verdict(check: PacketCheck, result: string, rule: string): Result {
  return { result, rule_id: rule, verdict: result === check.expected_result };
}

/** `YYYYMMDDHMS`: hours, minutes and seconds are not padded, so the number does not tell them apart. */
function unpadded(at: number): number {
  const time = new Date(at);
  const day = time.toISOString().slice(0, 10).replaceAll("-", "");
  return Number(`${day}${time.getUTCHours()}${time.getUTCMinutes()}${time.getUTCSeconds()}`);
}
