import { expect, onTestFinished, test } from "vitest";
import { json, Site } from "../../kernel/site";
import samples from "../../lab/samples/selectel.json";
import { Stack } from "../stack";
import { ip } from "./open";

const { add, list, toggle, remove } = samples;

/** An account that answers as the page prints it, with two open ports of which the toggle flips the tags. */
async function printed() {
  const ports = [22, 443].map((port) => ({ ip, port, protocol: "tcp", known: false }));
  const account = { isMonitored: false };
  const site = await Site.start(({ method, text }, response) => {
    if (method === "POST") {
      account.isMonitored = true;
      return json(response, add.answer, add.status);
    }
    if (method === "DELETE") {
      account.isMonitored = false;
      return json(response, remove.answer, remove.status);
    }
    if (method === "PUT") for (const port of ports) port.known = !port.known;
    if (method === "GET" && !account.isMonitored) return json(response, text ? {} : [], text ? 404 : 200);
    return json(response, method === "PUT" ? { response: { code: 200, text: "OK" } } : ports);
  });
  const stack = new Stack({
    eye: { vendor: "selectel", endpoint: `${site.url}/eye/v1/`, token: "nat789jSd2b" },
  });
  onTestFinished(() => stack.close());
  const sent = (method: string) =>
    site.arrived
      .filter((request) => request.method === method)
      .map(({ url, text }) => ({ method, path: url, ...(text && { body: JSON.parse(text) }) }));
  return { stack, site, sent };
}

async function monitored() {
  const account = await printed();
  await account.stack.up("selectel:MonitoredIp", "m", { ip });
  account.site.arrived.length = 0;
  return account;
}

test("the printed addition and removal are sent, and their answers understood", async () => {
  const { stack, sent } = await printed();
  await stack.up("selectel:MonitoredIp", "m", { ip });
  expect(sent("POST")).toEqual([add.request]);
  const { addedIP } = add.answer.result;
  expect(stack.outputs("m")).toMatchObject({ clientId: addedIP.client_id, modified: addedIP.modified });
  await stack.restart();
  await stack.delete("m");
  expect(sent("DELETE")).toEqual([remove.request]);
});

test("the printed list is asked for, as a GET with a body", async () => {
  const { stack, sent } = await monitored();
  const { items } = await stack.call("selectel:getOpenPorts", { ip });
  expect(sent("GET")).toEqual([list.request]);
  expect(items).toHaveLength(2);
});

test("the printed toggle is sent once for all ports of the address, with the address it is about", async () => {
  const { stack, sent, site } = await monitored();
  await stack.up("selectel:KnownPorts", "k", { ip });
  // The page prints no body; it does not say either that the toggle is about the whole account.
  expect(sent("PUT")).toEqual([{ ...toggle.request, body: { ip } }]);
  const methods = site.arrived.map(({ method }) => method);
  expect(methods.slice(methods.indexOf("PUT") - 1)).toEqual(["GET", "PUT", "GET"]);
  await stack.restart();
  expect(await stack.refresh("k")).toEqual([]);
  await stack.delete("k");
  expect(sent("PUT")).toHaveLength(2);
});

test("the token stands in every call, JSON is named where there is a body, and nothing else is asked for", async () => {
  const { stack, site } = await printed();
  await stack.up("selectel:MonitoredIp", "m", { ip });
  await stack.up("selectel:KnownPorts", "k", { ip });
  await stack.restart();
  for (const name of ["k", "m"]) await stack.delete(name);
  expect(new Set(site.arrived.map(({ headers }) => headers["x-token"]))).toEqual(new Set(["nat789jSd2b"]));
  for (const { text, headers } of site.arrived) {
    expect(headers["content-type"]).toBe(text === "" ? undefined : "application/json");
  }
  const calls = new Set(site.arrived.map(({ method, url }) => `${method} ${url}`));
  const paths = [add, list, toggle, remove].map(({ request }) => `${request.method} ${request.path}`);
  expect(calls).toEqual(new Set(paths));
});
