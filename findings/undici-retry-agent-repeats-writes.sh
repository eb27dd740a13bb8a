#!/usr/bin/env bash
# undici 7.30.2: RetryAgent sends a PUT and a DELETE again whose connection broke after the server had done the work, without
# being told that they may be repeated; fetch and a plain Agent don't. It goes by the method's name: what an API does with PUT
# (a toggle, say) is not asked.
# Seen: the server works on PUT 2 times, DELETE 2, POST 1, PATCH 1; with fetch on each of them once.
set -euo pipefail
. "$(dirname "$0")/lib/npm.sh"

npm_folder undici@7.30.2
cat >run.cjs <<'JS'
const { createServer } = require("node:http");
const { Agent, RetryAgent, request } = require("undici");
let done = 0;
const server = createServer((incoming, response) => {
  incoming.resume().on("end", () => {
    done += 1; // The work is done, and the answer is lost.
    if (done === 1) incoming.socket.destroy();
    else response.end();
  });
});
server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const counts = [];
  for (const method of ["PUT", "DELETE", "POST", "PATCH"]) {
    for (const send of [(options) => request(url, { ...options, dispatcher: new RetryAgent(new Agent(), { minTimeout: 1 }) }), (options) => fetch(url, options)]) {
      done = 0;
      await send({ method, body: method === "DELETE" ? undefined : "on" }).catch(() => {});
      counts.push(done);
    }
  }
  console.log(counts.join(" "));
  process.exit();
});
JS
counts=$(node run.cjs)
echo "RetryAgent and fetch, by PUT, DELETE, POST, PATCH: $counts"
[ "$counts" = "2 1 2 1 1 1 1 1" ] || fail "$counts"
