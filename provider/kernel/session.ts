import type { Answer } from "./calls";
import { isCategory, PerimeterError } from "./errors";
import type { RawSend, Session, Vendor } from "./vendor";

interface Opened {
  session: Promise<Session>;
  /** Whether any call was accepted with it. */
  proven: boolean;
}

/**
 * Logs in once for all calls of a process, renews an expired session once for all who notice, and logs out at the
 * end. A refused login is remembered: it is never tried again, as some vendors ban a client for that.
 */
export class SessionKeeper {
  private opened?: Opened;

  constructor(
    private readonly vendor: Vendor,
    private readonly settings: Record<string, unknown>,
    private readonly send: RawSend,
    private readonly onSecrets: (secrets: string[]) => void,
  ) {}

  /** Does `work` with a valid session's headers; where the answer says "expired", once more with a new one. */
  async use(work: (headers: Record<string, string>) => Promise<Answer>): Promise<Answer> {
    const first = this.current();
    const answer = await work((await first.session).headers);
    if (!this.expired(answer)) return accepted(first, answer);
    const second = this.renew(first);
    const again = await work((await second.session).headers);
    if (!this.expired(again)) return accepted(second, again);
    throw refusedAfterLogin(again);
  }

  /** Logs out where somebody logged in; failures don't matter any more. */
  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    if (!opened) return;
    try {
      await this.vendor.session?.close?.(this.send, await opened.session, this.settings);
    } catch {
      // The session ends by itself in time.
    }
  }

  private expired(answer: Answer): boolean {
    return this.vendor.session?.expired(answer) ?? false;
  }

  private current(): Opened {
    this.opened ??= this.open();
    return this.opened;
  }

  private renew(stale: Opened): Opened {
    if (this.opened === stale && stale.proven) this.opened = this.open();
    return this.current();
  }

  private open(): Opened {
    const opened: Opened = { session: this.login(), proven: false };
    opened.session.catch((error) => {
      const final = isCategory(error, "auth");
      if (!final && this.opened === opened) this.opened = undefined;
    });
    return opened;
  }

  private async login(): Promise<Session> {
    const session = await this.vendor.session?.open(this.send, this.settings);
    this.onSecrets(session?.secrets ?? []);
    return session ?? { headers: {} };
  }
}

function accepted(opened: Opened, answer: Answer): Answer {
  opened.proven = true;
  return answer;
}

function refusedAfterLogin(answer: Answer): PerimeterError {
  return new PerimeterError({
    category: "auth",
    message: "the call was refused although the login had just succeeded",
    status: answer.status,
    advice:
      "Check that the account may use this part of the interface, and that the clock and cookies are not altered on the way.",
  });
}
