/** `a, b and 7 more`; nothing at all of an empty list. */
export function someOf(texts: readonly string[], most = 10): string {
  const more = texts.length - most;
  return more <= 0 ? texts.join(", ") : `${texts.slice(0, most).join(", ")} and ${more} more`;
}

/**
 * Advice where an answer has not the form that the product gives it.
 * @param product with its article: `an Ideco NGFW`
 * @param settings what of the connection leads to the wrong place
 */
export function notFrom(product: string, settings = "endpoint"): string {
  return `Check the connection's ${settings}: something else than ${product} may answer there.`;
}
