import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Call, Reply, Route } from "../appliance";
import { type Context, isV18, toggle } from "./context";
import { checked, comment, invalid, json, nonNegative, notFound, ok, route, title } from "./validate";

const path = "/content-filter/morph_analysis_dicts";

const words = z.array(z.strictObject({ value: z.string().min(1).max(50), weight: nonNegative })).max(1000);
const dictionaryForm = z.strictObject({
  title,
  comment,
  enabled: z.boolean(),
  threshold: nonNegative,
  words,
});
/** The page prints `read_only` in the body of a creation; a predefined dictionary cannot be made: false alone. */
const newForm = dictionaryForm.extend({ read_only: z.literal(false) });

interface Dictionary extends z.infer<typeof dictionaryForm> {
  read_only: boolean;
  central: boolean;
}

/** The four dictionaries that the vendor's documentation names, off by default, with a word or two each. */
const predefined: readonly [title: string, ...words: string[]][] = [
  ["Словарь наркотических средств", "наркотик"],
  ["Словарь порнографии", "порно"],
  ["Словарь матерных слов", "ругательство", "брань"],
  ["Словарь терроризм", "взрывчатка"],
];

/** Morphological analysis: its state and its dictionaries. */
export class Morphology {
  readonly state = { enabled: false };
  readonly routes: Route[];
  private readonly dictionaries = new Map<string, Dictionary>();
  private last: number;

  constructor(private readonly context: Context) {
    this.last = context.options.idOffset;
    for (const [name, ...values] of predefined) {
      const list = values.map((value) => ({ value, weight: 20 }));
      const base = { title: name, comment: "", enabled: false, threshold: 100, words: list };
      this.store({ ...base, read_only: true, central: false });
    }
    this.routes = [
      ...toggle(context, "/content-filter/morph_analysis/state", this.state),
      route("GET", path, () =>
        json([...this.dictionaries].map(([id, dictionary]) => this.show(id, dictionary))),
      ),
      route("POST", path, (call) =>
        json({ id: this.store({ ...checked(newForm, call.body), central: false }) }),
      ),
      route("PATCH", `${path}/:id`, (call) => this.edit(call)),
      route("DELETE", `${path}/:id`, (call) => this.remove(call)),
      route("GET", `${path}/download/:id`, (call) => csv(this.known(call).dictionary)),
    ];
  }

  /** Adds a dictionary as from the central console, read-only for the interface. */
  addFromConsole(dictionary: z.infer<typeof dictionaryForm>): string {
    return this.store({ ...dictionary, read_only: false, central: true });
  }

  private store(dictionary: Dictionary): string {
    this.last += 1;
    const id = String(this.last);
    this.dictionaries.set(id, dictionary);
    return id;
  }

  private show(id: string, { central, ...dictionary }: Dictionary) {
    return { id, ...dictionary, [isV18(this.context) ? "central_console" : "from_central_console"]: central };
  }

  private known(call: Call): { id: string; dictionary: Dictionary } {
    const id = call.params.id ?? "";
    const dictionary = this.dictionaries.get(id);
    if (dictionary === undefined) throw notFound(`dictionary ${id}`);
    return { id, dictionary };
  }

  /**
   * PATCH with the whole object, as printed. "Предустановленные словари можно включать или отключать, но нельзя
   * редактировать": for those the body may also be `enabled` alone, and nothing else may change.
   */
  private edit(call: Call): Reply {
    const { id, dictionary } = this.known(call);
    const { read_only, central, ...before } = dictionary;
    if (central) throw invalid("id", "the dictionary belongs to the central console");
    const form = read_only ? dictionaryForm.partial().required({ enabled: true }) : dictionaryForm;
    const after = { ...before, ...checked<Partial<Dictionary>>(form, call.body) };
    const { enabled: _before, ...fixed } = before;
    const { enabled: _after, ...wanted } = after;
    if (read_only && !isDeepStrictEqual(fixed, wanted))
      throw invalid("id", "a predefined dictionary is read-only");
    this.dictionaries.set(id, { ...after, read_only, central });
    return ok;
  }

  private remove(call: Call): Reply {
    const { id, dictionary } = this.known(call);
    if (dictionary.read_only || dictionary.central) throw invalid("id", "the dictionary is read-only");
    this.dictionaries.delete(id);
    return ok;
  }
}

/** "В первой строке записан пороговый вес словаря;название словаря;комментарий." Nothing is quoted. */
function csv({ threshold, title, comment, words }: Dictionary): Reply {
  const lines = [
    `${threshold};${title};${comment}`,
    ...words.map(({ value, weight }) => `${value};${weight}`),
  ];
  return { text: `${lines.join("\n")}\n`, headers: { "content-type": "text/csv; charset=utf-8" } };
}
