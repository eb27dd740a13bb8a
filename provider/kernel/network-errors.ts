import { PerimeterError } from "./errors";
import { TunnelFailure } from "./proxy";

interface Cause {
  code?: unknown;
  name?: string;
  message?: string;
  syscall?: string;
  cause?: unknown;
}

/** Failures of getting a connection: nothing was sent, so nothing can have happened on the appliance. */
const unreachable: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host can't be reached",
  ENETUNREACH: "the network can't be reached",
  ECONNRESET: "the connection was cut while it was being made",
  UND_ERR_CONNECT_TIMEOUT: "no connection within the time limit",
  ETIMEDOUT: "no connection within the time limit",
};

const certificate: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the appliance's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the appliance's certificate chain is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the appliance's certificate can't be verified",
  UNABLE_TO_GET_ISSUER_CERT: "the issuer of the appliance's certificate is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the issuer of the appliance's certificate is not known here",
};

const protocol = new Set(["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"]);

/** A failed request as one of our errors: what went wrong, whether it may have been done, what to do. */
export function networkFailure(
  thrown: unknown,
  timeoutMs: number,
  proxy: string | undefined,
  isClosed: boolean,
): PerimeterError {
  if (thrown instanceof PerimeterError) return thrown;
  const cause = innermost(thrown);
  if (cause instanceof TunnelFailure) return noTunnel(cause.message, proxy);
  const code = typeof cause.code === "string" ? cause.code : "";
  if (cause.name === "TimeoutError") return timedOut(timeoutMs);
  if (code in certificate) return badCertificate(`${certificate[code]} (${code})`, useCa);
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return badCertificate(`${cause.message} (${code})`, useName);
  if (code.startsWith("CERT_")) return badCertificate(`${cause.message} (${code})`, renew);
  if (protocol.has(code)) return wrongProtocol(code, false);
  // An answer that is no HTTP may stand behind work that was done.
  if (cause.name === "HTTPParserError") return wrongProtocol(code || cause.name, true);
  if (/^Proxy (response|authentication)/i.test(cause.message ?? "")) return refusedByProxy(cause.message);
  if (code === "UND_ERR_INVALID_ARG") return invalidHeader(cause);
  if (isUnsent(cause, code))
    return notReached(`${unreachable[code] ?? "there is no connection"} (${code})`, proxy);
  if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
    // Where nobody closed the connection, a proxy's was given up before anything went through it.
    return isClosed ? cancelled(undefined, true) : noTunnel("it closed the connection", proxy);
  }
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_CONNECTION_LOST",
    message: `the connection broke before the answer came${code ? ` (${code})` : ""}`,
    outcomeUnknown: true,
    advice: `If this happens every time: ${checkScheme}`,
  });
}

/** The same codes can also come from a connection that stood: then the request may have arrived. */
function isUnsent(cause: Cause, code: string): boolean {
  return code === "UND_ERR_CONNECT_TIMEOUT" || cause.syscall === "connect" || cause.syscall === "getaddrinfo";
}

function notReached(message: string, proxy: string | undefined): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_UNREACHABLE",
    message: proxy ? `the proxy ${new URL(proxy).host} can't be reached: ${message}` : message,
    advice: proxy
      ? "Check the connection's `proxy` (or HTTPS_PROXY), and that this machine may reach it."
      : `Check the connection's endpoint and that this machine may reach it${proxyHint()}.`,
  });
}

/** Which hosts the variable is for is not looked at here. */
function proxyHint(): string {
  const isSet = process.env.https_proxy || process.env.HTTPS_PROXY;
  return isSet ? " (HTTPS_PROXY is set: check that proxy, or name the host in NO_PROXY)" : "";
}

function timedOut(timeoutMs: number): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_TIMEOUT",
    message: `no answer within ${timeoutMs / 1000} seconds`,
    outcomeUnknown: true,
    advice: "If the appliance is just slow, raise the connection's timeoutSeconds.",
  });
}

const useCa =
  "Put the appliance's CA certificate (PEM) into the connection's `ca`; `insecure: true` switches the check off altogether.";
const useName =
  "Write the endpoint with a name or an address that stands in the certificate; `insecure: true` switches the check off altogether.";
const renew =
  "The appliance needs another certificate; `insecure: true` switches the check off altogether until then.";

function badCertificate(message: string, advice: string): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_CERTIFICATE",
    message,
    retryable: false,
    advice,
  });
}

const checkScheme =
  "Check whether the connection's endpoint should begin with http:// or https://, and its port.";

function wrongProtocol(code: string, outcomeUnknown: boolean): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_PROTOCOL",
    message: `the other side doesn't speak the endpoint's protocol (${code})`,
    retryable: false,
    outcomeUnknown,
    advice: checkScheme,
  });
}

/** A line break at the end of a token is the usual reason. */
function invalidHeader(cause: Cause): PerimeterError {
  return new PerimeterError({
    category: "invalid",
    code: "PERIMETER_INVALID_REQUEST",
    message: `the request can't be sent: ${cause.message}`,
    advice:
      "Check the connection's credentials for line breaks and other characters that a header can't hold.",
  });
}

const adviceOfProxy =
  "Check the connection's `proxy` (or HTTPS_PROXY), its login, and whether it lets this host and port through.";

function noTunnel(why: string, proxy: string | undefined): PerimeterError {
  const name = proxy ? `the proxy ${new URL(proxy).host}` : "the proxy";
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_PROXY",
    message: `${name} did not open a way to the appliance: ${why}`,
    advice: adviceOfProxy,
  });
}

function refusedByProxy(message = ""): PerimeterError {
  const status = /\((\d+)\)/.exec(message)?.[1];
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_PROXY",
    message: `the proxy did not open a way to the appliance (status ${status} of the proxy)`,
    retryable: status !== "407" && status !== "403",
    advice: adviceOfProxy,
  });
}

/**
 * The work was interrupted from outside.
 * @param doubtful whether a request was under way, so that its outcome is not known
 */
export function cancelled(reason: unknown, doubtful: boolean): PerimeterError {
  const late = (reason as Cause | undefined)?.name === "TimeoutError";
  return new PerimeterError({
    category: "unavailable",
    code: late ? "PERIMETER_TIMEOUT" : "PERIMETER_CANCELLED",
    message: late ? "the time limit of the operation is over" : "the operation was cancelled",
    retryable: false,
    outcomeUnknown: doubtful,
    advice: late ? "The resource option `customTimeouts` sets this limit." : undefined,
  });
}

function innermost(thrown: unknown): Cause {
  let cause = thrown as Cause;
  while (cause?.cause && typeof cause.cause === "object") cause = cause.cause as Cause;
  // An attempt on several addresses fails as an AggregateError; its first member tells the reason.
  const errors = (cause as { errors?: Cause[] })?.errors;
  return errors?.[0] ?? cause ?? {};
}
