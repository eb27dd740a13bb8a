import { type Browser, chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { Lab } from "../../provider/lab/core";
import { showLab } from "../../provider/lab/page/page";
import { need } from "../needs";

interface Opened {
  lab: Lab;
  browser: Browser;
  page: Page;
  /** What the page complained of. */
  faults: string[];
}

async function opened(width = 1280): Promise<Opened> {
  const lab = await Lab.start({ extend: showLab });
  onTestFinished(() => lab.stop());
  const browser = await chromium.launch({ executablePath: need("chromium"), args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  return { lab, browser, page, faults };
}

test("the lab's page shows tables and requests as they come, text as text", async () => {
  const { lab, page, faults } = await opened();
  const table = lab.ideco.table("forward");
  table.add({
    comment: "<b>bold</b>",
    action: "drop",
    protocol: "protocol.tcp",
    destination_addresses: ["ip.id.1"],
  });
  await page.goto(lab.url);
  const rules = page.locator('[data-panel="ideco table forward"]');
  await rules.getByText("<b>bold</b>").waitFor();
  expect((await rules.locator("td").allTextContents()).slice(0, 6)).toEqual([
    "1",
    "",
    "drop",
    "protocol: protocol.tcp; destination_addresses: ip.id.1 (Web server)",
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

test("hands on the page move, switch off and delete a rule, ban, and send a packet", async () => {
  const { lab, page, faults } = await opened();
  const table = lab.ideco.table("forward");
  for (const comment of ["a", "b", "c"]) table.add({ comment });
  await page.goto(lab.url);
  const said = page.locator("#said");
  await page.getByRole("button", { name: "move up rule 3" }).click();
  await said.getByText("rule 3 of forward stands above 2").waitFor();
  await page.getByRole("button", { name: "switch off rule 1" }).click();
  await said.getByText("rule 1 of forward was changed: enabled").waitFor();
  await page.getByRole("button", { name: "delete rule 2" }).click();
  await said.getByText("rule 2 of forward was deleted").waitFor();
  expect(table.rules.map(({ id, enabled }) => [id, enabled])).toEqual([
    [1, false],
    [3, true],
  ]);

  const fill = (name: string, value: string) => page.locator(`#fields [name="${name}"]`).fill(value);
  const submit = page.getByRole("button", { name: "Do it" });
  await fill("from", "198.51.100.1");
  await fill("to", "192.168.0.20");
  await submit.click();
  await said.getByText('FORWARD: accept, rule 3 "c"').waitFor();

  await page.locator("#action").selectOption("ban");
  await fill("ip", "192.0.2.9");
  await submit.click();
  await said.getByText("192.0.2.9 is banned for 600 s").waitFor();
  await page.locator("#action").selectOption("edit-rule");
  await page.locator('#fields [name="table"]').selectOption("forward");
  await fill("id", "3");
  await fill("…", "action=drop; comment=by hand");
  await submit.click();
  await said.getByText("rule 3 of forward was changed: action, comment").waitFor();
  expect(table.get(3)).toMatchObject({ action: "drop", comment: "by hand" });
  await fill("…", "colour=red");
  await submit.click();
  await said.getByText("there is no such field").waitFor();
  expect(faults.filter((text) => !text.includes("400"))).toEqual([]);
}, 120_000);

test.each([375, 1280])(
  "at %i pixels nothing sticks out, also with 1,000 rules",
  async (width) => {
    const { lab, page, faults } = await opened(width);
    lab.ideco.keepHistory(false);
    const table = lab.ideco.table("forward");
    for (let n = 1; n <= 1000; n++) {
      table.add({ comment: `rule ${n}`, destination_addresses: ["ip.id.1"], protocol: "protocol.tcp" });
    }
    await page.goto(lab.url);
    await page.getByText("table forward: 1000").waitFor();
    const root = "document.documentElement";
    const sizes = await page.evaluate<number[]>(`[${root}.scrollWidth, ${root}.clientWidth]`);
    expect(sizes[0]).toBeLessThanOrEqual(sizes[1] ?? 0);
    const buttons = page
      .locator('[data-panel="ideco table forward"]')
      .getByRole("button", { name: "delete rule" });
    expect(await buttons.count()).toBe(1000);
    await buttons.first().click();
    await page.getByText("table forward: 999").waitFor();
    expect(faults).toEqual([]);
  },
  120_000,
);
