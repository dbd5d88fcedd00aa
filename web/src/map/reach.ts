// Within which circle or outline, or along which course, the truth lies: quiet, and under everything that has a point.
import * as L from "leaflet";
import type { Extent } from "../api.ts";

export interface Reach extends Extent {
  latitude: number;
  longitude: number;
}

export class ReachLayer {
  private readonly map: L.Map;
  private readonly options: L.PathOptions;
  private shown: L.Path | null = null;

  constructor(map: L.Map, pane: string) {
    this.map = map;
    this.options = { pane, renderer: L.svg({ pane, padding: 0.35 }), interactive: false };
  }

  /** Draws this in the place of what was drawn; nothing for `null` and for what is only a point. */
  show(reach: Reach | null): void {
    this.shown?.remove();
    this.shown = reach && this.draw(reach);
    this.shown?.addTo(this.map);
  }

  /** The box around what is drawn. */
  bounds(): L.LatLngBounds | null {
    return this.shown instanceof L.Polyline || this.shown instanceof L.Circle ? this.shown.getBounds() : null;
  }

  private draw({ within, radius_km, latitude, longitude }: Reach): L.Path | null {
    if (within?.type === "MultiLineString") {
      return L.polyline(lines(within.coordinates), { ...this.options, className: "reach is-course" });
    }
    if (within) {
      return L.polygon(within.coordinates.map(lines), { ...this.options, className: "reach" });
    }
    return radius_km
      ? L.circle([latitude, longitude], { ...this.options, className: "reach", radius: radius_km * 1000 })
      : null;
  }
}

/** Leaflet has latitude first. */
function lines(all: [number, number][][]): L.LatLngTuple[][] {
  return all.map((line) => line.map(([longitude, latitude]) => [latitude, longitude]));
}
