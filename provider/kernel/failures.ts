import { PerimeterError } from "./errors";

interface Cause {
  code?: string;
  name?: string;
  message?: string;
  cause?: unknown;
}

/** Failures before anything was sent: nothing can have happened on the appliance. */
const unsent: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host can't be reached",
  ENETUNREACH: "the network can't be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection within the time limit",
  ETIMEDOUT: "no connection within the time limit",
};

const certificate: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "the appliance's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the appliance's certificate chain is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the appliance's certificate can't be verified",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the issuer of the appliance's certificate is not known here",
  CERT_HAS_EXPIRED: "the appliance's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the appliance's certificate is for another name",
};

const protocol = new Set(["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"]);

/** A failed request as one of our errors: what went wrong, whether it may have been done, what to do. */
export function networkFailure(thrown: unknown, timeoutMs: number): PerimeterError {
  const cause = innermost(thrown);
  const code = cause.code ?? "";
  if (code in unsent) {
    return new PerimeterError({
      category: "unavailable",
      code: "PERIMETER_UNREACHABLE",
      message: `${unsent[code]} (${code})`,
      advice: "Check the connection's endpoint and that this machine may reach it.",
    });
  }
  if (code in certificate) return badCertificate(`${certificate[code]} (${code})`);
  if (protocol.has(code) || code.startsWith("HPE_")) return wrongProtocol(code);
  if (cause.name === "TimeoutError" || code.includes("TIMEOUT")) return timedOut(timeoutMs);
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_CONNECTION_LOST",
    message: `the connection broke before the answer came${code ? ` (${code})` : ""}`,
    outcomeUnknown: true,
  });
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

function badCertificate(message: string): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_CERTIFICATE",
    message,
    retryable: false,
    advice:
      "Put the appliance's CA certificate (PEM) into the connection's `ca`; `insecure: true` switches the check off altogether.",
  });
}

function wrongProtocol(code: string): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_PROTOCOL",
    message: `the other side doesn't speak the endpoint's protocol (${code})`,
    retryable: false,
    advice: "Check whether the connection's endpoint should begin with http:// or https://, and its port.",
  });
}

/** The work was interrupted from outside. */
export function cancelled(): PerimeterError {
  return new PerimeterError({
    category: "unavailable",
    code: "PERIMETER_CANCELLED",
    message: "the operation was cancelled",
    retryable: false,
    outcomeUnknown: true,
  });
}

function innermost(thrown: unknown): Cause {
  let cause = thrown as Cause;
  while (cause?.cause && typeof cause.cause === "object") cause = cause.cause as Cause;
  // An attempt on several addresses fails as an AggregateError; its first member tells the reason.
  const errors = (cause as { errors?: Cause[] })?.errors;
  return errors?.[0] ?? cause ?? {};
}
