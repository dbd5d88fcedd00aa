// Towns colored by who holds them at the end of the window's last day, and dots for cities nobody claims to hold. Another
// day draws only the cells of the canvas that towns touch whose state is another.
import type * as L from "leaflet";
import { Cells } from "../cells.ts";
import { type ControlState, isUncertain, legendKey, stateOn, type Town } from "../control.ts";
import { mercatorX, mercatorY } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import type { Day } from "../time.ts";
import { type LookOf, townRadius } from "../town-symbol.ts";
import { type Feature, namedFeatures } from "./basemap.ts";
import { CanvasLayer } from "./canvas-layer.ts";
import { isSamePlace, isWritten } from "./label-rules.ts";
import { TownSprites } from "./town-sprites.ts";

/** When more of the towns than this change, drawing all of them at once is cheaper than cell by cell. */
const FEW = 1 / 8;

export class ControlLayer extends CanvasLayer {
  private readonly towns: { town: Town; x: number; y: number }[];
  private readonly cities: { city: Feature; x: number; y: number }[];
  private readonly lookOf: LookOf;
  private palette: Palette;
  private hidden: ReadonlySet<string> = new Set();
  private visible = true;
  private dots = true;
  /** What is shown of each town. */
  private readonly states: (ControlState | null)[];
  private readonly faded: boolean[];
  private sprites: TownSprites | null = null;
  /** What lies where on the canvas: cities first, as they lie below, then towns. */
  private cells: Cells | null = null;
  /** Whole device pixels of the canvas, cities first: between them a copy would be blurred. */
  private readonly left: Int32Array;
  private readonly top: Int32Array;

  constructor(pane: string, towns: Town[], lookOf: LookOf, palette: Palette) {
    super(pane);
    this.towns = towns.map((town) => ({ town, x: mercatorX(town.longitude), y: mercatorY(town.latitude) }));
    this.cities = namedFeatures()
      .filter((f) => (f.kind === "city" || f.kind === "foreign") && !towns.some((town) => isSamePlace(f, town)))
      .map((city) => ({ city, x: mercatorX(city.at[1]), y: mercatorY(city.at[0]) }));
    this.lookOf = lookOf;
    this.palette = palette;
    this.states = towns.map(() => null);
    this.faded = towns.map(() => false);
    this.left = new Int32Array(this.cities.length + towns.length);
    this.top = new Int32Array(this.cities.length + towns.length);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  show(day: Day, hidden: ReadonlySet<string>, visible: boolean, dots: boolean): void {
    const changed: number[] = [];
    this.towns.forEach(({ town }, i) => {
      const state = stateOn(town, day);
      const faded = state !== null && isUncertain(state, day);
      if (state === this.states[i] && faded === this.faded[i]) return;
      this.states[i] = state;
      this.faded[i] = faded;
      changed.push(i);
    });
    const same = hidden === this.hidden && visible === this.visible && dots === this.dots;
    this.hidden = hidden;
    this.visible = visible;
    this.dots = dots;
    if (!this._map) return;
    if (!same || changed.length > FEW * this.towns.length) this.draw();
    else if (visible && changed.length) this.patch(changed);
  }

  /** The town whose symbol is under a point of the map's container. */
  pick(at: L.Point): Town | null {
    if (!this.visible) return null;
    const { x, y } = this.fromContainer(at);
    const reach = townRadius(this.frame.zoom) + 4;
    let best: Town | null = null;
    let nearest = reach * reach;
    this.towns.forEach((entry, i) => {
      if (this.hidden.has(legendKey(this.states[i]))) return;
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
    const { context, canvas, frame, cities } = this;
    const radius = townRadius(frame.zoom);
    if (!this.sprites?.fits(radius, frame.ratio, this.palette)) {
      this.sprites = new TownSprites(radius, frame.ratio, this.lookOf, this.palette);
    }
    const { reach } = this.sprites;
    this.cells = new Cells(canvas.width, canvas.height, reach);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const put = (symbol: number, x: number, y: number) => {
      const [px, py] = this.toCanvas(x, y);
      const left = (this.left[symbol] = Math.round(px * frame.ratio));
      const top = (this.top[symbol] = Math.round(py * frame.ratio));
      if (left < -reach || top < -reach || left > canvas.width + reach || top > canvas.height + reach) return;
      this.cells!.add(symbol, left, top);
      this.copy(symbol);
    };
    if (this.dots) {
      cities.forEach(({ city, x, y }, i) => {
        if (isWritten(city.kind, city.rank, frame.zoom)) put(i, x, y);
      });
    }
    if (!this.visible) return;
    this.towns.forEach(({ x, y }, i) => {
      put(cities.length + i, x, y);
    });
  }

  /** Draws the cells around some towns. */
  private patch(towns: number[]): void {
    const { context, cells, left, top } = this;
    if (!cells) return;
    const symbols = towns.map((i) => this.cities.length + i);
    for (const cell of cells.around(symbols.map((i) => [left[i], top[i]]))) {
      context.save();
      context.beginPath();
      context.rect(cell.left, cell.top, cell.side, cell.side);
      context.clip();
      context.clearRect(cell.left, cell.top, cell.side, cell.side);
      for (const symbol of cell.symbols) this.copy(symbol);
      context.restore();
    }
  }

  private copy(symbol: number): void {
    const sprites = this.sprites!;
    const sprite = symbol < this.cities.length ? this.citySprite(symbol) : this.townSprite(symbol - this.cities.length);
    if (!sprite) return;
    this.context.drawImage(sprite, this.left[symbol] - sprites.reach, this.top[symbol] - sprites.reach);
  }

  private citySprite(i: number): HTMLCanvasElement {
    return this.sprites!.city(this.cities[i].city.rank <= 2 ? 2.6 : 2);
  }

  /** Null for a town whose holder is hidden. */
  private townSprite(i: number): HTMLCanvasElement | null {
    const state = this.states[i];
    return this.hidden.has(legendKey(state)) ? null : this.sprites!.town(state, this.faded[i]);
  }
}
