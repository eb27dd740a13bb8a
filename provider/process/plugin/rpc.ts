import * as grpc from "@grpc/grpc-js";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { asPerimeterError, type ErrorCategory, invalid, type PerimeterError } from "../../kernel/errors";
import type { Properties } from "../../kernel/values";
import { propertiesFromWire, propertiesToWire } from "../wire";

/** Messages of the plugin protocol from and to what the kernel works with. */

export function fromStruct(struct: Struct | undefined): Properties {
  try {
    return propertiesFromWire((struct?.toJavaScript() ?? {}) as Properties);
  } catch (thrown) {
    throw invalid(`the engine's request can't be read: ${(thrown as Error).message}`);
  }
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(propertiesToWire(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/**
 * Codes that leave the state alone: UNKNOWN, INTERNAL and DATA_LOSS would tell the engine that the state may be
 * wrong.
 */
const codes: Record<ErrorCategory, grpc.status> = {
  auth: grpc.status.PERMISSION_DENIED,
  invalid: grpc.status.INVALID_ARGUMENT,
  notFound: grpc.status.NOT_FOUND,
  alreadyExists: grpc.status.ALREADY_EXISTS,
  conflict: grpc.status.FAILED_PRECONDITION,
  throttled: grpc.status.RESOURCE_EXHAUSTED,
  unavailable: grpc.status.UNAVAILABLE,
  partial: grpc.status.FAILED_PRECONDITION,
  vendor: grpc.status.FAILED_PRECONDITION,
  bug: grpc.status.ABORTED,
};

/** An error as the engine takes it; with the object that exists but isn't complete, if there is one. */
export function serviceError(thrown: unknown): Partial<grpc.ServiceError> {
  const error = asPerimeterError(thrown);
  const code = codes[error.category];
  const message = `${error.message} [${error.code}]`;
  if (!error.incomplete) return { code, details: message, message };
  return { code, details: message, message, metadata: incompleteMetadata(error, code, message) };
}

function incompleteMetadata(error: PerimeterError, code: number, message: string): grpc.Metadata {
  const { id = "", outputs = {}, reasons = [] } = error.incomplete ?? {};
  const detail = new provider.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(toStruct(outputs));
  // The engine shows nothing but the reasons.
  detail.setReasonsList(reasons.length > 0 ? reasons : [message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(code);
  status.setMessage(message);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}

/** A package without parameters, components and methods answers their calls with the code that the protocol has for it. */
export function unimplemented(name: string): Partial<grpc.ServiceError> {
  return {
    code: grpc.status.UNIMPLEMENTED,
    details: `${name} is not implemented by pulumi-resource-perimeter`,
  };
}

export function checkFailure(property: string, reason: string): provider.CheckFailure {
  return new provider.CheckFailure().setProperty(property).setReason(reason);
}
