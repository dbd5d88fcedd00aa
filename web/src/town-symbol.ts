// How a town's state looks: a disc in its holder's color and pattern; drawn alike on the map, in the legend and in cards.
import type { Pattern } from "./api.ts";
import { type ControlState, legendKey } from "./control.ts";
import type { Palette } from "./palette.ts";

export interface HolderLook {
  color: string;
  pattern: Pattern;
}

export type LookOf = (actor: string) => HolderLook;

/** Radius of a town's symbol in CSS pixels. */
export function townRadius(zoom: number): number {
  return Math.min(11, Math.max(4.5, 4.5 + (zoom - 6) * 1.5));
}

/** Draws at the context's origin. `faded` while the day of the change itself is not known. */
export function drawTown(
  context: CanvasRenderingContext2D,
  state: ControlState | null,
  radius: number,
  lookOf: LookOf,
  palette: Palette,
  faded = false,
): void {
  context.lineJoin = "round";
  if (legendKey(state) === "unknown" || !state) {
    disc(context, radius * 0.8);
    context.fillStyle = palette.paper;
    context.globalAlpha = 0.75;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeStyle = palette.town.unknown;
    context.stroke();
    return;
  }
  const holder = lookOf(state.holders[0]);
  const otherId = state.holders[1] ?? state.against[0];
  const other = otherId === undefined ? null : lookOf(otherId);
  if (state.status === "besieged") ring(context, radius + 3.2, 2.6, other?.color ?? palette.town.outline, palette);
  disc(context, radius + 1.4);
  context.fillStyle = palette.casing;
  context.fill();
  context.save();
  if (faded) context.globalAlpha = 0.45;
  disc(context, radius);
  context.clip();
  fill(context, holder, radius, -radius, 2 * radius, palette);
  if (other && (state.status === "contested" || state.status === "mixed")) {
    context.beginPath();
    context.moveTo(radius, -radius);
    context.lineTo(radius, radius);
    context.lineTo(-radius, radius);
    context.closePath();
    context.save();
    context.clip();
    fill(context, other, radius, -radius, 2 * radius, palette);
    context.restore();
    context.beginPath();
    context.moveTo(-radius, radius);
    context.lineTo(radius, -radius);
    context.lineWidth = state.status === "contested" ? 2 : 1;
    context.strokeStyle = palette.casing;
    context.stroke();
  } else if (state.status === "contested") {
    hatch(context, radius, "diagonal", palette.casing);
  }
  if (state.status === "truce") {
    context.fillStyle = palette.casing;
    context.fillRect(-radius, -1.2, 2 * radius, 2.4);
  }
  context.restore();
  disc(context, radius);
  context.lineWidth = 1;
  context.strokeStyle = palette.town.outline;
  if (faded || state.status === "contested") context.setLineDash([2, 1.6]);
  context.stroke();
  context.setLineDash([]);
}

function disc(context: CanvasRenderingContext2D, radius: number): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
}

function ring(context: CanvasRenderingContext2D, radius: number, width: number, color: string, palette: Palette): void {
  disc(context, radius);
  context.lineWidth = width + 1.6;
  context.strokeStyle = palette.casing;
  context.stroke();
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke();
}

function fill(
  context: CanvasRenderingContext2D,
  look: HolderLook,
  radius: number,
  from: number,
  size: number,
  palette: Palette,
): void {
  context.fillStyle = look.color;
  context.fillRect(from, from, size, size);
  if (look.pattern !== "solid") hatch(context, radius, look.pattern, palette.casing);
}

function hatch(context: CanvasRenderingContext2D, radius: number, pattern: Pattern, color: string): void {
  const step = Math.max(3, radius * 0.55);
  context.save();
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 0.9;
  context.globalAlpha *= 0.7;
  context.beginPath();
  if (pattern === "dots") {
    for (let x = -radius + step / 2; x < radius; x += step) {
      for (let y = -radius + step / 2; y < radius; y += step) {
        context.moveTo(x, y);
        context.arc(x, y, 0.8, 0, 2 * Math.PI);
      }
    }
    context.fill();
  } else {
    for (let at = -2 * radius; at < 2 * radius; at += step) {
      context.moveTo(at - radius, radius);
      context.lineTo(at + radius, -radius);
      if (pattern === "cross") {
        context.moveTo(at - radius, -radius);
        context.lineTo(at + radius, radius);
      }
    }
    context.stroke();
  }
  context.restore();
}
