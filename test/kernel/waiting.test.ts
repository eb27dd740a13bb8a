import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { abortable } from "../../provider/kernel/limits";

test("hundreds wait for a shared work with one signal, and Node warns of nothing", async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error) => warnings.push(warning);
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  const { signal } = new AbortController();
  const work = sleep(20, "done");
  const all = await Promise.all(Array.from({ length: 300 }, () => abortable(work, signal)));
  expect(new Set(all)).toEqual(new Set(["done"]));
  await sleep(0);
  expect(warnings).toEqual([]);
});
