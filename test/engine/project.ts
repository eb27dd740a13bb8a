import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, stringify } from "yaml";
import { ensureEngine } from "../../scripts/engine.mjs";
import { type Result, Running, UnexpectedExit } from "./cli";
import { installedSdk, installPackages, linkPackages, type PackageManager } from "./install";
import { asPreview, type Preview, type ResourceState } from "./preview";

/** What a project is made of. */
export interface ProjectOptions {
  /** The source of a program, or a folder with a whole project, of which a copy is used. */
  program: string | { dir: string };
  /** Of a source. TypeScript is transpiled here, so that the engine runs plain JavaScript, which is faster. */
  language?: "javascript" | "typescript";
  /** Default "test". */
  name?: string;
  /** More files: path in the project → content. */
  files?: Record<string, string>;
  /** What Pulumi.yaml shall hold besides, as `{ plugins: … }`. */
  pulumiYaml?: Record<string, unknown>;
  /** Default `{ typescript: false }` for a source. */
  runtimeOptions?: Record<string, unknown>;
  /** `perimeter:connections`, in clear. */
  connections?: Record<string, unknown>;
  /** More stack configuration by its full key, in clear. */
  config?: Record<string, unknown>;
  /** Encrypted stack configuration by path: `perimeter:connections.hq.password`. */
  secrets?: Record<string, string>;
  env?: Record<string, string>;
  /** Installs that version of @pulumi/pulumi; by default the checkout's own is linked. */
  sdkVersion?: string;
  /** Installs the packed package with it; by default the checkout is linked. */
  packageManager?: PackageManager;
}

/** How a command runs. */
export interface CommandOptions {
  /** More arguments: `["--target", urn]`. */
  args?: string[];
  env?: Record<string, string>;
  /** The exit code that is expected, 0 by default; any other is an {@link UnexpectedExit}. */
  code?: number | "any";
  onOutput?: (text: string) => void;
}

/** The deployment of `pulumi stack export`. */
export interface ExportedState {
  version: number;
  deployment: {
    manifest: Record<string, unknown>;
    resources?: (ResourceState & { parent?: string; provider?: string; protect?: boolean })[];
    pending_operations?: { resource: ResourceState; type: string }[];
  };
}

/** One resource for `pulumi import`. */
export interface ImportedResource {
  type: string;
  name: string;
  id: string;
  provider?: string;
}

const open = new Set<Project>();
let engine: ReturnType<typeof ensureEngine> | undefined;

/**
 * A Pulumi project in a folder of its own, with a stack `dev`, a backend, a home and an environment of its own:
 * nothing of the machine's user is seen, and nothing is looked up on the network.
 */
export class Project {
  readonly stack = "dev";
  /** Changes the environment of the commands that follow. */
  readonly env: NodeJS.ProcessEnv;
  readonly #pulumi: string;
  readonly #running = new Set<Running>();
  #logs = 0;

  private constructor(
    readonly dir: string,
    engine: { pulumi: string; env: Record<string, string> },
    own: Record<string, string> = {},
  ) {
    this.#pulumi = engine.pulumi;
    this.env = { ...inherited(), ...engine.env, ...isolated(dirname(dir)), ...own };
  }

  /** Makes a project with its stack; {@link removeAll} ends it. */
  static async create(options: ProjectOptions): Promise<Project> {
    const home = await realpath(await mkdtemp(join(tmpdir(), "perimeter-")));
    const dir = join(home, "project");
    await mkdir(join(home, "state"));
    await mkdir(join(home, "home"));
    engine ??= ensureEngine();
    const project = new Project(dir, await engine, options.env);
    open.add(project);
    await project.#fill(options);
    await project.#install(options);
    await project.#finish(["stack", "init", project.stack], {}); // Which also selects it, in the project's own home.
    await project.configure({ ...options.config, ...connectionsOf(options) });
    await project.configureSecrets(options.secrets ?? {});
    return project;
  }

  /** Replaces the program. */
  async write(source: string, language: ProjectOptions["language"] = "javascript"): Promise<void> {
    await writeFile(join(this.dir, "index.js"), language === "typescript" ? await transpile(source) : source);
  }

  /** Sets stack configuration in clear, by full keys; a value may be an object. */
  async configure(config: Record<string, unknown>): Promise<void> {
    if (Object.keys(config).length === 0) return;
    const file = join(this.dir, `Pulumi.${this.stack}.yaml`);
    const settings = ((await readYaml(file)) ?? {}) as { config?: Record<string, unknown> };
    await writeFile(file, stringify({ ...settings, config: { ...settings.config, ...config } }));
  }

  /** Sets encrypted stack configuration, by paths. */
  async configureSecrets(secrets: Record<string, string>): Promise<void> {
    const pairs = Object.entries(secrets).flatMap(([path, value]) => ["--secret", `${path}=${value}`]);
    if (pairs.length > 0) await this.#finish(["config", "set-all", "--path", ...pairs], {});
  }

  /** `pulumi up`, with no preview before it. */
  up(options: CommandOptions = {}): Promise<Result> {
    return this.#finish(commands.up, options);
  }

  /** `pulumi preview`. */
  async preview(options: CommandOptions = {}): Promise<Preview> {
    return asPreview(await this.#finish(commands.preview, options));
  }

  /** `pulumi refresh`, with no preview before it. */
  refresh(options: CommandOptions = {}): Promise<Result> {
    return this.#finish(commands.refresh, options);
  }

  /** `pulumi refresh --preview-only`: what differs, with nothing changed. */
  async previewRefresh(options: CommandOptions = {}): Promise<Preview> {
    return asPreview(await this.#finish(commands.previewRefresh, options));
  }

  /** `pulumi destroy`, with no preview before it. */
  destroy(options: CommandOptions = {}): Promise<Result> {
    return this.#finish(commands.destroy, options);
  }

  /** `pulumi import`, without the generation of code: the Node host that we can build has none. */
  async import(resources: ImportedResource[], options: CommandOptions = {}): Promise<Result> {
    const file = join(this.dir, "import.json");
    await writeFile(file, JSON.stringify({ resources }));
    return this.#finish([...commands.import, "--file", file], options);
  }

  /** Starts one of these, to be interrupted, killed or watched; `result` then is its end, whatever the exit code. */
  start(command: keyof typeof commands, options: CommandOptions = {}): Running {
    return this.run(commands[command], options);
  }

  /** The state as it is stored, secrets encrypted unless they are asked for. */
  async exportState(options: { showSecrets?: boolean } = {}): Promise<ExportedState> {
    const args = ["stack", "export", ...(options.showSecrets ? ["--show-secrets"] : [])];
    return JSON.parse((await this.#finish(args, {})).stdout) as ExportedState;
  }

  /** Replaces the state. */
  async importState(state: ExportedState): Promise<void> {
    const file = join(this.dir, "state.json");
    await writeFile(file, JSON.stringify(state));
    await this.#finish(["stack", "import", "--file", file], {});
  }

  /** The stack's outputs, secret ones in clear. */
  async stackOutputs(): Promise<Record<string, unknown>> {
    const args = ["stack", "output", "--json", "--show-secrets"];
    return JSON.parse((await this.#finish(args, {})).stdout) as Record<string, unknown>;
  }

  /** Starts any command of the CLI. */
  run(args: readonly string[], options: CommandOptions = {}): Running {
    this.#logs += 1;
    const eventLog = hasEvents.has(args[0] ?? "")
      ? join(dirname(this.dir), `events-${this.#logs}.json`)
      : undefined;
    const log = eventLog ? ["--event-log", eventLog] : [];
    const all = [...args, ...log, "--non-interactive", "--color", "never", ...(options.args ?? [])];
    const env = { ...this.env, ...options.env };
    const running = new Running(this.#pulumi, all, {
      cwd: this.dir,
      env,
      eventLog,
      onOutput: options.onOutput,
    });
    this.#running.add(running);
    void running.result.finally(() => this.#running.delete(running));
    return running;
  }

  /** Ends what still runs and removes the folder; PERIMETER_KEEP=1 leaves it, for a look. */
  async remove(): Promise<void> {
    for (const running of this.#running) running.kill();
    await Promise.all([...this.#running].map((running) => running.result));
    open.delete(this);
    if (process.env.PERIMETER_KEEP === "1") process.stderr.write(`kept: ${this.dir}\n`);
    else await rm(dirname(this.dir), { recursive: true, force: true, maxRetries: 3 });
  }

  async #finish(args: readonly string[], options: CommandOptions): Promise<Result> {
    const result = await this.run(args, options).result;
    const expected = options.code ?? 0;
    if (expected !== "any" && result.code !== expected) throw new UnexpectedExit(args, result);
    return result;
  }

  async #fill(options: ProjectOptions): Promise<void> {
    if (typeof options.program === "string") await this.#fillNew(options, options.program);
    else await this.#fillCopy(options, options.program.dir);
    for (const [path, content] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(this.dir, path)), { recursive: true });
      await writeFile(join(this.dir, path), content);
    }
  }

  async #fillNew(options: ProjectOptions, source: string): Promise<void> {
    await mkdir(this.dir);
    const name = options.name ?? "test";
    const runtime = { name: "nodejs", options: { typescript: false, ...options.runtimeOptions } };
    await writeFile(join(this.dir, "Pulumi.yaml"), stringify({ name, runtime, ...options.pulumiYaml }));
    await writeFile(
      join(this.dir, "package.json"),
      JSON.stringify({ name, main: "index.js", private: true }),
    );
    await this.write(source, options.language);
  }

  async #fillCopy(options: ProjectOptions, dir: string): Promise<void> {
    const left = new Set(["node_modules", ".pulumi"]);
    await cp(dir, this.dir, { recursive: true, filter: (path) => !left.has(basename(path)) });
    if (!options.pulumiYaml && !options.name) return;
    const file = join(this.dir, "Pulumi.yaml");
    const name = options.name ? { name: options.name } : {};
    await writeFile(
      file,
      stringify({ ...((await readYaml(file)) as object), ...name, ...options.pulumiYaml }),
    );
  }

  async #install({ packageManager, sdkVersion }: ProjectOptions): Promise<void> {
    if (!packageManager && !sdkVersion) await linkPackages(this.dir);
    else await installPackages(this.dir, packageManager ?? "npm", sdkVersion ?? (await installedSdk()));
  }
}

const commands = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview", "--json"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  previewRefresh: ["refresh", "--preview-only", "--json"],
  destroy: ["destroy", "--yes", "--skip-preview"],
  import: ["import", "--yes", "--skip-preview", "--generate-code=false"],
} as const;

/** The commands that write an event log. */
const hasEvents = new Set(["up", "preview", "refresh", "destroy", "import"]);

/** Removes every project of this process; `harness.ts` calls it after the tests of a file. */
export async function removeAll(): Promise<void> {
  await Promise.all([...open].map((project) => project.remove()));
}

/** Our environment without what the machine's user set for Pulumi or for the package. */
function inherited(): NodeJS.ProcessEnv {
  const foreign = /^(PULUMI_|PERIMETER_CONNECTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function isolated(home: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: pathToFileURL(join(home, "state")).href,
    PULUMI_HOME: join(home, "home"),
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true", // Without it the CLI does not know --event-log.
  };
}

function connectionsOf({ connections }: ProjectOptions): Record<string, unknown> {
  return connections ? { "perimeter:connections": connections } : {};
}

async function readYaml(file: string): Promise<unknown> {
  return parse(await readFile(file, "utf8"));
}

async function transpile(source: string): Promise<string> {
  const { default: ts } = await import("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}
