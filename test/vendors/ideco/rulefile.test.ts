import { describe, expect, it } from "vitest";
import { catalogue } from "../../../provider/catalogue";
import { check } from "../../../provider/kernel/lifecycle";
import { silent } from "../../../provider/kernel/log";
import { Runtime } from "../../../provider/kernel/runtime";
import { type Properties, UNKNOWN } from "../../../provider/kernel/values";
import {
  hashOf,
  ruleSetOf,
  sameSignatures,
  textsAsFound,
} from "../../../provider/vendors/ideco/ips/custom/rulefile";
import { chunksOf } from "../../../provider/vendors/ideco/ips/custom/upload";

const rule = (sid: number, content = "x") =>
  `alert tcp any any -> any any (msg:"Rule ${sid}"; content:"${content}"; sid:${sid}; rev:1;)`;

const file = `# One
${rule(1)}

# Two, on three lines
${rule(2).replace("; content", "; \\\n content").replace("; rev", ";\\  \n rev")}
# Three
${rule(3)}
`;

describe("rules of files", () => {
  it("are found with their lines, on one line each", () => {
    const { rules, errors } = ruleSetOf([file, rule(4)]);
    expect(errors).toEqual([]);
    expect([...rules.values()].map(({ sid, part, line }) => [sid, part, line])).toEqual([
      [1, 0, 2],
      [2, 0, 5],
      [3, 0, 9],
      [4, 1, 1],
    ]);
    expect(hashOf(rules.get(2)?.text ?? "")).toBe(hashOf(rule(2)));
  });

  it("are read once as long as they are needed", () => {
    expect(ruleSetOf(file)).toBe(ruleSetOf(`${file}`));
    expect(ruleSetOf([file, ""])).toBe(ruleSetOf([file, ""]));
  });

  it("are equal but for comments, order, white space and how the texts are cut", () => {
    expect(sameSignatures(file, [rule(3), rule(2), rule(1)])).toBe(true);
    expect(sameSignatures(file, [rule(3), rule(2)])).toBe(false);
    expect(sameSignatures(file, [rule(3), rule(2), rule(1, "X")])).toBe(false);
    expect(sameSignatures(file, [rule(3), rule(2), rule(1), "nonsense"])).toBe(false);
    expect(sameSignatures(file, undefined)).toBe(false);
    expect(sameSignatures("", [])).toBe(true);
  });

  it("show what was found in their place, and nothing else changes", () => {
    const found = new Map<number, string | undefined>([
      [1, rule(1, "other")],
      [2, undefined],
    ]);
    expect(textsAsFound(file, found)).toBe(
      `# One\n${rule(1, "other")}\n\n# Two, on three lines\n# Three\n${rule(3)}\n`,
    );
    expect(textsAsFound([rule(4), file], found)).toEqual([rule(4), textsAsFound(file, found)]);
    expect(textsAsFound(["", rule(1)], new Map([[1, undefined]]))).toEqual(["", ""]);
  });

  it("go out in as few uploads as their size allows", () => {
    const rules = ["äää", "b", "cc", "dddddd"].map((text, sid) => ({ sid, text }));
    const sids = (largest: number) => chunksOf(rules, largest).map((chunk) => chunk.map(({ sid }) => sid));
    expect(sids(100)).toEqual([[0, 1, 2, 3]]);
    // Seven bytes, two, three and seven, line ends counted.
    expect(sids(9)).toEqual([[0, 1], [2], [3]]);
    expect(sids(1)).toEqual([[0], [1], [2], [3]]);
    expect(chunksOf([], 9)).toEqual([]);
  });
});

describe("inputs not known yet", () => {
  const hq = { vendor: "ideco", endpoint: "https://127.0.0.1:1", login: "a", password: "b" };

  it.each([
    ["IpsCustomSignatures", { rules: UNKNOWN }],
    ["IpsCustomSignatures", { rules: [rule(1), UNKNOWN] }],
    ["IpsCustomSignature", { rule: UNKNOWN, comment: UNKNOWN }],
    ["IpsProtectedNet", { address: UNKNOWN }],
    ["IpsBypass", { aliases: ["ip.id.1", UNKNOWN], enabled: UNKNOWN }],
    ["Quota", { title: UNKNOWN, quota: UNKNOWN, interval: UNKNOWN }],
    ["ContentCategory", { name: UNKNOWN, urls: ["a", UNKNOWN] }],
    [
      "MorphDictionary",
      {
        title: UNKNOWN,
        threshold: UNKNOWN,
        words: [
          { value: UNKNOWN, weight: 1 },
          { value: UNKNOWN, weight: 2 },
          { value: "a", weight: UNKNOWN },
          { value: "a", weight: 1 },
        ],
      },
    ],
    ["IpsDatabaseUpdate", { triggers: UNKNOWN }],
  ] satisfies Array<[string, Properties]>)("of %s are no fault", async (name, inputs) => {
    const runtime = new Runtime(catalogue.vendors, { hq }, silent);
    const definition = catalogue.resources.find(({ token }) => token === `ideco:${name}`);
    if (!definition) throw new Error(`there is no ${name}`);
    const checked = await check(runtime, definition, {}, inputs, { owner: "one" });
    expect(checked.problems).toEqual([]);
    await runtime.close();
  });

  it("leave faults of what is known", async () => {
    const runtime = new Runtime(catalogue.vendors, { hq }, silent);
    const definition = catalogue.resources.find(({ token }) => token === "ideco:IpsCustomSignatures");
    if (!definition) throw new Error("there is no IpsCustomSignatures");
    const checked = await check(runtime, definition, {}, { rules: [UNKNOWN, "nonsense"] }, { owner: "one" });
    expect(checked.problems.map(({ path }) => path)).toEqual([["rules", 1]]);
    await runtime.close();
  });
});
