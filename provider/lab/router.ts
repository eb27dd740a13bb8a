import type { Route } from "./appliance";

/** What a path leads to: its routes by method, and the segments that `:name` stood for. */
export interface Match {
  routes: readonly Route[];
  params: Record<string, string>;
}

/** Finds the routes of a path. A fixed path goes before one with parameters. */
export class Router {
  private readonly fixed = new Map<string, Route[]>();
  private readonly patterns = new Map<string, { names: string[]; routes: Route[] }>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const list = route.path.includes(":") ? this.pattern(route.path) : this.listOf(route.path);
      list.push(route);
    }
  }

  /** Takes the path as it was sent: an encoded slash is part of a segment. */
  find(path: string): Match | undefined {
    const routes = this.fixed.get(decoded(path));
    if (routes) return { routes, params: {} };
    const segments = path.split("/");
    for (const { names, routes } of this.patterns.values()) {
      const params = bind(names, segments);
      if (params) return { routes, params };
    }
    return undefined;
  }

  private listOf(path: string): Route[] {
    const list = this.fixed.get(path) ?? [];
    this.fixed.set(path, list);
    return list;
  }

  private pattern(path: string): Route[] {
    const known = this.patterns.get(path) ?? { names: path.split("/"), routes: [] };
    this.patterns.set(path, known);
    return known.routes;
  }
}

function bind(names: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (names.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const segment = decoded(segments[index] ?? "");
    if (!name.startsWith(":")) {
      if (name !== segment) return undefined;
    } else if (segment === "") return undefined;
    else params[name.slice(1)] = segment;
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
