// @ts-check
import { readFileSync } from "node:fs";
import { chmod, copyFile, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { root, which } from "./paths.mjs";
import { duration, run, tail } from "./run.mjs";

const exe = process.platform === "win32" ? ".exe" : "";

const dynamicProviderScript = join(root, "tools", "nodejs-host", "pulumi-resource-pulumi-nodejs");

/** The version of the CLI that tools/engine pins. */
export const cliVersion = pinned("engine", "github.com/pulumi/pulumi/pkg/v3");

/**
 * The version of a Go module that one of the folders of tools/ pins.
 * @param {string} folder
 * @param {string} module
 */
function pinned(folder, module) {
  const text = readFileSync(join(root, "tools", folder, "go.mod"), "utf8");
  const version = text.split(`${module} v`)[1]?.split(/\s/)[0];
  if (version === undefined) throw new Error(`tools/${folder}/go.mod does not require ${module}`);
  return version;
}

/** Everything that decides what an engine is built of. */
export function engineSources() {
  return [...moduleFiles("engine"), ...moduleFiles("nodejs-host"), readFileSync(dynamicProviderScript)];
}

/** Everything that decides what the code generators are built of. */
export function codegenSources() {
  return [...moduleFiles("codegen"), readFileSync(join(root, "tools", "codegen", "main.go"))];
}

/**
 * What pins a folder of tools/ with all it is made of.
 * @param {string} folder
 */
export function moduleFiles(folder) {
  return ["go.mod", "go.sum"].map((file) => readFileSync(join(root, "tools", folder, file)));
}

/**
 * Builds the CLI and its Node language host into `folder/bin`, or says why that was not possible.
 * @param {{ folder: string, log: (line: string) => void }} options
 * @returns {Promise<{ reason: string } | undefined>}
 */
export async function buildEngine({ folder, log }) {
  const unfit = await unfitGo();
  if (unfit) return { reason: unfit };
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  log(`building the Pulumi CLI ${cliVersion} from source, about 5 minutes, once …`);
  const versionFlag = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${cliVersion}`;
  const started = Date.now();
  const cli = { module: "engine", target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" };
  const host = {
    module: "nodejs-host",
    target: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  };
  const failed =
    (await goBuild({ ...cli, out: join(bin, "pulumi"), flags: versionFlag, log })) ??
    (await goBuild({ ...host, out: join(bin, "pulumi-language-nodejs"), log }));
  if (failed) return failed;
  const script = join(bin, basename(dynamicProviderScript));
  await copyFile(dynamicProviderScript, script);
  await chmod(script, 0o755);
  log(`built in ${duration(Date.now() - started)}`);
}

/**
 * Builds one executable of a module in tools/, or says why that was not possible.
 * @param {{ module: string, target: string, out: string, flags?: string, log: (line: string) => void }} what
 * @returns {Promise<{ reason: string } | undefined>}
 */
export async function goBuild({ module, target, out, flags = "", log }) {
  const unfit = await unfitGo();
  if (unfit) return { reason: unfit };
  const stop = tick(log, `still building ${module}`);
  // Without cgo no C compiler is needed; without symbols the linker needs less time and a third less disk.
  const options = ["-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags", `-s -w ${flags}`.trim()];
  const result = await run("go", ["build", ...options, "-o", out + exe, target], {
    cwd: join(root, "tools", module),
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
  });
  stop();
  return result.code === 0 ? undefined : { reason: `go build failed:\n${tail(result.stderr)}` };
}

/** Go before 1.21 cannot read our go.mod; from then on it says itself which version it needs, or gets it. */
async function unfitGo() {
  if (!which("go")) return "no Go on PATH";
  const { stdout } = await run("go", ["env", "GOVERSION"]);
  const minor = Number(/^go1\.(\d+)/.exec(stdout.trim())?.[1]);
  return minor < 21 ? `${stdout.trim()} is too old` : undefined;
}

/**
 * @param {(line: string) => void} log
 * @param {string} text
 */
function tick(log, text, everyMs = 30_000) {
  const started = Date.now();
  const timer = setInterval(() => log(`${text}, ${duration(Date.now() - started)} …`), everyMs);
  return () => clearInterval(timer);
}
