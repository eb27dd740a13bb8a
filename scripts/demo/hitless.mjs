// @ts-check
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { heading, say, table } from "./say.mjs";
import { hold } from "./stage.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */
/** @typedef {import("../../provider/lab/ideco/rules").Rule} Rule */
/** @typedef {import("../../provider/lab/ideco/judge").Packet} Packet */

const before = ["web", "office", "testland", "no-ssh", "rest"];
const after = ["testland", "admin-ssh", "no-ssh", "web", "office", "rest"];

/** @type {Record<string, Record<string, unknown>>} */
const rules = {
  web: { action: "accept", destinationAddresses: ["ip.id.1"] },
  office: { action: "accept", sourceAddresses: ["subnet.id.1"] },
  testland: { action: "drop", sourceAddresses: ["list_of_iplists.id.1"] },
  "no-ssh": { action: "drop", protocol: "protocol.tcp", destinationPorts: ["port.id.3"] },
  "admin-ssh": {
    action: "accept",
    sourceAddresses: ["user.id.1"],
    protocol: "protocol.tcp",
    destinationPorts: ["port.id.3"],
  },
  rest: { action: "drop" },
};

const sources = {
  Ivanov: "192.168.0.10",
  Petrova: "192.168.0.11",
  Testland: "198.51.100.7",
  customer: "203.0.113.9",
};
const targets = { web: "192.168.0.20", net: "203.0.113.80" };
const ports = [22, 25, 80, 443];

/** Every packet that the table can tell apart, by a name. */
const packets = Object.entries(sources).flatMap(([from, sourceAddress]) =>
  Object.entries(targets).flatMap(([to, destinationAddress]) =>
    ports.map((destinationPort) => ({
      name: `${from}→${to}:${destinationPort}`,
      packet: /** @type {Packet} */ ({ protocol: "tcp", sourceAddress, destinationAddress, destinationPort }),
    })),
  ),
);
const watched = [
  "customer→web:443",
  "customer→web:22",
  "Testland→web:443",
  "Ivanov→web:22",
  "Petrova→net:443",
];

/**
 * A table is put into another order while a judge looks at every packet after every single call.
 * @param {Stage} stage
 */
export async function hitless(stage) {
  const { lab } = stage;
  const hand = lab.ideco.table("forward");
  const judge = judgeOf(stage);
  heading("A new order, and no packet notices");
  say(
    "A RuleTable owns the whole table FORWARD. SSH to the web server is open to the world, as the rule that closes it " +
      "stands too low, and so does the one that keeps Testland out. The program puts both to the top.",
  );
  const project = await stage.project("quickstart", "hitless");
  await rm(join(project.dir, "index.ts"), { force: true });
  await write(project.dir, before);
  await project.pulumi("up --yes --skip-preview");
  hold(names(hand.rules) === before.join(" "), "the table is as the program says");

  lab.ideco.resetHistory("forward");
  await write(project.dir, after);
  await project.pulumi("up --yes --skip-preview");
  hold(names(hand.rules) === after.join(" "), "the table is in its new order");
  const states = lab.ideco.history("forward");
  show(states, judge);
  const [old, wish] = [judge(states[0]?.rules ?? []), judge(hand.rules)];
  const wrong = states.flatMap(({ rules: then }) => strays(judge(then), old, wish));
  hold(wrong.length === 0, "no packet met a third verdict");
  const calls = lab.journal.writes().length;
  hold(calls === states.length - 1 && calls === 3, "two moves and one new rule");
  say(
    `${states.length} tables, ${packets.length} packets in each: every packet was judged as before or as after, and ` +
      `${calls} calls were all that it took.`,
  );
  const naive = anew(states[0]?.rules ?? [], hand.rules).flatMap((then) => strays(judge(then), old, wish));
  hold(naive.length > 0, "the usual way is not hitless");
  say(
    `Deleting all and inserting all takes ${before.length + after.length} calls, and a packet would have met a verdict ` +
      `that nobody wrote ${naive.length} times, the first one ${naive[0]}.`,
  );

  await project.quietly(["destroy", "--yes", "--skip-preview"]);
  hold(hand.rules.length === 0, "the table is empty again");
}

/** @param {Stage} stage @returns {(rules: readonly Rule[]) => Map<string, string>} */
function judgeOf({ lab }) {
  /** @type {typeof import("../../provider/lab/ideco/judge")} */
  const { judge } = createRequire(import.meta.url)(join(root, "dist", "lab", "ideco", "judge.js"));
  return (then) =>
    new Map(
      packets.map(({ name, packet }) => [name, judge(then, packet, lab.ideco.objects, "forward").verdict]),
    );
}

/**
 * Packets whose verdict is neither the old nor the new one.
 * @param {Map<string, string>} now
 * @param {Map<string, string>} old
 * @param {Map<string, string>} wish
 */
function strays(now, old, wish) {
  return [...now]
    .filter(([name, verdict]) => verdict !== old.get(name) && verdict !== wish.get(name))
    .map(([name]) => name);
}

/**
 * The tables on the way of one who deletes all and inserts all.
 * @param {readonly Rule[]} from
 * @param {readonly Rule[]} to
 */
function anew(from, to) {
  return [...from.map((_, gone) => from.slice(gone + 1)), ...to.map((_, come) => to.slice(0, come + 1))];
}

/**
 * @param {readonly { n: number, call: string, rules: readonly Rule[] }[]} states
 * @param {(rules: readonly Rule[]) => Map<string, string>} judge
 */
function show(states, judge) {
  const signs = /** @type {Record<string, string>} */ ({ accept: "yes", drop: "no" });
  const rows = states.map(({ n, call, rules: then }) => {
    const verdicts = judge(then);
    const step =
      n === 0 ? "before" : call.endsWith("/move") ? "move" : (call.split(" ")[0] ?? "").toLowerCase();
    return [String(n), step, names(then), ...watched.map((name) => signs[verdicts.get(name) ?? ""] ?? "")];
  });
  table(["", "call", "table", ...watched.map((name) => name.replace("→", " → "))], rows);
}

/** @param {readonly Rule[]} then */
function names(then) {
  return then.map((rule) => rule.comment).join(" ");
}

/**
 * @param {string} dir
 * @param {string[]} order
 */
async function write(dir, order) {
  const list = order.map((key) => ({ key, comment: key, ...rules[key] }));
  await writeFile(
    join(dir, "index.js"),
    `const { ideco } = require("pulumi-perimeter");\nnew ideco.RuleTable("forward", ${JSON.stringify({ table: "forward", ownership: "exclusive", rules: list }, null, 2)});\n`,
  );
}
