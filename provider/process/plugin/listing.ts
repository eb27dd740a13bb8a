import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { invalid } from "../../kernel/errors";
import * as lifecycle from "../../kernel/lifecycle";
import { containsUnknown } from "../../kernel/values";
import type { PluginProcess } from "./process";
import { fromStruct } from "./rpc";
import { resourceNamed } from "./urn";

/** One page of everything of a type on a connection, and where the next one begins, if there is one. */
export async function list(
  plugin: PluginProcess,
  request: provider.ListRequest,
  signal: AbortSignal,
): Promise<provider.ListResponse[]> {
  const definition = resourceNamed(request.getToken());
  const query = fromStruct(request.getQuery());
  const start = offsetIn(request.getContinuationToken());
  if (containsUnknown(query)) return [computed()];
  const all = await lifecycle.list(plugin.runtime, definition, query, plugin.options(signal));
  const [limit, page] = [most(request.getLimit()), most(request.getPageSize())];
  const wanted = all.slice(0, limit);
  const items = wanted.slice(start, start + page).map(item);
  return start + page < wanted.length ? [...items, continuation(start + page)] : items;
}

/** The protocol's 0 (and less) is no limit. */
function most(count: number): number {
  return count > 0 ? count : Number.POSITIVE_INFINITY;
}

/** A continuation token is the number of what was given before. */
function offsetIn(token: string): number {
  if (/^\d*$/.test(token)) return Number(token);
  throw invalid(`"${token}" is no continuation token of pulumi-resource-perimeter`);
}

function item({ id, name }: { id: string; name: string }): provider.ListResponse {
  const result = new provider.ListResponse.Result().setId(id).setName(name);
  return new provider.ListResponse().setResult(result);
}

function continuation(offset: number): provider.ListResponse {
  const next = new provider.ListResponse.Continuation().setContinuationToken(String(offset));
  return new provider.ListResponse().setContinuation(next);
}

function computed(): provider.ListResponse {
  return new provider.ListResponse().setComputed(new provider.ListResponse.Computed());
}
