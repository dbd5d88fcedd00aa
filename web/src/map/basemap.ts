// Land, water, borders and roads as SVG under the data; colors come from style/map.css by class name.
import * as L from "leaflet";
import basemap from "../generated/basemap.json";

type Line = L.LatLngTuple[];

/** A named thing the label layer may write on the map. */
export interface Feature {
  kind: "sea" | "country" | "governorate" | "city" | "foreign" | "lake" | "river" | "road";
  rank: number;
  name: string;
  nameAr: string;
  at: L.LatLngTuple;
}

const data = basemap as unknown as {
  land: Line[][];
  home: Line[][];
  borders: Line[];
  disputed: Line[];
  rivers: { name: string; name_ar: string; rank: number; line: Line }[];
  lakes: { name: string; name_ar: string; rank: number; at: L.LatLngTuple; ring: Line }[];
  roads: { name: string; rank: number; line: Line }[];
  labels: { kind: Feature["kind"]; rank: number; name: string; name_ar: string; at: L.LatLngTuple }[];
};

export function createBasemap(pane: string): L.LayerGroup {
  const renderer = L.svg({ pane, padding: 0.35 });
  const common = { renderer, pane, interactive: false, smoothFactor: 0.6 };
  const area = (rings: Line[][], className: string) =>
    L.polygon(rings, { ...common, className, stroke: true, fill: true });
  const line = (lines: Line | Line[], className: string) =>
    L.polyline(lines as Line[], { ...common, className, fill: false });
  return L.layerGroup([
    area(data.land, "base-land"),
    area(data.home, "base-home"),
    ...data.lakes.map(({ ring }) => area([[ring]] as unknown as Line[][], "base-lake")),
    ...data.rivers.map(({ line: course, rank }) => line(smooth(course), `base-river rank-${rank}`)),
    ...data.roads.map(({ line: course }) => line(course, "base-road-casing")),
    ...data.roads.map(({ line: course, rank }) => line(course, `base-road rank-${rank}`)),
    line(data.borders, "base-border-casing"),
    line(data.borders, "base-border"),
    line(data.disputed, "base-disputed"),
  ]);
}

/** Everything with a name, most important first. */
export function namedFeatures(): Feature[] {
  const named = (kind: Feature["kind"], rank: number, name: string, nameAr: string, at: L.LatLngTuple): Feature => ({
    kind,
    rank,
    name,
    nameAr,
    at,
  });
  return [
    ...data.labels.map((f) => named(f.kind, f.rank, f.name, f.name_ar, f.at)),
    ...data.lakes.map((f) => named("lake", f.rank + 1, f.name, f.name_ar, f.at)),
    ...data.rivers
      .filter((f) => f.rank <= 2)
      .flatMap((f) => [0.3, 0.72].map((t) => named("river", f.rank + 2, f.name, f.name_ar, along(f.line, t)))),
    ...data.roads.flatMap((f) => [0.25, 0.7].map((t) => named("road", f.rank + 2, f.name, f.name, along(f.line, t)))),
  ].sort((a, b) => a.rank - b.rank);
}

function along(line: Line, share: number): L.LatLngTuple {
  return line[Math.min(line.length - 1, Math.round(share * (line.length - 1)))];
}

/** One round of Chaikin's corner cutting: our rivers have few vertices and should not look it. */
function smooth(line: Line): Line {
  const out: Line = [line[0]];
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = line[i];
    const [c, d] = line[i + 1];
    out.push([a + (c - a) / 4, b + (d - b) / 4], [c - (c - a) / 4, d - (d - b) / 4]);
  }
  out.push(line[line.length - 1]);
  return out;
}
