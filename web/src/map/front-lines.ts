// How front lines and advances are drawn: recent ones vivid and wide, older ones fading to a thin gray, all on a halo.
import type { Advance } from "../advances.ts";
import type { Palette } from "../palette.ts";
import type { LookOf } from "../town-symbol.ts";

/** Width of a front line by its class of age, in CSS pixels. */
export const FRONT_WIDTHS = [3.4, 2.8, 2.2, 1.6, 1.2] as const;

/** Draws front lines by class of age, the most recent on top. */
export function drawFronts(context: CanvasRenderingContext2D, paths: (Path2D | null)[], palette: Palette): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  context.strokeStyle = palette.front.halo;
  context.globalAlpha = 0.75;
  paths.forEach((path, kind) => {
    if (!path) return;
    context.lineWidth = FRONT_WIDTHS[kind] + 2.2;
    context.stroke(path);
  });
  context.globalAlpha = 1;
  for (let kind = paths.length - 1; kind >= 0; kind--) {
    const path = paths[kind];
    if (!path) continue;
    context.strokeStyle = palette.front.ages[kind];
    context.lineWidth = FRONT_WIDTHS[kind];
    context.stroke(path);
  }
}

/** Shortest arrow worth drawing and the longest, in CSS pixels: a longer one would claim a way that nobody went. */
export const LEAST_ARROW = 16;
export const LONGEST_ARROW = 90;
const HEAD = 11;

/** The same tip, and a begin no further from it than `longest` mercator fractions. */
export function shortened(advance: Advance, longest: number): Advance {
  const { fromX, fromY, toX, toY } = advance;
  const length = Math.hypot(toX - fromX, toY - fromY);
  const part = length > longest ? longest / length : 1;
  return { ...advance, fromX: toX - (toX - fromX) * part, fromY: toY - (toY - fromY) * part };
}

/** An arrow from one canvas pixel to another in the taker's color. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  { taker }: Advance,
  from: [number, number],
  to: [number, number],
  lookOf: LookOf,
  palette: Palette,
): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [along, aside] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const point = (forward: number, left: number): [number, number] => [
    from[0] + along * forward + aside * left,
    from[1] + aside * forward - along * left,
  ];
  const neck = length - HEAD;
  const half = Math.min(6.5, 3.5 + length / 40);
  context.beginPath();
  context.moveTo(...point(0, half * 0.25));
  context.quadraticCurveTo(...point(neck * 0.6, half * 0.3), ...point(neck, half * 0.55));
  context.lineTo(...point(neck - 2, half * 1.25));
  context.lineTo(...to);
  context.lineTo(...point(neck - 2, -half * 1.25));
  context.lineTo(...point(neck, -half * 0.55));
  context.quadraticCurveTo(...point(neck * 0.6, -half * 0.3), ...point(0, -half * 0.25));
  context.closePath();
  context.lineJoin = "round";
  context.lineWidth = 2.6;
  context.strokeStyle = palette.front.halo;
  context.stroke();
  context.fillStyle = lookOf(taker).color;
  context.fill();
  context.lineWidth = 0.8;
  context.strokeStyle = palette.town.outline;
  context.stroke();
}
