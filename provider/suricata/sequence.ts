import {
  asides,
  bufferModifiers,
  expressionBuffers,
  hashes,
  isAmbiguous,
  requestKeywords,
  responseKeywords,
  stickyBuffers,
  transforms,
} from "./buffers";
import { contentBytes } from "./content";
import type { FoundOption, PlainValue } from "./options";
import { applications } from "./protocols";
import { quote, type RuleReport } from "./report";
import type { SuricataRule } from "./types";

/** A content, and what has changed it since. */
interface Content {
  bytes: number;
  negated: boolean;
  changes: Set<string>;
  /** `fast_pattern:only`. */
  only: boolean;
}

/** A sticky buffer, and what has been looked for in it. */
interface Buffer {
  name: string;
  at: number;
  matches: number;
  contents: Array<{ bytes: number; at: number }>;
  /** The last transform, where nothing was looked for since. */
  transform?: { name: string; at: number };
  exactly?: number;
  /** It must not be there. */
  absent?: boolean;
}

const absolute = ["depth", "offset", "startswith"];
const relative = ["distance", "within"];
const places = [...absolute, ...relative];

/** What does not go together for one content, whatever comes first. */
const rivals: ReadonlyMap<string, string[]> = new Map([
  ["depth", ["depth", "startswith", ...relative]],
  ["offset", ["offset", "startswith", ...relative]],
  ["startswith", [...absolute, ...relative]],
  ["distance", ["distance", ...absolute]],
  ["within", ["within", ...absolute]],
  ["nocase", ["nocase"]],
  ["rawbytes", ["rawbytes", "uricontent", ...bufferModifiers.keys()]],
]);

/** The parts of a value that may be the name of a result. */
function usedNames(name: string, parts: string[], text: string): string[] {
  if (name === "byte_test") return [parts[0] ?? "", parts[2] ?? "", parts[3] ?? ""];
  if (name === "byte_jump") return [parts[0] ?? "", parts[1] ?? ""];
  if (name === "byte_math") return [/\brvalue\s+([\w-]+)/.exec(text)?.[1] ?? ""];
  if (name === "isdataat") return [(parts[0] ?? "").replace(/^!\s*/, "")];
  return ["depth", "offset", "distance", "within"].includes(name) ? [text] : [];
}

function beside(place: string, { only }: Content): string {
  const what = only ? '"fast_pattern:only"' : '"fast_pattern" of a negated content';
  return `${what} does not go with ${quote(place)}`;
}

type Kind = "aside" | "buffer" | "change" | "content" | "flow" | "leave" | "move" | "threshold" | "transform";

const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...[...asides].map((name) => [name, "aside"] as const),
  ...[...stickyBuffers, "frame"].map((name) => [name, "buffer"] as const),
  ...[...transforms].map((name) => [name, "transform"] as const),
  ...[...bufferModifiers.keys()].map((name) => [name, "move"] as const),
  ...[...rivals.keys(), "fast_pattern", "endswith"].map((name) => [name, "change"] as const),
  ["content", "content"],
  ["uricontent", "content"],
  ["pkt_data", "leave"],
  ["base64_data", "leave"],
  ["flow", "flow"],
  ["threshold", "threshold"],
  ["detection_filter", "threshold"],
]);

/** Whose values may name a result, or take one. */
const namers = new Set(
  "byte_test byte_jump byte_extract byte_math isdataat depth offset distance within".split(" "),
);

/**
 * Follows a rule's options in their order: which content a modifier changes, which buffer a content is looked for in.
 * Only faults that need nothing but the rule, and that both Suricatas refuse.
 */
export class Sequence {
  private content?: Content;
  private buffer?: Buffer;
  private fastPattern = false;
  private ambiguous?: FoundOption;
  private ipProto?: FoundOption;
  private application?: FoundOption;
  private isDecoded = false;
  private inBase64 = false;
  /** What `byte_extract` and `byte_math` have taken so far. */
  private readonly names = new Set<string>();
  private readonly opened = new Set<string>();
  private readonly reopenings = new Set<string>();
  private hasThreshold?: string;
  private direction?: { word: string; side: "request" | "response" };
  private request?: FoundOption;
  private response?: FoundOption;

  constructor(private readonly report: RuleReport) {}

  take(name: string, option: FoundOption, plain: PlainValue | undefined): void {
    const kind = kinds.get(name);
    if (kind === "aside") return;
    const { value } = option;
    const directed = value?.startsWith("to_") && kind !== "flow" ? value.slice(0, 9) : undefined;
    if (directed === "to_server" || requestKeywords.has(name)) this.request ??= option;
    if (directed === "to_client" || responseKeywords.has(name)) this.response ??= option;
    if (namers.has(name) && plain) this.takeNames(name, option, plain);
    switch (kind) {
      case "content":
        this.look(name, option, plain);
        break;
      case "change":
        this.change(name, option, plain);
        break;
      case "buffer":
        this.open(name, option);
        break;
      case "leave":
        this.leave(name, option);
        break;
      case "transform":
        this.transform(name, option);
        break;
      case "move":
        this.moveContent(name, option);
        break;
      case "flow":
        this.takeFlow(plain);
        break;
      case "threshold":
        this.takeThreshold(name, option);
        break;
      default:
        this.takeOther(name, option, plain);
    }
  }

  private takeOther(name: string, option: FoundOption, plain: PlainValue | undefined): void {
    if (name === "bsize") this.takeSize(option, plain);
    else if (name === "absent") this.takeAbsent(option);
    else if (name === "pcre") this.takeExpression(option, plain);
    else if (name === "ip_proto") this.ipProto ??= option;
    else if (name === "app-layer-protocol") this.application ??= option;
    else {
      if (name === "base64_decode") this.isDecoded = true;
      if (isAmbiguous(name, option.value)) this.ambiguous ??= option;
      this.match();
    }
  }

  finish({ direction, protocol }: Pick<SuricataRule, "direction" | "protocol">, at: number): void {
    this.close(true);
    this.checkSides(direction, at);
    this.checkProtocol(protocol);
  }

  /** What needs the protocol of the header. */
  private checkProtocol(protocol: string): void {
    const { report, ipProto, application } = this;
    if (ipProto && !protocol.startsWith("ip") && protocol !== "pkthdr") {
      report.error(
        ipProto.at,
        `"ip_proto" goes with the protocol "ip" only; the rule begins with ${quote(protocol)}`,
      );
    }
    if (application && applications.has(protocol)) {
      report.error(
        application.at,
        `"app-layer-protocol" does not go with the protocol ${quote(protocol)} of the header, which says it already`,
      );
    }
  }

  /** A name must be taken before it is used. */
  private takeNames(name: string, option: FoundOption, plain: PlainValue): void {
    const parts = plain.text.split(",").map((part) => part.trim());
    if (name === "byte_extract" && parts[2]) this.names.add(parts[2]);
    const result = name === "byte_math" ? /\bresult\s+([\w-]+)/.exec(plain.text)?.[1] : undefined;
    const used = usedNames(name, parts, plain.text);
    const unknown = used.find((found) => /^[a-z][\w-]*$/i.test(found) && !this.names.has(found));
    if (unknown !== undefined) {
      this.report.error(
        option.valueAt,
        `${quote(unknown)} in ${quote(option.name)} is the result of no byte_extract or byte_math before it`,
      );
    }
    if (result !== undefined) this.names.add(result);
  }

  /** Since Suricata 8: that a buffer is not there at all. */
  private takeAbsent(option: FoundOption): void {
    const { report, buffer } = this;
    if (!buffer) report.error(option.at, '"absent" follows a sticky buffer such as http.referer');
    else if (buffer.matches > 0) report.error(option.at, '"absent" comes right after its buffer');
    else buffer.absent = option.value !== "or_else";
    this.match();
  }

  private open(name: string, option: FoundOption): void {
    this.close();
    this.inBase64 = false;
    if (this.opened.has(option.name)) this.reopenings.add(option.name);
    this.opened.add(option.name);
    if (isAmbiguous(name, option.value)) this.ambiguous ??= option;
    this.buffer = { name: option.name, at: option.at, matches: 0, contents: [] };
    this.content = undefined;
    if (name === "frame") this.buffer.name = `frame:${option.value}`;
  }

  /** `pkt_data` leads back to the packet; `base64_data` has rules of its own. */
  private leave(name: string, option: FoundOption): void {
    this.close();
    this.buffer = undefined;
    this.inBase64 = name === "base64_data";
    if (!this.inBase64) return;
    this.content = undefined;
    if (!this.isDecoded) this.report.error(option.at, '"base64_data" needs a base64_decode before it');
  }

  /** What can be told of a buffer once the next one, or the end, comes. */
  private close(isLast = false): void {
    const { report, buffer } = this;
    if (!buffer) return;
    const { name, at, matches, transform, contents, exactly } = buffer;
    if (matches === 0) {
      report.error(at, `nothing is looked for in ${quote(name)}; a content or the like must follow it`);
    } else if (transform) {
      const where = `${quote(transform.name)} stands behind the last content of ${quote(name)}`;
      if (isLast) report.warning(transform.at, `${where}, so Suricata drops it; write it before the content`);
      else report.error(transform.at, `${where}; write it before the content`);
    }
    const size = hashes.get(name.toLowerCase());
    const other = contents.find(({ bytes }) => size !== undefined && bytes !== size);
    if (other) {
      report.error(
        other.at,
        `${quote(name)} is ${size} characters long, the content ${other.bytes}: it never matches`,
      );
    }
    const long = exactly === undefined ? undefined : contents.find(({ bytes }) => bytes > exactly);
    if (long) {
      report.error(
        long.at,
        `the content has ${long.bytes} bytes, but "bsize" wants ${exactly} of ${quote(name)}: it never matches`,
      );
    }
  }

  private transform(name: string, option: FoundOption): void {
    const { at } = option;
    if (!this.buffer) {
      this.report.error(
        at,
        `${quote(option.name)} changes the buffer before it, but no sticky buffer such as http.uri stands before it`,
      );
    } else {
      this.buffer.transform = { name, at };
    }
  }

  private match(): void {
    if (!this.buffer) return;
    if (this.buffer.absent && this.buffer.matches > 0) {
      this.report.error(
        this.buffer.at,
        `${quote(this.buffer.name)} can't be absent and hold something at once`,
      );
      this.buffer.absent = false;
    }
    this.buffer.matches++;
    this.buffer.transform = undefined;
  }

  private look(name: string, option: FoundOption, plain: PlainValue | undefined): void {
    this.match();
    const bytes = plain ? contentBytes(plain.text) : 0;
    this.content = { bytes, negated: plain?.negated ?? false, changes: new Set(), only: false };
    if (name === "uricontent") this.moveContent(name, option);
    else this.buffer?.contents.push({ bytes, at: option.valueAt });
  }

  /** The older form `content:"a"; http_uri;`. */
  private moveContent(name: string, option: FoundOption): void {
    const { report, content, buffer } = this;
    if (buffer) {
      report.error(
        option.at,
        `${quote(option.name)} is the older form and does not go after the sticky buffer ${quote(buffer.name)}; write ${bufferModifiers.get(name) ?? "http.uri"} before the content, or pkt_data first`,
      );
    } else if (content) {
      const before = [...content.changes].find(
        (change) => change === "rawbytes" || bufferModifiers.has(change) || change === "uricontent",
      );
      if (before) {
        report.error(
          option.at,
          `${quote(option.name)} does not go with ${quote(before)} of the same content`,
        );
      }
      content.changes.add(name);
      if (isAmbiguous(name, option.value)) this.ambiguous ??= option;
    }
  }

  private change(name: string, option: FoundOption, plain: PlainValue | undefined): void {
    const { report, content, buffer } = this;
    if (!content) {
      if (buffer && buffer.contents.length === 0 && !this.reopened(buffer)) {
        report.error(
          option.at,
          `${quote(option.name)} changes the content before it, but no content stands before it in ${quote(buffer.name)}`,
        );
      }
      return;
    }
    const rival = rivals.get(name)?.find((other) => content.changes.has(other));
    if (rival === name) {
      report.error(option.at, `${quote(option.name)} stands twice for one content`);
    } else if (rival) {
      report.error(option.at, `${quote(option.name)} does not go with ${quote(rival)} of the same content`);
    } else if (name === "rawbytes" && buffer) {
      report.error(option.at, `"rawbytes" does not go with the sticky buffer ${quote(buffer.name)}`);
    } else if (name === "fast_pattern") {
      this.takeFastPattern(option, plain, content);
    } else if (name === "depth" || name === "within") {
      this.checkRoom(name, plain, content);
    }
    const fast = content.only || (content.negated && content.changes.has("fast_pattern"));
    if (fast && places.includes(name)) report.error(option.at, beside(name, content));
    content.changes.add(name);
  }

  /** An earlier content of the same buffer may be meant. */
  private reopened({ name }: Buffer): boolean {
    return this.reopenings.has(name);
  }

  /** A content that is longer than the stretch that it must lie in. */
  private checkRoom(name: string, plain: PlainValue | undefined, { bytes }: Content): void {
    const room = /^([+-]?)(\d+|0x[\da-f]+)$/i.exec(plain?.text ?? "");
    if (!plain || !room || (room[1] === "-" ? -1 : 1) * Number(room[2]) >= bytes) return;
    this.report.error(
      plain.at,
      `${quote(name)} is ${plain.text}, shorter than the content of ${bytes} bytes: it never matches`,
    );
  }

  private takeFastPattern(option: FoundOption, plain: PlainValue | undefined, content: Content): void {
    const { report } = this;
    if (content.changes.has("fast_pattern")) {
      report.error(option.at, '"fast_pattern" stands twice for one content');
      return;
    }
    const place = places.find((name) => content.changes.has(name));
    content.only = plain?.text === "only";
    if (!content.only && this.fastPattern) {
      report.error(option.at, '"fast_pattern" can stand for one content of a rule only');
    }
    this.fastPattern = true;
    if (content.only && content.negated) {
      report.error(option.at, '"fast_pattern:only" does not go with a negated content');
    } else if (place && (content.only || content.negated)) {
      report.error(option.at, beside(place, content));
    }
    const [from, length] = plain?.text.split(",").map(Number) ?? [];
    if (from !== undefined && length !== undefined && from + length > content.bytes) {
      report.error(
        option.at,
        `"fast_pattern" wants ${length} bytes from ${from} on, but the content has ${content.bytes}`,
      );
    }
  }

  /** A `pcre` names its buffer itself, or looks into the sticky one. */
  private takeExpression(option: FoundOption, plain: PlainValue | undefined): void {
    const flags = /\/([a-zA-Z]*)[^/]*$/.exec(plain?.text ?? "")?.[1] ?? "";
    const named = [...flags].find((flag) => expressionBuffers.has(flag));
    if (
      named !== undefined &&
      this.buffer &&
      expressionBuffers.get(named) !== this.buffer.name.toLowerCase()
    ) {
      this.report.error(
        option.valueAt,
        `the modifier ${quote(named)} of "pcre" means ${expressionBuffers.get(named)} and does not go after the sticky buffer ${quote(this.buffer.name)}; leave it out, or write pkt_data first`,
      );
    }
    this.match();
  }

  private takeSize(option: FoundOption, plain: PlainValue | undefined): void {
    if (this.inBase64) return;
    if (!this.buffer) {
      this.report.error(
        option.at,
        '"bsize" is the size of a sticky buffer such as http.uri, but none stands before it',
      );
      return;
    }
    this.match();
    const exactly = /^=? *(\d+|0x[\da-f]+)$/i.exec(plain?.text ?? "")?.[1];
    if (exactly !== undefined) this.buffer.exactly = Number(exactly);
  }

  private takeThreshold(name: string, option: FoundOption): void {
    if (this.hasThreshold !== undefined && this.hasThreshold !== name) {
      this.report.error(option.at, `${quote(name)} does not go with ${quote(this.hasThreshold)} in one rule`);
    }
    this.hasThreshold ??= name;
  }

  private takeFlow(plain: PlainValue | undefined): void {
    const word = /\b(?:to|from)_(?:server|client)\b/i.exec(plain?.text ?? "")?.[0].toLowerCase();
    if (word === undefined) return;
    const isRequest = word === "to_server" || word === "from_client";
    this.direction = { word, side: isRequest ? "request" : "response" };
  }

  /** `=>` looks at both directions; any other rule at one. */
  private checkSides(arrow: SuricataRule["direction"] | undefined, at: number): void {
    const { report, direction, request, response } = this;
    if (arrow === "=>") {
      if (direction)
        report.error(at, `"=>" means both directions, so "flow" must not say ${quote(direction.word)}`);
      else if (!(request && response)) {
        report.error(
          at,
          '"=>" needs a keyword of the request and one of the response, e.g. http.uri and http.stat_code',
        );
      } else if (this.ambiguous) {
        const { name, at: place } = this.ambiguous;
        report.error(
          place,
          `request and response both have ${quote(name)}; with "=>" it must be clear which is meant`,
        );
      }
    } else if (request && response) {
      report.error(
        Math.max(request.at, response.at),
        `${quote(request.name)} is of the request and ${quote(response.name)} of the response; one rule sees one direction, and since Suricata 8 both with "=>"`,
      );
    } else if (direction) {
      const other = direction.side === "request" ? response : request;
      if (other) {
        const side = direction.side === "request" ? "response" : "request";
        report.error(
          other.at,
          `${quote(other.name)} is of the ${side}, but "flow" says ${quote(direction.word)}`,
        );
      }
    }
  }
}
