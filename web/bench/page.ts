// One contestant on one map, moved through time day by day: our layer, Leaflet's circleMarkers, Leaflet.TimeDimension.
import * as Leaflet from "leaflet";
import { encodeColumns, makeEvents } from "../dev/theatre.mjs";
import { type Columns, decodeColumns, lowerBound, rowsIn } from "../src/columns.ts";
import { PointsLayer } from "../src/map/points.ts";
import { paletteFor } from "../src/palette.ts";
import type { Scene } from "../src/scene.ts";
import type { Window as Days } from "../src/time.ts";

// biome-ignore lint/suspicious/noExplicitAny: the plugin extends the global L, which has no types
type Any = any;
declare global {
  interface Window {
    /** Moves `steps` days on, a frame each; resolves to main-thread milliseconds of every step. */
    run(steps: number): Promise<number[]>;
    ready: Promise<void>;
  }
}

const query = new URLSearchParams(location.search);
const contestant = query.get("case") ?? "nothing";
const cumulative = query.get("mode") === "cumulative";
const count = Number(query.get("events") ?? 100_000);
const MS_PER_DAY = 86_400_000;
const view = { center: [35, 38.3] as [number, number], zoom: 7, zoomAnimation: false, fadeAnimation: false };
const palette = paletteFor("light");
const colors = Object.values(palette.groups);

const columns = decodeColumns(encodeColumns(makeEvents(count)).buffer as ArrayBuffer);
const first = columns.start[0];
const last = columns.start[columns.count - 1];
/** Both modes start where nine of ten events have happened, so that cumulative shows many. */
let day = columns.start[Math.floor(columns.count * (cumulative ? 0.9 : 0.5))];
const windowOf = (moment: number): Days => ({ from: cumulative ? first : moment - 29, to: moment + 1 });

type Show = (window: Days) => void;

function ours(data: Columns): Show {
  const map = Leaflet.map("map", view);
  const layer = new PointsLayer("overlayPane", data, palette);
  layer.addTo(map);
  const shown = new Uint8Array(data.count).fill(1);
  return (window) => {
    const scene: Scene = {
      window,
      rows: rowsIn(data, window),
      shown,
      anyGroup: shown,
      anySide: shown,
      anyStatus: shown,
    };
    layer.show(scene);
  };
}

const style = (row: number) => ({
  radius: 4,
  weight: 1,
  color: "#fff",
  fillColor: colors[columns.group[row]],
  fillOpacity: 0.9,
});

function circleMarkers(data: Columns): Show {
  const L = (window as Any).plainLeaflet;
  const map = L.map("map", { ...view, preferCanvas: true });
  const markers: Any[] = new Array(data.count);
  const marker = (row: number) =>
    (markers[row] ??= L.circleMarker([data.latitude[row], data.longitude[row]], style(row)));
  let low = 0;
  let high = 0;
  return ({ from, to }) => {
    const nextLow = lowerBound(data.start, from);
    const nextHigh = lowerBound(data.start, to);
    for (let row = low; row < high; row++) if (row < nextLow || row >= nextHigh) marker(row).remove();
    for (let row = nextLow; row < nextHigh; row++) if (row < low || row >= high) marker(row).addTo(map);
    low = nextLow;
    high = nextHigh;
  };
}

function timeDimension(data: Columns): Show {
  const L = (window as Any).plainLeaflet;
  const times = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * MS_PER_DAY);
  const map = L.map("map", { ...view, preferCanvas: true, timeDimension: true, timeDimensionOptions: { times } });
  const features = Array.from({ length: data.count }, (_, row) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [data.longitude[row], data.latitude[row]] },
    properties: { times: [data.start[row] * MS_PER_DAY], row },
  }));
  const base = L.geoJson(
    { type: "FeatureCollection", features },
    { pointToLayer: (feature: Any, at: Any) => L.circleMarker(at, style(feature.properties.row)) },
  );
  const duration = cumulative ? "P20Y" : "P29D";
  L.timeDimension.layer.geoJson(base, { duration, updateTimeDimension: false, waitForReady: false }).addTo(map);
  return ({ to }) => map.timeDimension.setCurrentTime((to - 1) * MS_PER_DAY);
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));

window.ready = (async () => {
  const show: Show =
    contestant === "ours"
      ? ours(columns)
      : contestant === "circleMarkers"
        ? circleMarkers(columns)
        : contestant === "timeDimension"
          ? timeDimension(columns)
          : () => {};
  show(windowOf(day));
  await frame();
  window.run = async (steps) => {
    const spent: number[] = [];
    for (let step = 0; step < steps; step++) {
      day = day >= last ? last - 300 : day + 1;
      // What a contestant puts off to the next frame runs between these two callbacks.
      const opened = frame();
      const start = performance.now();
      show(windowOf(day));
      const sync = performance.now() - start;
      const closed = frame();
      spent.push(sync + Math.max(0, (await closed) - (await opened)));
    }
    return spent;
  };
})();
