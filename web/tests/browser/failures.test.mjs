// When there is nothing to show, or nobody to ask: the page says so.
import assert from "node:assert/strict";
import { join } from "node:path";
import { demo, folder, kharita, serve } from "./program.mjs";
import { eventually, person } from "./visit.mjs";

const files = folder();
const empty = serve(() => {
  const theatre = join(files, "empty.gpkg");
  const made = kharita("new", theatre);
  assert.equal(made.status, 0, made.stderr);
  return ["serve", theatre];
});
const theatre = serve(demo);

person("opens an empty theatre and is told so", empty, async (open) => {
  const page = await open("#lang=en");
  await page.waitForSelector("text=This theatre has no events yet");
  const { counts } = await empty.ask("/theatre");
  assert.equal(counts.events, 0);
  await page.waitForSelector(".leaflet-points-pane canvas");
});

person(
  "is told when the events cannot be loaded, and tries again",
  theatre,
  async (open) => {
    const page = await open("#lang=en", {
      ready: false,
      before: (made) => made.route("**/columns/events", (route) => route.fulfill({ status: 503, body: "" })),
    });
    await page.waitForSelector('.splash[role="alert"]');
    assert.match(await page.innerText(".splash"), /The map could not be loaded/);
    await page.unroute("**/columns/events");
    await page.click("text=Try again");
    await page.waitForSelector(".timebar");
  },
  { expected: /503/ },
);

person(
  "is told when who holds which town cannot be loaded, and still sees the events",
  theatre,
  async (open) => {
    const page = await open("#lang=en", {
      before: (made) => made.route("**/collections/control/**", (route) => route.abort()),
    });
    await page.waitForSelector("text=Who holds which town could not be loaded");
    await page.click('[data-panel="list"]');
    await page.waitForSelector(".event-row");
  },
  { expected: /ERR_FAILED/ },
);

person(
  "is told when the program has ended",
  theatre,
  async (open) => {
    const page = await open("#at=8/35.6/36.8&on=2024-12-01&days=30&lang=en");
    await page.click('[data-panel="list"]');
    await page.waitForSelector(".event-row");
    await theatre.stop();
    await page.click(".event-row >> nth=0");
    await page.waitForSelector('#panel-card [role="alert"]');
    assert.match(await page.innerText("#panel-card"), /could not be loaded/);
    await page.fill(".search-input", "Atarib");
    await page.waitForSelector("text=Places could not be searched");
    // Time still moves: the events are here already.
    await page.click('button[aria-label="One day back"]');
    await eventually(async () => assert.match(await page.innerText(".moment"), /30 Nov 2024$/));
  },
  { expected: /ERR_CONNECTION_REFUSED/ },
);
