// @ts-check
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { which } from "./paths.mjs";
import { run } from "./run.mjs";

/** The oldest CLI that the package supports. */
export const minimum = "3.216.0";

/**
 * The Pulumi CLI on PATH, where it is good enough, or why it is not.
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ pulumi: string, version: string } | { reason: string }>}
 */
export async function engineOnPath(env = process.env) {
  const pulumi = which("pulumi", env.PATH);
  if (pulumi === undefined) return { reason: "no pulumi on PATH" };
  const result = await run(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 20_000,
  });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(result.stdout.trim())?.[1];
  if (result.code !== 0 || version === undefined) return { reason: `${pulumi} does not tell its version` };
  if (isOlder(version, minimum)) return { reason: `${pulumi} is ${version}, older than ${minimum}` };
  if (!hasNodeHost(pulumi, env.PATH)) return { reason: `${pulumi} has no Node language host with it` };
  return { pulumi, version };
}

/**
 * The CLI takes a language host from its own folder or from PATH.
 * @param {string} pulumi
 * @param {string | undefined} path
 */
function hasNodeHost(pulumi, path) {
  const folders = [dirname(pulumi), dirname(realpathSync(pulumi))];
  return [...folders, path].some((each) => which("pulumi-language-nodejs", each) !== undefined);
}

/**
 * @param {string} version
 * @param {string} than
 */
export function isOlder(version, than) {
  const wanted = than.split(".").map(Number);
  const parts = version.split(".").map(Number);
  const differences = parts.map((part, i) => part - (wanted[i] ?? 0));
  return (differences.find((each) => each !== 0) ?? 0) < 0;
}
