// How areas are filled: a holder's color and pattern, stripes of two where they are contested or held together, a light
// hatch where nothing is known, and what lies over these where land is fresh or doubtful. Patterns are tiles in device
// pixels, laid from a corner of the world so that they stay in place when the map moves.
import type { Pattern } from "../api.ts";
import type { Paint } from "../paints.ts";
import type { Palette } from "../palette.ts";
import type { LookOf } from "../town-symbol.ts";
import type { Frame } from "./canvas-layer.ts";

const TILE = 12;
/** How dense a holder's color lies on the land. */
const COVER = 0.34;
const STRIPES = 0.5;

type Draw = (context: CanvasRenderingContext2D) => void;

export class AreaFills {
  private readonly lookOf: LookOf;
  private readonly palette: Palette;
  private readonly frame: Frame;
  private readonly context: CanvasRenderingContext2D;
  private readonly kept = new Map<string, CanvasPattern>();

  constructor(context: CanvasRenderingContext2D, frame: Frame, palette: Palette, lookOf: LookOf) {
    this.context = context;
    this.frame = frame;
    this.palette = palette;
    this.lookOf = lookOf;
  }

  /** What is laid one over the other for a paint. */
  of({ kind, first, second }: Paint): { style: string | CanvasPattern; alpha: number }[] {
    if (kind === "unknown") return [{ style: this.unknown(), alpha: 1 }];
    const { color, pattern } = this.lookOf(first);
    if (kind === "held" || second === null) {
      const base = { style: color, alpha: COVER };
      const own = kind === "contested" ? this.tile(`${color} contested`, stripes(this.palette.casing, 1)) : null;
      if (own) return [base, { style: own, alpha: STRIPES }];
      return pattern === "solid" ? [base] : [base, { style: this.patterned(color, pattern), alpha: COVER }];
    }
    const other = this.lookOf(second).color;
    const direction = kind === "contested" ? 1 : -1;
    return [
      { style: this.tile(`${color} ${kind}`, stripes(color, direction)), alpha: STRIPES },
      { style: this.tile(`${other} ${kind} other`, stripes(other, direction, TILE / 2)), alpha: STRIPES },
    ];
  }

  /** What makes a color lighter where land changed hands in the days shown. */
  fresh(): { style: string; alpha: number } {
    return { style: this.palette.area.fresh, alpha: 1 };
  }

  doubt(): { style: CanvasPattern; alpha: number } {
    const lines = this.tile("doubt", (tile) => {
      tile.strokeStyle = this.palette.area.doubt;
      tile.lineWidth = 1.1;
      diagonals(tile, -1, TILE / 2);
    });
    return { style: lines, alpha: 0.6 };
  }

  private unknown(): CanvasPattern {
    return this.tile("unknown", (tile) => {
      tile.fillStyle = this.palette.area.unknown;
      for (const [x, y] of [
        [3, 3],
        [9, 9],
      ]) {
        tile.beginPath();
        tile.arc(x, y, 0.75, 0, 2 * Math.PI);
        tile.fill();
      }
    });
  }

  private patterned(color: string, pattern: Exclude<Pattern, "solid">): CanvasPattern {
    return this.tile(`${color} ${pattern}`, (tile) => {
      tile.fillStyle = tile.strokeStyle = color;
      tile.lineWidth = 1.4;
      if (pattern === "dots") {
        for (const [x, y] of [
          [3, 9],
          [9, 3],
        ]) {
          tile.beginPath();
          tile.arc(x, y, 1.5, 0, 2 * Math.PI);
          tile.fill();
        }
        return;
      }
      diagonals(tile, 1, TILE);
      if (pattern === "cross") diagonals(tile, -1, TILE);
    });
  }

  private tile(name: string, draw: Draw): CanvasPattern {
    let pattern = this.kept.get(name);
    if (!pattern) {
      const { ratio, originX, originY } = this.frame;
      const size = Math.round(TILE * ratio);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = size;
      const context = canvas.getContext("2d")!;
      context.scale(size / TILE, size / TILE);
      draw(context);
      pattern = this.context.createPattern(canvas, "repeat")!;
      const shift = (origin: number) => -Math.round((origin * ratio) % size);
      pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, shift(originX) / ratio, shift(originY) / ratio]));
      this.kept.set(name, pattern);
    }
    return pattern;
  }
}

/** Stripes half as wide as the tile is. */
function stripes(color: string, direction: number, shift = 0): Draw {
  return (tile) => {
    tile.strokeStyle = color;
    tile.lineWidth = (TILE / 2) * Math.SQRT1_2;
    diagonals(tile, direction, TILE, shift);
  };
}

/** Lines from corner to corner, `step` apart along an edge; whole tiles fit each other. */
function diagonals(tile: CanvasRenderingContext2D, direction: number, step: number, shift = 0): void {
  tile.beginPath();
  for (let at = -2 * TILE + shift; at < 3 * TILE; at += step) {
    tile.moveTo(at - TILE, direction > 0 ? 2 * TILE : -TILE);
    tile.lineTo(at + 2 * TILE, direction > 0 ? -TILE : 2 * TILE);
  }
  tile.stroke();
}
