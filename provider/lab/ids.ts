/** How ids travel while a condition says so: as texts, or as numbers that a double can't hold. */
export type IdForm = "texts" | "huge";

/** Huge ids lie this far above the appliance's own: of two neighbours a double tells only one. */
const far = 2n ** 53n + 1n;
const most = far + 10n ** 9n;

/** Fields whose numbers are ids. */
const isIdName = (name: string) => /^ids?$|_ids?$|[a-z]Ids?$/.test(name) && name !== "client_id";
const digits = /^\d{1,9}$/;

/** The JSON of an answer with its ids in another form. Texts of digits count as ids as well where they stand as such. */
export function idsOut(json: unknown, form: IdForm): string {
  // What JSON.stringify can't write, a number of any length, is marked and unwrapped in the text.
  const shifted = (id: number | string) => String(BigInt(id) + far);
  const text = JSON.stringify(json, (name, value: unknown) => {
    if (!isIdName(name)) return value;
    if (typeof value === "number" && Number.isInteger(value))
      return form === "texts" ? String(value) : `\u0000${shifted(value)}`;
    if (form === "huge" && typeof value === "string" && digits.test(value)) return shifted(value);
    return value;
  });
  return text.replace(/"\\u0000(\d+)"/g, "$1");
}

/** A request's path, query or body with ids as the appliance knows them. */
export function idsIn(text: string, form: IdForm): string {
  if (form === "texts") return text.replace(/("[a-zA-Z_]*id"\s*:\s*)"(\d{1,9})"/g, "$1$2");
  return text.replace(/\d{16}/g, (found) => {
    const id = BigInt(found);
    // One below the base is what a rounded first id becomes.
    return id >= far - 1n && id < most ? String(id - far) : found;
  });
}
