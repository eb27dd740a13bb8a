import type { LabOptions } from "../../provider/lab/core";

/** Credentials that are like no other word, with signs that URLs, JSON and HTML write in other ways. */
const credentials = {
  idecoPassword: 'Zx9/ide+co&"geheim"ä',
  eraPassword: 'Yw8/er+a&"geheim"ä',
  selectelToken: "nat789-Vu7+selectel/geheim==",
  nhnAppKey: "Ts6nhnappkeygeheim",
  nhnAccess: "Rq5nhnaccesskey",
  nhnSecret: "Po4+nhn/secretgeheim",
  deepfinderKey: "Nm3+deepfinder/geheim&=",
};

/** Every appliance with these credentials. */
export function secretOptions(options: LabOptions): LabOptions {
  const { idecoPassword, eraPassword, selectelToken, nhnAppKey, nhnAccess, nhnSecret, deepfinderKey } =
    credentials;
  return {
    ...options,
    ideco: { ...options.ideco, password: idecoPassword },
    era: { ...options.era, password: eraPassword },
    selectel: { ...options.selectel, token: selectelToken },
    nhn: { ...options.nhn, appKey: nhnAppKey, accessKeyId: nhnAccess, secretAccessKey: nhnSecret },
    deepfinder: { ...options.deepfinder, key: deepfinderKey },
  };
}

/** Everything that must stand in no text: the credentials, and the sessions that were opened with them. */
export class Secrets {
  private readonly words = new Set(Object.values(credentials).flatMap(formsOf));

  /** Takes the sessions out of an answer: cookies, and tokens in the body. */
  hear(cookies: unknown, payload: unknown): void {
    for (const cookie of [cookies ?? []].flat()) {
      const value = /=([^;]*)/.exec(String(cookie))?.[1] ?? "";
      if (value.length >= 8) this.words.add(value);
    }
    for (const [, token = ""] of String(payload).matchAll(/"(?:access|session)_token": ?"([^"]+)"/g)) {
      this.words.add(token);
    }
  }

  /** @throws where a text holds any of them */
  check(where: string, text: string): void {
    for (const word of this.words) {
      if (text.includes(word)) throw new Error(`${where} holds the secret ${word}: ${text.slice(0, 2000)}`);
    }
  }
}

function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    new URLSearchParams({ "": secret }).toString().slice(1),
  ];
}
