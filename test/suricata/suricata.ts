import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/** The engines whose verdicts are kept. */
export const engines = [7, 8] as const;
export type Engine = (typeof engines)[number];

const config = join(__dirname, "suricata.yaml");
/** Rules that a run takes at once; what one rule makes known must not reach another, see `lonely`. */
const batch = 100;
/** Such a rule may take what another rule of the same run has made. */
const lonely = /dataset|datarep|iprep|\bsid:[^;]*sid:/i;
/** Suricata's own errors about a rule; what it says of files' places and of itself is left out. */
const lineOfError = /^(?:E|Error): ([\w-]+): (.*)$/;

interface Run {
  failed: boolean;
  signal?: string;
  errors: Array<{ module: string; text: string }>;
}

/** Where an engine is unpacked (`unpack.sh`), from SURICATA_7 and SURICATA_8. */
function rootOf(engine: Engine): string {
  const root = process.env[`SURICATA_${engine}`];
  if (!root) throw new Error(`set SURICATA_${engine} to the folder that unpack.sh has made`);
  return root;
}

/** One run in test mode over a file of rules. */
function run(engine: Engine, rules: string[], folder: string): Promise<Run> {
  const root = rootOf(engine);
  const libraries = join(root, "usr/lib/x86_64-linux-gnu");
  const file = join(folder, "some.rules");
  writeFileSync(file, `${rules.join("\n")}\n`);
  const settings = ["classification-file=classification.config", "reference-config-file=reference.config"];
  const args = [
    ...["--library-path", libraries, join(root, "usr/bin/suricata")],
    ...["-T", "-c", config, "-S", file, "-l", folder],
    ...settings.flatMap((setting) => ["--set", setting.replace("=", `=${join(root, "etc/suricata")}/`)]),
  ];
  const options = { cwd: folder, maxBuffer: 1e9, timeout: 300_000 };
  return new Promise((resolve) => {
    execFile(join(libraries, "ld-linux-x86-64.so.2"), args, options, (error, out, err) => {
      const said = `${out}\n${err}`.replaceAll(folder, "").replaceAll(root, "").split("\n");
      const errors = said.flatMap((line) => {
        const [, module = "", text = ""] = lineOfError.exec(line) ?? [];
        return module ? [{ module, text }] : [];
      });
      resolve({ failed: error !== null, ...(error?.signal && { signal: error.signal }), errors });
    });
  });
}

function reason(errors: Run["errors"]): string {
  return errors
    .filter(({ text }) => !/^Loading signatures failed/.test(text))
    .map(({ module, text }) => `${module}: ${text}`)
    .join(" | ")
    .replaceAll(/\/[\w./-]*\//g, "/")
    .replaceAll(/[^ -~]/g, "?")
    .slice(0, 200);
}

/** `ok`, or `no` and the reason, of each rule; undefined where the run doesn't tell which rule is meant. */
function verdicts(rules: string[], { failed, signal, errors }: Run): string[] | undefined {
  if (signal) return rules.length > 1 ? undefined : [`no\tcrash: ${signal}`];
  const found = rules.map(() => "ok");
  let since: Run["errors"] = [];
  for (const error of errors) {
    const line = /^error parsing signature .* at line (\d+)$/s.exec(error.text)?.[1];
    if (line === undefined) {
      since.push(error);
      continue;
    }
    found[Number(line) - 1] = `no\t${reason(since)}`;
    since = [];
  }
  const refused = found.some((verdict) => verdict !== "ok");
  const untold = reason(since) !== "" || failed !== refused;
  if (!untold) return found;
  if (rules.length > 1) return undefined;
  return [found[0] === "ok" && failed ? `no\t${reason(since)}` : (found[0] ?? "ok")];
}

async function ask(engine: Engine, rules: string[], folder: string): Promise<string[]> {
  const found = verdicts(rules, await run(engine, rules, folder));
  if (found) return found;
  const half = Math.ceil(rules.length / 2);
  const first = await ask(engine, rules.slice(0, half), folder);
  return [...first, ...(await ask(engine, rules.slice(half), folder))];
}

/** Which rules go together: such as have no SID in common, and whoever may depend on another alone. */
function batches(rules: string[]): number[][] {
  const found: Array<{ members: number[]; sids: Set<string> }> = [];
  for (const [index, rule] of rules.entries()) {
    const sid = /\bsid\s*:\s*([^;]*)/i.exec(rule)?.[1]?.trim() ?? "";
    const alone = lonely.test(rule) || !/^\d+$/.test(sid) || /[\n\\]\s*$/.test(rule) || !/^\S/.test(rule);
    const fitting = alone
      ? undefined
      : found.find(({ members, sids }) => members.length < batch && sids.size > 0 && !sids.has(sid));
    if (fitting) {
      fitting.members.push(index);
      fitting.sids.add(sid);
    } else {
      found.push({ members: [index], sids: new Set(alone ? [] : [sid]) });
    }
  }
  return found.map(({ members }) => members);
}

/** An engine's verdict of every rule, each as if it were alone. */
export async function askSuricata(engine: Engine, rules: string[]): Promise<string[]> {
  const found: string[] = new Array(rules.length).fill("");
  const waiting = batches(rules);
  const worker = async (): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), "verdicts-"));
    for (let members = waiting.shift(); members; members = waiting.shift()) {
      const texts = members.map((index) => rules[index] ?? "");
      const answers = await ask(engine, texts, folder);
      for (const [place, index] of members.entries()) found[index] = answers[place] ?? "";
      for (const left of readdirSync(folder)) rmSync(join(folder, left), { recursive: true });
    }
    rmSync(folder, { recursive: true });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return found;
}
