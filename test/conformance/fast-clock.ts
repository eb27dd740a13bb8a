import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promises from "node:timers/promises";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

/**
 * From now on time passes so many times as fast in this process, for the package and for the lab: what waits for
 * seconds is over in a moment, and every wait keeps its proportion to the others. What the machine works takes as long
 * as ever, so that time limits have to be generous. Pulumi's own code keeps its pace.
 */
export function hurry(times: number): void {
  const { Date: RealDate } = globalThis;
  const start = RealDate.now();
  const now = () => start + (RealDate.now() - start) * times;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, asked) => Reflect.construct(target, args.length > 0 ? args : [now()], asked),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  const { setTimeout: start_ } = timers;
  timers.setTimeout = ((work: () => void, ms = 0) => start_(work, ms / times)) as typeof timers.setTimeout;
  const { setTimeout: sleep } = promises;
  promises.setTimeout = ((ms = 0, value, options) =>
    sleep(ms / times, value, options)) as typeof promises.setTimeout;
  syncBuiltinESMExports();
  withoutDeadlines();
}

/** A moment in which a message must be with the engine would be over before it is sent. */
function withoutDeadlines(): void {
  const { log, getRootResource } = EngineClient.prototype;
  type Send = (this: unknown, request: unknown, metadata: unknown, options: object, done: unknown) => unknown;
  const patient = (send: unknown): Send =>
    function (request, metadata, _, done) {
      return (send as Send).call(this, request, metadata, {}, done);
    };
  Object.assign(EngineClient.prototype, { log: patient(log), getRootResource: patient(getRootResource) });
}
