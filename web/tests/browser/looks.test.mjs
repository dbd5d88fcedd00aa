// Arabic, dark, a phone, and what axe-core thinks of each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { demo, serve } from "./program.mjs";
import { daysOn } from "./reading.mjs";
import { eventually, PHONE, person } from "./visit.mjs";

const theatre = serve(demo);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const START = "#at=8.5/35.9/36.8&on=2017-11-13&days=30&lang=en";
const ARABIC = START.replace("lang=en", "lang=ar");

person("reads the page in Arabic, from right to left, but not the map", theatre, async (open) => {
  const page = await open(START);
  await page.click('[data-control="language"]');
  await page.waitForSelector('html[lang="ar"][dir="rtl"]');
  assert.equal(await page.getAttribute("#map", "dir"), "ltr");
  assert.match(await page.innerText(".moment"), /تشرين الثاني/);
  await page.keyboard.press("ArrowLeft");
  await eventually(async () => assert.equal((await daysOn(page)).to, "2017-11-14"));
  const box = await page.locator(".histogram").boundingBox();
  await page.mouse.click(box.x + box.width * 0.9, box.y + 20);
  await eventually(async () => assert.ok((await daysOn(page)).to < "2013"));
  const legend = await page.locator("#panel-legend").boundingBox();
  assert.ok(legend.x > 640, "the legend is at the right");
  const scale = await page.locator(".leaflet-control-scale").boundingBox();
  assert.ok(scale.x + scale.width < legend.x, "the scale is not under the legend");
});

person("reads what the map rests on without looking for it", theatre, async (open) => {
  const page = await open(START);
  const { time_zone, notes } = await theatre.ask("/theatre");
  const footline = await page.innerText(".footline-notes");
  assert.ok(footline.includes(time_zone));
  assert.match(footline, /Borders/);
  assert.match(footline, /assessed from public claims/);
  await page.click('[data-panel="about"]');
  const about = await page.innerText("#panel-about");
  for (const note of [notes.time, notes.borders, notes.control]) assert.ok(about.includes(note), note);
});

person("holds it in one hand: a sheet at the bottom, and nothing too small to touch", theatre, async (open) => {
  const page = await open(START, PHONE);
  for (const panel of ["legend", "list", "about"]) {
    await page.click(`[data-panel="${panel}"]`);
    const sheet = page.locator(`#panel-${panel}`);
    await sheet.waitFor();
    const box = await sheet.boundingBox();
    const bar = await page.locator(".timebar").boundingBox();
    assert.ok(box.x <= 1 && box.width >= 388, `${panel} is as wide as the screen`);
    assert.ok(Math.abs(box.y + box.height - bar.y) < 2, `${panel} stands on the time bar`);
    assert.ok(box.y > 160, `${panel} leaves the map in sight`);
    assert.equal(await page.locator(".panel:visible").count(), 1);
    const small = await page.$$eval("button, select, input, a", (all) =>
      all
        .filter((e) => e.checkVisibility() && !e.closest(".prose, .account, label") && !e.matches(".slider"))
        .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 39.5 || height < 39.5)
        .map(([name, { width, height }]) => `${name} ${width}x${height}`),
    );
    assert.deepEqual(small, []);
  }
  await page.click('[data-panel="list"]');
  await page.tap(".event-row >> nth=0");
  await page.waitForSelector("#panel-card:visible .facts");
  const map = await page.locator("#map").boundingBox();
  const card = await page.locator("#panel-card").boundingBox();
  assert.ok(card.y > map.y + 60);
});

for (const [name, fragment, options, panel] of [
  ["wide, light, with the list", START, {}, "list"],
  ["wide, dark, about the map", START, { colorScheme: "dark" }, "about"],
  ["wide, Arabic, with a town's card", `${ARABIC}&place=geonames:174030`, {}, null],
  ["wide, dark, with a town's card", `${START}&place=geonames:174030`, { colorScheme: "dark" }, null],
  ["a phone, light, with the legend", START, PHONE, "legend"],
  ["wide, dark, as known on a day", `${START}&known=2017-11-20`, { colorScheme: "dark" }, "list"],
  ["a phone, light, as known on a day", `${START}&known=2017-11-20`, PHONE, "legend"],
  ["a phone, dark, Arabic, with the list", ARABIC, { ...PHONE, colorScheme: "dark" }, "list"],
]) {
  person(`meets nothing in the way and nothing cut off (${name})`, theatre, async (open) => {
    const page = await open(fragment, options);
    if (panel) await page.click(`[data-panel="${panel}"]`);
    await page.waitForSelector(`#panel-${panel ?? "card"}:visible`);
    const dark = options.colorScheme === "dark";
    assert.equal(await page.getAttribute("html", "data-theme"), dark ? "dark" : "light");
    const outside = await page.$$eval(".header *, .timebar *, .panel", (all) =>
      all
        .filter((e) => e.checkVisibility() && !e.matches("option, .visually-hidden"))
        .map((e) => [String(e.className), e.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
        .map(([className, box]) => `${className} ${box.left} to ${box.right}`),
    );
    assert.deepEqual(outside, []);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    const grave = violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
    assert.deepEqual(grave, []);
  });
}
