#!/usr/bin/env bash
# fastify 5.12.8: a body schema with `additionalProperties: false` refuses no unknown field, it removes it and answers 200; and
# values are bent to their types (null to "", true to 1). A server that is to be strict needs its own ajv options.
# Seen: { "action": null, "prot": 22, "port": true } is taken as { "action": "", "port": 1 } with 200; with
# customOptions { removeAdditional: false, coerceTypes: false } it is 400.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder fastify@5.12.8
cat >run.cjs <<'JS'
const fastify = require("fastify");
const properties = { action: { type: "string" }, port: { type: "integer" } };
const body = { type: "object", additionalProperties: false, required: ["action"], properties };
async function said(options) {
  const app = fastify(options);
  app.post("/", { schema: { body } }, async (request) => request.body);
  const answer = await app.inject({ method: "POST", url: "/", payload: { action: null, prot: 22, port: true } });
  return answer.statusCode === 200 ? answer.body : answer.statusCode;
}
(async () => {
  const customOptions = { removeAdditional: false, coerceTypes: false };
  console.log(await said({}), await said({ ajv: { customOptions } }));
})();
JS
result=$(node run.cjs)
echo "$result"
[ "$result" = '{"action":"","port":1} 400' ] || fail "$result"
