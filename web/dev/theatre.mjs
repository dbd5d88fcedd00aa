// A made-up theatre for developing and testing the page: generated events around real towns, in the contract's shapes.
import { DOUBTS, encodeAreas, encodeBlock, followPlaces, makeLattice } from "./areas.mjs";

const DAY = 86_400_000;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const FIRST = dayOf("2011-03-15");
const LAST = dayOf("2024-12-08");

const TOWNS = `Damascus|دمشق|36.298|33.513|Damascus|6
Aleppo|حلب|37.160|36.202|Aleppo|10
Homs|حمص|36.713|34.731|Homs|7
Hama|حماة|36.752|35.135|Hama|5
Latakia|اللاذقية|35.791|35.523|Latakia|1
Raqqa|الرقة|39.010|35.952|Raqqa|4
Deir ez-Zor|دير الزور|40.141|35.336|Deir ez-Zor|5
Idlib|إدلب|36.632|35.930|Idlib|7
Hasakah|الحسكة|40.742|36.502|Hasakah|2
Daraa|درعا|36.105|32.625|Daraa|6
Qamishli|القامشلي|41.228|37.050|Hasakah|1
Tartus|طرطوس|35.887|34.889|Tartus|0.4
Palmyra|تدمر|38.281|34.560|Homs|2
Suwayda|السويداء|36.569|32.708|Suwayda|0.6
Abu Kamal|البوكمال|40.918|34.452|Deir ez-Zor|2
Manbij|منبج|37.955|36.528|Aleppo|2
Mayadin|الميادين|40.453|35.020|Deir ez-Zor|2
Kobani|عين العرب|38.355|36.890|Aleppo|2
Saraqib|سراقب|36.803|35.865|Idlib|5
Maarrat al-Numan|معرة النعمان|36.675|35.643|Idlib|5
Jisr al-Shughur|جسر الشغور|36.317|35.812|Idlib|4
al-Bab|الباب|37.516|36.370|Aleppo|3
Azaz|أعزاز|37.045|36.586|Aleppo|2
Afrin|عفرين|36.869|36.512|Aleppo|2
Tabqa|الطبقة|38.548|35.837|Raqqa|2
Ras al-Ayn|رأس العين|40.071|36.850|Hasakah|1
Douma|دوما|36.402|33.572|Rural Damascus|8
Zabadani|الزبداني|36.098|33.724|Rural Damascus|2
al-Qusayr|القصير|36.579|34.509|Homs|2
Khan Shaykhun|خان شيخون|36.651|35.442|Idlib|6
Atarib|الأتارب|36.827|36.136|Aleppo|4
Abu al-Dhuhur|أبو الظهور|37.061|35.741|Idlib|3
Ariha|أريحا|36.608|35.814|Idlib|4
Kafr Zita|كفر زيتا|36.603|35.374|Hama|5
Darayya|داريا|36.237|33.459|Rural Damascus|5
Rastan|الرستن|36.732|34.927|Homs|4
Talbiseh|تلبيسة|36.731|34.841|Homs|3
Nawa|نوى|36.038|32.889|Daraa|3
Kafr Nabl|كفرنبل|36.561|35.614|Idlib|4
Harasta|حرستا|36.365|33.559|Rural Damascus|5
Tell Rifaat|تل رفعت|37.097|36.473|Aleppo|3
Khanasir|خناصر|37.497|35.783|Aleppo|1
al-Sukhnah|السخنة|38.873|34.887|Homs|1
Shaddadi|الشدادي|40.730|36.056|Hasakah|1`
  .split("\n")
  .map((line, i) => {
    const [name, name_ar, longitude, latitude, admin1, weight] = line.split("|");
    return { id: `sy-${i + 1}`, name, name_ar, longitude: +longitude, latitude: +latitude, admin1, weight: +weight };
  });

const KINDS = [
  ["Explosions/Remote violence", "Air/drone strike", true, 22],
  ["Explosions/Remote violence", "Shelling/artillery/missile attack", true, 30],
  ["Explosions/Remote violence", "Remote explosive/landmine/IED", true, 6],
  ["Explosions/Remote violence", "Suicide bomb", true, 1],
  ["Battles", "Armed clash", false, 22],
  ["Battles", "Government regains territory", false, 2],
  ["Violence against civilians", "Attack", false, 6],
  ["Violence against civilians", "Abduction/forced disappearance", false, 3],
  ["Protests", "Peaceful protest", false, 7],
  ["Strategic developments", "Non-violent transfer of territory", false, 2],
  ["Strategic developments", "Agreement", false, 1],
];
const SIDES = [
  ["government", "Government and allies", "الحكومة وحلفاؤها", "#b3382c"],
  ["opposition", "Opposition", "المعارضة", "#2f8f4e"],
  ["kurdish-led", "Kurdish-led forces", "قوات بقيادة كردية", "#d9a400"],
  ["islamic-state", "Islamic State", "تنظيم الدولة", "#4a4a4a"],
  ["turkey", "Turkey", "تركيا", "#1d7a8c"],
];
const ACTORS = [
  ["syrian-government", "Syrian government", "الحكومة السورية", "government", "#b3382c", "solid"],
  ["russia", "Russia", "روسيا", "government", "#8c4a6b", "diagonal"],
  ["hezbollah", "Hezbollah", "حزب الله", "government", "#a8862d", "dots"],
  ["fsa", "Free Syrian Army", "الجيش السوري الحر", "opposition", "#2f8f4e", "solid"],
  ["hts", "Hay'at Tahrir al-Sham", "هيئة تحرير الشام", "opposition", "#5f9e3f", "diagonal"],
  ["sna", "Syrian National Army", "الجيش الوطني السوري", "turkey", "#1d7a8c", "cross"],
  ["sdf", "Syrian Democratic Forces", "قوات سوريا الديمقراطية", "kurdish-led", "#d9a400", "solid"],
  ["isis", "Islamic State", "تنظيم الدولة", "islamic-state", "#4a4a4a", "cross"],
];
const SOURCES = [
  ["demo-agency", "Demo news agency", "وكالة تجريبية", "CC BY 4.0", true, "https://example.org/"],
  ["demo-observers", "Demo observers", "راصدون", "All rights reserved; facts only", false, null],
];

/** A small generator with a seed, so that every run sees the same war. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function chooser(weights) {
  const sums = [];
  weights.reduce((sum, weight, i) => (sums[i] = sum + weight), 0);
  return (r) => sums.findIndex((sum) => r * sums[sums.length - 1] < sum);
}

/** `count` events as rows, sorted by start then id. */
export function makeEvents(count, seed = 7) {
  const next = random(seed);
  const town = chooser(TOWNS.map((t) => t.weight));
  const kind = chooser(KINDS.map((k) => k[3]));
  const rows = [];
  for (let i = 0; i < count; i++) {
    const place = TOWNS[town(next())];
    // Busier in 2012-2019, with waves.
    let day = FIRST;
    do day = FIRST + Math.floor(next() * (LAST - FIRST + 1));
    while (next() > intensity(day));
    const precision = next() < 0.75 ? 1 : next() < 0.7 ? 2 : 3;
    const time = next() < 0.88 ? 1 : next() < 0.7 ? 2 : 3;
    const spread = precision === 1 ? (next() < 0.4 ? 0 : 0.09) : 0;
    const long = time === 1 ? 1 : time === 2 ? 2 + Math.floor(next() * 6) : 10 + Math.floor(next() * 22);
    const k = kind(next());
    rows.push({
      id: `ev-${String(i).padStart(6, "0")}`,
      start: day,
      end: Math.min(LAST + 1, day + long),
      longitude: place.longitude + (next() + next() - 1) * spread * 1.3,
      latitude: place.latitude + (next() + next() - 1) * spread,
      place,
      kind: k,
      time_precision: time,
      geo_precision: precision,
      status: next() < 0.7 ? 0 : next() < 0.75 ? 1 : next() < 0.8 ? 2 : 3,
      actor1: next() < 0.06 ? 65535 : Math.floor(next() * ACTORS.length),
      actor2: next() < 0.45 ? 65535 : Math.floor(next() * ACTORS.length),
      source: next() < 0.8 ? 0 : 1,
      deaths: next() < 0.3 ? 4294967295 : Math.floor(next() ** 4 * 60),
    });
  }
  rows.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  return rows;
}

function intensity(day) {
  const year = 2011 + (day - dayOf("2011-01-01")) / 365.25;
  const base =
    year < 2012 ? 0.2 + (year - 2011.2) * 0.5 : year < 2017 ? 0.85 : year < 2020.2 ? 0.7 - (year - 2017) * 0.1 : 0.16;
  const end = year > 2024.88 ? 1 : 0;
  return Math.min(1, Math.max(0.06, base * (0.75 + 0.35 * Math.sin(year * 7.3)) + end));
}

/** The binary of `/columns/events`. */
export function encodeColumns(rows) {
  const text = new TextEncoder();
  const ids = text.encode(rows.map((r) => r.id).join(""));
  const arrays = [
    ["start", "i32", Int32Array.from(rows, (r) => r.start)],
    ["end", "i32", Int32Array.from(rows, (r) => r.end)],
    ["longitude", "f32", Float32Array.from(rows, (r) => r.longitude)],
    ["latitude", "f32", Float32Array.from(rows, (r) => r.latitude)],
    ["kind", "u8", Uint8Array.from(rows, (r) => r.kind)],
    ["time_precision", "u8", Uint8Array.from(rows, (r) => r.time_precision)],
    ["geo_precision", "u8", Uint8Array.from(rows, (r) => r.geo_precision)],
    ["status", "u8", Uint8Array.from(rows, (r) => r.status)],
    ["actor1", "u16", Uint16Array.from(rows, (r) => r.actor1)],
    ["actor2", "u16", Uint16Array.from(rows, (r) => r.actor2)],
    ["source", "u16", Uint16Array.from(rows, (r) => r.source)],
    ["deaths", "u32", Uint32Array.from(rows, (r) => r.deaths)],
    [
      "id_end",
      "u32",
      Uint32Array.from(
        rows,
        (
          (at) => (r) =>
            (at += r.id.length)
        )(0),
      ),
    ],
    ["ids", "utf8", ids],
  ];
  return encodeBlock(
    {
      count: rows.length,
      kinds: KINDS.map(([event_type, sub_event_type, strike]) => ({ event_type, sub_event_type, strike })),
      actors: ACTORS.map((a) => a[0]),
      sources: SOURCES.map((s) => s[0]),
    },
    arrays,
  );
}

const source = (i, extra = {}) => ({
  source: SOURCES[i][0],
  name: SOURCES[i][1],
  url: SOURCES[i][5] ? `${SOURCES[i][5]}report` : null,
  published: null,
  quote: null,
  said_by: null,
  modality: "asserted",
  deaths: null,
  actors: [],
  licence: SOURCES[i][3],
  attribution: SOURCES[i][1],
  republish: SOURCES[i][4],
  ...extra,
});

export function makeControl() {
  const next = random(11);
  const held = (name) => ACTORS.find((a) => a[0] === name)[0];
  const north = new Set(["Idlib", "Aleppo"]);
  const east = new Set(["Raqqa", "Deir ez-Zor", "Hasakah"]);
  return TOWNS.flatMap((town) => {
    const steps = [[FIRST, "held", ["syrian-government"], []]];
    if (town.weight > 1) {
      const fall = dayOf("2012-02-01") + Math.floor(next() * 600);
      const contested = fall - 40;
      steps.push([contested, "contested", ["syrian-government"], ["fsa"]]);
      steps.push([fall, "held", ["fsa"], []]);
      if (east.has(town.admin1)) {
        steps.push([dayOf("2014-01-10") + Math.floor(next() * 200), "held", ["isis"], []]);
        steps.push([
          dayOf("2017-03-01") + Math.floor(next() * 240),
          "held",
          [next() < 0.6 ? "sdf" : "syrian-government"],
          [],
        ]);
      } else if (north.has(town.admin1)) {
        steps.push([
          dayOf("2017-01-28") + Math.floor(next() * 300),
          "held",
          [next() < 0.6 ? held("hts") : held("sna")],
          [],
        ]);
        if (next() < 0.4)
          steps.push([dayOf("2019-08-21") + Math.floor(next() * 190), "held", ["syrian-government"], []]);
        steps.push([dayOf("2024-11-28") + Math.floor(next() * 6), "held", ["hts"], []]);
      } else {
        const siege = fall + 200 + Math.floor(next() * 200);
        steps.push([siege, "besieged", ["fsa"], ["syrian-government"]]);
        if (next() < 0.4) steps.push([siege + 700, "truce", ["fsa"], ["syrian-government"]]);
        if (next() < 0.3) steps.push([siege + 900, "unknown", [], []]);
        steps.push([dayOf("2018-03-01") + Math.floor(next() * 140), "held", ["syrian-government"], []]);
        steps.push([dayOf("2024-12-05") + Math.floor(next() * 3), "mixed", ["fsa", "hts"], []]);
      }
    }
    steps.sort((a, b) => a[0] - b[0]);
    const features = steps.map(([day, status, holders, against], i) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [town.longitude, town.latitude] },
      properties: {
        id: `${town.id}-${i}`,
        place_id: town.id,
        place_name: town.name,
        place_name_ar: town.name_ar,
        admin1: town.admin1,
        start: isoOf(day),
        ...(i % 3 === 2 ? { start_latest: isoOf(day + 6) } : {}),
        until: steps[i + 1] ? isoOf(steps[i + 1][0]) : null,
        status,
        holders,
        against,
        basis: "assessed",
        sources: [
          source(0, {
            published: isoOf(day + 1),
            quote: `${town.name} changed hands, the agency's correspondent said.`,
          }),
        ],
      },
    }));
    const claim = structuredClone(features[features.length - 1]);
    claim.properties.id += "-claim";
    claim.properties.basis = "claimed";
    claim.properties.holders = ["isis"];
    claim.properties.status = "held";
    return town.id === "sy-8" ? [...features, claim] : features;
  });
}

/** Pairs of actors whose meeting is a front line. */
const HOSTILE = [
  ...["fsa", "hts", "sna", "isis"].map((enemy) => ["syrian-government", enemy]),
  ...["syrian-government", "fsa", "hts", "sna", "sdf"].map((enemy) => ["isis", enemy]),
  ["sna", "sdf"],
];
const REACH_KM = 62;

/** Areas of control that follow the made-up towns, within `isInside` and, beyond a reach, nobody's. */
export function makeAreas(control, isInside) {
  const assessed = control.map((f) => f.properties).filter((p) => p.basis === "assessed");
  const states = TOWNS.map((town) => assessed.filter((p) => p.place_id === town.id));
  const stateOf = (town, day) => {
    const on = isoOf(day);
    const state = states[TOWNS.indexOf(town)].findLast((p) => p.start <= on);
    const { status, holders, against } = state ?? { status: "unknown", holders: [], against: [] };
    return { status, holders, against };
  };
  const random_ = random(23);
  const lattice = makeLattice({ bbox: [35.5, 32.25, 42.45, 37.4], columns: 100, rows: 92, random: random_, isInside });
  const days = [...new Set(assessed.map((p) => dayOf(p.start)))].sort((a, b) => a - b);
  const { labels, changes, near } = followPlaces({
    middles: lattice.middles,
    places: TOWNS,
    days,
    stateOf,
    reach: REACH_KM,
  });
  const facePlace = lattice.middles.map(() => -1);
  TOWNS.forEach((_, place) => {
    const faces = near.map((places, face) => [places[0][1] === place ? places[0][0] : 1e9, face]);
    facePlace[faces.reduce((a, b) => (a[0] <= b[0] ? a : b))[1]] = place;
  });
  const block = encodeAreas({
    lattice,
    facePlace,
    places: TOWNS.map((t) => t.id),
    population: TOWNS.map((t) => Math.round(t.weight * 20_000)),
    labels,
    changes,
    hostile: HOSTILE,
    firstDay: FIRST,
    lastDay: LAST,
  });
  return { block, stateOf };
}

/** What `/control/at` answers for a spot on a day. */
export function controlAt(control, longitude, latitude, iso) {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  const away = (t) => Math.hypot((t.longitude - longitude) * shrink, t.latitude - latitude) * 111.195;
  const [town, other] = [...TOWNS].sort((a, b) => away(a) - away(b));
  const inside = ([west, south, east, north]) =>
    longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  if (!inside([35.5, 32.25, 42.45, 37.4])) return null;
  const own = control.map((f) => f.properties).filter((p) => p.place_id === town.id);
  const state = own.findLast((p) => p.basis === "assessed" && p.start <= iso);
  const isFar = away(town) > REACH_KM;
  const named = (ids) => ids.map((id) => ({ actor: id, name: ACTORS.find((a) => a[0] === id)?.[1] ?? id }));
  const r = Math.min(1, away(town) / away(other));
  const known = state && !isFar && state.status !== "unknown";
  return {
    day: iso,
    longitude,
    latitude,
    status: known ? state.status : "unknown",
    holders: known ? named(state.holders) : [],
    against: known ? named(state.against) : [],
    since: known ? state.start : null,
    since_latest: known ? (state.start_latest ?? state.start) : null,
    place: {
      place_id: town.id,
      name: town.name,
      name_ar: town.name_ar,
      distance_km: Number(away(town).toFixed(1)),
    },
    doubt: known ? { r, wrong: DOUBTS.find(({ to }) => r <= to).wrong } : null,
    sentences: known ? state.sources.map((s) => s.quote).filter(Boolean) : [],
    sources: known ? state.sources : [],
    claimed: own
      .filter((p) => p.basis === "claimed" && p.start <= iso)
      .map((p) => ({ status: p.status, holders: named(p.holders), since: p.start, sources: p.sources })),
  };
}

/** A war over 6,000 places and 40,000 faces with 35,000 changes of faces, for measuring; no towns, no country. */
export function makeLargeAreas() {
  const next = random(31);
  const SIDE = 200;
  const PLACES = 77;
  const lattice = makeLattice({ bbox: [35.7, 32.4, 42.2, 37.2], columns: SIDE, rows: SIDE, random: next });
  const placeOf = Array.from({ length: SIDE * SIDE }, (_, face) => {
    const [i, j] = [face % SIDE, Math.floor(face / SIDE)];
    return Math.floor((j * PLACES) / SIDE) * PLACES + Math.floor((i * PLACES) / SIDE);
  });
  const facesOf = Array.from({ length: PLACES * PLACES }, () => []);
  placeOf.forEach((place, face) => {
    facesOf[place].push(face);
  });
  const holders = ["syrian-government", "fsa", "sdf", "isis", "sna", "hts"];
  const labels = [
    { status: "unknown", holders: [], against: [] },
    ...holders.map((holder) => ({ status: "held", holders: [holder], against: [] })),
    ...holders.map((holder) => ({ status: "contested", holders: [holder], against: ["isis"] })),
  ];
  const seats = holders.flatMap((_, h) => [h, h].map((holder) => [next() * PLACES, next() * PLACES, holder]));
  const now = facesOf.map((_, place) => {
    const [x, y] = [place % PLACES, Math.floor(place / PLACES)];
    const seat = seats.reduce((a, b) => (Math.hypot(a[0] - x, a[1] - y) <= Math.hypot(b[0] - x, b[1] - y) ? a : b));
    return seat[2] + 1;
  });
  const changes = placeOf.map((place, face) => [FIRST, face, now[place], 0]);
  const days = Array.from({ length: 5_250 }, () => FIRST + 1 + Math.floor(next() * (LAST - FIRST))).sort(
    (a, b) => a - b,
  );
  for (const day of days) {
    // A place at a front goes over to a neighbor.
    for (let tries = 0; tries < 200; tries++) {
      const place = Math.floor(next() * now.length);
      const step = [1, -1, PLACES, -PLACES][Math.floor(next() * 4)];
      const neighbor = now[place + step];
      if (neighbor === undefined || neighbor === now[place]) continue;
      const label = next() < 0.1 && now[place] <= holders.length ? now[place] + holders.length : neighbor;
      now[place] = label;
      for (const face of facesOf[place]) changes.push([day, face, label, next() < 0.1 ? 3 : 0]);
      break;
    }
  }
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const pairs = holders.flatMap((a, i) => holders.slice(i + 1).map((b) => [a, b]));
  return encodeAreas({
    lattice,
    facePlace: placeOf.map((place, face) => (facesOf[place][0] === face ? place : -1)),
    places: facesOf.map((_, i) => `made-${i}`),
    population: facesOf.map(() => Math.floor(next() * 20_000)),
    labels,
    changes,
    hostile: pairs,
    firstDay: FIRST,
    lastDay: LAST,
  });
}

export function makeTheatre(rows, control) {
  return {
    id: "mock",
    title: "Syria",
    title_ar: "سوريا",
    time_zone: "Asia/Damascus",
    bbox: [35.6, 32.3, 42.4, 37.35],
    first_day: isoOf(FIRST),
    last_day: isoOf(LAST),
    notes: {
      time: "Days are local days in Asia/Damascus. Made-up events for developing the page.",
      borders:
        "Borders follow Natural Earth. Lines in dispute, such as those around the Golan Heights, are dashed and state no view on sovereignty.",
      control: "Who holds a town is an assessment from public claims. Where nothing is known, the map says unknown.",
    },
    counts: {
      events: rows.length,
      strikes: rows.filter((r) => KINDS[r.kind][2]).length,
      control: control.length,
      places: TOWNS.length,
      reports: rows.length,
      claims: rows.length,
      problems: 12,
    },
    sides: SIDES.map(([id, name, name_ar, color]) => ({ id, name, name_ar, color, prefers: [] })),
    actors: ACTORS.map(([id, name, name_ar, side, color, pattern]) => ({ id, name, name_ar, side, color, pattern })),
    sources: SOURCES.map(([id, name, name_ar, licence, republish, url], i) => ({
      id,
      name,
      name_ar,
      licence,
      attribution: `© ${name}`,
      republish,
      url,
      events: rows.filter((r) => r.source === i).length,
    })),
  };
}

export function eventDetail(row) {
  const names = ["single source", "corroborated", "disputed", "denied"];
  const actors = [row.actor1, row.actor2]
    .map((a, i) => (a === 65535 ? null : { actor: ACTORS[a][0], name: ACTORS[a][1], role: `actor${i + 1}` }))
    .filter(Boolean);
  const best = row.deaths === 4294967295 ? null : row.deaths;
  const deaths = best === null ? null : { low: Math.floor(best * 0.7), best, high: Math.ceil(best * 1.4) };
  const quote = `Several loud blasts were heard in ${row.place.name}, residents told the agency <script>alert(1)</script>.`;
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [row.longitude, row.latitude] },
    properties: {
      id: row.id,
      event_type: KINDS[row.kind][0],
      sub_event_type: KINDS[row.kind][1],
      start: isoOf(row.start),
      end: isoOf(row.end - 1),
      time_precision: row.time_precision,
      place_id: row.place.id,
      place_name: row.place.name,
      place_name_ar: row.place.name_ar,
      toponym: row.place.name.replace("al-", "Al "),
      admin1: row.place.admin1,
      geo_precision: row.geo_precision,
      actors,
      deaths,
      injured: best ? best * 2 : null,
      status: names[row.status],
      classified_by: "source",
      sources: [
        source(row.source, {
          claim: `${row.id}-c1`,
          published: isoOf(row.start + 1),
          quote,
          said_by: "residents",
          deaths,
        }),
        ...(row.status
          ? [
              source(1 - row.source, {
                claim: `${row.id}-c2`,
                modality: row.status === 3 ? "denied" : "claimed",
                published: isoOf(row.start + 2),
                said_by: "a military source",
              }),
            ]
          : []),
      ],
    },
  };
}

export function searchPlaces(query) {
  const fold = (s) => s.toLowerCase().replace(/^al-|[^\p{L}\p{N}]/gu, "");
  const wanted = fold(query);
  const found = TOWNS.filter((t) => fold(t.name).includes(wanted) || t.name_ar.includes(query.trim())).slice(0, 8);
  return {
    query,
    ambiguous: found.length > 1,
    candidates: found.map((t, i) => ({
      place_id: t.id,
      name: t.name,
      name_ar: t.name_ar,
      latitude: t.latitude,
      longitude: t.longitude,
      feature_code: "PPL",
      admin1: t.admin1,
      country: "SY",
      confidence: 0.9 - i * 0.1,
      reasons: ["name"],
    })),
  };
}
