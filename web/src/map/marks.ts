// Rings around what is selected and what is under the pointer, on top of everything else.
import { mercatorX, mercatorY } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import type { Data } from "../scene.ts";
import { readSpot } from "../spot.ts";
import type { State } from "../store.ts";
import type { Selection } from "../url.ts";
import { CanvasLayer } from "./canvas-layer.ts";

export class MarksLayer extends CanvasLayer {
  private readonly data: Data;
  private palette: Palette;
  private selection: Selection = null;
  private selected: [number, number] | null = null;
  private hovered = -1;

  constructor(pane: string, data: Data, palette: Palette) {
    super(pane);
    this.data = data;
    this.palette = palette;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  show({ selection, hovered }: State): void {
    if (selection === this.selection && hovered === this.hovered) return;
    if (selection !== this.selection) this.selected = this.placeOf(selection);
    this.selection = selection;
    this.hovered = hovered;
    if (this._map) this.draw();
  }

  protected override draw(): void {
    const { context, frame, palette } = this;
    const { longitude, latitude, count } = this.data.columns;
    // An empty canvas over the whole map still costs the compositor a pass in every frame.
    const empty = !this.selected && this.hovered < 0;
    this.canvas.hidden = empty;
    if (empty) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    if (this.hovered >= 0 && this.hovered < count) {
      this.ring([longitude[this.hovered], latitude[this.hovered]], 9, 1.6, palette.selected, palette.casing);
    }
    if (this.selected) this.ring(this.selected, 13, 2.4, palette.selected, palette.casing);
  }

  private ring([longitude, latitude]: [number, number], radius: number, width: number, ink: string, casing: string) {
    const { context } = this;
    const [x, y] = this.toCanvas(mercatorX(longitude), mercatorY(latitude));
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width + 2;
    context.strokeStyle = casing;
    context.stroke();
    context.lineWidth = width;
    context.strokeStyle = ink;
    context.stroke();
  }

  private placeOf(selection: Selection): [number, number] | null {
    if (!selection) return null;
    const { columns, towns } = this.data;
    if (selection.type === "place") {
      const town = towns.find((t) => t.id === selection.id);
      return town ? [town.longitude, town.latitude] : null;
    }
    if (selection.type === "spot") {
      const spot = readSpot(selection.id);
      return spot && [spot.longitude, spot.latitude];
    }
    const row = columns.rowOf(selection.id);
    return row < 0 ? null : [columns.longitude[row], columns.latitude[row]];
  }
}
