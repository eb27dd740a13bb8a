import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { version } from "../version";
import type { DriftOptions } from "./drift/index";
import type { ExportOptions } from "./export/index";
import type { FleetAction, FleetOptions } from "./fleet/index";
import type { LabOptions } from "./lab";
import type { LintOptions } from "./lint/index";
import type { ObjectsOptions } from "./objects";
import type { ReportOptions } from "./report/index";
import type { RestoreOptions } from "./restore";
import type { CommandWork } from "./session";
import type { TestOptions } from "./test/index";

/** What every command may be told. */
interface Common {
  json?: boolean;
}

interface OfStack extends Common {
  stack?: string;
  cwd?: string;
}

/** Runs the work of a command; the options are those that each of them has. */
export type Runner = (options: Common, work: CommandWork) => Promise<void>;

/** The command line, without anything that it does: what a command does is loaded when it is asked for. */
export function commandLine(run: Runner): Command {
  const program = new Command("perimeter")
    .description("Network perimeter security as code: tools beside the Pulumi package pulumi-perimeter.")
    .version(version)
    .showHelpAfterError("(perimeter COMMAND --help tells the rest)")
    .addHelpText("after", exitCodes);
  for (const add of [lab, check, exportCommand, objects, drift, lint, test, report, fleet, restore])
    program.addCommand(add(run));
  return program;
}

const exitCodes = "\nExit codes: 0 fine, 1 failed, 2 findings.";
const connections =
  "Connections come from PERIMETER_CONNECTIONS; with --stack NAME also from that stack's configuration.";

function command(name: string, summary: string, more: string, examples: string[]): Command {
  const text = ["", "Examples:", ...examples.map((example) => `  ${example}`)].join("\n");
  return new Command(name)
    .summary(summary)
    .description(`${capital(summary)}.\n\n${more}`)
    .option("--json", "write the result as JSON")
    .addHelpText("after", `${text}\n${exitCodes}`);
}

function ofStack(name: string, summary: string, more: string, examples: string[]): Command {
  return command(name, summary, `${more}\n${connections}`, examples)
    .option("--stack <name>", "take the connections from this stack's configuration as well")
    .option("--cwd <dir>", "the folder of the stack's project (default: the present one)");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lab(run: Runner): Command {
  return command(
    "lab",
    "simulates the five appliances on this machine, with a page that shows them",
    "Prints a ready PERIMETER_CONNECTIONS and runs until Ctrl-C. What it holds is gone with it.",
    [
      "perimeter lab",
      "perimeter lab --port 8080 --example ideco-firewall",
      "perimeter lab --json > lab.json &",
      "perimeter lab do ban ip=192.0.2.9 seconds=600",
    ],
  )
    .option("--port <number>", "the port to listen on (default: a free one)", portNumber)
    .option("--example <name>", "put there what this example of the package needs, such as ideco-firewall")
    .addOption(
      new Option("--dialect <version>", "the version of Ideco NGFW")
        .choices(["v18", "v19", "v20", "v22"])
        .default("v18"),
    )
    .action((options: Common & LabOptions) =>
      run(options, async (session) => (await import("./lab.js")).lab(session, options)),
    )
    .addCommand(labDo(run));
}

function labDo(run: Runner): Command {
  return command(
    "do",
    "changes what a running lab holds, as somebody else would at the appliance's own console",
    "Without an action it lists them all. The lab is found by the connections in PERIMETER_CONNECTIONS.",
    [
      "perimeter lab do",
      "perimeter lab do edit-rule table=forward id=1 action=drop",
      "perimeter lab do packet from=198.51.100.1 to=192.168.0.20 port=443 by=interface.id.2",
      "perimeter lab do open-port ip=203.0.113.10 port=8080",
      "perimeter lab do fault vendor=ideco method=POST status=502 html=true",
    ],
  )
    .argument("[action]", "what to do")
    .argument("[name=value...]", "its parameters")
    .option("--url <url>", "where the lab is, as it says when it starts")
    .action((action: string | undefined, given: string[], _own: unknown, self: Command) => {
      // The options of `lab`, --json among them, are taken by it wherever they stand.
      const options: Common & { url?: string } = self.optsWithGlobals();
      return run(options, async (session) =>
        (await import("./labdo.js")).labDo(session, action, given, options),
      );
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError("Allowed: a number from 0 to 65535.");
}

function check(run: Runner): Command {
  return ofStack(
    "check",
    "reaches and logs in to each connection, changes nothing, and says what it found",
    "Warns of what makes an appliance useless, such as a firewall whose user rules are switched off.",
    ["perimeter check", "perimeter check hq --json", "perimeter check --stack prod --cwd infra"],
  )
    .argument("[connection...]", "names of connections (default: all)")
    .action((names: string[], options: OfStack) =>
      run(options, async (session) => (await import("./check.js")).check(session, names, options)),
    );
}

function exportCommand(run: Runner): Command {
  return ofStack(
    "export",
    "writes what is on an appliance as a `pulumi import` file or as a program",
    "A program takes over what is there: its first `pulumi up` writes nothing on the appliance. It names its own objects\n" +
      "by reference and all others by title and value, as do policies (csv, a file a rule table). For the dynamic front\n" +
      "there is also a stack.json for `pulumi stack import`, after which not even the first preview shows a change; it is\n" +
      "for a new stack of one name. Bans are left out, as they pass by themselves.",
    [
      "perimeter export hq > import.json",
      "perimeter export hq --to typescript --out office",
      "perimeter export hq --to yaml --out office",
      "perimeter export hq --to csv --out policies",
    ],
  )
    .argument("<connection>", "name of the connection")
    .addOption(
      new Option("--to <form>", "what to write")
        .choices(["import", "typescript", "typescript-native", "yaml", "csv"])
        .default("import"),
    )
    .option(
      "--out <dir>",
      "the folder to write to (default: an import file goes to stdout, a program to perimeter-CONNECTION)",
    )
    .option(
      "--into <stack>",
      "the name of the stack that stack.json is for (default: that of --stack, else dev)",
    )
    .option("--ids", "write ids of objects in place of their titles and values")
    .action((name: string, options: ExportOptions & Common) =>
      run(options, async (session) => (await import("./export/index.js")).exportAll(session, name, options)),
    );
}

function objects(run: Runner): Command {
  return ofStack(
    "objects",
    "lists the objects that rules can name: kind, title, value, id, and who uses them",
    "Rules name them by title or value; what this package made for a value is marked.",
    ["perimeter objects hq", "perimeter objects hq --kind subnet", "perimeter objects hq --unused --json"],
  )
    .argument("<connection>", "name of the connection")
    .option(
      "--kind <kind>",
      "only objects of this kind: the first part of their ids (ip, subnet, port_list …)",
    )
    .option("--unused", "only objects that nothing uses")
    .action((name: string, options: ObjectsOptions & Common) =>
      run(options, async (session) => (await import("./objects.js")).objects(session, name, options)),
    );
}

function drift(run: Runner): Command {
  return command(
    "drift",
    "reports what was changed behind the program's back: appliance, object, property, wanted, found",
    "Reads the engine's refresh preview of a stack, so the Pulumi CLI has to be on PATH. Repairs nothing:\n" +
      "`pulumi up --refresh` does.",
    [
      "perimeter drift",
      "perimeter drift --stack prod --cwd infra --format markdown",
      "perimeter drift --stack prod --notify https://chat.example/hooks/perimeter",
    ],
  )
    .option("--stack <name>", "the stack (default: the one that is selected)")
    .option("--cwd <dir>", "the folder of its project (default: the present one)")
    .option("--run-program", "run the program, so that today's configuration and credentials count", true)
    .option("--no-run-program", "don't run it: the configuration of the last `pulumi up` counts")
    .option(
      "--notify <to>",
      "where there is drift, or it can't be told: POST the JSON to this address, or give it to this command on stdin",
    )
    .addOption(formats(["text", "markdown", "json"]))
    .action((options: DriftOptions & Common) =>
      run(inJson(options), async (session) => (await import("./drift/index.js")).drift(session, options)),
    );
}

function lint(run: Runner): Command {
  return ofStack(
    "lint",
    "finds rules that are shadowed, redundant, generalising, correlated or empty, and what nobody uses",
    "Also user categories that no rule of the content filter uses, and, where a firewall and a Selectel account are\n" +
      "given, ports with the KNOWN tag that no rule opens. What can't be decided is a remark and no finding.",
    [
      "perimeter lint",
      "perimeter lint hq eye --format sarif > perimeter.sarif",
      "perimeter lint --ignore generalising",
    ],
  )
    .argument("[connection...]", "names of connections (default: all)")
    .option(
      "--ignore <kinds>",
      "leave out findings of these kinds, with commas between them",
      (text: string) => text.split(",").map((kind) => kind.trim()),
    )
    .addOption(formats(["text", "json", "sarif", "codequality"]))
    .action((names: string[], options: LintOptions & Common) =>
      run(inJson(options), async (session) =>
        (await import("./lint/index.js")).lint(session, names, options),
      ),
    );
}

function test(run: Runner): Command {
  return ofStack(
    "test",
    "judges packets by the rules of a firewall and compares with the verdicts that a file expects",
    "The file is CSV with the columns from, to, service, zone, verdict (accept or drop), why and, for packets to the\n" +
      "appliance itself, table (input). Addresses and services are written as in rules; an empty cell is any. A line passes\n" +
      "where all of its packets surely meet the verdict: what depends on a user, a time or a zone is undecided, and no pass.\n" +
      "NAT comes before: name the inner address of a published server.\n" +
      "--on program runs a preview of the stack and judges its RuleTables as they will be after `pulumi up`. --on checks has\n" +
      "the appliance judge: it makes a packet check for each line, runs all checks, and deletes its own again.",
    [
      "perimeter test expected.csv",
      "perimeter test expected.csv --on program --stack prod",
      "perimeter test expected.csv hq --on checks --junit perimeter.xml",
    ],
  )
    .argument("<file>", "the expected verdicts")
    .argument("[connection]", "name of the connection (default: the only firewall)")
    .addOption(
      new Option("--on <what>", "what is judged")
        .choices(["appliance", "program", "checks"])
        .default("appliance"),
    )
    .option("--junit <file>", "write the results to this file as JUnit's XML")
    .action((file: string, name: string | undefined, options: TestOptions & Common) =>
      run(options, async (session) => (await import("./test/index.js")).test(session, file, name, options)),
    );
}

function report(run: Runner): Command {
  return ofStack(
    "report",
    "writes a page about the perimeter: who reaches what, rules with findings and counters, exposure, bans, enrolments",
    "One HTML page that needs no network and no script, for a browser of any size, and for paper. With a firewall and a\n" +
      "Selectel account it tells which rules open the ports that are seen open. Only reads.\n" +
      "--compare takes a snapshot of a rule table (see `perimeter restore --help`): what changed since, cell by cell.",
    [
      "perimeter report hq > perimeter.html",
      "perimeter report hq eye border --out perimeter.html",
      "perimeter report hq --compare snapshot.json --out since.html",
    ],
  )
    .argument("[connection...]", "names of connections (default: all)")
    .option("--out <file>", "the page (default: stdout)")
    .option("--compare <snapshot>", "also what changed since this snapshot of a rule table")
    .action((names: string[], options: ReportOptions & Common) =>
      run(options, async (session) => (await import("./report/index.js")).report(session, names, options)),
    );
}

function fleet(run: Runner): Command {
  return command(
    "fleet",
    "runs one program for many sites, a stack each: preview, up, drift or destroy",
    "The list is YAML: `program` (its folder) and `sites`, each with a name, and as needed stack, connections (as in\n" +
      `PERIMETER_CONNECTIONS; \${NAME} stands for a variable of the environment) and variables (stack configuration).\n` +
      "Missing stacks are made. A site that fails stops no other one, but with --first every later wave. A terminal shows\n" +
      "a table, everything else a line where a site begins and ends. Needs the Pulumi CLI on PATH.",
    [
      "perimeter fleet preview sites.yaml",
      "perimeter fleet up sites.yaml --first 1 --then 10% --parallel 8",
      "perimeter fleet up sites.yaml --resume",
      "perimeter fleet drift sites.yaml --json",
    ],
  )
    .addArgument(new Argument("<action>", "what to do").choices(["preview", "up", "drift", "destroy"]))
    .argument("<file>", "the list of sites")
    .option("--parallel <number>", "sites at the same time, at most", atLeastOne, 4)
    .option("--first <size>", "begin with so many sites (3, or 10%), and go on where none failed")
    .option(
      "--then <size>",
      "the next wave; may be given again. The rest comes last",
      (size: string, all: string[] = []) => [...all, size],
    )
    .option("--only <names>", "only these sites, with commas between them", (text: string) =>
      text.split(",").map((name) => name.trim()),
    )
    .option("--resume", "leave out what the last run of this list and action has done")
    .option("--yes", "don't ask")
    .action((action: FleetAction, file: string, options: FleetOptions & Common) =>
      run(options, async (session) =>
        (await import("./fleet/index.js")).fleet(session, action, file, options),
      ),
    );
}

function atLeastOne(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Allowed: a number from 1 to 999.");
}

function restore(run: Runner): Command {
  return ofStack(
    "restore",
    "puts a rule table back from a snapshot",
    "Every change of a RuleTable writes a snapshot before its first call, in ~/.local/state/pulumi-perimeter/snapshots\n" +
      "(or PERIMETER_SNAPSHOTS). The way back is hitless as well: after every call each packet is judged as the old or\n" +
      "the new table does. It shows the calls first; in a terminal it asks before it sends them.",
    [
      "perimeter restore hq snapshot.json --dry-run",
      "perimeter restore hq ~/.local/state/pulumi-perimeter/snapshots/hq-1b4f0e98/forward/2026-01-31T12-00-00.000Z-4711.json",
    ],
  )
    .argument("<connection>", "name of the connection")
    .argument("<file>", "the snapshot")
    .option("--dry-run", "show the calls and send none")
    .option("--yes", "don't ask")
    .option("--force", "take a snapshot of another appliance")
    .action((name: string, file: string, options: RestoreOptions & Common) =>
      run(options, async (session) => (await import("./restore.js")).restore(session, name, file, options)),
    );
}

function formats(choices: string[]): Option {
  return new Option("--format <format>", "how to write the result").choices(choices).default("text");
}

/** `--json` is one of the formats, and the format `json` is also that of errors. */
function inJson(options: { json?: boolean; format: string }): Common {
  if (options.json) options.format = "json";
  return { json: options.format === "json" };
}
