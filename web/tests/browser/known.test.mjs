// As it was known on a day: only what had been published by its end, on the map, in every number and in the card.
import assert from "node:assert/strict";
import { folder, serve } from "./program.mjs";
import { address, countsByGroup, daysOn, drawsExactly, legend, summary } from "./reading.mjs";
import { rivals } from "./rivals.mjs";
import { eventually, PHONE, person } from "./visit.mjs";

const files = folder();
const theatre = serve(() => rivals(files));
const DAYS = { from: "2017-10-22", to: "2017-11-20" };
const START = "#at=9.5/36/36.7&on=2017-11-20&days=30&layers=events,control&lang=en";
const BANNER = ".known-banner";
const ATARIB = "geonames:174030";

/** The map, its numbers and its legend are of this day's knowledge, or of all there is. */
async function showsKnown(page, known) {
  const as = known ? { known } : {};
  const events = await theatre.events(DAYS, as);
  await eventually(async () => {
    assert.equal(address(page).get("known"), known);
    assert.deepEqual(await summary(page), { all: events.length, inView: events.length });
    assert.equal(await page.locator(BANNER).isVisible(), known !== null);
  });
  await drawsExactly(page, events);
  const disputed = await theatre.count(DAYS, { status: "disputed", ...as });
  // The events of two days may be the same in number: only then the legend tells that the other record is here.
  await eventually(async () => assert.equal((await legend(page, "hiddenStatuses")).disputed, disputed));
  return events;
}

async function raid(parameters = {}) {
  const found = await theatre.events({ from: "2017-11-13", to: "2017-11-13" }, parameters);
  return found.find(({ properties }) => properties.place_name === "Atarib");
}

person("asks what was known on a day, by keyboard, and goes back to all that is known", theatre, async (open) => {
  const page = await open(START);
  await showsKnown(page, null);
  const span = await daysOn(page);
  await page.focus("#known");
  // As a person types: each digit alone would be another day.
  await page.keyboard.type("11142017", { delay: 60 });
  const then = await showsKnown(page, "2017-11-14");
  assert.ok(then.length < (await theatre.count(DAYS)) && then.length > 0);
  assert.match(await page.innerText(BANNER), /Only what was published by 14 Nov 2017/);
  assert.deepEqual(await daysOn(page), span, "time stays where it was");
  assert.equal(await page.evaluate(() => document.activeElement.id), "known");
  assert.equal(await page.inputValue("#known"), "2017-11-14");
  await page.fill("#known", "2017-11-15");
  await showsKnown(page, "2017-11-15");
  await page.goBack();
  await showsKnown(page, "2017-11-14");
  await page.click('[data-control="known-clear"]');
  await showsKnown(page, null);
  await page.click('[data-control="known-here"]');
  await showsKnown(page, "2017-11-20");
  await page.click(`${BANNER} button`);
  await showsKnown(page, null);
});

person(
  "reads in a card and in a town's card what was known, and follows a link to it",
  theatre,
  async (open) => {
    const { id } = await raid();
    const page = await open(`${START}&known=2017-11-14&event=${encodeURIComponent(id)}`);
    await showsKnown(page, "2017-11-14");
    const card = page.locator("#panel-card");
    await card.locator(".facts").waitFor();
    assert.equal(await card.locator(".account").count(), 1);
    assert.equal(await card.locator(".rivalry").count(), 0);
    assert.equal(await card.locator(".card > .chip").innerText(), "Single source");
    await page.fill("#known", "2017-11-16");
    await eventually(async () => assert.equal(await card.locator(".account").count(), 3));
    await card.locator(".rivalry").waitFor();
    await page.fill("#known", "2017-11-13");
    await card.locator("text=Nothing of this event had been published by the end of 13 November 2017.").waitFor();
    for (const [known, holder] of [
      ["2017-11-14", "Syrian opposition"],
      ["2017-11-15", "Hay'at Tahrir al-Sham"],
    ]) {
      const town = await open(`${START}&known=${known}&place=${ATARIB}`);
      assert.match(await town.innerText("#panel-card .state-now"), new RegExp(`^${holder}`));
    }
  },
  { expected: /404/ },
);

person(
  "goes to the account that had been published, of an event that now has another name",
  theatre,
  async (open) => {
    const all = await theatre.events({ from: "2017-11-06", to: "2017-11-06" });
    const { sources } = all.find(({ properties }) => properties.place_name === "Kafr Nabl").properties;
    const page = await open(`${START}&known=2017-11-08&event=${encodeURIComponent(sources[1].claim)}`);
    await page.waitForSelector("#panel-card:visible .facts");
    await eventually(() => assert.equal(address(page).get("event"), sources[0].claim));
    assert.equal(await page.locator("#panel-card .account").count(), 1);
  },
  { expected: /404/ },
);

person("counts in the legend and the histogram what was known, in Arabic on a phone", theatre, async (open) => {
  const page = await open(START.replace("lang=en", "lang=ar"), PHONE);
  await page.tap('[data-panel="legend"]');
  await page.fill("#known", "2017-11-14");
  await page.waitForSelector(`${BANNER}:visible`);
  assert.match(await page.innerText(BANNER), /14 .*2017/);
  const { groups } = await countsByGroup(
    { count: (days, more) => theatre.count(days, { known: "2017-11-14", ...more }) },
    DAYS,
  );
  await eventually(async () => assert.deepEqual(await legend(page, "hiddenGroups"), groups));
  const [banner, sheet] = [await page.locator(BANNER).boundingBox(), await page.locator("#panel-legend").boundingBox()];
  assert.ok(banner.x >= 0 && banner.x + banner.width <= 390 && banner.y + banner.height <= sheet.y, "nothing hides it");
  assert.ok((await page.locator(`${BANNER} button`).boundingBox()).height >= 39.5);
});

person(
  "is told when what was known cannot be had, and sees what is known now",
  theatre,
  async (open) => {
    const refuse = (page) =>
      page.route("**/columns/events?known=*", (route) => route.fulfill({ status: 503, body: "" }));
    const page = await open(START, { before: refuse });
    await page.fill("#known", "2017-11-14");
    await page.waitForSelector(`${BANNER}:has-text("could not be loaded")`);
    await eventually(() => assert.equal(address(page).get("known"), null));
    assert.equal(await page.inputValue("#known"), "");
    const linked = await open(`${START}&known=2017-11-14`, { before: refuse });
    await linked.waitForSelector(`${BANNER}:has-text("could not be loaded")`);
    await eventually(async () => assert.equal((await summary(linked)).all, await theatre.count(DAYS)));
    await linked.click(`${BANNER} button`);
    await linked.waitForSelector(BANNER, { state: "hidden" });
  },
  { expected: /503/ },
);
