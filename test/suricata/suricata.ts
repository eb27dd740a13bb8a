import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const config = join(__dirname, "suricata.yaml");

/** Suricata's own errors about a rule; what it says of files' places and of itself is left out. */
function reason(output: string): string {
  return output
    .split("\n")
    .map((line) => /^(?:E|Error): ([\w-]+): (.*)$/.exec(line))
    .filter((match) => match !== null)
    .filter(([, , text]) => !/^(error parsing signature|Loading signatures failed)/.test(text ?? ""))
    .map(([, module, text]) => `${module}: ${text}`)
    .join(" | ")
    .replaceAll(/\/[\w./-]*\//g, "/")
    .replaceAll(/[^ -~]/g, "?")
    .slice(0, 200);
}

/** One run of Suricata in test mode over one rule: `ok`, or `no` and its reason. */
function verdict(rule: string, folder: string): Promise<string> {
  const file = join(folder, "one.rules");
  writeFileSync(file, `${rule}\n`);
  const args = ["-T", "-c", config, "-S", file, "-l", folder];
  return new Promise((resolve) => {
    execFile("suricata", args, { cwd: folder }, (error, out, err) => {
      if (!error) return resolve("ok");
      const said = reason(`${out}\n${err}`.replaceAll(folder, ""));
      resolve(`no\t${error.signal ? `crash: ${error.signal}` : said}`);
    });
  });
}

/** Suricata's verdict of every rule, each taken alone; needs a `suricata` of version 7 on PATH. */
export async function askSuricata(rules: string[]): Promise<string[]> {
  const found: string[] = new Array(rules.length).fill("");
  let next = 0;
  const worker = async (): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), "verdicts-"));
    while (next < rules.length) {
      const mine = next++;
      found[mine] = await verdict(rules[mine] ?? "", folder);
    }
    rmSync(folder, { recursive: true });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return found;
}
