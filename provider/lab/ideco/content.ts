import { z } from "zod";
import type { Call, Route } from "../appliance";
import { type Context, toggle } from "./context";
import { checked, comment, invalid, json, name, notFound, ok, route } from "./validate";

interface Category {
  id: string;
  type: string;
  name: string;
  comment: string;
}

const predefined: readonly Category[] = [
  { id: "special.id.1", type: "special", name: "Все запросы", comment: "" },
  { id: "special.id.2", type: "special", name: "Все категоризированные запросы", comment: "" },
  { id: "special.id.3", type: "special", name: "Все некатегоризированные запросы", comment: "" },
  { id: "special.id.4", type: "special", name: "Прямое обращение по IP", comment: "" },
  { id: "extended.id.1", type: "extended", name: "Файлообменники", comment: "" },
  { id: "extended.id.2", type: "extended", name: "Социальные сети", comment: "" },
  { id: "extended.id.3", type: "extended", name: "Азартные игры", comment: "" },
  { id: "files.id.1", type: "files", name: "Исполняемые файлы", comment: "" },
  { id: "files.id.2", type: "files", name: "Архивы", comment: "" },
  { id: "other.id.1", type: "other", name: "Загрузка файлов в файлообменники", comment: "" },
];

const categoryForm = z.strictObject({ name, comment, urls: z.array(z.string().min(1)) });
const users = "/content-filter/users_categories";

/** The content filter but for its rules: state, settings, safe search and categories. */
export class ContentFilter {
  readonly state = { enabled: true };
  readonly settings = { enabled_extended_categorizer: true, quic_reject_enabled: false };
  readonly safeSearch = { enabled: false };
  readonly routes: Route[];
  private readonly own = new Map<string, z.infer<typeof categoryForm>>();
  private last: number;

  /** `users` tells which rule refers to a category. */
  constructor(
    context: Context,
    private readonly userOf: (id: string) => string | undefined,
  ) {
    this.last = context.options.idOffset;
    const settingsForm = z.strictObject({
      enabled_extended_categorizer: z.boolean(),
      quic_reject_enabled: z.boolean(),
    });
    this.routes = [
      ...toggle(context, "/content-filter/state", this.state),
      route("GET", "/content-filter/settings", () => json(this.settings)),
      // PATCH in every version, printed with both fields.
      route("PATCH", "/content-filter/settings", (call) => {
        Object.assign(this.settings, checked(settingsForm, call.body));
        return ok;
      }),
      ...toggle(context, "/proxy_backend/safe_search", this.safeSearch),
      route("GET", "/content-filter/categories", () => json(this.categories())),
      route("GET", users, () => json([...this.own].map(([id, category]) => ({ id, ...category })))),
      // A name that exists already is taken: the page asks only that it is not empty.
      route("POST", users, (call) => {
        const category = checked(categoryForm, call.body);
        this.last += 1;
        const id = `users.id.${this.last}`;
        this.own.set(id, category);
        return json({ id });
      }),
      route("PUT", `${users}/:id`, (call) => {
        const id = this.known(call);
        const category = checked(categoryForm, call.body);
        this.own.set(id, category);
        return json({ id, ...category });
      }),
      route("DELETE", `${users}/:id`, (call) => this.remove(this.known(call)), {
        when: () => context.options.categoryDelete,
      }),
    ];
  }

  has(id: string): boolean {
    return this.own.has(id) || predefined.some((category) => category.id === id);
  }

  private categories(): Category[] {
    const own = [...this.own].map(([id, { name, comment }]) => ({ id, type: "users", name, comment }));
    return [...own, ...predefined];
  }

  private known(call: Call): string {
    const id = call.params.id ?? "";
    if (!this.own.has(id)) throw notFound(`user category ${id}`);
    return id;
  }

  /** Not on the page; like an object, a category that a rule uses is refused with 542. */
  private remove(id: string) {
    const user = this.userOf(id);
    if (user !== undefined) throw invalid("id", `${id} is used by ${user}`);
    this.own.delete(id);
    return ok;
  }
}
