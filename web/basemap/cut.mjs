// Cuts land, borders and the theatre's country out of world-atlas and joins our own rivers, lakes, roads and labels into one file for the page.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, merge, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const here = (name) => new URL(name, import.meta.url);
const json = (name) => JSON.parse(readFileSync(here(name), "utf8"));

/** What is drawn at all, and the inner box that keeps full detail: west, south, east, north in degrees. */
const OUTER = [22, 24, 56, 45];
const INNER = [34.5, 31, 43.5, 38.5];
/** Douglas-Peucker tolerance in degrees: about 60 m inside, 2 km in the surroundings. */
const FINE = 0.0006;
const COARSE = 0.02;
const HOME = "Syria";
/** Pairs whose common border is drawn dashed; the page states the policy in the theatre's own words. */
const DISPUTED = new Set(["Israel|Syria", "Israel|Palestine", "Israel|Lebanon"]);

const inside = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

function simplify(line) {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const todo = [[0, line.length - 1]];
  for (let span = todo.pop(); span; span = todo.pop()) {
    const [from, to] = span;
    const [ax, ay] = line[from];
    const dx = line[to][0] - ax;
    const dy = line[to][1] - ay;
    const length = Math.hypot(dx, dy);
    let worst = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const [x, y] = line[i];
      const off = length ? Math.abs((x - ax) * dy - (y - ay) * dx) / length : Math.hypot(x - ax, y - ay);
      const share = off / (inside(INNER, x, y) ? FINE : COARSE);
      if (share > worst) [worst, at] = [share, i];
    }
    if (worst > 1) {
      keep[at] = 1;
      todo.push([from, at], [at, to]);
    }
  }
  return line.filter((_, i) => keep[i]);
}

/** Sutherland-Hodgman against the outer box. */
function clip(ring) {
  const sides = [
    [0, OUTER[0], 1],
    [1, OUTER[1], 1],
    [0, OUTER[2], -1],
    [1, OUTER[3], -1],
  ];
  return sides.reduce((points, [axis, bound, sign]) => {
    const within = (p) => (p[axis] - bound) * sign >= 0;
    const out = [];
    points.forEach((p, i) => {
      const q = points[(i + points.length - 1) % points.length];
      if (within(p) !== within(q)) {
        const t = (bound - q[axis]) / (p[axis] - q[axis]);
        out.push([q[0] + t * (p[0] - q[0]), q[1] + t * (p[1] - q[1])]);
      }
      if (within(p)) out.push(p);
    });
    return out;
  }, ring);
}

/** Latitude, longitude pairs rounded to 1e-4 degrees (11 m), in the order Leaflet takes. */
const rounded = (line) => line.map(([x, y]) => [Math.round(y * 1e4) / 1e4, Math.round(x * 1e4) / 1e4]);

const rings = (multi) =>
  multi.coordinates
    .map((polygon) =>
      polygon
        .map(clip)
        .filter((ring) => ring.length > 3)
        .map(rounded),
    )
    .filter((polygon) => polygon.length > 0);

const lines = (multi) => multi.coordinates.filter((line) => line.some(([x, y]) => inside(OUTER, x, y))).map(rounded);

function labels() {
  const [head, ...rows] = readFileSync(here("labels.csv"), "utf8").trim().split("\n");
  const names = head.split(",");
  return rows.map((row) => {
    const field = Object.fromEntries(row.split(",").map((value, i) => [names[i], value]));
    return {
      kind: field.kind,
      rank: Number(field.rank),
      name: field.name,
      name_ar: field.name_ar,
      at: [Number(field.latitude), Number(field.longitude)],
    };
  });
}

const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8"));
const countries = atlas.objects.countries;
const boxOf = (geometry) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (c) =>
    typeof c[0] === "number"
      ? ([box[0], box[1], box[2], box[3]] = [
          Math.min(box[0], c[0]),
          Math.min(box[1], c[1]),
          Math.max(box[2], c[0]),
          Math.max(box[3], c[1]),
        ])
      : c.forEach(walk);
  walk(feature(atlas, geometry).geometry.coordinates);
  return box;
};
const near = countries.geometries.filter((g) => {
  const b = boxOf(g);
  return b[0] < OUTER[2] && b[2] > OUTER[0] && b[1] < OUTER[3] && b[3] > OUTER[1];
});
// Arcs are shared between neighbors, so simplifying each arc once keeps borders and areas together.
const { scale, translate } = atlas.transform;
const thin = {
  ...atlas,
  transform: undefined,
  arcs: atlas.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return simplify(arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]));
  }),
};
delete thin.transform;
const collection = { type: "GeometryCollection", geometries: near };
const pair = (a, b) => [a.properties.name, b.properties.name].sort().join("|");
const home = near.find((g) => g.properties.name === HOME);
const homeArea = feature(thin, home).geometry;

const flip = (line) => line.map(([x, y]) => [y, x]);
const basemap = {
  land: rings(merge(thin, near)),
  home: rings(homeArea.type === "Polygon" ? { coordinates: [homeArea.coordinates] } : homeArea),
  borders: lines(mesh(thin, collection, (a, b) => a !== b && !DISPUTED.has(pair(a, b)))),
  disputed: [
    ...lines(mesh(thin, collection, (a, b) => a !== b && DISPUTED.has(pair(a, b)))),
    ...json("disputed.json").map((d) => flip(d.line)),
  ],
  rivers: json("rivers.json").map(({ line, ...rest }) => ({ ...rest, line: flip(line) })),
  lakes: json("lakes.json").map(({ ring, at, ...rest }) => ({ ...rest, at: [at[1], at[0]], ring: flip(ring) })),
  roads: json("roads.json").map(({ line, ...rest }) => ({ ...rest, line: flip(line) })),
  labels: labels(),
};

mkdirSync(here("../src/generated"), { recursive: true });
const text = JSON.stringify(basemap);
writeFileSync(here("../src/generated/basemap.json"), text);
const vertices = [...basemap.land.flat(), ...basemap.borders].reduce((n, line) => n + line.length, 0);
console.error(`basemap: ${near.length} countries, ${vertices} vertices, ${Math.round(text.length / 1024)} KB`);
