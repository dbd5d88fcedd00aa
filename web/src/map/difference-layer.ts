// What changed hands between two days: each piece of land in the color of who has it on the later one, with an outline.
import { AreasOn } from "../areas.ts";
import { Borders, type Some } from "../borders.ts";
import { FaceGrid } from "../boxes.ts";
import { accountOf } from "../holdings.ts";
import { type AreaData, OUTSIDE } from "../mesh.ts";
import { Outline } from "../outline.ts";
import { NO_PAINT, paintsOf } from "../paints.ts";
import type { Palette } from "../palette.ts";
import type { Day } from "../time.ts";
import type { LookOf } from "../town-symbol.ts";
import { AreaFills } from "./area-fills.ts";
import { CanvasLayer } from "./canvas-layer.ts";

export class DifferenceLayer extends CanvasLayer {
  private readonly data: AreaData;
  private readonly before: AreasOn;
  private readonly after: AreasOn;
  private readonly borders: Borders;
  private readonly outline: Outline;
  private readonly grid: FaceGrid;
  private readonly lookOf: LookOf;
  private palette: Palette;
  private days: { before: Day; after: Day } | null = null;

  constructor(pane: string, data: AreaData, lookOf: LookOf, palette: Palette) {
    super(pane);
    this.data = data;
    this.before = new AreasOn(data);
    this.after = new AreasOn(data);
    this.borders = new Borders(data.mesh);
    this.outline = new Outline(data.mesh);
    this.grid = new FaceGrid(data.mesh);
    this.lookOf = lookOf;
    this.palette = palette;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  /** Two days in either order, or null for nothing. */
  show(days: { before: Day; after: Day } | null): void {
    const same = days?.before === this.days?.before && days?.after === this.days?.after;
    this.days = days;
    if (same) return;
    if (days) {
      const { before, after, borders } = this;
      const { labels } = this.data;
      const { byLabel } = paintsOf(labels, new Set());
      const accounts = labels.map(accountOf);
      before.seek(days.before);
      after.seek(days.after);
      for (let face = 0; face < this.data.mesh.faces; face++) {
        const changed = accounts[before.label[face]] !== accounts[after.label[face]];
        borders.set(face, changed ? byLabel[after.label[face]] : NO_PAINT);
      }
    }
    if (this._map) this.redraw();
  }

  protected override draw(): void {
    const { context, frame, days } = this;
    this.canvas.hidden = days === null;
    if (days === null) return;
    const { scale, originX, originY, width, height, ratio } = frame;
    this.outline.place(frame);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const right = (width + originX) / scale;
    this.drawChanged(this.grid.find([originX / scale, originY / scale, right, (height + originY) / scale]));
  }

  private drawChanged(some: Some): void {
    const { context, palette, borders } = this;
    const { left, right } = this.data.mesh;
    const { paints } = paintsOf(this.data.labels, new Set());
    const fills = new AreaFills(context, this.frame, palette, this.lookOf);
    const areas: Path2D[] = [];
    borders.rings(some, (key, ring, length) => {
      this.outline.traceFilled((areas[key] ??= new Path2D()), borders, ring, length);
    });
    const outline = new Path2D();
    const isOf = (face: number) => face !== OUTSIDE && borders.key[face] !== NO_PAINT;
    borders.chains(
      some,
      (arc) => (isOf(left[arc]) || isOf(right[arc]) ? 1 : 0),
      (_, chain, isClosed) => this.outline.trace(outline, borders, chain, chain.length, isClosed),
    );
    areas.forEach((path, paint) => {
      for (const { style, alpha } of fills.of(paints[paint])) {
        context.globalAlpha = Math.min(1, alpha * 2);
        context.fillStyle = style;
        context.fill(path);
      }
    });
    context.globalAlpha = 1;
    context.lineJoin = "round";
    for (const [color, width] of [
      [palette.front.halo, 4.4],
      [palette.selected, 1.8],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke(outline);
    }
  }
}
