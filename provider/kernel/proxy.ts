import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type buildConnector, EnvHttpProxyAgent, Pool, ProxyAgent } from "undici/index.js";

/** A proxy opened no way to the appliance, so that nothing was sent. */
export class TunnelFailure extends Error {}

type Options = Omit<ProxyAgent.Options, "uri"> & { proxyTls: { timeout: number } };

/** The way through a proxy: the one that is named, else that of `HTTPS_PROXY`. */
export function proxyDispatcher(options: Options, proxy: string | undefined): ProxyAgent | EnvHttpProxyAgent {
  const limited = { ...options, factory: poolWithin(options.proxyTls.timeout) };
  return proxy
    ? new ProxyAgent({ ...limited, uri: proxy })
    : new EnvHttpProxyAgent({ ...limited, httpProxy: "" });
}

function poolWithin(timeoutMs: number) {
  return (origin: string | URL, options: object) => {
    const { connect } = options as Pool.Options;
    if (typeof connect !== "function") return new Pool(origin, options);
    return new Pool(origin, { ...options, connect: tunnelWithin(connect, timeoutMs) });
  };
}

/**
 * A connector that ends, one way or the other, within the time limit. An error that undici takes for a passing one of a
 * standing connection would make it connect again at once, without end and beyond the reach of any signal.
 */
function tunnelWithin(connect: buildConnector.connector, timeoutMs: number): buildConnector.connector {
  return (options, done) => {
    let isOver = false;
    const end = (error: Error | null, socket: Duplex | null) => {
      clearTimeout(timer);
      if (isOver) return void socket?.destroy();
      isOver = true;
      if (socket) done(null, socket as Socket);
      else done(failureOf(error), null);
    };
    const timer = setTimeout(
      () => end(new TunnelFailure(`it gave no answer within ${timeoutMs / 1000} seconds`), null),
      timeoutMs,
    );
    connect(options, (...[error, socket]) => end(error, socket));
  };
}

function failureOf(error: Error | null): Error {
  const { code = "", syscall, name, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (/^Proxy response/.test(message ?? "") || error instanceof TunnelFailure) return error as Error;
  if (name === "HTTPParserError") return new TunnelFailure("what it answered is no HTTP");
  const isCut =
    code.startsWith("UND_ERR_") || (code === "ECONNRESET" && syscall !== "connect") || code === "EPIPE";
  const isUnreached = code === "UND_ERR_CONNECT_TIMEOUT";
  return isCut && !isUnreached ? new TunnelFailure("it closed the connection") : (error as Error);
}
