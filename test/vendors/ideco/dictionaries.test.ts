import { describe, expect, it } from "vitest";
import { open, refusal } from "./open";

const token = "ideco:MorphDictionary";
const path = "/content-filter/morph_analysis_dicts";
const words = [
  { value: "слово", weight: 20 },
  { value: "словосочетание", weight: 0 },
];
const own = { title: "Словарь", comment: "Комментарий", threshold: 100, words };
const predefined = "Словарь матерных слов";
/** Its id in the lab, and what it has. */
const swearing = {
  id: "3",
  threshold: 100,
  words: ["ругательство", "брань"].map((value) => ({ value, weight: 20 })),
};

type Dictionary = Record<string, unknown> & { id: string };

describe.each(["v18", "v19", "v20"] as const)("MorphDictionary in %s", (dialect) => {
  it("is made as the page prints it, and seen as it is", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "mine", { title: "Словарь", threshold: 0, words: [] });
    expect(writes()).toEqual([`POST ${path}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({
      title: "Словарь",
      comment: "",
      enabled: true,
      read_only: false,
      threshold: 0,
      words: [],
    });
    expect(stack.outputs("mine")).toMatchObject({ readOnly: false, centralConsole: false });
    expect(await stack.refresh("mine")).toEqual([]);
  });

  it("changes each field in place, by PATCH of the whole object", async () => {
    const { lab, stack, writes } = await open({ dialect });
    await stack.up(token, "mine", own);
    writes();
    const edits = { title: "Другой", comment: "", enabled: false, threshold: 0, words: words.slice(1) };
    for (const [field, value] of Object.entries(edits)) {
      const next = { ...own, [field]: value };
      expect(await stack.up(token, "mine", next)).toBe("update");
      expect(writes()).toEqual([`PATCH ${path}/5`]);
      expect(lab.journal.writes().at(-1)?.body).toEqual({ enabled: true, ...next });
      expect(await stack.refresh("mine")).toEqual([]);
      await stack.up(token, "mine", own);
      writes();
    }
  });

  it("sees what somebody else changed, but no other order of the words", async () => {
    const { stack, hand } = await open({ dialect });
    await stack.up(token, "mine", own);
    const body = { ...own, enabled: true };
    await hand("PATCH", `${path}/5`, { ...body, words: [...words].reverse() });
    await stack.restart();
    expect(await stack.refresh("mine")).toEqual([]);
    await hand("PATCH", `${path}/5`, { ...body, threshold: 5, words: words.slice(1) });
    await stack.restart();
    expect(await stack.refresh("mine")).toEqual([
      "threshold",
      "words[0].value",
      "words[0].weight",
      "words[1]",
    ]);
    expect(await stack.up(token, "mine", own)).toBe("update");
    expect(await hand("GET", path)).toContainEqual(expect.objectContaining({ id: "5", ...own }));
  });

  it("is gone when somebody deleted it, and deleted as often as asked", async () => {
    const { stack, hand } = await open({ dialect });
    await stack.up(token, "mine", own);
    await hand("DELETE", `${path}/5`);
    await stack.restart();
    await stack.delete("mine");
    await stack.up(token, "mine", own);
    await stack.restart();
    await stack.delete("mine");
    expect(await hand("GET", path)).toHaveLength(4);
    await stack.up(token, "mine", own);
    await hand("DELETE", `${path}/7`);
    await stack.restart();
    expect(await stack.refresh("mine")).toBe("gone");
  });

  it("is imported whole", async () => {
    const { stack, hand } = await open({ dialect });
    await hand("POST", path, { ...own, enabled: true, read_only: false });
    const found = await stack.import(token, "mine", "5");
    expect(found?.inputs).toEqual({ ...own, enabled: true, connection: "hq" });
    expect(await stack.preview("mine", own)).toEqual([]);
  });

  it("switches a predefined one that was adopted by its title, and back when it goes", async () => {
    const { lab, stack, hand, writes } = await open({ dialect });
    await stack.up(token, "swearing", { title: predefined, adopt: true });
    expect(writes()).toEqual([`PATCH ${path}/${swearing.id}`]);
    expect(lab.journal.writes()[0]?.body).toEqual({ enabled: true });
    expect(stack.outputs("swearing")).toMatchObject({ readOnly: true, originalEnabled: false });
    await stack.restart();
    expect(await stack.refresh("swearing")).toEqual([]);
    // The program need not go on asking for the adoption.
    expect(await stack.up(token, "swearing", { title: predefined })).toBe("same");
    expect(await stack.up(token, "swearing", { title: predefined, enabled: false })).toBe("update");
    expect(await stack.up(token, "swearing", { title: predefined, enabled: true })).toBe("update");
    await stack.restart();
    writes();
    await stack.delete("swearing");
    expect(writes()).toEqual([`PATCH ${path}/${swearing.id}`]);
    expect(lab.journal.writes().at(-1)?.body).toEqual({ enabled: false });
    const left = (await hand("GET", path)) as Dictionary[];
    expect(left.find(({ id }) => id === swearing.id)).toMatchObject({ enabled: false, read_only: true });
  });

  it("can't touch one from the central console", async () => {
    const { lab, stack, hand, writes } = await open({ dialect });
    const id = lab.ideco.morphology.addFromConsole({ ...own, enabled: true });
    const mark = dialect === "v18" ? "central_console" : "from_central_console";
    expect(await hand("GET", path)).toContainEqual(expect.objectContaining({ id, [mark]: true }));
    expect(await refusal(stack.up(token, "theirs", own))).toContain("exists already");
    for (const adoption of [{ adopt: true }, { adoptId: id }]) {
      expect(await refusal(stack.up(token, "theirs", { ...own, ...adoption }))).toBe(
        'title: "Словарь" comes from Ideco Center and can be changed there alone, so it can\'t be managed here',
      );
    }
    await stack.import(token, "theirs", id);
    expect(stack.outputs("theirs")).toMatchObject({ readOnly: false, centralConsole: true });
    expect(await refusal(stack.up(token, "theirs", { ...own, enabled: false }))).toContain("Ideco Center");
    await stack.restart();
    expect(await refusal(stack.delete("theirs"))).toContain(
      "comes from Ideco Center and can't be deleted here",
    );
    expect(writes()).toEqual([]);
  });
});

describe("MorphDictionary", () => {
  it.each(["before", "after"] as const)(
    "is made once, though the answer is lost %s the work",
    async (lose) => {
      const { lab, stack, hand } = await open();
      lab.faults.add({ method: "POST", path, lose });
      await stack.up(token, "mine", own);
      expect(await hand("GET", path)).toHaveLength(5);
      expect(stack.resources.get("mine")?.id).toBe("5");
    },
  );

  it("passes on what the vendor refuses, and keeps nothing", async () => {
    const { lab, stack } = await open();
    lab.faults.add({ method: "POST", path, status: 542, body: { message: "Слишком много словарей" } });
    expect(await refusal(stack.up(token, "mine", own))).toContain(
      `POST ${path}: the appliance found the request invalid (status 542); the vendor says: Слишком много словарей`,
    );
    expect(stack.resources.has("mine")).toBe(false);
  });
});

describe("a predefined MorphDictionary", () => {
  it("may repeat what it has", async () => {
    const { stack, writes } = await open();
    const { threshold } = swearing;
    const all = { title: predefined, threshold, words: [...swearing.words].reverse() };
    await stack.up(token, "swearing", { ...all, adopt: true });
    expect(writes()).toEqual([`PATCH ${path}/3`]);
    await stack.restart();
    expect(await stack.refresh("swearing")).toEqual([]);
  });

  it("refuses every other content at preview, new or later", async () => {
    const { stack, writes } = await open();
    const wrong = { title: predefined, comment: "mine", threshold: 5, words: [], adopt: true };
    const said = await refusal(stack.up(token, "swearing", wrong));
    for (const name of ["comment", "threshold", "words"]) {
      expect(said).toContain(
        `${name}: is fixed: "${predefined}" is a predefined dictionary, of which only \`enabled\` can be changed; leave ${name} out`,
      );
    }
    expect(writes()).toEqual([]);
    await stack.up(token, "swearing", { title: predefined, adopt: true });
    expect(await refusal(stack.up(token, "swearing", { title: predefined, threshold: 5 }))).toContain(
      "threshold: is fixed",
    );
    expect(await refusal(stack.up(token, "swearing", { title: "Мой" }))).toContain("title: is fixed");
  });

  it("is left as it is where somebody else switched it meanwhile", async () => {
    const { stack, hand, writes } = await open();
    await stack.up(token, "swearing", { title: predefined, adopt: true });
    await hand("PATCH", `${path}/3`, { enabled: false });
    await hand("PATCH", `${path}/3`, { enabled: true });
    await stack.restart();
    await hand("PATCH", `${path}/3`, { enabled: false });
    writes();
    await stack.delete("swearing");
    expect(writes()).toEqual([]);
  });

  it("is imported with nothing but what can be changed, and then left alone", async () => {
    const { stack, writes } = await open();
    const found = await stack.import(token, "swearing", "3");
    expect(found?.inputs).toEqual({ title: predefined, comment: "", enabled: false, connection: "hq" });
    expect(await stack.preview("swearing", { title: predefined, enabled: false })).toEqual([]);
    await stack.delete("swearing");
    expect(writes()).toEqual([]);
  });

  it("is switched in spite of lost answers", async () => {
    const { lab, stack } = await open();
    for (const lose of ["before", "after"] as const) lab.faults.add({ method: "PATCH", lose });
    await stack.up(token, "swearing", { title: predefined, adopt: true });
    expect(stack.outputs("swearing")).toMatchObject({ originalEnabled: false, enabled: true });
    expect(await stack.refresh("swearing")).toEqual([]);
  });
});

describe("a MorphDictionary of bad input", () => {
  it.each([
    [{ title: "x" }, "threshold: is required; only a predefined dictionary that is adopted"],
    [{ title: "x" }, "words: is required; only a predefined dictionary that is adopted"],
    [{ title: "x", adopt: true, threshold: 1 }, "words: is required"],
    [{ ...own, title: "t".repeat(43) }, "title: found 43 characters, allowed: at most 42 characters"],
    [{ ...own, threshold: -1 }, "threshold: found -1, allowed: at least 0"],
    [{ ...own, threshold: 1.5 }, "threshold: found 1.5, allowed: a whole number"],
    [{ ...own, words: [{ value: "w".repeat(51), weight: 1 }] }, "words[0].value: found 51 characters"],
    [{ ...own, words: [{ value: "w", weight: -1 }] }, "words[0].weight: found -1, allowed: at least 0"],
    [{ ...own, words: [{ value: "w" }] }, "words[0].weight: is required"],
    [
      { ...own, words: Array.from({ length: 1001 }, (_, n) => ({ value: `w${n}`, weight: 1 })) },
      "words: found 1001 items, allowed: at most 1000 items",
    ],
    [
      {
        ...own,
        words: [
          { value: "w", weight: 1 },
          { value: "w", weight: 2 },
        ],
      },
      "words[1].weight: found 2, but words[0] is the same word with 1, allowed: one weight a word",
    ],
  ])("%# is refused at preview", async (args, message) => {
    const { stack, writes } = await open();
    expect(await refusal(stack.up(token, "x", args))).toContain(message);
    expect(writes()).toEqual([]);
  });

  it("takes 1000 words, and the same word twice for once", async () => {
    const { stack } = await open();
    const many = Array.from({ length: 999 }, (_, n) => ({ value: `w${n}`, weight: 1 }));
    await stack.up(token, "x", { ...own, words: [...many, many[0]] });
    expect(await stack.preview("x", { ...own, words: many })).toEqual([]);
  });

  it("refuses to drop the words of one that has them", async () => {
    const { stack } = await open();
    await stack.up(token, "x", own);
    expect(await refusal(stack.up(token, "x", { title: own.title, threshold: 1 }))).toContain(
      "words: is required",
    );
  });
});

describe("functions of dictionaries", () => {
  it.each(["v18", "v20"] as const)("lists them in %s", async (dialect) => {
    const { lab, stack } = await open({ dialect });
    lab.ideco.morphology.addFromConsole({ ...own, enabled: true });
    const { items } = (await stack.call("ideco:getMorphDictionaries")) as { items: Dictionary[] };
    expect(items).toHaveLength(5);
    expect(items[2]).toEqual({
      ...swearing,
      title: predefined,
      comment: "",
      enabled: false,
      readOnly: true,
      centralConsole: false,
    });
    expect(items[4]).toMatchObject({ readOnly: false, centralConsole: true, words });
  });

  it("downloads one, raw and taken apart", async () => {
    const { stack } = await open();
    await stack.up(token, "mine", own);
    expect(await stack.call("ideco:getMorphDictionaryCsv", { id: "5" })).toEqual({
      csv: "100;Словарь;Комментарий\nслово;20\nсловосочетание;0\n",
      threshold: 100,
      title: "Словарь",
      comment: "Комментарий",
      words,
    });
    expect(await refusal(stack.call("ideco:getMorphDictionaryCsv", { id: "77" }))).toContain("(status 404)");
  });

  it.each([
    // The sample of the page.
    [
      "100;Словарь;Комментарий\nслово;20\nсловосочетание;20",
      100,
      "Словарь",
      "Комментарий",
      ["слово 20", "словосочетание 20"],
    ],
    ["\uFEFF5;T;\r\na b;1\r\nc;0\r\n", 5, "T", "", ["a b 1", "c 0"]],
    ['0;"a;b";"say ""x"""\n"c;d";3\n"open;5\n', 0, "a;b", 'say "x"', ["c;d 3", '"open 5']],
    ["1;T;one;two\nx;y;7\n", 1, "T", "one;two", ["x;y 7"]],
    ["1;T\nno weight\n\n", 1, "T", "", ["no weight 20"]],
  ])("reads the file %j", async (body, threshold, title, comment, texts) => {
    const { lab, stack } = await open();
    lab.faults.add({ path: `${path}/download/1`, status: 200, body });
    const file = await stack.call("ideco:getMorphDictionaryCsv", { id: "1" });
    expect(file).toMatchObject({ threshold, title, comment });
    expect((file.words as typeof words).map(({ value, weight }) => `${value} ${weight}`)).toEqual(texts);
  });

  it("says what it got where that is no dictionary", async () => {
    const { lab, stack } = await open();
    lab.faults.add({ path: `${path}/download/1`, status: 200, body: "slow;1" });
    expect(await refusal(stack.call("ideco:getMorphDictionaryCsv", { id: "1" }))).toContain(
      'the downloaded file is no dictionary: it begins with "slow" instead of a threshold',
    );
  });
});
