import { expect, onTestFinished, test } from "vitest";
import { json, Site } from "../../kernel/site";
import samples from "../../lab/samples/era.json";
import { Stack } from "../stack";

/** A site that answers as the page prints it, and a stack that talks to it. */
async function printed(answers: Record<string, { status: number; body?: unknown }>) {
  const site = await Site.start((request, response) => {
    const answer = answers[request.method] ?? { status: 404 };
    if (answer.body === undefined) {
      response.writeHead(answer.status).end();
      return;
    }
    json(response, answer.body, answer.status);
  });
  const stack = new Stack({ sg: { vendor: "era", endpoint: site.url } });
  onTestFinished(() => stack.close());
  const sent = (method: string) =>
    site.arrived
      .filter((request) => request.method === method)
      .map(({ url, text }) => ({
        method,
        path: decodeURIComponent(url),
        ...(text && { body: JSON.parse(text) }),
      }));
  return { stack, sent };
}

const { ban, list, clear, lift, borderRule } = samples;
/** The answer of GET with the instances of the ban's answer. */
const instances = ban.answer.map(({ result: _, ...instance }, index) => ({
  ...instance,
  banned: list.answer[index]?.banned,
}));

test("the printed ban is sent, and its answer understood", async () => {
  const { stack, sent } = await printed({
    GET: { status: 200, body: ban.answer.map(({ result: _, ...instance }) => ({ ...instance, banned: [] })) },
    POST: { status: ban.status, body: ban.answer },
  });
  await stack.up("era:BannedAddress", "a", { ...ban.request.body });
  expect(sent("POST")).toEqual([ban.request]);
  expect(stack.outputs("a").instances).toEqual([...ban.answer].sort((a, b) => (a.node < b.node ? -1 : 1)));
  expect(stack.outputs("a").expired).toBe(false);
});

test("the printed list is asked for, and understood", async () => {
  const { stack, sent } = await printed({ GET: { status: list.status, body: list.answer } });
  const args = { mask: ["banned", "node", "online"], offset: 2, limit: 2 };
  expect(await stack.call("era:getBannedAddresses", args)).toEqual({ items: list.answer });
  expect(sent("GET")).toEqual([list.request]);
});

test("what the page prints as text where its table says int is understood", async () => {
  const text = instances.map((one) => ({ ...one, banned: [{ ip: "212.54.68.68", expires: "600" }] }));
  const { stack } = await printed({ GET: { status: 200, body: text } });
  const imported = await stack.import("era:BannedAddress", "a", "212.54.68.68");
  expect(imported?.inputs).toMatchObject({ expires: 600 });
  const { items } = (await stack.call("era:getBannedAddresses")) as { items: Array<{ banned: unknown }> };
  expect(items[0]?.banned).toEqual([{ ip: "212.54.68.68", expires: 600 }]);
});

test("the printed lift and clearing are sent", async () => {
  const { stack, sent } = await printed({
    GET: { status: 200, body: instances },
    DELETE: { status: lift.status },
  });
  await stack.import("era:BannedAddress", "a", "212.54.68.68");
  await stack.delete("a");
  await stack.up("era:BanListClear", "c", { allServers: true });
  expect(sent("DELETE")).toEqual([lift.request, clear.request]);
});

test("the printed border rule is sent, and its answer understood", async () => {
  const id = "9a7a73b7-016c-cd10-9ca9-50e54938780c";
  const { stack, sent } = await printed({
    GET: { status: 200, body: [] },
    POST: { status: borderRule.status, body: { id, ...borderRule.request.body } },
  });
  const { priority, remoteipmask, action } = borderRule.request.body;
  await stack.up("era:BorderRule", "r", { priority, remoteIpMask: remoteipmask, action });
  expect(sent("POST")).toEqual([borderRule.request]);
  expect(stack.resources.get("r")?.id).toBe(id);
});
