import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceRequest, LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Log } from "../kernel/log";
import { stackIn } from "./plugin/urn";

/** The library's pool of connections for a whole process outlives those that it is for. */
const ownChannel = { "grpc.use_local_subchannel_pool": 1 };

/** Messages to the engine, which shows them to the user: at the resource where the URN is known, else at the stack. */
export class EngineLog {
  private readonly client: EngineClient;
  /** The end of what was said so far. One message after the other: side by side they could change places. */
  private said: Promise<void> = Promise.resolve();
  /** How many messages the engine has taken. */
  private taken = 0;

  constructor(readonly address: string) {
    this.client = new EngineClient(address, credentials.createInsecure(), ownChannel);
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

  /** `project/stack` of the program that runs; undefined where none does, as in a refresh. */
  async stack(): Promise<string | undefined> {
    const urn = await new Promise<string>((resolve) => {
      const deadline = Date.now() + patienceMs;
      this.client.getRootResource(
        new GetRootResourceRequest(),
        new Metadata(),
        { deadline },
        (error, answer) => resolve(error ? "" : answer.getUrn()),
      );
    });
    return urn ? stackIn(urn) : undefined;
  }

  /** Waits until everything that was said is with the engine. One that takes nothing for a while is gone. */
  async heard(): Promise<void> {
    for (let before = -1; before < this.taken; ) {
      before = this.taken;
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, patienceMs, false);
      });
      const isAll = await Promise.race([this.said.then(() => true), limit]);
      clearTimeout(timer);
      if (isAll) return;
    }
  }

  async close(): Promise<void> {
    await this.heard();
    this.client.close();
  }

  private send(severity: number, message: string, urn = "", ephemeral = false): void {
    const request = new LogRequest();
    request.setSeverity(severity as LogRequest["getSeverity"] extends () => infer S ? S : never);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    this.said = this.said.then(
      () =>
        new Promise((resolve) => {
          // A message that can't be shown must not fail the work that it is about.
          this.client.log(request, new Metadata(), { deadline: Date.now() + patienceMs }, (error) => {
            if (!error) this.taken += 1;
            resolve();
          });
        }),
    );
  }
}

const patienceMs = 1000;
