import { expect, test } from "vitest";
import { Claims } from "../../provider/kernel/claims";
import type { Claim } from "../../provider/kernel/resource";

type Mode = Claim["mode"];

test.each<[Mode, Mode, boolean]>([
  ["sole", "sole", false],
  ["sole", "beside", false],
  ["beside", "sole", false],
  ["beside", "beside", true],
  ["whole", "whole", true],
  ["part", "part", true],
  ["whole", "part", false],
  ["part", "whole", false],
])("after a claim %s of the same thing, one %s is borne: %s", (first, second, borne) => {
  const claims = new Claims();
  expect(claims.claim("a", "hq", [{ key: "it", mode: first }])).toBeUndefined();
  expect(claims.claim("b", "other", [{ key: "it", mode: "sole" }])).toBeUndefined();
  expect(claims.claim("b", "hq", [{ key: "it", mode: second }])).toEqual(
    borne ? undefined : { owner: "a", key: "it" },
  );
});

test("the claims of an owner take the place of those it had before", () => {
  const claims = new Claims();
  claims.claim("a", "hq", [{ key: "it", mode: "sole" }]);
  expect(claims.claim("a", "hq", [{ key: "that", mode: "sole" }])).toBeUndefined();
  expect(claims.claim("b", "hq", [{ key: "it", mode: "sole" }])).toBeUndefined();
});
