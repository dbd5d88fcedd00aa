// Small drawings of the map's symbols for the legend, the list and cards.
import type { ControlState } from "../control.ts";
import type { Group } from "../kinds.ts";
import { AreaFills } from "../map/area-fills.ts";
import { drawFronts } from "../map/front-lines.ts";
import { DOUBT, FRESH, FRONT_AGES, type Paint } from "../paints.ts";
import type { Palette } from "../palette.ts";
import { BRACKETS, MARKS, OUTLINES, SLASH } from "../shapes.ts";
import type { Status } from "../statuses.ts";
import { drawTown, type LookOf } from "../town-symbol.ts";
import { el, svgElement } from "./dom.ts";

/** Radius of a symbol in a drawing's units. */
const RADIUS = 5.4;

/** The symbol of a group; hollow where the place is imprecise, marked where accounts contradict each other. */
export function groupGlyph(group: Group, geoPrecision = 1, status: Status | null = null): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "-10 -10 20 20", class: `glyph group-${group}`, "aria-hidden": "true" });
  const outline = OUTLINES[group];
  const className = geoPrecision === 1 ? "glyph-solid" : geoPrecision === 2 ? "glyph-hollow" : "glyph-hollow is-wide";
  svg.append(
    outline === null
      ? svgElement("circle", { r: RADIUS, class: className })
      : svgElement("polygon", {
          points: outline.map(([x, y]) => `${x * RADIUS},${y * RADIUS}`).join(" "),
          class: className,
        }),
    ...(status ? markOf(status) : []),
  );
  return svg;
}

/** What tells a status on the map, on a symbol of no group. */
export function statusGlyph(status: Status): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "-10 -10 20 20", class: "glyph group-none", "aria-hidden": "true" });
  svg.append(svgElement("circle", { r: RADIUS, class: "glyph-solid" }), ...markOf(status));
  return svg;
}

function markOf(status: Status): SVGElement[] {
  if (MARKS[status] === "none") return [];
  const d = MARKS[status] === "slash" ? slash() : brackets();
  return ["glyph-mark-casing", "glyph-mark"].map((name) => svgElement("path", { d, class: name }));
}

function slash(): string {
  const [x, y] = SLASH.map((part) => part * RADIUS);
  return `M${-x},${-y}L${x},${y}`;
}

function brackets(): string {
  const radius = BRACKETS.radius * RADIUS;
  const [x, y] = [radius * Math.cos(BRACKETS.spread), radius * Math.sin(BRACKETS.spread)];
  const arc = (side: number, sweep: number) => `M${side * x},${-y}A${radius},${radius} 0 0 ${sweep} ${side * x},${y}`;
  return arc(1, 1) + arc(-1, 0);
}

const SIZE = 24;

export function townGlyph(state: ControlState | null, lookOf: LookOf, palette: Palette): HTMLCanvasElement {
  return drawn((context) => drawTown(context, state, 6.5, lookOf, palette));
}

/** A patch of land as the map fills it; `overlay` as of `FRESH` and `DOUBT`. */
export function areaGlyph(paint: Paint, overlay: number, lookOf: LookOf, palette: Palette): HTMLCanvasElement {
  return drawn((context, ratio) => {
    const frame = { scale: 1, originX: 0, originY: 0, width: SIZE, height: SIZE, ratio, zoom: 0, pad: 0 };
    const fills = new AreaFills(context, frame, palette, lookOf);
    const path = new Path2D();
    path.rect(-10, -7, 20, 14);
    const layers = [
      ...fills.of(paint),
      ...(overlay & FRESH ? [fills.fresh()] : []),
      ...(overlay & DOUBT ? [fills.doubt()] : []),
    ];
    for (const { style, alpha } of layers) {
      context.globalAlpha = alpha;
      context.fillStyle = style;
      context.fill(path);
    }
    context.globalAlpha = 1;
    context.strokeStyle = paint.besieger === null ? palette.area.border : lookOf(paint.besieger).color;
    context.lineWidth = paint.besieger === null ? 0.9 : 2.6;
    context.stroke(path);
  });
}

/** A stretch of front line of one class of age, 0 the most recent. */
export function frontGlyph(kind: number, palette: Palette): HTMLCanvasElement {
  return drawn((context) => {
    const path = new Path2D("M-10,2Q-4,-6 0,0T10,-2");
    drawFronts(
      context,
      [...FRONT_AGES, null].map((_, i) => (i === kind ? path : null)),
      palette,
    );
  });
}

/** A small canvas, drawn around its middle. */
function drawn(draw: (context: CanvasRenderingContext2D, ratio: number) => void): HTMLCanvasElement {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const canvas = el("canvas", { class: "glyph", "aria-hidden": "true", width: SIZE * ratio, height: SIZE * ratio });
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, (SIZE / 2) * ratio, (SIZE / 2) * ratio);
  draw(context, ratio);
  return canvas;
}
