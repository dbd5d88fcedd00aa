// Reads what the page shows, and holds it against what the store has for exactly those days.
import assert from "node:assert/strict";
import { eventually } from "./visit.mjs";

const GROUP_TYPES = {
  "air-strike": "Air/drone strike",
  shelling: "Shelling/artillery/missile attack",
  explosions: "Explosions/Remote violence",
  battle: "Battles",
  civilians: "Violence against civilians",
  protest: "Protests,Riots",
};
const MS_PER_DAY = 86_400_000;
/** A symbol's reach and a pixel of rounding. */
const REACH = 11;

export const dayNumber = (iso) => Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
export const isoOf = (day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
export const daysBefore = (iso, n) => isoOf(dayNumber(iso) - n);

export const address = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

/** First and last day on show, as the two thumbs say them. */
export async function daysOn(page) {
  const [from, edge] = await page.$$eval(".slider", (thumbs) => thumbs.map((thumb) => Number(thumb.value)));
  return { from: isoOf(from), to: isoOf(edge - 1) };
}

/** Numbers of a section of the legend by id. */
export async function legend(page, set) {
  const rows = await page.$$eval(`input[data-set="${set}"]`, (boxes) =>
    boxes.map((box) => [box.dataset.id, box.closest("li").querySelector(".legend-count").textContent]),
  );
  return Object.fromEntries(rows.map(([id, text]) => [id, Number(text.replace(/\D/g, ""))]));
}

/** "41 events, 39 in view" as numbers. */
export async function summary(page) {
  const text = await page.textContent(".summary");
  const [all, inView] = text
    .replace(/(?<=\d)[,.\s](?=\d{3})/g, "")
    .match(/\d+/g)
    .map(Number);
  return { all, inView };
}

export async function countsByGroup(theatre, days) {
  const of = (name) => theatre.count(days, { type: GROUP_TYPES[name] });
  const names = Object.keys(GROUP_TYPES);
  const counted = await Promise.all(names.map(of));
  const { explosions, ...groups } = Object.fromEntries(names.map((name, i) => [name, counted[i]]));
  groups.explosion = explosions - groups["air-strike"] - groups.shelling;
  const { explosion, battle, civilians, protest } = groups;
  const total = await theatre.count(days);
  groups.strategic = total - explosions - battle - civilians - protest;
  return { total, groups: { ...groups, explosion } };
}

/** The map shows `days`, no event more and none less, in the legend, in the summary and in view. */
export async function showsDays(page, theatre, days) {
  const { total, groups } = await countsByGroup(theatre, days);
  await eventually(async () => {
    assert.deepEqual(await daysOn(page), days);
    assert.equal(address(page).get("on"), days.to);
    assert.deepEqual(await legend(page, "hiddenGroups"), groups);
    assert.equal((await summary(page)).all, total);
  });
  const bbox = (await boxInView(page)).join(",");
  const inView = await theatre.count(days, { bbox });
  await eventually(async () => assert.equal((await summary(page)).inView, inView));
  return { total, inView };
}

/** West, south, east, north of what the map shows, from the address and the map's size. */
export async function boxInView(page) {
  const view = await viewOf(page);
  const { width, height } = view;
  const [west, north] = view.placeAt(0, 0);
  const [east, south] = view.placeAt(width, height);
  return [west, south, east, north];
}

/** Where places are on the screen, reckoned from the address alone. */
export async function viewOf(page) {
  const [zoom, latitude, longitude] = (await eventually(() => address(page).get("at").split("/"))).map(Number);
  const box = await page.locator("#map").boundingBox();
  const scale = 256 * 2 ** zoom;
  const x = (degrees) => (degrees / 360 + 0.5) * scale;
  const y = (degrees) => {
    const sine = Math.sin((degrees * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale;
  };
  const left = x(longitude) - box.width / 2;
  const top = y(latitude) - box.height / 2;
  const latitudeOf = (at) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / scale))) * 180) / Math.PI;
  return {
    ...box,
    /** Pixel within the map. */
    pixelOf: ([lon, lat]) => [x(lon) - left, y(lat) - top],
    placeAt: (px, py) => [((left + px) / scale - 0.5) * 360, latitudeOf(top + py)],
    /** Pixel of the screen, for the mouse. */
    screenOf: (place) => [x(place[0]) - left + box.x, y(place[1]) - top + box.y],
  };
}

/** One number for every pixel of the events' canvas. */
export function pixels(page) {
  return page.evaluate(() => {
    const canvas = document.querySelector(".leaflet-points-pane canvas");
    // Read from a copy: reading the page's own would change how the browser keeps it.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (const word of new Uint32Array(data.buffer)) sum = (Math.imul(sum, 31) + word) | 0;
    return sum;
  });
}

/** The same number once nothing has been drawn for a while. */
export async function stillPixels(page) {
  let last = await pixels(page);
  return eventually(async () => {
    await page.waitForTimeout(300);
    const now = await pixels(page);
    const before = last;
    last = now;
    assert.equal(now, before);
    return now;
  });
}

/** Every event of `features` in view has a symbol where it happened, and nothing is drawn where none did. */
export async function drawsExactly(page, features) {
  await eventually(async () => {
    const view = await viewOf(page);
    const places = features.map(({ geometry }) => view.pixelOf(geometry.coordinates));
    const seen = await page.evaluate(lookAt, { places, reach: REACH });
    assert.deepEqual(seen, { missing: 0, stray: 0 });
  });
}

function lookAt({ places, reach }) {
  const canvas = document.querySelector(".leaflet-points-pane canvas");
  const map = document.getElementById("map").getBoundingClientRect();
  const box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  const near = new Uint8Array(width * height);
  const far = Math.ceil(reach * ratio);
  const opaque = (x, y) => x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4 + 3] > 200;
  let missing = 0;
  for (const [mapX, mapY] of places) {
    const x = Math.round((mapX + map.left - box.left) * ratio);
    const y = Math.round((mapY + map.top - box.top) * ratio);
    const inView = mapX > 1 && mapY > 1 && mapX < map.width - 1 && mapY < map.height - 1;
    if (inView && ![-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => opaque(x + dx, y + dy)))) missing++;
    for (let dy = -far; dy <= far; dy++) {
      if (y + dy < 0 || y + dy >= height) continue;
      const from = Math.max(0, x - far);
      const to = Math.min(width, x + far + 1);
      if (from < to) near.fill(1, (y + dy) * width + from, (y + dy) * width + to);
    }
  }
  let stray = 0;
  for (let i = 0; i < near.length; i++) if (data[i * 4 + 3] > 0 && !near[i]) stray++;
  return { missing, stray };
}
