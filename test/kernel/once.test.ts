import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Mutex } from "../../provider/kernel/cached-list";
import type { Connection } from "../../provider/kernel/connections";
import type { Http } from "../../provider/kernel/http";
import { createOnce } from "../../provider/kernel/once";
import { connect, failure } from "./acme";
import { cut, type Handler, json, Site } from "./site";

interface Thing {
  id: string;
  name: string;
}

type Fault =
  | "lost before"
  | "lost after"
  | "HTML after"
  | "502 after"
  | "slow"
  | "no id"
  | "refused"
  | "nothing";

/** An appliance with one collection, and what happens to its creations and lists, one after the other. */
async function shop(creations: Fault[], lists: Handler[] = []) {
  const things: Thing[] = [{ id: "1", name: "old" }];
  const add = (name: string) => {
    const thing = { id: String(things.length + 1), name };
    things.push(thing);
    return thing;
  };
  const site = await Site.start(async (request, response, raw) => {
    if (request.method === "GET") {
      const fault = lists.shift();
      return fault ? fault(request, response, raw) : json(response, things);
    }
    const { name } = JSON.parse(request.text) as Thing;
    const fault = creations.shift();
    if (fault === "lost before") return cut(response);
    if (fault === "refused") return json(response, { message: "no" }, 400);
    if (fault === "nothing") return json(response, {});
    if (fault === "slow") {
      cut(response);
      await sleep(200);
      add(name);
      return;
    }
    const made = add(name);
    if (fault === "lost after") return cut(response);
    if (fault === "HTML after") return void response.end("<html>Gateway</html>");
    if (fault === "502 after") return void response.writeHead(502).end();
    json(response, fault === "no id" ? {} : { id: made.id });
  });
  const { http } = connect({ endpoint: site.url, retries: 0 });
  return { site, things, http };
}

function create(http: Http, name: string, known: ReadonlySet<string>): Promise<string> {
  return createOnce<Thing>({
    ctx: { signal: new AbortController().signal, connection: { settings: {} } as unknown as Connection },
    send: async () =>
      (await http.call<{ id?: string }>({ method: "POST", path: "/things", body: { name }, repeat: false }))
        .id,
    look: () => http.call<Thing[]>({ method: "GET", path: "/things" }),
    idOf: (thing) => thing.id,
    matches: (thing) => thing.name === name,
    known,
  });
}

const old = new Set(["1"]);

describe("one object is made, whatever happens to the answer", () => {
  const cases: Array<[Fault[], number]> = [
    [[], 1],
    [["lost before"], 2],
    [["lost before", "lost before"], 3],
    [["lost after"], 1],
    [["HTML after"], 1],
    [["502 after"], 1],
    [["slow"], 1],
    [["no id"], 1],
    [["lost before", "lost after"], 2],
    [["lost before", "no id"], 2],
  ];
  test.each(cases)("%j", async (faults, sendings) => {
    const { site, things, http } = await shop([...faults]);
    const id = await create(http, "new", old);
    expect(things.slice(1)).toEqual([{ id, name: "new" }]);
    expect(site.count("POST /things")).toBe(sendings);
  });

  test("also where an equal one was there before", async () => {
    const { things, http } = await shop(["lost after"]);
    expect(await create(http, "old", old)).toBe("2");
    expect(things.map(({ name }) => name)).toEqual(["old", "old"]);
  });

  test("also where equal ones are made one after the other, each with its own id", async () => {
    const { things, http } = await shop(["lost after", "no id", "lost before", "HTML after", "lost after"]);
    const [turns, known] = [new Mutex(), new Set(old)];
    const make = async () => {
      const id = await create(http, "new", known);
      known.add(id);
      return id;
    };
    const ids = await Promise.all([1, 2, 3, 4].map(() => turns.run(make)));
    expect(new Set(ids).size).toBe(4);
    expect(things).toHaveLength(5);
  });
});

describe("what can't be known is said", () => {
  test("a refusal is one: nothing is looked for or sent again", async () => {
    const { site, http } = await shop(["refused"]);
    expect(await failure(create(http, "new", old))).toMatchObject({ category: "invalid", status: 400 });
    expect(site.calls).toEqual(["POST /things"]);
  });

  test("a list that fails after a lost answer: not sent again, with what to do", async () => {
    const broken: Handler = (_, response) => json(response, { message: "no list today" }, 500);
    const { site, things, http } = await shop(["lost after"], [broken]);
    const error = await failure(create(http, "new", old));
    expect(error).toMatchObject({ code: "PERIMETER_CONNECTION_LOST", outcomeUnknown: true });
    expect(error.message).toContain("It is not known whether the object was made.");
    expect(error.message).toContain("`adopt: true`");
    expect(things).toHaveLength(2);
    expect(site.count("POST /things")).toBe(1);
  });

  test("a good answer with no id and no object in the list: never sent again", async () => {
    const { site, http } = await shop(["nothing", "nothing", "nothing"]);
    const error = await failure(create(http, "new", old));
    expect(error).toMatchObject({ code: "PERIMETER_NO_TRACE", outcomeUnknown: true });
    expect(site.count("POST /things")).toBe(1);
  });

  test("a list that is behind the good answer is waited for", async () => {
    const behind: Handler = (_, response) => json(response, [{ id: "1", name: "old" }]);
    const { site, http } = await shop(["no id"], [behind, behind]);
    expect(await create(http, "new", old)).toBe("2");
    expect(site.count("POST /things")).toBe(1);
  });

  test("answers that are lost again and again end with the failure", async () => {
    const { site, http } = await shop(["lost before", "lost before", "lost before"]);
    expect(await failure(create(http, "new", old))).toMatchObject({ code: "PERIMETER_CONNECTION_LOST" });
    expect(site.count("POST /things")).toBe(3);
  });
});
