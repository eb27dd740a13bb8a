import { describe, expect, test } from "vitest";
import type { RuleFields } from "../../../provider/lab/ideco/rules";
import { lint } from "../../../provider/vendors/ideco/lint";
import { decodeRule, encodeRule } from "../../../provider/vendors/ideco/rules/codec";
import { getRules } from "../../../provider/vendors/ideco/rules/get-rules";
import { notUnderstood } from "../../../provider/vendors/ideco/rules/not-understood";
import { tables } from "../../../provider/vendors/ideco/rules/tables";
import { complete } from "../../../provider/vendors/ideco/ruletable/forms";
import { restoreSnapshot } from "../../../provider/vendors/ideco/ruletable/restore";
import { readSnapshot } from "../../../provider/vendors/ideco/ruletable/snapshot";
import { open, refusal } from "./open";
import { drop, openTable } from "./ruletable-harness";

/** A negation that this package knows nothing of. */
const negated = { later_negate: true } as Partial<RuleFields>;
const web = { name: "Ads", access: "deny", categories: ["extended.id.3"] };
const found = { ...web, comment: "" } as Partial<RuleFields>;

describe("two rules that an unknown negation alone tells apart", () => {
  test("are redundant to nobody: lint says that it doesn't look at the one", async () => {
    const bed = await openTable("contentFilter");
    bed.table.add(found);
    bed.table.add({ ...found, ...negated });
    const said = (await lint(bed.context())).filter(({ place }) => place?.in === "contentFilter");
    expect(said.map(({ kind, object }) => `${kind} ${object}`)).toEqual(["notUnderstood rule 2 (Ads)"]);
    expect(said[0]?.text).toContain("not understood");
  });

  test("are not each other for adopt: a single rule is made beside the odd one", async () => {
    const bed = await openTable("contentFilter");
    bed.table.add({ ...found, ...negated });
    await bed.stack.up("ideco:ContentFilterRule", "ads", { ...web, adopt: true });
    expect(bed.rules.map(({ id, later_negate }) => [id, later_negate])).toEqual([
      [1, true],
      [2, undefined],
    ]);
  });

  test("are not each other for a table, which says what it deletes and that the traffic may change", async () => {
    const bed = await openTable("contentFilter");
    bed.table.add({ ...found, ...negated });
    expect(await refusal(bed.up({ rules: [{ key: "ads", ...web }] }))).toContain("rule 1 (Ads)");
    await bed.up({ rules: [{ key: "ads", ...web }], adopt: true });
    const said = bed.said().join("\n");
    expect(said).toContain("will be deleted: rule 1 (Ads)");
    expect(said).toContain("rule 1 (Ads): later_negate: true");
    expect(said).not.toContain("every packet is judged as before");
    expect(said).not.toContain("nothing:");
    expect(bed.rules.map(({ id, later_negate }) => [id, later_negate])).toEqual([[2, undefined]]);
  });
});

describe("a rule of ours that is not understood", () => {
  /** A version whose rules have a field more, which it keeps only where an edit sends it. */
  const later = { dialect: "v20", facts: { laterField: true } } as const;
  const negate = { later_negate: true };

  test("keeps what is unknown through edits and under a new key, and nothing is sent where nothing else changes", async () => {
    const bed = await openTable("forward", later);
    for (const comment of ["a", "b"]) bed.table.add({ action: "drop", comment });
    await bed.up({ rules: [drop("a"), drop("b")], adopt: true });
    expect(bed.writes()).toEqual([]);
    bed.table.edit(bed.id("a"), negate);
    await bed.stack.restart();
    await bed.stack.refresh("table");
    const b = drop("b", { enabled: false });
    await bed.up({ rules: [drop("a"), b] });
    expect(bed.writes()).toEqual([`PATCH /firewall/rules/forward/${bed.id("b")}`]);
    const renamed = { ...drop("a"), key: "other" };
    await bed.up({ rules: [renamed, b] });
    expect(bed.writes()).toEqual([]);
    await bed.up({ rules: [{ ...renamed, protocol: "protocol.tcp" }, b] });
    expect(bed.rules[0]).toMatchObject({ id: 1, comment: "a", protocol: "protocol.tcp", ...negate });
    expect(bed.said().join("\n")).toContain("rule 1 (a): later_negate: true");
  });

  test("is named by the preview of the resource that is this rule", async () => {
    const bed = await openTable("forward", later);
    bed.table.add({ action: "drop", comment: "a", ...negate });
    const rule = { action: "drop", comment: "a" };
    await bed.stack.up("ideco:ForwardRule", "a", { ...rule, adoptId: "1" });
    const warning = "rule 1 of the table forward is not understood";
    expect(bed.said().join("\n")).toContain(warning);
    await bed.stack.up("ideco:ForwardRule", "a", { ...rule, adoptId: "1", enabled: false });
    expect(bed.said().join("\n")).toContain(
      `${warning}, so what it matches and does is not known: later_negate: true`,
    );
    expect(bed.rules).toEqual([expect.objectContaining({ id: 1, enabled: false, ...negate })]);
  });

  test("gets its former unknown fields again by restore", async () => {
    const bed = await openTable("forward", later);
    bed.table.add({ action: "drop", comment: "a", ...negate });
    for (const comment of ["b", "c"]) bed.table.add({ action: "drop", comment });
    const ours = { ownership: "shared", adopt: true };
    await bed.up({ ...ours, rules: [drop("c")] });
    const forms = () => bed.rules.map(({ id: _, ...rule }) => rule);
    const former = forms();
    await bed.up({ ...ours, rules: [drop("c", { enabled: false })] });
    bed.table.edit(bed.id("a"), { later_negate: false });
    bed.table.edit(bed.id("b"), negate);
    await restoreSnapshot(bed.context(), readSnapshot(bed.snapshots().at(-1) ?? ""));
    expect(forms()).toEqual(former);
  });

  test("keeps an unknown field of a block of addresses", () => {
    const { fields } = tables.forward;
    const block = { addresses: ["any"], addresses_negate: false };
    const live = { id: 1, action: "drop", sources: [{ ...block, zone: "zone.id.1" }], destinations: [block] };
    expect(notUnderstood(fields, live)).toEqual({ "sources[0].zone": "zone.id.1" });
    const form = { dialect: "v20", plainBlocks: true } as Parameters<typeof encodeRule>[2];
    const body = encodeRule(
      fields,
      complete(fields, { ...decodeRule(fields, live), enabled: false }),
      form,
      live,
    );
    expect(body).toMatchObject({
      enabled: false,
      sources: [{ ...block, zone: "zone.id.1" }],
      destinations: [block],
    });
  });

  test.each([
    ["no list", "any"],
    ["an empty list", []],
    ["a list of something else", ["ip.id.1"]],
    ["a block without addresses", [{ addresses_negate: true }]],
  ])("is one whose blocks are %s", (_, sources) => {
    const live = { id: 1, action: "drop", sources };
    expect(notUnderstood(tables.forward.fields, live)).toEqual({ sources });
  });

  test("makes the guard say that it can't decide, before as after", async () => {
    const bed = await openTable();
    bed.table.add({ comment: "odd", later_negate: true } as Partial<RuleFields>);
    const packet = { protocol: "tcp", sourceAddress: "10.0.0.1", destinationAddress: "10.0.0.2" };
    const guard = { keep: [packet], rollback: false };
    await bed.up({
      ownership: "shared",
      placement: { first: true },
      rules: [drop("x", { enabled: false })],
      guard,
    });
    expect(bed.said().join("\n")).toContain("the guard can't decide it");
  });
});

test("getRules shows what is not understood, and nothing where all is", async () => {
  const bed = await openTable();
  bed.table.add({ comment: "a" });
  bed.table.add({ action: "reject", comment: "b", later_negate: true });
  const { items } = await getRules.call(bed.context(), { table: "forward" });
  expect(items[0]).not.toHaveProperty("notUnderstood");
  expect(items[1]).toMatchObject({
    action: "reject",
    notUnderstood: { action: "reject", later_negate: true },
  });
});

test("a word that a field doesn't have is not understood", async () => {
  const bed = await openTable();
  bed.table.add({ action: "drop", comment: "a" });
  bed.table.add({ action: "reject", comment: "b" });
  const said = (await lint(bed.context())).filter(({ place }) => place?.in === "forward");
  expect(said.map(({ kind, object }) => `${kind} ${object}`)).toContain("notUnderstood rule 2 (b)");
  expect(said.some(({ kind, object }) => kind !== "notUnderstood" && object === "rule 2 (b)")).toBe(false);
});

test.each(["v18", "v19", "v20"] as const)("every rule of a lab of %s is understood", async (dialect) => {
  const { lab, hand } = await open({ dialect });
  for (const [name, kind] of Object.entries(tables)) {
    lab.ideco.table(name as keyof typeof tables).add({ comment: "by hand" });
    const items = (await hand("GET", kind.path)) as Array<{ id: number }>;
    expect(items.length).toBeGreaterThan(0);
    expect(items.map((item) => notUnderstood(kind.fields, item))).toEqual(items.map(() => undefined));
  }
});
