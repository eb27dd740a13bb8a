import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { root } from "../../../scripts/lib/paths.mjs";
import { open, refusal } from "./open";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "perimeter-audit-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const linesOf = (file: string) =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the audit of a connection", () => {
  test("tells of each write when, what, before and after, and how it ended; no credential", async () => {
    const audit = join(folder(), "audit.jsonl");
    const bed = await open({}, { audit });
    const password = String(bed.lab.connections()["lab-ideco"]?.password);
    await bed.stack.up("ideco:ForwardRule", "web", { action: "accept", comment: password });
    await bed.stack.up("ideco:ForwardRule", "web", { action: "drop", comment: "shut" });
    await bed.stack.up("ideco:Ips", "ips", { enabled: false });
    bed.lab.faults.add({ vendor: "ideco", method: "DELETE", status: 400, times: 1 });
    await refusal(bed.stack.delete("web"));
    await bed.stack.delete("web");
    const lines = linesOf(audit);
    const [first, ended] = lines;
    expect(first).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      id: expect.any(String),
      event: "sending",
      connection: "hq",
      vendor: "ideco",
      appliance: expect.any(String),
      call: "POST /firewall/rules/forward",
      object: { type: "ideco:ForwardRule" },
      changes: expect.objectContaining({ action: { after: "accept" }, comment: { after: "[secret]" } }),
      sent: expect.objectContaining({ action: "accept", comment: "[secret]" }),
    });
    expect(ended).toEqual({
      time: expect.any(String),
      id: first?.id,
      event: "outcome",
      outcome: "done",
      made: 1,
    });
    const sent = lines.filter(({ event }) => event === "sending");
    expect(sent.map(({ call, object, before, changes }) => [call, object, before, changes])).toEqual([
      ["POST /firewall/rules/forward", { type: "ideco:ForwardRule" }, undefined, expect.anything()],
      [
        "PUT /firewall/rules/forward/1",
        { type: "ideco:ForwardRule", id: "1" },
        expect.objectContaining({ action: "accept", comment: "[secret]" }),
        undefined,
      ],
      [
        "PUT /ips/state",
        { type: "ideco:Ips" },
        undefined,
        expect.objectContaining({ enabled: { after: false } }),
      ],
      [
        "DELETE /firewall/rules/forward/1",
        { type: "ideco:ForwardRule", id: "1" },
        expect.objectContaining({ action: "drop", comment: "shut" }),
        undefined,
      ],
      // The list was let go of after the refusal: the state has to do.
      ["DELETE /firewall/rules/forward/1", expect.anything(), undefined, expect.anything()],
    ]);
    expect(lines.filter(({ event }) => event === "outcome").map(({ outcome }) => outcome)).toEqual([
      "done",
      "done",
      "done",
      "failed",
      "done",
    ]);
    expect(readFileSync(audit, "utf8")).not.toContain(password);
    expect(bed.writes()).toHaveLength(5);
  });

  test("sends nothing that it can't write down", async () => {
    const audit = join(folder(), "missing", "audit.jsonl");
    const bed = await open({}, { audit });
    const said = await refusal(bed.stack.up("ideco:ForwardRule", "web", { action: "accept" }));
    expect(said).toContain(
      `the write was not sent, as it could not be written to the audit ${audit} (ENOENT)`,
    );
    expect(bed.writes()).toEqual([]);
    mkdirSync(join(audit, ".."));
    await bed.stack.up("ideco:ForwardRule", "web", { action: "accept" });
    expect(linesOf(audit)).toHaveLength(2);
    const relative = await open({}, { audit: "audit.jsonl" });
    expect(await refusal(relative.stack.up("ideco:ForwardRule", "web", { action: "accept" }))).toContain(
      "allowed: an absolute path, as processes run in different folders",
    );
  });

  test("keeps lines whole where several processes write at once", async () => {
    const audit = join(folder(), "audit.jsonl");
    const source = `
      const { Audit } = require(${JSON.stringify(join(root, "provider/kernel/audit.ts"))});
      const { Redactor } = require(${JSON.stringify(join(root, "provider/kernel/secrets.ts"))});
      const of = { where: "", connection: process.argv[1], vendor: "", appliance: "" };
      const audit = new Audit(${JSON.stringify(audit)}, of, new Redactor());
      for (let n = 0; n < 200; n++)
        audit.begin({ method: "POST", path: "/x", body: "y".repeat(n * 300) }, undefined).done({ id: n });
    `;
    const tsx = join(root, "node_modules", "tsx", "dist", "loader.mjs");
    const writers = ["a", "b"].map(async (name) => {
      const child = spawn(process.execPath, ["--import", tsx, "--input-type=commonjs", "-e", source, name], {
        stdio: "inherit",
      });
      expect(await once(child, "close")).toEqual([0, null]);
    });
    await Promise.all(writers);
    const lines = linesOf(audit);
    expect(lines).toHaveLength(800);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(400);
  });
});
