import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { catalogue } from "../../provider/catalogue";
import { ResourceNames, slug } from "../../provider/cli/export/names";
import { program } from "../../provider/cli/export/typescript";
import { fieldNodes } from "../../provider/kernel/fields";
import type { Properties } from "../../provider/kernel/values";
import { Lab } from "../../provider/lab/core";
import { Stack } from "../vendors/stack";
import { perimeter } from "./command";
import { furnished } from "./furnished";

async function temporary(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "perimeter-export-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function furnishedLab() {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  await furnished(lab);
  return lab;
}

interface ImportFile {
  resources: { type: string; name: string; id: string }[];
}

describe("perimeter export", () => {
  test("writes an import file to stdout, each object once, and changes nothing", async () => {
    const lab = await furnishedLab();
    const connections = lab.connections();
    const { code, stdout, stderr } = await perimeter(["export", "lab-ideco"], { connections });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { resources } = JSON.parse(stdout) as ImportFile;
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
    const types = new Set(resources.map(({ type }) => type.replace("perimeter:", "")));
    // What a whole table or file holds is in no resource of its own, runs are no objects, and v18 has no access lists.
    const held = /:(\w+Rule|IpsCustomSignature|PacketCheckRun|IpsDatabaseUpdate|Acl\w+)$/;
    const expected = catalogue.resources.filter(
      ({ token }) => token.startsWith("ideco:") && !held.test(token),
    );
    expect([...types].sort()).toEqual(expected.map(({ token }) => token).sort());
    expect(resources.filter(({ type }) => type.endsWith(":RuleTable"))).toHaveLength(7);
    expect(lab.journal.writes()).toEqual([]);

    const eye = { ...connections["lab-selectel"] };
    const two = await perimeter(["export", "one"], { connections: { one: eye, two: eye } });
    expect((JSON.parse(two.stdout) as ImportFile).resources).toEqual([
      { type: "perimeter:selectel:MonitoredIp", name: "monitored-ip-198-51-100-1", id: "one/198.51.100.1" },
      { type: "perimeter:selectel:MonitoredIp", name: "monitored-ip-198-51-100-9", id: "one/198.51.100.9" },
      { type: "perimeter:selectel:KnownPorts", name: "known-ports-198-51-100-1", id: "one/198.51.100.1" },
    ]);
  });

  test("writes both of two objects with one title, told apart in the program", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    for (const value of ["192.0.2.1", "192.0.2.2"]) {
      await lab.byHand("ideco", "POST", "/aliases/ip_addresses", { title: "Twin", comment: "", value });
    }
    const out = join(await temporary(), "office");
    const args = ["export", "lab-ideco", "--to", "yaml", "--out", out];
    expect(await perimeter(args, { connections: lab.connections() })).toMatchObject({ code: 0 });
    const { resources } = parse(await readFile(join(out, "Pulumi.yaml"), "utf8")) as {
      resources: Record<string, { properties: Record<string, unknown>; options: { import: string } }>;
    };
    const twins = Object.values(resources).filter(({ properties }) => properties.title === "Twin");
    expect(twins.map(({ properties }) => properties.ip).sort()).toEqual(["192.0.2.1", "192.0.2.2"]);
    for (const { properties, options } of twins) expect(properties.adoptId).toBe(options.import);
    const others = Object.values(resources).filter(({ properties }) => properties.title !== "Twin");
    expect(others.filter(({ properties }) => properties.adoptId !== undefined)).toEqual([]);
  });

  test("--to yaml writes a program that the schema takes, in which no text becomes an expression", async () => {
    const lab = await furnishedLab();
    const out = join(await temporary(), "office");
    const args = ["export", "lab-ideco", "--to", "yaml", "--out", out, "--json"];
    const { code, stdout } = await perimeter(args, { connections: lab.connections() });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { files: string[] }).files.sort()).toEqual((await readdir(out)).sort());
    const { runtime, resources } = parse(await readFile(join(out, "Pulumi.yaml"), "utf8")) as {
      runtime: string;
      resources: Record<
        string,
        { type: string; properties: Record<string, unknown>; options: { import: string } }
      >;
    };
    expect(runtime).toBe("yaml");
    for (const { type, properties, options } of Object.values(resources)) {
      const definition = catalogue.resources.find(({ token }) => `perimeter:${token}` === type);
      const fields = fieldNodes(definition?.inputs ?? {}).map(({ name }) => name);
      expect(fields).toEqual(expect.arrayContaining(Object.keys(properties)));
      expect(options.import).toMatch(/./);
    }
    expect(resources["шахматы-y"]?.properties).toMatchObject({ name: `Шахматы: $${"$"}{y}` });
    const expressions = JSON.stringify(resources).match(/(?<!\$)\$\{[^}]*\}/g) ?? [];
    expect(expressions.filter((each) => !Object.hasOwn(resources, each.slice(2, -".id}".length)))).toEqual(
      [],
    );
    const { resources: imports } = JSON.parse(await readFile(join(out, "import.json"), "utf8")) as ImportFile;
    expect(imports.map(({ name }) => name)).toEqual(Object.keys(resources));
  });

  test("writes what it doesn't understand of a rule beside it, says so, and ends with 2", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    lab.ideco.table("forward").add({ action: "drop", weather: "rainy\nkey: 1" } as never);
    lab.ideco.table("forward").add({ action: "accept" } as never);
    const connections = lab.connections();
    const said =
      'rule 1 of the table forward is not understood, so what it matches and does is not known: weather: "rainy\\nkey: 1"; an edit leaves unknown fields as they are';
    const ideco = (out: string, form: string) => ["export", "lab-ideco", "--to", form, "--out", out];
    for (const [form, file, mark] of [
      ["typescript", "index.ts", "// "],
      ["yaml", "Pulumi.yaml", "# "],
    ] as const) {
      const out = join(await temporary(), "out");
      const { code, stderr } = await perimeter(ideco(out, form), { connections });
      expect({ code, lines: stderr.split("\n").filter((line) => line === said) }).toEqual({
        code: 2,
        lines: [said],
      });
      const text = await readFile(join(out, file), "utf8");
      expect(text.split("\n").filter((line) => line.includes("weather"))).toEqual([
        expect.stringContaining(`${mark}${said}`),
      ]);
    }
    expect(lab.journal.writes()).toEqual([]);
  });

  test("says what can't be exported, and overwrites nothing", async () => {
    const lab = await Lab.start();
    onTestFinished(() => lab.stop());
    const connections = lab.connections();
    const unlisted = await perimeter(["export", "lab-deepfinder"], { connections });
    expect(unlisted).toMatchObject({ code: 1, stdout: "" });
    expect(unlisted.stderr).toContain("DeepFinder can't be exported");
    const empty = await perimeter(["export", "lab-selectel"], { connections });
    expect(empty).toMatchObject({ code: 0, stderr: "lab-selectel: there is nothing to export\n" });
    expect(JSON.parse(empty.stdout)).toEqual({ resources: [] });
    const cwd = await temporary();
    await mkdir(join(cwd, "perimeter-sg"));
    await writeFile(join(cwd, "perimeter-sg", "index.ts"), "mine");
    const sg = { sg: connections["lab-era"] };
    const there = await perimeter(["export", "sg", "--to", "typescript"], { connections: sg, cwd });
    expect(there.code).toBe(1);
    expect(there.stderr).toContain("perimeter-sg holds index.ts already");
    expect(await readdir(join(cwd, "perimeter-sg"))).toEqual(["index.ts"]);
  });

  test("leaves out what this version of an appliance lacks, and what the account may not see, which it says", async () => {
    const lab = await Lab.start({ ideco: { dialect: "v20" } });
    onTestFinished(() => lab.stop());
    lab.faults.add({ vendor: "ideco", path: "/ips/nets", status: 403, times: 9 });
    const { code, stdout, stderr } = await perimeter(["export", "lab-ideco"], {
      connections: lab.connections(),
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^ideco:IpsProtectedNet is left out: .*\n$/);
    const types = (JSON.parse(stdout) as ImportFile).resources.map(({ type }) => type);
    expect(types).toContain("perimeter:ideco:Ips");
    expect(types).not.toContain("perimeter:ideco:QuotaAccounting");
    expect(types).not.toContain("perimeter:ideco:IpsProtectedNet");
  });
});

/** The resources of an exported program, with the ids that references to them stand for. */
function carriedOut(source: string, ids: ReadonlyMap<string, string>) {
  const made = new Map<string, Properties>();
  const classes = new Proxy(
    {},
    {
      get: () =>
        class {
          readonly id: string;
          constructor(name: string, args: Properties) {
            made.set(name, args);
            this.id = ids.get(name) ?? name;
          }
        },
    },
  );
  new Function("ideco", source.replace(/^import .*$/m, ""))(classes);
  return made;
}

/** An appliance with rules that name objects of all kinds, some of them nobody's resource. */
async function officeOf(count: number) {
  const lab = await Lab.start();
  onTestFinished(() => lab.stop());
  const alias = (path: string, body: Properties) =>
    lab.byHand("ideco", "POST", `/aliases/${path}`, { comment: "", ...body }) as Promise<{ id: string }>;
  const made = "Made for rules by pulumi-perimeter, removed with the last rule that uses it";
  const addresses: string[] = [];
  for (let index = 0; index < 40; index++) {
    const value = `10.20.0.${index + 1}`;
    const body = index % 2 === 0 ? { title: value, comment: made } : { title: `Server ${index}` };
    addresses.push((await alias("ip_addresses", { ...body, value })).id);
  }
  const twins = [await alias("ip_addresses", { title: "a", value: "10.9.9.9" })];
  twins.push(await alias("ip_addresses", { title: "class", value: "10.9.9.9" }));
  const list = await alias("lists/addresses", { title: "Servers", values: addresses.slice(0, 3) });
  for (let index = 0; index < count; index++) {
    lab.ideco.table("forward").add({
      comment: `rule ${index}`,
      source_addresses: ["group.id.2", addresses[index % 40] as string],
      destination_addresses: [list.id, addresses[(index * 7 + 1) % 40], ...twins.map(({ id }) => id)],
      protocol: "protocol.tcp",
      destination_ports: ["port.id.2"],
    } as never);
  }
  return lab;
}

describe("names and values in programs", () => {
  const forms = ["typescript", "typescript-native", "yaml"] as const;
  test.each(forms)("--to %s: 500 rules, and the first preview has no change", async (form) => {
    const lab = await officeOf(500);
    const connections = lab.connections();
    const out = join(await temporary(), "office");
    const args = ["export", "lab-ideco", "--to", form, "--out", out];
    expect(await perimeter(args, { connections })).toMatchObject({ code: 0, stderr: "" });
    const read = (file: string) => readFile(join(out, file), "utf8");
    const stack = new Stack({ "lab-ideco": connections["lab-ideco"] as Properties });
    onTestFinished(() => stack.close());
    if (form === "typescript") {
      const { deployment } = JSON.parse(await read("stack.json"));
      for (const { urn, type, id, inputs, outputs } of deployment.resources.slice(2)) {
        const token = type.replace("pulumi-nodejs:dynamic/perimeter/", "");
        stack.resources.set(urn.split("::").at(-1), { token, id, inputs, outputs });
      }
    } else {
      const { resources } = JSON.parse(await read("import.json")) as ImportFile;
      for (const { type, name, id } of resources)
        await stack.import(type.replace("perimeter:", ""), name, id);
    }
    const ids = new Map([...stack.resources].map(([name, { id }]) => [name, id]));
    const program =
      form === "yaml"
        ? yamlArguments(await read("Pulumi.yaml"), ids)
        : carriedOut(await read("index.ts"), ids);
    expect([...program.keys()].sort()).toEqual([...stack.resources.keys()].sort());
    for (const [name, inputs] of program)
      expect([name, await stack.preview(name, inputs)]).toEqual([name, []]);
    expect(lab.journal.writes()).toEqual([]);

    const source = await read(form === "yaml" ? "Pulumi.yaml" : "index.ts");
    const reference = form === "yaml" ? /\$\{server-1\.id\}/ : /\bserver1\.id\b/;
    expect(source).toMatch(reference);
    // What was made for rules is a value again; nothing is named by an id.
    expect(source).toContain('"10.20.0.1"'.replaceAll('"', form === "yaml" ? "" : '"'));
    const others = source.replace(/\bimport: .*|\badoptId: .*/g, "");
    expect(others.match(/\b(ip|port|group|address_list)\.id\.\d+/g)).toBeNull();
    expect(source).toContain("Accounting");
  });

  test("--ids writes ids, and the first preview has no change either", async () => {
    const lab = await officeOf(3);
    const connections = lab.connections();
    const out = join(await temporary(), "office");
    const args = ["export", "lab-ideco", "--to", "typescript-native", "--ids", "--out", out];
    expect(await perimeter(args, { connections })).toMatchObject({ code: 0 });
    const program = carriedOut(await readFile(join(out, "index.ts"), "utf8"), new Map());
    expect(program.get("rule-table-forward")).toMatchObject({
      rules: [{ destinationPorts: ["port.id.2"] }, {}, {}],
    });
    const stack = new Stack({ "lab-ideco": connections["lab-ideco"] as Properties });
    onTestFinished(() => stack.close());
    await stack.import("ideco:RuleTable", "rule-table-forward", "forward");
    expect(await stack.preview("rule-table-forward", program.get("rule-table-forward") ?? {})).toEqual([]);
  });
});

function yamlArguments(text: string, ids: ReadonlyMap<string, string>): Map<string, Properties> {
  const known = text.replace(/\$\{([^}]+)\.id\}/g, (_, name: string) => ids.get(name) ?? name);
  const { resources } = parse(known) as { resources: Record<string, { properties: Properties }> };
  return new Map(Object.entries(resources).map(([name, { properties }]) => [name, properties]));
}

describe("the exported text", () => {
  test("names resources readably, each once", () => {
    const names = new ResourceNames();
    const wishes = ["RuleTable forward", "Web Server!", "web server", "Веб-сервер", "***", "x".repeat(80)];
    expect(wishes.map((wish) => names.unique(wish, "IpAlias"))).toEqual([
      "rule-table-forward",
      "web-server",
      "web-server-2",
      "веб-сервер",
      "ip-alias",
      "x".repeat(60),
    ]);
    expect(slug("a::b/../c")).toBe("a-b-c");
  });

  test("is a program whose texts are texts, whatever they hold", () => {
    const title = `\`${"$"}{process.exit()}\` "\\ \n\u2028`;
    const args = { title, list: [1, true], map: { "a-b": null }, long: ["y".repeat(60), "z".repeat(60)] };
    const remarks = ["negated\nprocess.exit()"];
    const text = program([{ type: "IpAlias", name: title, remarks, args, options: { protect: true } }], {
      module: "pulumi-perimeter",
      vendor: "ideco",
      comment: "What there is.",
    });
    const [, body = ""] = text.split("\n\n");
    const made: unknown[] = [];
    class IpAlias {
      constructor(...all: unknown[]) {
        made.push(all);
      }
    }
    new Function("ideco", body)({ IpAlias });
    expect(made).toEqual([[title, args, { protect: true }]]);
  });
});
