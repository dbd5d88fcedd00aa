// Every symbol an event can have, drawn once and kept as lists of pixels that can be written straight into an image.
import { GROUPS } from "../kinds.ts";
import type { Palette } from "../palette.ts";
import { BRACKETS, MARKS, type Mark, OUTLINES, type Outline, SLASH } from "../shapes.ts";
import { STATUSES } from "../statuses.ts";

/** Radius of a symbol in CSS pixels, without casing and mark. */
export const RADIUS = 4.4;
/** Furthest a mask reaches from its center, in CSS pixels. */
export const REACH = 9;

/** Pixels relative to the center: opaque ones are written, the others blended. */
export interface PixelMask {
  dx: Int16Array;
  dy: Int16Array;
  color: Uint32Array;
  alpha: Uint8Array;
}

const PRECISIONS = 3;

/** Index into the masks for a row's group, geo precision (1..3) and status. */
export function maskIndex(group: number, geoPrecision: number, status: number): number {
  return (group * PRECISIONS + Math.min(PRECISIONS, Math.max(1, geoPrecision)) - 1) * STATUSES.length + status;
}

export function renderMasks(palette: Palette, ratio: number): PixelMask[] {
  const size = Math.ceil(REACH * ratio) * 2 + 1;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const masks: PixelMask[] = [];
  for (const group of GROUPS) {
    for (let precision = 1; precision <= PRECISIONS; precision++) {
      for (const status of STATUSES) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, size, size);
        context.setTransform(ratio, 0, 0, ratio, size / 2, size / 2);
        drawSymbol(context, OUTLINES[group], palette.groups[group], palette, precision, MARKS[status]);
        masks.push(toMask(context.getImageData(0, 0, size, size)));
      }
    }
  }
  return masks;
}

function drawSymbol(
  context: CanvasRenderingContext2D,
  outline: Outline,
  color: string,
  palette: Palette,
  precision: number,
  mark: Mark,
): void {
  if (mark === "brackets") drawBrackets(context, palette);
  const hollow = precision > 1;
  tracePath(context, outline, RADIUS);
  context.lineJoin = "round";
  context.lineWidth = hollow ? 3.4 : 2;
  context.strokeStyle = palette.casing;
  context.stroke();
  context.fillStyle = hollow ? palette.paper : color;
  context.fill();
  if (hollow) {
    context.lineWidth = precision === 2 ? 1.9 : 1.1;
    context.strokeStyle = color;
    context.stroke();
  }
  if (mark === "slash") drawSlash(context, palette);
}

function drawBrackets(context: CanvasRenderingContext2D, palette: Palette): void {
  const { radius, spread } = BRACKETS;
  context.beginPath();
  for (const middle of [0, Math.PI]) {
    context.moveTo(RADIUS * radius * Math.cos(middle - spread), RADIUS * radius * Math.sin(middle - spread));
    context.arc(0, 0, RADIUS * radius, middle - spread, middle + spread);
  }
  strokeMark(context, palette);
}

function drawSlash(context: CanvasRenderingContext2D, palette: Palette): void {
  const [x, y] = SLASH;
  context.beginPath();
  context.moveTo(-x * RADIUS, -y * RADIUS);
  context.lineTo(x * RADIUS, y * RADIUS);
  strokeMark(context, palette);
}

function strokeMark(context: CanvasRenderingContext2D, palette: Palette): void {
  context.lineCap = "round";
  context.lineWidth = 3.4;
  context.strokeStyle = palette.casing;
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = palette.mark;
  context.stroke();
}

/** Adds the outline to the context as its current path. */
export function tracePath(context: CanvasRenderingContext2D, outline: Outline, radius: number): void {
  context.beginPath();
  if (outline === null) {
    context.arc(0, 0, radius, 0, 2 * Math.PI);
    return;
  }
  outline.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x * radius, y * radius);
    else context.lineTo(x * radius, y * radius);
  });
  context.closePath();
}

function toMask(image: ImageData): PixelMask {
  const { width, data } = image;
  const pixels = new Uint32Array(data.buffer);
  const center = width >> 1;
  const rows: number[] = [];
  for (let i = 0; i < pixels.length; i++) if (data[4 * i + 3] > 12) rows.push(i);
  return {
    dx: Int16Array.from(rows, (i) => (i % width) - center),
    dy: Int16Array.from(rows, (i) => Math.floor(i / width) - center),
    color: Uint32Array.from(rows, (i) => pixels[i]),
    alpha: Uint8Array.from(rows, (i) => data[4 * i + 3]),
  };
}
