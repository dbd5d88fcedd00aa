// Does with the built page what a reader does, in Chromium, and says what it found: node dev/try.mjs [address]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { startMock } from "./mock.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const mock = process.argv[2] ? null : await startMock({ events: 20_000 });
const base = process.argv[2] ?? `http://127.0.0.1:${mock.address().port}/`;
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
let failures = 0;
const check = (name, ok, seen = "") => {
  if (!ok) failures++;
  console.log(`${ok ? "ok  " : "FAIL"} ${name}${ok ? "" : ` (${JSON.stringify(seen)})`}`);
};
const hash = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));
const said = [];

async function open(fragment = "", options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  await page.goto(base + fragment);
  await page.waitForSelector(".timebar");
  await page.waitForTimeout(400);
  return page;
}
const counts = (page) =>
  page.$$eval(".legend-list:first-of-type .legend-count", (all) =>
    all.slice(0, 7).map((e) => Number(e.textContent.replace(/\D/g, ""))),
  );
const settle = (page) => page.waitForTimeout(450);

const start = "#at=8.5/35.75/36.75&on=2017-11-13&days=30&lang=en";
{
  const page = await open(start);
  await page.keyboard.press("ArrowRight");
  await settle(page);
  check("an arrow steps a day", hash(page).get("on") === "2017-11-14", page.url());
  await page.keyboard.press("Shift+ArrowLeft");
  await settle(page);
  check("Shift and an arrow step a week", hash(page).get("on") === "2017-11-07", page.url());
  await page.keyboard.press("PageDown");
  await settle(page);
  check("Page Down goes back a window", hash(page).get("on") === "2017-10-08", page.url());
  await page.focus(".slider-end");
  await page.keyboard.press("PageUp");
  await settle(page);
  check("Page Up on the slider moves a window, not a tenth", hash(page).get("on") === "2017-11-07", page.url());
  await page.focus(".slider-start");
  await page.keyboard.press("ArrowLeft");
  await settle(page);
  check("the start slider lengthens the window", hash(page).get("days") === "31", page.url());
  await page.keyboard.press("End");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("End");
  await settle(page);
  check("End goes to the last day", hash(page).get("on") === "2024-12-08", page.url());
  await page.keyboard.press("Home");
  await settle(page);
  check("Home goes to the first day", hash(page).get("on") === "2011-03-15", page.url());
  await page.keyboard.press("Space");
  await page.waitForTimeout(1500);
  await page.keyboard.press("Space");
  await settle(page);
  check("Space plays and pauses", hash(page).get("on") > "2011-03-20", page.url());
  const stopped = page.url();
  await page.waitForTimeout(500);
  check("paused means still", page.url() === stopped);
  await page.close();
}
{
  const page = await open(start);
  const box = await (await page.$(".histogram")).boundingBox();
  const thumb = await page.$eval(
    ".slider-end",
    (e) => (Number(e.value) - Number(e.min)) / (Number(e.max) - Number(e.min)),
  );
  const x = box.x + thumb * box.width + 8;
  await page.mouse.move(x, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 200, box.y + 20, { steps: 8 });
  await page.mouse.up();
  await settle(page);
  check("the end thumb is dragged", hash(page).get("on") > "2019-06-01", page.url());
  const length = hash(page).get("days");
  await page.mouse.click(box.x + box.width * 0.3, box.y + 20);
  await settle(page);
  check("a click on the histogram jumps there", hash(page).get("on").startsWith("2015"), page.url());
  check("and keeps the window's length", hash(page).get("days") === length, page.url());
  await page.selectOption('select[aria-label="Length of the window"]', "365");
  await settle(page);
  const middle = box.x + box.width * 0.3 - 20;
  await page.mouse.move(middle, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(middle + 100, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await settle(page);
  check(
    "the window itself is dragged",
    hash(page).get("on") > "2016-01-01" && hash(page).get("days") === "365",
    page.url(),
  );
  await page.fill('input[type="date"]', "2013-08-21");
  await settle(page);
  check("a day is gone to", hash(page).get("on") === "2013-08-21", page.url());
  await page.close();
}
{
  const page = await open(start);
  const before = await counts(page);
  await page.click(".legend-row:first-child input");
  await settle(page);
  check("a type is switched off", hash(page).get("hide") === "air-strike", page.url());
  check("and still counted", JSON.stringify(await counts(page)) === JSON.stringify(before));
  await page.click('[data-panel="list"]');
  await settle(page);
  const titles = await page.$$eval(".event-title", (all) => all.map((e) => e.textContent));
  check(
    "the list follows the filter",
    titles.length > 10 && !titles.some((t) => t.startsWith("Air")),
    titles.slice(0, 3),
  );
  await page.keyboard.press("Tab");
  await page.focus(".event-row");
  await page.keyboard.press("Enter");
  await settle(page);
  check(
    "a list entry opens the card by keyboard",
    Boolean(hash(page).get("event")) && (await page.isVisible(".card h2")),
    page.url(),
  );
  check("the quote is text, not markup", (await page.textContent("blockquote")).includes("<script>"));
  await page.goBack();
  await settle(page);
  check(
    "back closes the card and shows the list again",
    !hash(page).get("event") && (await page.isVisible(".event-list")),
    page.url(),
  );
  await page.close();
}
{
  const page = await open("#at=9/35.86/36.8&on=2016-12-31&mode=cumulative&layers=events&lang=en");
  const box = await (await page.$("#map")).boundingBox();
  // Saraqib, where many events share one point.
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const scale = (256 * 2 ** 9) / 360;
  await page.mouse.click(point.x + (36.803 - 36.8) * scale, point.y - (35.865 - 35.86) * scale * 1.23);
  await settle(page);
  const text = await page.textContent(".stack").catch(() => "");
  check("stacked events are counted in the card", /1 of \d+ here/.test(text), text);
  await page.click('button[aria-label="Next event here"]');
  await settle(page);
  check(
    "and stepped through",
    /2 of \d+ here/.test(await page.textContent(".stack")),
    await page.textContent(".stack"),
  );
  await page.close();
}
{
  const page = await open(start);
  await page.fill(".search-input", "khan");
  await page.waitForSelector('.search-item[role="option"]');
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1200);
  const [, latitude] = hash(page).get("at").split("/").map(Number);
  check("search goes to a place", Math.abs(latitude - 35.44) < 0.4, page.url());
  await page.fill(".search-input", "سراقب");
  await page.waitForSelector('.search-item[role="option"]');
  check("search reads Arabic", (await page.textContent(".search-item")).includes("Saraqib"));
  await page.close();
}
{
  const page = await open(start);
  await page.click('[data-control="language"]');
  await settle(page);
  check("Arabic mirrors the page", (await page.getAttribute("html", "dir")) === "rtl");
  check("but not the map", (await page.getAttribute("#map", "dir")) === "ltr");
  await page.keyboard.press("ArrowLeft");
  await settle(page);
  check("in Arabic the left arrow goes on in time", hash(page).get("on") === "2017-11-14", page.url());
  const box = await (await page.$(".histogram")).boundingBox();
  await page.mouse.click(box.x + box.width * 0.9, box.y + 20);
  await settle(page);
  check("in Arabic the past is at the right", hash(page).get("on") < "2013", page.url());
  await page.click('[data-control="theme"]');
  await page.click('[data-control="theme"]');
  await settle(page);
  check("the theme is switched", (await page.getAttribute("html", "data-theme")) === "dark");
  await page.close();
}
{
  // A film stopped anywhere shows what a fresh page shows there.
  const pixels = (page) =>
    page.evaluate(() => {
      const canvas = document.querySelector(".leaflet-points-pane canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let i = 0; i < data.length; i += 4)
        sum = (sum * 31 + data[i] + data[i + 1] * 3 + data[i + 2] * 5 + data[i + 3]) >>> 0;
      return sum;
    });
  for (const mode of ["days=30", "mode=cumulative"]) {
    const played = await open(`#at=7/35/38.5&on=2014-01-01&${mode}&lang=en`);
    for (let i = 0; i < 20; i++) await played.keyboard.press("ArrowRight");
    await played.waitForTimeout(700);
    const fresh = await open(`#at=7/35/38.5&on=2014-01-21&${mode}&lang=en`);
    check(`a stopped film equals a fresh page (${mode})`, (await pixels(played)) === (await pixels(fresh)));
    await played.close();
    await fresh.close();
  }
}
for (const [name, fragment, options, click] of [
  ["wide", start, {}, '[data-panel="list"]'],
  ["wide dark", start, { colorScheme: "dark" }, '[data-panel="about"]'],
  ["Arabic", `${start.replace("lang=en", "lang=ar")}&place=sy-8`, {}, null],
  [
    "Arabic phone",
    start.replace("lang=en", "lang=ar"),
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    '[data-panel="list"]',
  ],
  ["phone", start, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, '[data-panel="legend"]'],
]) {
  const page = await open(fragment, options);
  if (click) await page.click(click);
  await settle(page);
  const small = await page.$$eval("button, select, input, a", (all) =>
    all
      .filter(
        (e) =>
          e.checkVisibility() &&
          getComputedStyle(e).opacity !== "0" &&
          !e.closest(".prose, .account, label, .visually-hidden"),
      )
      .map((e) => [
        e.className || e.tagName,
        Math.round(e.getBoundingClientRect().width),
        Math.round(e.getBoundingClientRect().height),
      ])
      .filter(([c, w, h]) => (w < 40 || h < 40) && !String(c).includes("slider")),
  );
  if (name === "phone") check("touch targets are at least 40 px", small.length === 0, small);
  const outside = await page.$$eval(".header *, .timebar *, .panel", (all) =>
    all
      .filter((e) => e.checkVisibility() && !e.matches("option, .visually-hidden"))
      .map((e) => [e.className, e.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
      .map(([c, box]) => `${c} ${box.left} ${box.right}`),
  );
  check(`nothing reaches beyond the screen (${name})`, outside.length === 0, outside);
  await page.evaluate(axeSource).catch(() => page.addScriptTag({ content: axeSource }));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  for (const v of violations)
    console.log(
      `     axe ${v.impact} ${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 120)} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`,
    );
  check(
    `axe finds nothing serious (${name})`,
    grave.length === 0,
    grave.map((v) => v.id),
  );
  await page.close();
}
for (const [name, options, selector] of [
  ["an empty theatre says so", { empty: true }, ".notice"],
  ["a failed load says so and offers to try again", { broken: true }, ".splash .retry"],
]) {
  if (process.argv[2]) break;
  const other = await startMock(options);
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  await page.waitForTimeout(900);
  check(name, await page.isVisible(selector));
  await page.close();
  other.close();
}
check("nothing was complained about in the console", said.length === 0, said.slice(0, 5));
await browser.close();
mock?.close();
process.exitCode = failures ? 1 : 0;
