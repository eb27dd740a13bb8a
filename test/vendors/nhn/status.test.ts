import { expect, it } from "vitest";
import { statusOf } from "../../../provider/vendors/nhn/status";
import { alone, open, token } from "./open";

it.each([
  ["미신청", "notApplied"],
  ["Unregistered", "notApplied"],
  ["未申請", "notApplied"],
  ["접수대기", "pending"],
  ["Pending", "pending"],
  ["Applied", "pending"],
  ["受付待機", "pending"],
  ["진행중", "inService"],
  ["In progress", "inService"],
  ["In Service", "inService"],
  ["進行中", "inService"],
  [" 접수 대기 ", "pending"],
  ["IN_SERVICE", "inService"],
  ["해지중", "unknown"],
  ["", "unknown"],
])("the status word %j is %s", (word, status) => {
  expect(statusOf(word)).toBe(status);
});

it.each([
  ["ko", "접수대기"],
  ["en", "Pending"],
  ["ja", "受付待機"],
] as const)("in the language %s the raw word is kept beside the status", async (locale, rawStatus) => {
  const { stack } = await open({ locale, tokens: true });
  await stack.up(token, "vm", { vmId: alone });
  expect(stack.outputs("vm")).toMatchObject({ status: "pending", rawStatus });
  await stack.restart();
  expect(await stack.refresh("vm")).toEqual([]);
});
