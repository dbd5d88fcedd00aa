// Accounts that contradict each other: marked on the map and in the list, told in the card, and chosen by status.
import assert from "node:assert/strict";
import { folder, serve } from "./program.mjs";
import { address, drawsExactly, legend, summary, viewOf } from "./reading.mjs";
import { rivals } from "./rivals.mjs";
import { eventually, PHONE, person } from "./visit.mjs";

const files = folder();
const theatre = serve(() => rivals(files));
const DAYS = { from: "2017-10-22", to: "2017-11-20" };
const START = "#at=9.5/36/36.7&on=2017-11-20&days=30&lang=en";
const STATUSES = { single: "single source", corroborated: "corroborated", disputed: "disputed", denied: "denied" };

async function eventAt(place, day, parameters = {}) {
  const found = await theatre.events({ from: day, to: day }, parameters);
  return found.find(({ properties }) => properties.place_name === place);
}

/** Brightness, 0 to 255, of what is drawn so many pixels beside a place; null where nothing is. */
async function inkBeside(page, place, offsets) {
  const [x, y] = (await viewOf(page)).pixelOf(place);
  return page.evaluate(
    ({ x, y, offsets }) => {
      const canvas = document.querySelector(".leaflet-points-pane canvas");
      const map = document.getElementById("map").getBoundingClientRect();
      const box = canvas.getBoundingClientRect();
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const left = Math.floor(x + map.left - box.left);
      const top = Math.floor(y + map.top - box.top);
      return offsets.map(([dx, dy]) => {
        const [r, g, b, a] = copy.getImageData(left + dx, top + dy, 1, 1).data;
        return a > 100 ? (r + g + b) / 3 : null;
      });
    },
    { x, y, offsets },
  );
}

for (const [scheme, isInk] of [
  ["light", (bright) => bright !== null && bright < 110],
  ["dark", (bright) => bright !== null && bright > 150],
]) {
  person(`sees a disputed event in brackets and a denied one struck out (${scheme})`, theatre, async (open) => {
    const disputed = await eventAt("Atarib", "2017-11-13");
    const denied = await eventAt("Saraqib", "2017-11-10");
    const plain = await eventAt("Harem", "2017-11-18");
    for (const zoom of [6, 9.5, 13]) {
      for (const [{ geometry }, beside, name] of [
        // Left and right of the symbol, but not above and below, where a ring would be.
        [disputed, [true, true, false, false], "brackets"],
        [denied, [false, false, false, false], "slash"],
        [plain, [false, false, false, false], "nothing"],
      ]) {
        const [longitude, latitude] = geometry.coordinates;
        const hash = `#at=${zoom}/${latitude}/${longitude}&on=${DAYS.to}&days=30&layers=events&lang=en`;
        const page = await open(hash, { colorScheme: scheme });
        // A later event at the disputed one's place does not hide it.
        await eventually(async () => {
          const ink = await inkBeside(page, geometry.coordinates, [
            [-7, 0],
            [7, 0],
            [0, -8],
            [0, 8],
            ...[3, 4, 5, 6].flatMap((far) => [
              [-4, far],
              [4, -far],
            ]),
          ]);
          assert.deepEqual(ink.slice(0, 4).map(isInk), beside, `${name} at zoom ${zoom}: ${ink}`);
          if (name === "slash") assert.ok(ink.slice(4).some(isInk), `${ink}`);
        });
        await page.context().close();
      }
    }
  });
}

person("chooses events by how their accounts agree, and the link keeps the choice", theatre, async (open) => {
  const page = await open(START);
  const counts = {};
  for (const [id, status] of Object.entries(STATUSES)) counts[id] = await theatre.count(DAYS, { status });
  assert.deepEqual(counts, { single: 2, corroborated: 1, disputed: 2, denied: 1 });
  await eventually(async () => assert.deepEqual(await legend(page, "hiddenStatuses"), counts));
  await page.focus('input[data-id="single"]');
  await page.keyboard.press("Space");
  await page.click('input[data-id="corroborated"]');
  await eventually(() => assert.equal(address(page).get("status"), "disputed,denied"));
  const contradicted = await theatre.events(DAYS, { status: "disputed,denied" });
  await eventually(async () => assert.deepEqual(await summary(page), { all: 3, inView: 3 }));
  await drawsExactly(page, contradicted);
  assert.deepEqual(await legend(page, "hiddenStatuses"), counts, "what is hidden is still counted");
  const { shelling, battle } = await legend(page, "hiddenGroups");
  assert.deepEqual({ shelling, battle }, { shelling: 0, battle: 0 });
  await page.click('[data-panel="list"]');
  await eventually(async () => assert.equal(await page.locator(".event-row").count(), 3));
  const said = await page.locator(".event-status").allInnerTexts();
  assert.deepEqual(said.sort(), ["Denied", "Disputed", "Disputed"]);
  assert.equal(await page.locator(".event-row .glyph-mark").count(), 3);
  const other = await open(new URL(page.url()).hash);
  await eventually(async () => assert.equal((await summary(other)).all, 3));
  assert.equal(await other.isChecked('input[data-id="single"]'), false);
  await other.hover('li:has(input[data-id="denied"])');
  await other.click('button[aria-label="Only: Denied"]');
  await eventually(async () => assert.equal((await summary(other)).all, 1));
  await other.click('[data-all="hiddenStatuses"]');
  await eventually(async () => assert.equal((await summary(other)).all, 6));
  await eventually(() => assert.equal(address(other).get("status"), null));
});

person("reads at a glance what is disputed, and then who says what", theatre, async (open) => {
  const { id } = await eventAt("Atarib", "2017-11-13");
  const page = await open(`${START}&event=${encodeURIComponent(id)}`);
  const card = page.locator("#panel-card");
  await card.locator(".rivalry").waitFor();
  assert.deepEqual(await card.locator(".rivalry li").allInnerTexts(), [
    "60 to 83 dead, by 2 accounts",
    "Syrian government or Russia",
    "Denied by Syrian Arab News Agency (SANA)",
  ]);
  const [one, two, three] = await card.locator(".account").allInnerTexts();
  assert.match(one, /^paper-one\s+says/);
  assert.match(one, /Deaths: 60\s+names Syrian government/);
  assert.match(two, /Deaths: 83\s+names Russia/);
  assert.match(two, /joined: the table says that they are one happening/);
  assert.match(three, /^paper-three\s+quotes Syrian Arab News Agency \(SANA\)\s+denies it/);
  assert.equal(await card.locator(".account").first().locator("a").getAttribute("href"), "https://example.org/market");
});

person("sees in a quoted sentence which words say what", theatre, async (open) => {
  const { id } = await eventAt("Kafr Nabl", "2017-11-06");
  const { properties } = await theatre.ask(`/collections/events/items/${encodeURIComponent(id)}`);
  for (const language of ["en", "ar"]) {
    const page = await open(`${START.replace("lang=en", `lang=${language}`)}&event=${encodeURIComponent(id)}`);
    const quotes = page.locator("#panel-card blockquote");
    await quotes.first().waitFor();
    assert.equal(await quotes.count(), 2);
    for (const [i, { quote, spans }] of properties.sources.entries()) {
      assert.equal(await quotes.nth(i).textContent(), quote);
      const { sentence, ...parts } = spans;
      const letters = Array.from(quote);
      // Airstrikes and jets say what happened and who did it, and with what besides.
      delete parts.weapon;
      const words = Object.values(parts)
        .sort((a, b) => a[0] - b[0])
        .map(([start, end]) => letters.slice(start - sentence[0], end - sentence[0]).join(""));
      assert.deepEqual(await quotes.nth(i).locator("u").allTextContents(), words);
    }
    const titled = (part) => quotes.first().locator(`.is-${part}`).getAttribute("title");
    if (language === "en") assert.deepEqual([await titled("place"), await titled("deaths")], ["Where", "Deaths"]);
    // No two parts that the key names look alike but tolls, and but who and to whom.
    const looks = await page.$$eval(".part-key u:not(.is-actor2, .is-injured)", (all) =>
      all.map((u) => {
        const { textDecorationStyle, textDecorationThickness } = getComputedStyle(u);
        return `${textDecorationStyle} ${textDecorationThickness}`;
      }),
    );
    assert.equal(new Set(looks).size, looks.length, looks.join(", "));
    const joined = page.locator("#panel-card .account").nth(1);
    const reason = language === "en" ? "the same place, the same day, the same type, 83 and 61 dead" : "اليوم نفسه";
    assert.ok((await joined.innerText()).includes(reason));
  }
});

person(
  "follows a link to any account of an event, and the address takes the event's own name",
  theatre,
  async (open) => {
    const { id } = await eventAt("Kafr Nabl", "2017-11-06");
    const { properties } = await theatre.ask(`/collections/events/items/${encodeURIComponent(id)}`);
    const page = await open(`${START}&event=${encodeURIComponent(properties.sources[1].claim)}`, PHONE);
    await page.waitForSelector("#panel-card:visible .rivalry");
    await eventually(() => assert.equal(address(page).get("event"), id));
  },
);
