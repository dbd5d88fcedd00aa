// Towns colored by who held them, and the card that says since when and from whom one knows.
import assert from "node:assert/strict";
import { demo, serve } from "./program.mjs";
import { legend, viewOf } from "./reading.mjs";
import { eventually, person } from "./visit.mjs";

const theatre = serve(demo);
const ATARIB = "geonames:174030";

/** Towns by their first holder on a day, as the store assesses it; a town of which nothing is known counts as unknown. */
async function holdersOn(day) {
  const towns = new Set((await theatre.control()).map(({ properties }) => properties.place_id));
  const counts = { unknown: towns.size };
  for (const { properties } of await theatre.control({ datetime: day })) {
    const { basis, status, holders } = properties;
    if (basis !== "assessed" || status === "unknown" || holders.length === 0) continue;
    counts[holders[0]] = (counts[holders[0]] ?? 0) + 1;
    counts.unknown--;
  }
  return counts;
}

/** How many pixels of a small square of the towns' canvas have exactly this color. */
async function colored(page, place, color) {
  const [x, y] = (await viewOf(page)).pixelOf(place);
  return page.evaluate(
    ({ x, y, color }) => {
      const canvas = document.querySelector(".leaflet-control-pane canvas");
      const map = document.getElementById("map").getBoundingClientRect();
      const box = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(14, 14).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, box.left - map.left - x + 7, box.top - map.top - y + 7);
      const { data } = copy.getImageData(0, 0, 14, 14);
      const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      let n = 0;
      for (let i = 0; i < data.length; i += 4) if (wanted.every((part, c) => data[i + c] === part)) n++;
      return n;
    },
    { x, y, color },
  );
}

person("sees how many towns each side held on chosen days", theatre, async (open) => {
  const days = ["2011-06-01", "2012-09-01", "2014-03-16", "2015-06-01", "2017-11-13", "2020-03-06", "2024-12-01"];
  const page = await open(`#at=8/35.6/36.8&on=${days[0]}&days=30&lang=en`);
  for (const day of [...days, "2024-12-08"]) {
    await page.fill('.timebar input[type="date"]', day);
    const expected = await holdersOn(day);
    await eventually(async () => {
      const shown = await legend(page, "hiddenHolders");
      const held = Object.fromEntries(Object.entries(shown).filter(([id, n]) => n > 0 || id === "unknown"));
      assert.deepEqual(held, expected);
    });
    const rows = await page.$$eval('input[data-set="hiddenHolders"]', (all) =>
      all.filter((box) => box.checkVisibility()).map((box) => box.dataset.id),
    );
    for (const id of rows) assert.ok(id in expected, `${id} holds nothing on ${day} and is not folded away`);
  }
  await page.click('.legend-more[aria-expanded="false"]:visible >> nth=0');
  await page.waitForSelector('input[data-id="syrian-government"]:visible');
});

person("sees a town change its color on the day it fell", theatre, async (open) => {
  const { actors } = await theatre.ask("/theatre");
  const color = actors.find(({ id }) => id === "syrian-government").color;
  const states = (await theatre.control()).filter(
    ({ properties: p }) => p.place_name === "Hama" && p.basis === "assessed" && p.holders[0] === "syrian-government",
  );
  const { geometry, properties } = states.at(-1);
  const fell = properties.until;
  assert.match(fell, /^2024-12/);
  const page = await open(`#at=10/35.13/36.75&on=2024-11-01&days=1&layers=control&lang=en`);
  await eventually(async () => assert.ok((await colored(page, geometry.coordinates, color)) > 60));
  await page.fill('.timebar input[type="date"]', fell);
  await eventually(async () => assert.equal(await colored(page, geometry.coordinates, color), 0));
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("ArrowLeft");
  if (properties.start < fell && !properties.start_latest?.startsWith("2024-12")) {
    await eventually(async () => assert.ok((await colored(page, geometry.coordinates, color)) > 0));
  }
});

person("clicks a town and reads who held it when, and who says so", theatre, async (open) => {
  const { last_day } = await theatre.ask("/theatre");
  const all = (await theatre.control()).filter(({ properties }) => properties.place_id === ATARIB);
  // What begins after the record, such as the end of a holder, is no news of it.
  const states = all.filter(({ properties }) => properties.basis === "assessed" && properties.start <= last_day);
  assert.ok(states.length > 2 && states.length < all.length);
  const page = await open("#at=10/36.1/36.7&on=2016-06-01&days=1&layers=control,names&lang=en");
  const view = await viewOf(page);
  await page.mouse.click(...view.screenOf(states[0].geometry.coordinates));
  const card = page.locator("#panel-card");
  await card.locator("h2:text-is('Atarib')").waitFor();
  const text = await card.innerText();
  assert.match(text, /On 1 June 2016/);
  const items = card.locator(".timeline > .timeline-item");
  assert.equal(await items.count(), states.length);
  assert.equal(await card.locator(".timeline > .timeline-item.is-current").count(), 1);
  const { actors } = await theatre.ask("/theatre");
  for (const { properties } of states) {
    for (const holder of properties.holders) {
      const { name } = actors.find(({ id }) => id === holder);
      assert.ok(text.includes(name), `the card does not name ${name}`);
    }
    for (const { name } of properties.sources) assert.ok(text.includes(name), `the card does not name ${name}`);
  }
  // The latest state stands first; a click on it goes there.
  await items.last().locator("button").click();
  const first = states.map(({ properties }) => properties.start).sort()[0];
  await eventually(async () => assert.ok(page.url().includes(`on=${first}`), page.url()));
});
