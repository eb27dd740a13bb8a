// Puts a file as a comment on the pull request (GitHub) or merge request (GitLab) that the pipeline runs for; the next
// run changes that comment instead of adding one. Elsewhere, and without a token, it says so and ends well.
// usage: node comment.mjs FILE NAME; the NAME tells one comment of this kind from another
import { readFile } from "node:fs/promises";

const [file, name] = process.argv.slice(2);
const marker = `<!-- perimeter: ${name} -->`;
const longest = 60_000; // GitHub takes 65,536 characters.

/** Where comments are, how they are read and written there, and what the pipeline says of itself. */
async function place(env) {
  if (env.GITHUB_EVENT_PATH) {
    const event = JSON.parse(await readFile(env.GITHUB_EVENT_PATH, "utf8"));
    const number = event.pull_request?.number;
    if (!number || !env.GITHUB_TOKEN) return undefined;
    const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`;
    return {
      all: `${repository}/issues/${number}/comments`,
      one: (id) => `${repository}/issues/comments/${id}`,
      change: "PATCH",
      headers: { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
    };
  }
  if (env.CI_MERGE_REQUEST_IID && env.GITLAB_TOKEN) {
    const all = `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`;
    return {
      all,
      one: (id) => `${all}/${id}`,
      change: "PUT",
      headers: { "private-token": env.GITLAB_TOKEN },
    };
  }
  return undefined;
}

const there = await place(process.env);
if (!there) {
  console.log("comment: no pull or merge request here, or no token to comment on it");
} else {
  const text = await readFile(file, "utf8");
  const cut =
    text.length > longest ? `${text.slice(0, longest)}\n~~~~~~~~~~\n… the job's log has the rest.` : text;
  const known = await mine();
  const body = `${marker}\n${cut}`;
  if (known === undefined) await call("POST", there.all, { body });
  else await call(there.change, there.one(known), { body });
}

/** The comment of an earlier run, on whichever page. */
async function mine() {
  for (let page = 1; ; page++) {
    const comments = await call("GET", `${there.all}?per_page=100&page=${page}`);
    const own = comments.find(({ body }) => body.startsWith(marker));
    if (own) return own.id;
    if (comments.length < 100) return undefined;
  }
}

async function call(method, url, body) {
  const headers = { ...there.headers, "content-type": "application/json" };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
