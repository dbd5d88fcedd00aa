// The address carries everything on show: a copied link shows another reader the same.
import assert from "node:assert/strict";
import { demo, serve } from "./program.mjs";
import { address, daysOn, legend, stillPixels, summary } from "./reading.mjs";
import { eventually, person } from "./visit.mjs";

const theatre = serve(demo);

person("copies the address, and another reader sees the same", theatre, async (open) => {
  const page = await open("#at=8/35.6/36.8&on=2024-12-01&days=30&lang=en");
  await page.click('input[data-id="strategic"]');
  await page.selectOption('select[aria-label="Length of the window"]', "90");
  await page.click('button[aria-label="One day forward"]');
  await page.click('[data-control="theme"]');
  await page.click('[data-control="theme"]');
  await page.waitForSelector('html[data-theme="dark"]');
  await page.click(".leaflet-control-zoom-in");
  await eventually(() => assert.match(address(page).get("at"), /^9\//));
  await page.click('[data-panel="list"]');
  await page.click(".event-row >> nth=0");
  await page.waitForSelector("#panel-card:visible .facts");
  const look = async (seen) => {
    await seen.mouse.move(640, 5);
    await seen.evaluate(() => document.activeElement.blur());
    const drawn = await stillPixels(seen);
    const read = {
      drawn,
      days: await daysOn(seen),
      groups: await legend(seen, "hiddenGroups"),
      holders: await legend(seen, "hiddenHolders"),
      sides: await legend(seen, "hiddenSides"),
      summary: await summary(seen),
      card: await seen.innerText("#panel-card"),
    };
    // Leaflet simplifies the basemap's lines from the edge of the view it last cut them to: a shade of gray here or there.
    await seen.$eval(".leaflet-base-pane", (pane) => {
      pane.style.visibility = "hidden";
    });
    return { ...read, picture: (await seen.screenshot()).toString("base64") };
  };
  const mine = await look(page);
  const copied = new URL(page.url()).hash;
  const other = await open(copied);
  await other.waitForSelector("#panel-card:visible .facts");
  await eventually(async () => {
    const theirs = await look(other);
    assert.equal(new URL(other.url()).hash, copied);
    for (const part of Object.keys(mine)) {
      const same = JSON.stringify(theirs[part]) === JSON.stringify(mine[part]);
      assert.ok(same, `${part} differs`);
    }
  });
});

person("goes back, step by step", theatre, async (open) => {
  const page = await open("#at=8/35.6/36.8&on=2024-12-01&days=30&lang=en");
  await page.click('[data-panel="list"]');
  await page.click(".event-row >> nth=0");
  await eventually(() => assert.ok(address(page).get("event")));
  const first = address(page).get("event");
  await page.keyboard.press("Escape");
  await eventually(() => assert.equal(address(page).get("event"), null));
  await page.goBack();
  await eventually(() => assert.equal(address(page).get("event"), first));
  await page.waitForSelector("#panel-card:visible .facts");
  await page.goBack();
  await page.waitForSelector("#panel-card", { state: "hidden" });
});

person(
  "follows a link written by hand and wrongly, and still gets a map",
  theatre,
  async (open) => {
    for (const fragment of [
      "#on=2024-13-45&at=x/y/z&days=-3",
      "#on=1890-01-01",
      "#event=no-such-event&lang=en",
      "#%%%",
    ]) {
      const page = await open(fragment);
      await page.waitForSelector(".leaflet-points-pane canvas");
      if (fragment.includes("event=")) await page.waitForSelector("text=There is no such event in this theatre.");
      const { first_day, last_day } = await theatre.ask("/theatre");
      const { from, to } = await daysOn(page);
      assert.ok(from >= first_day && to <= last_day);
    }
  },
  { expected: /404/ },
);
