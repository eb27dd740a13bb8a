const snakes = new Map<string, string>();

/** The appliance's name of a field: `redirectUrl` → `redirect_url`. */
export function snake(name: string): string {
  const known = snakes.get(name);
  if (known !== undefined) return known;
  const text = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(name, text);
  return text;
}
