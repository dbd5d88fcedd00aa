// Areas of control and front lines of a day. Another day draws only the parts of the canvas around faces that look
// otherwise, and walks only the borders there.
import { type Advance, advancesIn } from "../advances.ts";
import { AreasOn, arcSince, changesBefore, frontsBetween } from "../areas.ts";
import { Borders, type Some } from "../borders.ts";
import { type Box, FaceGrid, fewBoxes } from "../boxes.ts";
import { mercatorX, mercatorY } from "../mercator.ts";
import { type AreaData, OUTSIDE } from "../mesh.ts";
import { Outline } from "../outline.ts";
import {
  DOUBT,
  FRESH,
  FRONT_AGES,
  frontClass,
  isDoubtful,
  isFresh,
  NO_PAINT,
  type Paint,
  paintsOf,
} from "../paints.ts";
import type { Palette } from "../palette.ts";
import { faceAt } from "../spot.ts";
import { sweepsOf } from "../sweep.ts";
import type { Day } from "../time.ts";
import type { LookOf } from "../town-symbol.ts";
import { AreaFills } from "./area-fills.ts";
import { CanvasLayer } from "./canvas-layer.ts";
import { drawArrow, drawFronts, LEAST_ARROW, LONGEST_ARROW, shortened } from "./front-lines.ts";
import { Sweeping } from "./sweeping.ts";

export interface AreasShown {
  day: Day;
  /** Land taken in so many days, ending with the day, counts as fresh. */
  fresh: number;
  hidden: ReadonlySet<string>;
  areas: boolean;
  fronts: boolean;
  /** Whether land that changes hands is passed over bit by bit. */
  sweep: boolean;
}

/** CSS pixels by which lines and their halos reach over a face. */
const PAD = 5;
/** Square CSS pixels from which an advance has an arrow. */
const LEAST_ADVANCE = 260;
const KM_PER_WORLD = 40_075;

export class AreasLayer extends CanvasLayer {
  private readonly data: AreaData;
  private readonly held: AreasOn;
  private readonly lookOf: LookOf;
  private readonly borders: Borders;
  /** Borders of what lies over the areas: fresh and doubtful faces. */
  private readonly overlays: Borders;
  private readonly outline: Outline;
  private readonly frontOf: ReturnType<typeof frontsBetween>;
  private readonly grid: FaceGrid;
  private palette: Palette;
  private shown: AreasShown = { day: 0, fresh: 30, hidden: new Set(), areas: false, fronts: false, sweep: false };
  private paints: Paint[] = [];
  private paintOf: Uint16Array = new Uint16Array(0);
  private fills: AreaFills | null = null;
  private advances: Advance[] = [];
  private readonly sweeping = new Sweeping((boxes) => this.patch([], boxes));
  /** Stamp of the change that last touched a face. */
  private readonly touched: Uint32Array;
  private stamp = 0;

  constructor(pane: string, data: AreaData, lookOf: LookOf, palette: Palette) {
    super(pane);
    this.data = data;
    this.held = new AreasOn(data);
    this.lookOf = lookOf;
    this.palette = palette;
    this.borders = new Borders(data.mesh);
    this.overlays = new Borders(data.mesh);
    this.outline = new Outline(data.mesh);
    this.frontOf = frontsBetween(data);
    this.grid = new FaceGrid(data.mesh);
    this.touched = new Uint32Array(data.mesh.faces);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  show(next: AreasShown): void {
    const before = this.shown;
    this.shown = next;
    const first = this.paints.length === 0;
    const sameLooks = !first && next.hidden === before.hidden && next.fresh === before.fresh;
    const sameLayers = next.areas === before.areas && next.fronts === before.fronts;
    if (sameLooks && sameLayers && next.day === before.day) return;
    if (!next.areas && !next.fronts) {
      this.paints = [];
      if (this._map) this.draw();
      return;
    }
    const faces = first ? null : this.seek(next.day, before);
    if (!sameLooks || !faces) {
      this.sweeping.end();
      this.lookAnew();
      if (this._map) this.draw();
      return;
    }
    const isOn = next.sweep && next.day > before.day;
    const was = new Map(faces.map((face) => [face, this.borders.key[face]]));
    for (const face of faces) this.look(face);
    if (!this._map) return;
    const keyAfter = (face: number) => this.borders.key[face];
    const keyBefore = (face: number) => was.get(face) ?? keyAfter(face);
    const sweeps = isOn ? sweepsOf(this.data.mesh, faces, keyBefore, keyAfter) : [];
    const over = isOn ? this.sweeping.begin(sweeps) : this.sweeping.end();
    if (!sameLayers) this.draw();
    else this.patch(faces, over);
  }

  override onRemove(): this {
    this.sweeping.end();
    return super.onRemove();
  }

  /** Whether a place lies in the country, while its areas or fronts are on the map. */
  covers(longitude: number, latitude: number): boolean {
    const isOn = this.shown.areas || this.shown.fronts;
    return isOn && faceAt(this.data.mesh, this.grid, mercatorX(longitude), mercatorY(latitude)) >= 0;
  }

  protected override draw(): void {
    const { context, frame, shown } = this;
    const empty = !shown.areas && !shown.fronts;
    this.canvas.hidden = empty;
    if (empty || this.paints.length === 0) return;
    this.outline.place(frame);
    this.fills = new AreaFills(context, frame, this.palette, this.lookOf);
    this.advances = this.findAdvances();
    this.paint([[0, 0, frame.width, frame.height]]);
  }

  /** Goes to a day; answers the faces that may look otherwise than before, each once. */
  private seek(day: Day, before: AreasShown): number[] {
    const { data, held, touched } = this;
    const stamp = ++this.stamp;
    const faces: number[] = [];
    const touch = (face: number) => {
      if (touched[face] === stamp) return;
      touched[face] = stamp;
      faces.push(face);
    };
    held.seek(day, touch);
    // What was fresh grows old, and front lines do.
    const [low, high] = [Math.min(day, before.day), Math.max(day, before.day)];
    for (const days of [before.fresh, ...FRONT_AGES]) {
      const to = changesBefore(data, high - days + 1);
      for (let i = changesBefore(data, low - days + 1); i < to; i++) touch(data.changes.face[i]);
    }
    return faces;
  }

  private lookAnew(): void {
    const { paints, byLabel } = paintsOf(this.data.labels, this.shown.hidden);
    this.held.seek(this.shown.day);
    this.paints = paints;
    this.paintOf = byLabel;
    for (let face = 0; face < this.data.mesh.faces; face++) this.look(face);
  }

  /** Takes over how a face looks now. */
  private look(face: number): void {
    const { held, shown } = this;
    const paint = this.paintOf[held.label[face]];
    const isDrawn = paint !== NO_PAINT;
    const fresh = isDrawn && isFresh(held, face, shown.fresh) ? FRESH : 0;
    const doubt = isDrawn && isDoubtful(held, face) ? DOUBT : 0;
    this.borders.set(face, paint);
    this.overlays.set(face, fresh | doubt);
  }

  /** Draws what lies around some faces, and in some boxes of mercator fractions. */
  private patch(faces: number[], others: Box[]): void {
    const { frame, grid } = this;
    const { boxes } = grid;
    const dirty: Box[] = [];
    const add = (west: number, north: number, east: number, south: number) => {
      const [left, top] = this.toCanvas(west, north);
      const [right, bottom] = this.toCanvas(east, south);
      if (right < -PAD || bottom < -PAD || left > frame.width + PAD || top > frame.height + PAD) return;
      dirty.push([left - PAD, top - PAD, right + PAD, bottom + PAD]);
    };
    for (const face of faces) {
      const [west, north, east, south] = boxes.subarray(4 * face, 4 * face + 4);
      // Where a border begins or ends, it is drawn otherwise as far as the next node.
      const reach = Math.max(east - west, south - north) / 2;
      add(west - reach, north - reach, east + reach, south + reach);
    }
    for (const box of others) add(...box);
    const former = this.advances;
    if (faces.length > 0) this.advances = this.findAdvances();
    const key = (a: Advance) => `${a.taker} ${a.fromX} ${a.fromY} ${a.toX} ${a.toY}`;
    const drawn = new Set(former.map(key));
    const wanted = new Set(this.advances.map(key));
    const reach = 8 / frame.scale;
    for (const a of [
      ...former.filter((f) => !wanted.has(key(f))),
      ...this.advances.filter((f) => !drawn.has(key(f))),
    ]) {
      add(
        Math.min(a.fromX, a.toX) - reach,
        Math.min(a.fromY, a.toY) - reach,
        Math.max(a.fromX, a.toX) + reach,
        Math.max(a.fromY, a.toY) + reach,
      );
    }
    if (dirty.length) this.paint(fewBoxes(dirty, frame));
  }

  private findAdvances(): Advance[] {
    if (!this.shown.fronts) return [];
    const { scale } = this.frame;
    const middle = (this.frame.originY + this.frame.height / 2) / scale;
    // Mercator stretches by the secant of the latitude.
    const stretch = Math.cosh(Math.PI * (1 - 2 * middle));
    const kmPerPixel = KM_PER_WORLD / stretch / scale;
    const areEnemies = (one: number, other: number) => this.frontOf(one, other) !== null;
    return advancesIn(this.held, this.shown.fresh, LEAST_ADVANCE * kmPerPixel ** 2, areEnemies)
      .map((advance) => shortened(advance, LONGEST_ARROW / scale))
      .filter((a) => Math.hypot(a.toX - a.fromX, a.toY - a.fromY) * scale >= LEAST_ARROW);
  }

  private paint(boxes: Box[]): void {
    const { context, frame } = this;
    const { scale, originX, originY } = frame;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    for (const [left, top, right, bottom] of boxes) {
      const some = this.grid.find([
        (left - PAD + originX) / scale,
        (top - PAD + originY) / scale,
        (right + PAD + originX) / scale,
        (bottom + PAD + originY) / scale,
      ]);
      context.save();
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
      context.clearRect(left, top, right - left, bottom - top);
      if (this.shown.areas) this.fillAreas(some);
      context.globalAlpha = 1;
      if (this.shown.fronts) drawFronts(context, this.traceFronts(some), this.palette);
      if (this.fills) this.sweeping.draw(context, this.fills, this.paints, this.palette, frame, this.shown);
      for (const advance of this.advances) {
        const from = this.toCanvas(advance.fromX, advance.fromY);
        const to = this.toCanvas(advance.toX, advance.toY);
        const isNear = Math.max(from[0], to[0]) > left - PAD - 8 && Math.min(from[0], to[0]) < right + PAD + 8;
        if (isNear) drawArrow(context, advance, from, to, this.lookOf, this.palette);
      }
      context.restore();
    }
  }

  private fillAreas(some: Some): void {
    const { fills, paints } = this;
    if (!fills) return;
    const paths: Path2D[] = [];
    const [fresh, doubt] = [new Path2D(), new Path2D()];
    this.borders.rings(some, (key, ring, length) => {
      this.outline.traceFilled((paths[key] ??= new Path2D()), this.borders, ring, length);
    });
    this.overlays.rings(some, (key, ring, length) => {
      if (key & FRESH) this.outline.traceFilled(fresh, this.borders, ring, length);
      if (key & DOUBT) this.outline.traceFilled(doubt, this.borders, ring, length);
    });
    paths.forEach((path, paint) => {
      for (const { style, alpha } of fills.of(paints[paint])) this.fill(path, style, alpha);
    });
    this.fill(fresh, fills.fresh().style, fills.fresh().alpha);
    this.fill(doubt, fills.doubt().style, fills.doubt().alpha);
    this.lineAreas(some);
    paths.forEach((_, paint) => {
      if (paints[paint].besieger !== null) this.ringBesieged(some, paint);
    });
  }

  private fill(path: Path2D, style: string | CanvasPattern, alpha: number): void {
    this.context.globalAlpha = alpha;
    this.context.fillStyle = style;
    this.context.fill(path);
  }

  /** Thin lines between areas. */
  private lineAreas(some: Some): void {
    const { context, palette } = this;
    const { left, right } = this.data.mesh;
    const path = new Path2D();
    this.traceChains(
      some,
      (arc) => (left[arc] === OUTSIDE || right[arc] === OUTSIDE ? 0 : 1),
      () => path,
    );
    context.globalAlpha = 0.55;
    context.strokeStyle = palette.area.border;
    context.lineWidth = 0.9;
    context.stroke(path);
  }

  /** A line in the besieger's color around a besieged area. */
  private ringBesieged(some: Some, paint: number): void {
    const { context, palette, borders } = this;
    const { left, right } = this.data.mesh;
    const { besieger } = this.paints[paint];
    const isOf = (face: number) => face !== OUTSIDE && borders.key[face] === paint;
    const path = new Path2D();
    this.traceChains(
      some,
      (arc) => (isOf(left[arc]) || isOf(right[arc]) ? 1 : 0),
      () => path,
    );
    context.globalAlpha = 0.9;
    context.lineJoin = "round";
    context.strokeStyle = palette.front.halo;
    context.lineWidth = 5;
    context.stroke(path);
    context.strokeStyle = besieger ? this.lookOf(besieger).color : palette.town.outline;
    context.lineWidth = 2.6;
    context.stroke(path);
  }

  /** Paths of front lines by class of age. */
  private traceFronts(some: Some): (Path2D | null)[] {
    const { left, right } = this.data.mesh;
    const { label } = this.held;
    const paths: (Path2D | null)[] = [...FRONT_AGES, null].map(() => null);
    const kindOf = (arc: number) => {
      const [one, other] = [left[arc], right[arc]];
      if (one === OUTSIDE || other === OUTSIDE || !this.frontOf(label[one], label[other])) return 0;
      return 1 + frontClass(arcSince(this.held, arc), this.held.day);
    };
    this.traceChains(some, kindOf, (kind) => (paths[kind - 1] ??= new Path2D()));
    return paths;
  }

  private traceChains(some: Some, classOf: (arc: number) => number, pathOf: (kind: number) => Path2D): void {
    this.borders.chains(some, classOf, (kind, chain, isClosed) => {
      this.outline.trace(pathOf(kind), this.borders, chain, chain.length, isClosed);
    });
  }
}
