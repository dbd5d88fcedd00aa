// Small drawings of the map's symbols for the legend, the list and cards.
import type { ControlState } from "../control.ts";
import type { Group } from "../kinds.ts";
import type { Palette } from "../palette.ts";
import { OUTLINES } from "../shapes.ts";
import { drawTown, type LookOf } from "../town-symbol.ts";
import { el, svgElement } from "./dom.ts";

/** The symbol of a group; hollow where the place is imprecise, ringed where accounts contradict each other. */
export function groupGlyph(group: Group, geoPrecision = 1, disputed = false): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "-10 -10 20 20", class: `glyph group-${group}`, "aria-hidden": "true" });
  if (disputed) svg.append(svgElement("circle", { r: 8.6, class: "glyph-ring" }));
  const outline = OUTLINES[group];
  const className = geoPrecision === 1 ? "glyph-solid" : geoPrecision === 2 ? "glyph-hollow" : "glyph-hollow is-wide";
  const radius = 5.4;
  svg.append(
    outline === null
      ? svgElement("circle", { r: radius, class: className })
      : svgElement("polygon", {
          points: outline.map(([x, y]) => `${x * radius},${y * radius}`).join(" "),
          class: className,
        }),
  );
  return svg;
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
