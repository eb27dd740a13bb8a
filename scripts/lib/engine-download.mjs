// @ts-check
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { which } from "./paths.mjs";
import { duration, run, tail } from "./run.mjs";

const systems = /** @type {Record<string, string>} */ ({ linux: "linux", darwin: "darwin" });
const machines = /** @type {Record<string, string>} */ ({ x64: "x64", arm64: "arm64" });

/**
 * Puts Pulumi's own release (CLI and language hosts) into `folder/bin`, or says why that was not possible.
 * Where the host cannot be reached this takes seconds; a slow download is not given up.
 * `PERIMETER_ENGINE_DOWNLOAD` names another place than https://get.pulumi.com; `off` forbids the download.
 * @param {{ version: string, folder: string, log: (line: string) => void }} options
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ reason: string } | undefined>}
 */
export async function downloadEngine({ version, folder, log }, env = process.env) {
  const from = env.PERIMETER_ENGINE_DOWNLOAD || "https://get.pulumi.com";
  if (from === "off") return { reason: "forbidden by PERIMETER_ENGINE_DOWNLOAD=off" };
  const [system, machine] = [systems[process.platform], machines[process.arch]];
  if (!system || !machine) return { reason: `no download for ${process.platform} ${process.arch} here` };
  if (!which("curl", env.PATH) || !which("tar", env.PATH)) return { reason: "needs curl and tar" };

  await mkdir(folder, { recursive: true });
  const archive = join(folder, "pulumi.tar.gz");
  const url = `${from}/releases/sdk/pulumi-v${version}-${system}-${machine}.tar.gz`;
  log(`looking for ${url}`);
  const fetched = await run("curl", [...curlOptions, "--output", archive, url], { env });
  const unpacked = fetched.code === 0 && (await run("tar", ["-xzf", archive, "-C", folder], { env }));
  await rm(archive, { force: true });
  if (!unpacked) return { reason: tail(fetched.stderr, 1) || `curl ended with ${fetched.code}` };
  if (unpacked.code !== 0) return { reason: `the archive cannot be unpacked: ${tail(unpacked.stderr, 1)}` };
  await moveToBin(folder);
  log(`downloaded in ${duration(fetched.durationMs)}`);
}

/** No proxy is named here: curl takes it from the environment, as Node's own fetch does not. */
const curlOptions = [
  ...["--fail", "--location", "--silent", "--show-error"],
  ...["--connect-timeout", "5", "--speed-limit", "1000", "--speed-time", "20"],
];

/**
 * A release is one folder `pulumi` with all executables, in old ones in a `bin` of its own.
 * @param {string} folder
 */
async function moveToBin(folder) {
  const inner = join(folder, "pulumi");
  const nested = (await readdir(inner)).includes("bin");
  await rename(nested ? join(inner, "bin") : inner, join(folder, "bin"));
  if (nested) await rm(inner, { recursive: true });
}
