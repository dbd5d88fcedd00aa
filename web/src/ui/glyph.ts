// Small drawings of the map's symbols for the legend, the list and cards.
import type { ControlState } from "../control.ts";
import type { Group } from "../kinds.ts";
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
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const canvas = el("canvas", { class: "glyph", "aria-hidden": "true", width: SIZE * ratio, height: SIZE * ratio });
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, (SIZE / 2) * ratio, (SIZE / 2) * ratio);
  drawTown(context, state, 6.5, lookOf, palette);
  return canvas;
}
