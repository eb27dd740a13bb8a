/**
 * A provider as the textbook writes it: an object of closures, which Pulumi serialises into the state of every
 * resource; each call logs in, and a read lists the whole table to find its rule.
 */
const pulumi = require("@pulumi/pulumi");
const { rules } = require("./rules");

const table = "/firewall/rules/forward";

async function request(method, path, body, cookie) {
  const response = await fetch(process.env.LAB_ENDPOINT + path, {
    method,
    headers: { "content-type": "application/json", ...(cookie && { cookie }) },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Logs in and makes one call. */
async function call(method, path, body) {
  const { LAB_LOGIN: login, LAB_PASSWORD: password } = process.env;
  const welcome = await request("POST", "/web/auth/login", { login, password, rest_path: "/" });
  const cookie = welcome.headers.getSetCookie().map((each) => each.split(";")[0]);
  const response = await request(method, path, body, cookie.join("; "));
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

function toRule(args) {
  return {
    parent_id: "f3ffde22-a562-4f43-ac04-c40fcec6a88c",
    enabled: true,
    comment: args.comment,
    action: args.action,
    protocol: args.protocol,
    source_addresses: args.sourceAddresses,
    source_addresses_negate: false,
    source_ports: [],
    incoming_interface: "any",
    destination_addresses: args.destinationAddresses,
    destination_addresses_negate: false,
    destination_ports: args.destinationPorts,
    outgoing_interface: "any",
    hip_profiles: [],
    dpi_profile: "",
    dpi_enabled: false,
    ips_profile: "",
    ips_enabled: false,
    timetable: ["any"],
  };
}

function fromRule(rule) {
  return {
    comment: rule.comment,
    action: rule.action,
    protocol: rule.protocol,
    sourceAddresses: rule.source_addresses,
    destinationAddresses: rule.destination_addresses,
    destinationPorts: rule.destination_ports,
  };
}

async function move(id, after) {
  const anchor = after ?? (await call("GET", table))[0].id;
  const params = { id: Number(id), anchor_item_id: Number(anchor), insert_after: after !== undefined };
  await call("PATCH", `${table}/move`, { params });
}

const differs = (olds, news) =>
  Object.keys({ ...olds, ...news }).some((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));

const provider = {
  async diff(_id, olds, news) {
    return { changes: differs(olds, news) };
  },
  async create(inputs) {
    const place = inputs.after === undefined ? "" : `?anchor_item_id=${inputs.after}&insert_after=true`;
    const { id } = await call("POST", table + place, toRule(inputs));
    return { id: String(id), outs: inputs };
  },
  async read(id, props) {
    const all = await call("GET", table);
    const rule = all.find((each) => each.id === Number(id));
    return rule ? { id, props: { ...props, ...fromRule(rule) } } : {};
  },
  async update(id, olds, news) {
    if (differs({ ...olds, after: news.after }, news)) await call("PUT", `${table}/${id}`, toRule(news));
    if (olds.after !== news.after) await move(id, news.after);
    return { outs: news };
  },
  async delete(id) {
    await call("DELETE", `${table}/${id}`);
  },
};

class Rule extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}

let above;
for (const rule of rules()) above = new Rule(rule.comment, { ...rule, after: above?.id });
