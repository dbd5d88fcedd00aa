// The legend's switches, the list beside the map, and the search for places.
import assert from "node:assert/strict";
import { demo, serve } from "./program.mjs";
import { address, countsByGroup, drawsExactly, legend, showsDays, summary } from "./reading.mjs";
import { eventually, person } from "./visit.mjs";

const theatre = serve(demo);
const DAYS = { from: "2024-11-02", to: "2024-12-01" };
const START = "#at=8/35.6/36.8&on=2024-12-01&days=30&layers=events&lang=en";

person("switches a type of event off and on, and looks at one alone", theatre, async (open) => {
  const page = await open(START);
  const { total } = await showsDays(page, theatre, DAYS);
  const { groups } = await countsByGroup(theatre, DAYS);
  await page.click('input[data-id="battle"]');
  await eventually(async () => assert.equal((await summary(page)).all, total - groups.battle));
  assert.deepEqual(await legend(page, "hiddenGroups"), groups, "what is hidden is still counted");
  const battles = new Set((await theatre.events(DAYS, { type: "Battles" })).map(({ id }) => id));
  await drawsExactly(
    page,
    (await theatre.events(DAYS)).filter(({ id }) => !battles.has(id)),
  );
  await page.click("text=Show all");
  await eventually(async () => assert.equal((await summary(page)).all, total));
  await page.hover('li:has(input[data-id="air-strike"])');
  await page.click('button[aria-label="Only: Air or drone strike"]');
  await eventually(async () => assert.equal((await summary(page)).all, groups["air-strike"]));
  await drawsExactly(page, await theatre.events(DAYS, { type: "Air/drone strike" }));
});

person("looks at the events of one side alone", theatre, async (open) => {
  const page = await open(START);
  await showsDays(page, theatre, DAYS);
  const { actors } = await theatre.ask("/theatre");
  const sideOf = Object.fromEntries(actors.map(({ id, side }) => [id, side]));
  // An event is of the sides of the first it names on each part; who is not named is of none.
  const sidesOf = ({ properties }) =>
    ["actor1", "actor2"]
      .map((role) => properties.actors.find((a) => a.role === role))
      .filter(Boolean)
      .map(({ actor }) => sideOf[actor]);
  const russian = (await theatre.events(DAYS)).filter((event) => sidesOf(event).includes("russia"));
  assert.ok(russian.length > 2);
  await page.hover('li:has(input[data-id="russia"])');
  await page.click('button[aria-label="Only: Russia"]');
  await eventually(async () => assert.equal((await summary(page)).all, russian.length));
  await drawsExactly(page, russian);
});

person("walks through the list by keyboard to a card and back", theatre, async (open) => {
  const page = await open(START.replace("layers=events", "hide=battle"));
  await page.focus('[data-panel="list"]');
  await page.keyboard.press("Enter");
  const rows = page.locator(".event-row");
  await eventually(async () => assert.equal(await rows.count(), (await summary(page)).inView));
  const titles = await page.locator(".event-title").allInnerTexts();
  assert.ok(!titles.some((title) => title.startsWith("Battle")));
  await rows.first().focus();
  await page.keyboard.press("Tab");
  assert.equal(await rows.nth(1).evaluate((row) => row === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#panel-card:visible .facts");
  const shown = await theatre.ask(`/collections/events/items/${encodeURIComponent(address(page).get("event"))}`);
  assert.ok(titles[1].includes(await page.innerText("#panel-card .card h2")));
  assert.ok((await page.innerText("#panel-card .facts")).includes(shown.properties.place_name));
  await page.goBack();
  await page.waitForSelector(".event-row:visible");
  assert.equal(address(page).get("event"), null);
});

for (const [typed, script] of [
  ["Atarib", "Latin"],
  ["الأتارب", "Arabic"],
]) {
  person(`finds Atarib in ${script} letters, and the map goes there`, theatre, async (open) => {
    const page = await open("#at=7/34/40&on=2024-12-01&days=30&lang=en");
    await page.fill(".search-input", typed);
    await page.waitForSelector('.search-item[role="option"]');
    assert.match(await page.innerText(".search-item >> nth=0"), /Atarib.*الأتارب/s);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const { candidates } = await theatre.ask("/places", { q: typed });
    await eventually(() => {
      const [zoom, latitude, longitude] = address(page).get("at").split("/").map(Number);
      assert.ok(zoom >= 10);
      // Where the card lies over the map, the town is moved out from under it.
      assert.ok(Math.abs(latitude - candidates[0].latitude) < 0.3, `${latitude}`);
      assert.ok(Math.abs(longitude - candidates[0].longitude) < 0.5, `${longitude}`);
    });
    await page.waitForSelector("#panel-card h2:text-is('Atarib')");
    await page.fill(".search-input", "qqqqqq");
    await page.waitForSelector("text=No place of that name is known");
  });
}
