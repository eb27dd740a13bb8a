/**
 * JSON whose whole numbers lose no digit: one beyond 2^53 becomes a text, as an id that was rounded would be the id of
 * something else.
 * @throws SyntaxError where it is no JSON
 */
export function parseJson(text: string): unknown {
  return JSON.parse(/\d{16}/.test(text) ? withLongNumbersAsTexts(text) : text);
}

/** Texts are matched as well, so that a number in one stays what it is. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function withLongNumbersAsTexts(text: string): string {
  return text.replace(textOrNumber, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
