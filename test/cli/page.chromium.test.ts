import { chromium } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { showLab } from "../../provider/lab/page/page";
import { need } from "../needs";

test("the lab's page shows tables and requests as they come, text as text", async () => {
  const lab = await Lab.start({ extend: showLab });
  onTestFinished(() => lab.stop());
  const browser = await chromium.launch({ executablePath: need("chromium"), args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));

  const table = lab.ideco.table("forward");
  table.add({ comment: "<b>bold</b>", action: "drop", protocol: "protocol.tcp" });
  await page.goto(lab.url);
  const rules = page.locator('[data-panel="ideco table forward"]');
  await rules.getByText("<b>bold</b>").waitFor();
  expect(await rules.locator("td").allTextContents()).toEqual([
    "1",
    "",
    "drop",
    "protocol: protocol.tcp",
    "",
    "<b>bold</b>",
  ]);

  table.delete(1);
  await rules.getByText("table forward: empty").waitFor();
  await fetch(`${lab.url}/selectel/eye/v1/ips`, { method: "POST", body: "{}" });
  await page.getByText("POST /eye/v1/ips").waitFor();
  await lab.stop();
  await page.getByText("The lab has ended.").waitFor();
  expect(faults.filter((text) => !text.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
}, 120_000);
