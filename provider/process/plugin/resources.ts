import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { invalid } from "../../kernel/errors";
import { ignoredByPlace } from "../../kernel/ignored";
import * as lifecycle from "../../kernel/lifecycle";
import { pathText } from "../../kernel/values";
import { diffResponse } from "./changes";
import type { PluginProcess } from "./process";
import { checkFailure, fromStruct, toStruct } from "./rpc";
import { ownerIn, resourceOf } from "./urn";

/** The life of one resource: each call of the protocol as the kernel does it. */

export async function check(
  plugin: PluginProcess,
  request: provider.CheckRequest,
  signal: AbortSignal,
): Promise<provider.CheckResponse> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  const before = Object.keys(olds).length > 0 ? olds : undefined;
  const options = { ...plugin.options(signal, urn), owner: ownerIn(urn) };
  const { inputs, problems } = await lifecycle.check(plugin.runtime, definition, before, news, options);
  const response = new provider.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(problems.map(({ path, message }) => checkFailure(pathText(path), message)));
  return response;
}

export async function diff(
  plugin: PluginProcess,
  request: provider.DiffRequest,
  signal: AbortSignal,
): Promise<provider.DiffResponse> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  // What reading found is in the outputs, where every input is echoed; the old inputs are what the program said.
  const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  const options = plugin.options(signal, urn);
  // A transformation, or a program in another language, says it to nobody but the engine.
  const ignored = ignoredByPlace(definition, request.getIgnorechangesList());
  if (ignored !== undefined) throw invalid(ignored);
  const found = await lifecycle.diff(plugin.runtime, definition, request.getId(), olds, news, options);
  return diffResponse(definition, found, request.getIgnorechangesList());
}

export async function create(
  plugin: PluginProcess,
  request: provider.CreateRequest,
  signal: AbortSignal,
): Promise<provider.CreateResponse> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  const inputs = fromStruct(request.getProperties());
  const response = new provider.CreateResponse();
  if (request.getPreview()) {
    return response.setProperties(toStruct(lifecycle.foreseenOutputs(definition, inputs, undefined)));
  }
  const options = { ...plugin.options(signal, urn, request.getTimeout()), owner: ownerIn(urn) };
  const made = await lifecycle.create(plugin.runtime, definition, inputs, options);
  return response.setId(made.id).setProperties(toStruct(made.outputs));
}

/** For a refresh with the state, for an import without one. An empty id says that it is gone. */
export async function read(
  plugin: PluginProcess,
  request: provider.ReadRequest,
  signal: AbortSignal,
): Promise<provider.ReadResponse> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  const state = fromStruct(request.getProperties());
  // Older versions of the SDK know no time limit here.
  const options = plugin.options(signal, urn, request.getTimeout?.());
  const found = await lifecycle.read(plugin.runtime, definition, request.getId(), state, options);
  const response = new provider.ReadResponse();
  if (!found) return response;
  response.setInputs(toStruct(found.inputs));
  return response.setId(found.id).setProperties(toStruct(found.outputs));
}

export async function update(
  plugin: PluginProcess,
  request: provider.UpdateRequest,
  signal: AbortSignal,
): Promise<provider.UpdateResponse> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  const options = plugin.options(signal, urn, request.getTimeout());
  const outputs = request.getPreview()
    ? lifecycle.foreseenOutputs(definition, news, olds)
    : await lifecycle.update(plugin.runtime, definition, request.getId(), olds, news, options);
  return new provider.UpdateResponse().setProperties(toStruct(outputs));
}

export async function remove(
  plugin: PluginProcess,
  request: provider.DeleteRequest,
  signal: AbortSignal,
): Promise<Empty> {
  const urn = request.getUrn();
  const definition = resourceOf(urn);
  const state = fromStruct(request.getProperties());
  const options = plugin.options(signal, urn, request.getTimeout());
  await lifecycle.remove(plugin.runtime, definition, request.getId(), state, options);
  return new Empty();
}
