/** Where messages for the user go; the fronts bring them to the engine. Texts are free of secrets. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** A passing line about work under way; shown only while it lasts, where the engine can do that. */
  progress(message: string): void;
}

export const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, progress: () => {} };
