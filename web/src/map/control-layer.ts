// Towns colored by who holds them at the end of the window's last day, and dots for cities nobody claims to hold.
import type * as L from "leaflet";
import { type ControlState, isUncertain, legendKey, stateOn, type Town } from "../control.ts";
import { mercatorX, mercatorY } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import type { Day } from "../time.ts";
import { drawTown, type LookOf, townRadius } from "../town-symbol.ts";
import { type Feature, namedFeatures } from "./basemap.ts";
import { CanvasLayer } from "./canvas-layer.ts";
import { isSamePlace, isWritten } from "./label-rules.ts";

export class ControlLayer extends CanvasLayer {
  private readonly towns: { town: Town; x: number; y: number }[];
  private readonly cities: Feature[];
  private readonly lookOf: LookOf;
  private palette: Palette;
  private day: Day = 0;
  private hidden: ReadonlySet<string> = new Set();
  private visible = true;
  private dots = true;
  /** What is drawn now, to tell whether another day looks different at all. */
  private states: (ControlState | null)[] = [];
  private faded: boolean[] = [];

  constructor(pane: string, towns: Town[], lookOf: LookOf, palette: Palette) {
    super(pane);
    this.towns = towns.map((town) => ({ town, x: mercatorX(town.longitude), y: mercatorY(town.latitude) }));
    this.cities = namedFeatures().filter(
      (f) => (f.kind === "city" || f.kind === "foreign") && !towns.some((town) => isSamePlace(f, town)),
    );
    this.lookOf = lookOf;
    this.palette = palette;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  show(day: Day, hidden: ReadonlySet<string>, visible: boolean, dots: boolean): void {
    const states = this.towns.map(({ town }) => stateOn(town, day));
    const faded = states.map((state) => state !== null && isUncertain(state, day));
    const same =
      hidden === this.hidden &&
      visible === this.visible &&
      dots === this.dots &&
      states.every((state, i) => state === this.states[i] && faded[i] === this.faded[i]);
    this.day = day;
    this.hidden = hidden;
    this.visible = visible;
    this.dots = dots;
    if (same && this.states.length) return;
    this.states = states;
    this.faded = faded;
    if (this._map) this.draw();
  }

  /** The town whose symbol is under a point of the map's container. */
  pick(at: L.Point): Town | null {
    if (!this.visible) return null;
    const { x, y } = this.fromContainer(at);
    const reach = townRadius(this.frame.zoom) + 4;
    let best: Town | null = null;
    let nearest = reach * reach;
    this.towns.forEach((entry, i) => {
      if (this.hidden.has(legendKey(this.states[i] ?? null))) return;
      const [townX, townY] = this.toCanvas(entry.x, entry.y);
      const distance = (townX - x) ** 2 + (townY - y) ** 2;
      if (distance <= nearest) {
        nearest = distance;
        best = entry.town;
      }
    });
    return best;
  }

  protected override draw(): void {
    const { context, frame } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (this.dots) this.drawCities();
    if (!this.visible) return;
    if (this.states.length !== this.towns.length) this.states = this.towns.map(({ town }) => stateOn(town, this.day));
    const radius = townRadius(this.frame.zoom);
    this.towns.forEach(({ x, y }, i) => {
      const state = this.states[i];
      if (this.hidden.has(legendKey(state))) return;
      const [px, py] = this.toCanvas(x, y);
      if (px < -20 || py < -20 || px > frame.width + 20 || py > frame.height + 20) return;
      context.setTransform(frame.ratio, 0, 0, frame.ratio, px * frame.ratio, py * frame.ratio);
      drawTown(context, state, radius, this.lookOf, this.palette, this.faded[i]);
    });
  }

  private drawCities(): void {
    const { context, frame, palette } = this;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.fillStyle = palette.label.halo;
    context.strokeStyle = palette.label.soft;
    context.lineWidth = 1.2;
    for (const city of this.cities) {
      if (!isWritten(city.kind, city.rank, frame.zoom)) continue;
      context.beginPath();
      context.arc(
        ...this.toCanvas(mercatorX(city.at[1]), mercatorY(city.at[0])),
        city.rank <= 2 ? 2.6 : 2,
        0,
        2 * Math.PI,
      );
      context.fill();
      context.stroke();
    }
  }
}
