// Within which circle or outline the truth lies, drawn for what is open and gone when it is closed.
import assert from "node:assert/strict";
import { demo, serve } from "./program.mjs";
import { address } from "./reading.mjs";
import { eventually, person } from "./visit.mjs";

const theatre = serve(demo);
const ALWAYS = { from: "2011-01-01", to: "2024-12-31" };
const DRAWN = ".leaflet-reach-pane path";

async function eventAt(toponym, precision) {
  const found = await theatre.events(ALWAYS);
  return found.find(({ properties: p }) => p.toponym === toponym && p.geo_precision === precision);
}

const open = (event, rest = "lang=en") =>
  `#at=8/${event.geometry.coordinates[1]}/${event.geometry.coordinates[0]}&on=${event.properties.start}&event=${encodeURIComponent(event.id)}&${rest}`;

/** How wide and high what is drawn is on the screen. */
const sizeOf = (page) =>
  page.locator(DRAWN).evaluate((path) => {
    const { width, height } = path.getBBox();
    return [width, height];
  });

person("sees within which circle an event of a governorate was, until it is closed", theatre, async (visit) => {
  const event = await eventAt("Idlib Governorate", 3);
  const { properties } = await theatre.ask(`/collections/events/items/${encodeURIComponent(event.id)}`);
  const page = await visit(open(event));
  await page.locator(DRAWN).waitFor({ state: "attached" });
  const [width, height] = await sizeOf(page);
  const [, latitude] = event.geometry.coordinates;
  const metersPerPixel = (40_075_017 * Math.cos((latitude * Math.PI) / 180)) / (256 * 2 ** 8);
  for (const size of [width, height]) {
    assert.ok(Math.abs((size * metersPerPixel) / 2000 - properties.radius_km) < 1, `${size} pixels`);
  }
  assert.match(
    await page.locator("#panel-card .facts").innerText(),
    new RegExp(`within ${properties.radius_km} km, the dashed circle`),
  );
  await page.click('#panel-card button[aria-label="Close"]');
  await page.locator(DRAWN).waitFor({ state: "detached" });
});

person("sees the outline of a region without a border, and none around an exact place", theatre, async (visit) => {
  const page = await visit(open(await eventAt("Eastern Ghouta", 2), "lang=ar&theme=dark"));
  await page.locator(DRAWN).waitFor({ state: "attached" });
  assert.match(await page.locator("#panel-card .facts").innerText(), /داخل الخط المتقطع/);
  assert.ok((await page.locator(DRAWN).getAttribute("d")).match(/L/g).length > 5);
  const exact = await visit(open(await eventAt("Khan Sheikhoun", 1)));
  await exact.locator("#panel-card .facts").waitFor();
  assert.equal(await exact.locator(DRAWN).count(), 0);
});

person("searches for a mountain and a highway and sees where they lie", theatre, async (visit) => {
  const page = await visit("#at=8/34.5/38&on=2017-11-13&lang=en");
  for (const [name, least] of [
    ["Jabal al-Zawiya", 100],
    ["M5 highway", 300],
  ]) {
    await page.fill(".search-input", name);
    await page.locator(".search-item", { hasText: name }).first().click();
    await page.locator(DRAWN).waitFor({ state: "attached" });
    await eventually(async () => {
      const [width, height] = await sizeOf(page);
      assert.ok(Math.max(width, height) > least, `${name}: ${width} x ${height} pixels`);
    });
  }
  assert.equal(await page.locator(DRAWN).evaluate((path) => getComputedStyle(path).fill), "none");
  // The whole of the road is in view.
  await eventually(async () => assert.ok(Number(address(page).get("at").split("/")[0]) < 8));
  await page.fill(".search-input", "");
  await page.locator(DRAWN).waitFor({ state: "detached" });
});
