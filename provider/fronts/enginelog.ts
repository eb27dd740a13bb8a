import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Log } from "../kernel/log";

/** Messages to the engine, which shows them to the user: at the resource where the URN is known, else at the stack. */
export class EngineLog {
  private readonly client: EngineClient;
  private readonly pending = new Set<Promise<void>>();

  constructor(address: string) {
    this.client = new EngineClient(address, credentials.createInsecure());
  }

  /** A log whose lines stand at the resource with this URN. */
  at(urn?: string): Log {
    return {
      debug: (message) => this.send(LogSeverity.DEBUG, message, urn),
      info: (message) => this.send(LogSeverity.INFO, message, urn),
      warn: (message) => this.send(LogSeverity.WARNING, message, urn),
      progress: (message) => this.send(LogSeverity.INFO, message, urn, true),
    };
  }

  /** Waits until everything is with the engine. */
  async close(): Promise<void> {
    await Promise.all(this.pending);
    this.client.close();
  }

  private send(severity: number, message: string, urn = "", ephemeral = false): void {
    const request = new LogRequest();
    request.setSeverity(severity as LogRequest["getSeverity"] extends () => infer S ? S : never);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    const sent = new Promise<void>((resolve) => {
      // A message that can't be shown must not fail the work that it is about.
      this.client.log(request, () => resolve());
    });
    this.pending.add(sent);
    void sent.then(() => this.pending.delete(sent));
  }
}
