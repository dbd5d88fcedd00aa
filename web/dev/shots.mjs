// Pictures of the page in each theme, language and width, to look at: node dev/shots.mjs [folder] [address]
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { startMock } from "./mock.mjs";

const folder = process.argv[2] ?? "bench/out/shots";
mkdirSync(folder, { recursive: true });
const server = process.argv[3] ? null : await startMock();
const base = process.argv[3] ?? `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
  ],
});
const NORTHWEST = "at=8.5/35.75/36.75&on=2017-11-13&days=30";
const shots = [
  ["wide-light-en", 1280, 800, "light", ""],
  ["wide-dark-en", 1280, 800, "dark", ""],
  ["wide-light-ar", 1280, 800, "light", `#${NORTHWEST}&lang=ar`],
  ["wide-dark-northwest", 1280, 800, "dark", `#${NORTHWEST}&place=sy-8`],
  ["wide-light-card", 1280, 800, "light", `#${NORTHWEST}&event=EVENT`],
  ["wide-light-list", 1280, 800, "light", `#${NORTHWEST}`, '[data-panel="list"]'],
  ["wide-light-about", 1280, 800, "light", `#${NORTHWEST}`, '[data-panel="about"]'],
  ["wide-cumulative", 1280, 800, "light", "#at=7/35/38.5&on=2019-06-01&mode=cumulative"],
  ["phone-light-en", 390, 844, "light", ""],
  ["phone-dark-en", 390, 844, "dark", `#at=8/35.75/36.75&on=2017-11-13&days=30`],
  ["phone-light-ar", 390, 844, "light", `#at=8/35.75/36.75&on=2017-11-13&days=30&lang=ar`],
  ["phone-legend", 390, 844, "light", "", '[data-panel="legend"]'],
  ["phone-card", 390, 844, "dark", `#${NORTHWEST}&event=EVENT`],
];
let event = "";
for (const [name, width, height, colorScheme, hash, click] of shots) {
  const phone = width < 500;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    isMobile: phone,
  });
  const said = [];
  page.on("console", (m) => m.type() !== "log" && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  await page.goto(base + hash.replace("EVENT", event));
  await page.waitForSelector(".timebar, .splash[role=alert]");
  if (click) await page.click(click);
  await page.waitForTimeout(600);
  if (!event && name === "wide-light-ar") {
    await page.click('[data-panel="list"]');
    await page.waitForSelector(".event-row");
    await page.click(".event-row");
    await page.waitForTimeout(400);
    event = /event=([^&]+)/.exec(page.url())?.[1] ?? "";
  }
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(name, said.length ? said : "");
  await page.close();
}
await browser.close();
server?.close();
