// The card of an event: the raid on Atarib of 13 November 2017, on which accounts differ.
import assert from "node:assert/strict";
import { demo, serve } from "./program.mjs";
import { address, viewOf } from "./reading.mjs";
import { eventually, person } from "./visit.mjs";

const theatre = serve(demo);
const RAID = "#at=10/36.1/36.7&on=2017-11-13&days=30&lang=en";
const MONTHS = "January February March April May June July August September October November December".split(" ");

async function raid() {
  const found = await theatre.events({ from: "2017-11-13", to: "2017-11-13" }, { type: "Air/drone strike" });
  return found.find(({ properties }) => properties.place_name === "Atarib");
}

const longDay = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
};

person("clicks the raid on Atarib and reads when, where, who, how many, and every account", theatre, async (open) => {
  const { id, geometry } = await raid();
  const { properties } = await theatre.ask(`/collections/events/items/${encodeURIComponent(id)}`);
  const page = await open(RAID);
  const view = await viewOf(page);
  await page.mouse.click(...view.screenOf(geometry.coordinates));
  const card = page.locator("#panel-card");
  await card.locator("h2:text-is('Air or drone strike')").waitFor();
  assert.equal(address(page).get("event"), id);
  const facts = await card.locator(".facts").innerText();
  assert.match(facts, /When\s+13 November 2017\s+to the day/);
  assert.match(facts, /Where\s+Atarib, Aleppo\s+exact place/);
  const { low, best, high } = properties.deaths;
  assert.deepEqual([low < high, best >= low], [true, true]);
  assert.match(facts, new RegExp(`Deaths\\s+${best} \\(from ${low} to ${high}\\)`));
  assert.match(facts, /Who\s+Russian Aerospace Forces or Syrian Arab Air Force\s+against Civilians/);
  assert.equal(properties.status, "disputed");
  assert.equal(await card.locator(".chip.is-warning").innerText(), "Disputed");
  assert.equal(await card.locator(".glyph-mark").count(), 1);
  const accounts = await card.locator(".accounts > .account").allInnerTexts();
  assert.equal(accounts.length, properties.sources.length);
  properties.sources.forEach((source, i) => {
    assert.ok(accounts[i].includes(source.name), accounts[i]);
    assert.ok(accounts[i].includes(source.quote), accounts[i]);
    assert.ok(accounts[i].includes(`published ${longDay(source.published)}`), accounts[i]);
    assert.ok(accounts[i].includes(`Licence: ${source.licence}`), accounts[i]);
    for (const { name, role } of source.actors) {
      if (role === "actor1") assert.ok(accounts[i].includes(`names ${name}`), accounts[i]);
    }
  });
  assert.ok(await card.locator(".rivalry").isVisible());
  const claimed = accounts.filter((text) => /quotes|passes on a claim/.test(text));
  assert.ok(claimed.some((text) => text.includes("names Russian Aerospace Forces")));
  assert.ok(claimed.some((text) => text.includes("names Syrian Arab Air Force")));
});

person("steps through the events on one spot", theatre, async (open) => {
  const { geometry } = await raid();
  const page = await open(RAID);
  await page.mouse.click(...(await viewOf(page)).screenOf(geometry.coordinates));
  const place = geometry.coordinates;
  const days = { from: "2017-10-15", to: "2017-11-13" };
  const here = (await theatre.events(days)).filter((event) => event.geometry.coordinates.join() === place.join());
  assert.ok(here.length > 1);
  const stack = page.locator("#panel-card .stack-text");
  await eventually(async () => assert.equal(await stack.innerText(), `1 of ${here.length} here`));
  await page.click('button[aria-label="Next event here"]');
  await eventually(async () => assert.equal(await stack.innerText(), `2 of ${here.length} here`));
  const next = address(page).get("event");
  assert.ok(here.some(({ id }) => id === next));
});

person("goes from a card to its moment, and closes it with Escape and with Back", theatre, async (open) => {
  const { id } = await raid();
  const page = await open(`#at=10/36.1/36.7&on=2020-01-01&days=30&lang=en&event=${encodeURIComponent(id)}`);
  await page.click("text=Go to this moment");
  await eventually(() => assert.equal(address(page).get("on"), "2017-11-13"));
  await page.keyboard.press("Escape");
  await page.waitForSelector("#panel-card", { state: "hidden" });
  await eventually(() => assert.equal(address(page).get("event"), null));
  await page.goBack();
  await page.waitForSelector("#panel-card:visible");
  assert.equal(address(page).get("event"), id);
});
