// The events of the window as points: only what is in view, one per 2 px cell, masks written into one image. In a cell the
// newest is drawn, but a contested one before any other: a mark that lies under thirty later raids is no mark.
import type * as L from "leaflet";
import { type Columns, drawingOrder, lowerBound } from "../columns.ts";
import { isSameSpot, topmostAt } from "../hit.ts";
import { mercatorX, mercatorY } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import type { Scene } from "../scene.ts";
import { isContradicted } from "../statuses.ts";
import { CanvasLayer } from "./canvas-layer.ts";
import { maskIndex, type PixelMask, RADIUS, REACH, renderMasks } from "./masks.ts";

/** Side of the square in which only one event is drawn, in CSS pixels. */
export const CELL = 2;
/** How far from a symbol's center a click still means it, in CSS pixels. */
const TOUCH = RADIUS + 2.5;
/** After the last small step everything is drawn once more, so that a stopped film equals a fresh drawing. */
const SETTLE_MS = 160;

export class PointsLayer extends CanvasLayer {
  private readonly columns: Columns;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly order: Int32Array;
  /** Where in `order` events stand whose accounts contradict each other. */
  private readonly contested: Int32Array;
  private palette: Palette;
  private scene: Scene | null = null;
  private masks: PixelMask[] = [];
  private offsets: Int32Array[] = [];
  private masksFor = "";
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);
  /** Stamp of the drawing that last used a cell. */
  private taken = new Uint32Array(0);
  /** The same for cells with a contested event, which no later one covers. */
  private kept = new Uint32Array(0);
  private stamp = 0;
  /** Rows drawn, oldest first and contested last, with their canvas position. */
  private rows: Int32Array;
  private rowX: Float32Array;
  private rowY: Float32Array;
  private drawnCount = 0;
  /** What the image holds: a scene's low and high row and its filter, while the view has not moved. */
  private held: { low: number; high: number; shown: Uint8Array; carried: number } | null = null;
  private dirtyTop = 0;
  private dirtyBottom = 0;
  private settle = 0;

  constructor(pane: string, columns: Columns, palette: Palette) {
    super(pane);
    this.columns = columns;
    this.palette = palette;
    this.x = Float64Array.from(columns.longitude, mercatorX);
    this.y = Float64Array.from(columns.latitude, mercatorY);
    this.order = drawingOrder(columns);
    this.contested = Int32Array.from(this.order.keys()).filter((i) => isContradicted(columns.status[this.order[i]]));
    this.rows = new Int32Array(columns.count);
    this.rowX = new Float32Array(columns.count);
    this.rowY = new Float32Array(columns.count);
  }

  /** Symbols on the canvas now; what a counter or a test may ask. */
  get drawn(): number {
    return this.drawnCount;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.masksFor = "";
    this.redraw();
  }

  /** Shows another window or filter. When time only went on, just the new events are added. */
  show(scene: Scene | null): void {
    const { held } = this;
    this.scene = scene;
    if (!this._map) return;
    if (!scene || !held || !this.image || !this.continues(scene)) {
      this.paint();
      return;
    }
    const dirty = this.paintNew(held.high, scene.rows.high);
    held.high = scene.rows.high;
    if (dirty) this.put(dirty.top, dirty.bottom);
    window.clearTimeout(this.settle);
    this.settle = window.setTimeout(() => this.paint(), SETTLE_MS);
  }

  override onRemove(): this {
    window.clearTimeout(this.settle);
    return super.onRemove();
  }

  /**
   * Rows under a point of the map's container, the topmost drawn first, then whatever of the window lies hidden
   * in the same cell beneath it, newest first.
   */
  pick(at: L.Point): number[] {
    const top = this.topmost(at);
    if (top < 0 || !this.scene) return [];
    const [x, y] = this.toCanvas(this.x[top], this.y[top]);
    const { rows, shown } = this.scene;
    const stack: number[] = [top];
    const consider = (row: number) => {
      if (row === top || !shown[row]) return;
      const [rowX, rowY] = this.toCanvas(this.x[row], this.y[row]);
      if (isSameSpot(x, y, rowX, rowY, CELL)) stack.push(row);
    };
    for (let i = rows.high - 1; i >= rows.low; i--) consider(this.order[i]);
    for (let i = rows.carried.length - 1; i >= 0; i--) consider(rows.carried[i]);
    return stack;
  }

  /** The row whose symbol is seen at a point of the map's container, or -1. */
  topmost(at: L.Point): number {
    const { x, y } = this.fromContainer(at);
    const i = topmostAt({ count: this.drawnCount, x: this.rowX, y: this.rowY }, x, y, TOUCH);
    return i < 0 ? -1 : this.rows[i];
  }

  /** Rows of the scene inside the visible map, newest first, at most `limit`, and how many there are. */
  inView(limit: number): { rows: number[]; total: number } {
    const { scene, frame } = this;
    if (!scene || !this._map) return { rows: [], total: 0 };
    const size = this._map.getSize();
    const corner = this.fromContainer({ x: 0, y: 0 } as L.Point);
    const west = (corner.x + frame.originX) / frame.scale;
    const north = (corner.y + frame.originY) / frame.scale;
    const east = west + size.x / frame.scale;
    const south = north + size.y / frame.scale;
    const rows: number[] = [];
    let total = 0;
    const note = (row: number) => {
      if (!scene.shown[row]) return;
      const x = this.x[row];
      const y = this.y[row];
      if (x < west || x > east || y < north || y > south) return;
      total++;
      if (rows.length < limit) rows.push(row);
    };
    for (let i = scene.rows.high - 1; i >= scene.rows.low; i--) note(this.order[i]);
    for (let i = scene.rows.carried.length - 1; i >= 0; i--) note(scene.rows.carried[i]);
    return { rows, total };
  }

  protected override draw(): void {
    this.paint();
  }

  private continues({ rows, shown }: Scene): boolean {
    const held = this.held!;
    return (
      rows.low === held.low &&
      rows.high >= held.high &&
      shown === held.shown &&
      rows.carried.length === 0 &&
      held.carried === 0
    );
  }

  private paint(): void {
    window.clearTimeout(this.settle);
    const { frame, scene } = this;
    this.prepare();
    const { pixels } = this;
    const width = this.image!.width;
    pixels.fill(0, this.dirtyTop * width, this.dirtyBottom * width);
    const oldTop = this.dirtyTop;
    const oldBottom = this.dirtyBottom;
    this.drawnCount = 0;
    this.held = null;
    let top = this.image!.height;
    let bottom = 0;
    if (scene) {
      const { rows } = scene;
      const count = this.collect(scene);
      // Collected topmost first; drawn the other way round.
      this.rows.subarray(0, count).reverse();
      for (let i = 0; i < count; i++) {
        const row = this.rows[i];
        const x = this.x[row] * frame.scale - frame.originX;
        const y = this.y[row] * frame.scale - frame.originY;
        this.rowX[i] = x;
        this.rowY[i] = y;
        const at = this.stampMask(row, x, y);
        if (at < top) top = at;
        if (at > bottom) bottom = at;
      }
      this.drawnCount = count;
      this.held = { low: rows.low, high: rows.high, shown: scene.shown, carried: rows.carried.length };
    }
    const reach = Math.ceil(REACH * frame.ratio) + 1;
    this.dirtyTop = Math.max(0, top - reach);
    this.dirtyBottom = Math.min(this.image!.height, bottom + reach);
    if (this.dirtyBottom <= this.dirtyTop) this.dirtyTop = this.dirtyBottom = 0;
    if (oldBottom > oldTop && this.dirtyBottom > this.dirtyTop) {
      this.put(Math.min(oldTop, this.dirtyTop), Math.max(oldBottom, this.dirtyBottom));
    } else {
      this.put(oldTop + this.dirtyTop, oldBottom + this.dirtyBottom);
    }
  }

  /** Fills `this.rows` with the row of each cell in view, contested ones first, newest first; returns how many. */
  private collect({ rows, shown }: Scene): number {
    const { frame, taken, x, y, order } = this;
    const { scale, originX, originY, width, height } = frame;
    const across = Math.ceil(width / CELL);
    const stamp = ++this.stamp;
    let count = 0;
    const consider = (row: number, marking: Uint32Array) => {
      const px = x[row] * scale - originX;
      const py = y[row] * scale - originY;
      if (px < 0 || py < 0 || px >= width || py >= height) return;
      const cell = ((py / CELL) | 0) * across + ((px / CELL) | 0);
      if (taken[cell] === stamp) return;
      taken[cell] = marking[cell] = stamp;
      this.rows[count++] = row;
    };
    const { contested } = this;
    for (let i = lowerBound(contested, rows.high) - 1; i >= 0 && contested[i] >= rows.low; i--) {
      if (shown[order[contested[i]]]) consider(order[contested[i]], this.kept);
    }
    for (let i = rows.carried.length - 1; i >= 0; i--) {
      const row = rows.carried[i];
      if (shown[row] && isContradicted(this.columns.status[row])) consider(row, this.kept);
    }
    for (let i = rows.high - 1; i >= rows.low; i--) if (shown[order[i]]) consider(order[i], taken);
    for (let i = rows.carried.length - 1; i >= 0; i--) if (shown[rows.carried[i]]) consider(rows.carried[i], taken);
    return count;
  }

  /** Adds rows on top of what is drawn; returns the pixel rows they touched. */
  private paintNew(low: number, high: number): { top: number; bottom: number } | null {
    const { frame, scene } = this;
    const { scale, originX, originY, width, height, ratio } = frame;
    const across = Math.ceil(width / CELL);
    let top = Number.POSITIVE_INFINITY;
    let bottom = -1;
    for (let i = low; i < high; i++) {
      const row = this.order[i];
      if (!scene!.shown[row]) continue;
      const px = this.x[row] * scale - originX;
      const py = this.y[row] * scale - originY;
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      const cell = ((py / CELL) | 0) * across + ((px / CELL) | 0);
      if (isContradicted(this.columns.status[row])) this.kept[cell] = this.stamp;
      else if (this.kept[cell] === this.stamp) continue;
      if (this.drawnCount < this.rows.length) {
        this.rows[this.drawnCount] = row;
        this.rowX[this.drawnCount] = px;
        this.rowY[this.drawnCount++] = py;
      }
      const at = this.stampMask(row, px, py);
      top = Math.min(top, at);
      bottom = Math.max(bottom, at);
    }
    if (bottom < 0) return null;
    const reach = Math.ceil(REACH * ratio) + 1;
    top = Math.max(0, top - reach);
    bottom = Math.min(this.image!.height, bottom + reach);
    this.dirtyTop = this.dirtyBottom > this.dirtyTop ? Math.min(this.dirtyTop, top) : top;
    this.dirtyBottom = Math.max(this.dirtyBottom, bottom);
    return { top, bottom };
  }

  /** Writes a row's mask at a canvas position in CSS pixels; returns the image row of its center. */
  private stampMask(row: number, x: number, y: number): number {
    const { columns, pixels, frame } = this;
    const index = maskIndex(columns.group[row], columns.geoPrecision[row], columns.status[row]);
    const { color, alpha, dx, dy } = this.masks[index];
    const offset = this.offsets[index];
    const { width, height } = this.image!;
    const px = Math.floor(x * frame.ratio);
    const py = Math.floor(y * frame.ratio);
    const reach = Math.ceil(REACH * frame.ratio);
    const whole = px >= reach && py >= reach && px < width - reach && py < height - reach;
    const base = py * width + px;
    for (let i = 0; i < offset.length; i++) {
      if (!whole) {
        const atX = px + dx[i];
        const atY = py + dy[i];
        if (atX < 0 || atY < 0 || atX >= width || atY >= height) continue;
      }
      const at = base + offset[i];
      const under = pixels[at];
      if (alpha[i] > 250 || under === 0) pixels[at] = color[i];
      else pixels[at] = blend(under, color[i], alpha[i]);
    }
    return py;
  }

  private prepare(): void {
    const { width, height } = this.canvas;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = this.context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.taken = new Uint32Array(Math.ceil(this.frame.width / CELL) * Math.ceil(this.frame.height / CELL));
      this.kept = new Uint32Array(this.taken.length);
      this.stamp = 0;
      this.dirtyTop = this.dirtyBottom = 0;
      this.masksFor = "";
    }
    const key = `${this.frame.ratio} ${width}`;
    if (this.masksFor !== key) {
      this.masks = renderMasks(this.palette, this.frame.ratio);
      this.offsets = this.masks.map(({ dx, dy }) => Int32Array.from(dx, (d, i) => dy[i] * width + d));
      this.masksFor = key;
    }
  }

  private put(top: number, bottom: number): void {
    const height = bottom - top;
    if (height > 0) this.context.putImageData(this.image!, 0, 0, 0, top, this.image!.width, height);
  }
}

/** A half-transparent pixel over another, both as little-endian RGBA; the result is as opaque as the denser one. */
function blend(under: number, over: number, alpha: number): number {
  const mix = (shift: number) => {
    const a = (under >>> shift) & 255;
    const b = (over >>> shift) & 255;
    return (a + (((b - a) * alpha) >> 8)) << shift;
  };
  const opacity = Math.max(under >>> 24, alpha);
  return (mix(0) | mix(8) | mix(16) | (opacity << 24)) >>> 0;
}
