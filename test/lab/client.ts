import { Agent, request } from "undici";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body; undefined without one. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any form
  json: any;
}

/** A plain HTTP caller that keeps cookies, and nothing more. */
export class Caller {
  private cookie = "";
  private readonly agent: Agent;

  constructor(
    private readonly base: string,
    ca?: string,
  ) {
    this.agent = new Agent({ connect: ca === undefined ? {} : { ca } });
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await request(this.base + path, {
      method: method as "GET",
      dispatcher: this.agent,
      headers: { ...type, ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body: text }),
    });
    const got = await answer.body.text();
    const set = [answer.headers["set-cookie"] ?? []].flat();
    if (set.length > 0) this.cookie = set.map((line) => line.split(";")[0]).join("; ");
    let json: unknown;
    try {
      json = JSON.parse(got);
    } catch {
      json = undefined;
    }
    return { status: answer.statusCode, headers: answer.headers, text: got, json };
  }

  get = (path: string) => this.call("GET", path);
  post = (path: string, body?: unknown) => this.call("POST", path, body);
  put = (path: string, body?: unknown) => this.call("PUT", path, body);
  patch = (path: string, body?: unknown) => this.call("PATCH", path, body);
  delete = (path: string) => this.call("DELETE", path);

  login(login = "admin", password = "perimeter-lab") {
    return this.post("/web/auth/login", { login, password, rest_path: "/" });
  }

  /** Forgets or replaces what was received. */
  cookies(value: (now: string) => string): void {
    this.cookie = value(this.cookie);
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}
