import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** The engine's ear: what providers say to the user, each line with its severity: `warning: …`. */
export class Listener {
  readonly said: string[] = [];
  private readonly server = new Server();

  static async start(): Promise<{ listener: Listener; address: string }> {
    const listener = new Listener();
    listener.server.addService(EngineService, {
      log: listener.log,
      getRootResource: none,
      setRootResource: none,
    });
    const address = await new Promise<string>((resolve, reject) => {
      listener.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(`127.0.0.1:${port}`),
      );
    });
    return { listener, address };
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private readonly log = (call: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) => {
    const severity = severities.get(call.request.getSeverity()) ?? "error";
    this.said.push(`${severity}: ${call.request.getMessage()}`);
    callback(null, new Empty());
  };
}

const severities = new Map<number, string>([
  [LogSeverity.DEBUG, "debug"],
  [LogSeverity.INFO, "info"],
  [LogSeverity.WARNING, "warning"],
]);

function none(_: unknown, callback: sendUnaryData<Empty>): void {
  callback(null, new Empty());
}
