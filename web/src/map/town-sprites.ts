// Symbols of towns and dots of cities, each look drawn once and from then on copied, which costs a fraction of drawing it.
import { type ControlState, legendKey } from "../control.ts";
import type { Palette } from "../palette.ts";
import { drawTown, type LookOf } from "../town-symbol.ts";

/** What is drawn of a town beyond its radius: the ring of a siege with its casing, and half a pixel of soft edge. */
const BEYOND = 6;

export class TownSprites {
  /** Device pixels from the middle of a sprite to its edges. */
  readonly reach: number;
  private readonly radius: number;
  private readonly ratio: number;
  private readonly lookOf: LookOf;
  private readonly palette: Palette;
  private readonly sprites = new Map<string, HTMLCanvasElement>();

  constructor(radius: number, ratio: number, lookOf: LookOf, palette: Palette) {
    this.radius = radius;
    this.ratio = ratio;
    this.lookOf = lookOf;
    this.palette = palette;
    this.reach = Math.ceil((radius + BEYOND) * ratio);
  }

  fits(radius: number, ratio: number, palette: Palette): boolean {
    return radius === this.radius && ratio === this.ratio && palette === this.palette;
  }

  town(state: ControlState | null, faded: boolean): HTMLCanvasElement {
    const key = lookKey(state, faded);
    return this.sprite(key, (context) => drawTown(context, state, this.radius, this.lookOf, this.palette, faded));
  }

  /** A city that nobody claims to hold. */
  city(radius: number): HTMLCanvasElement {
    return this.sprite(`city ${radius}`, (context) => {
      context.fillStyle = this.palette.label.halo;
      context.strokeStyle = this.palette.label.soft;
      context.lineWidth = 1.2;
      context.beginPath();
      context.arc(0, 0, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    });
  }

  private sprite(key: string, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
    const there = this.sprites.get(key);
    if (there) return there;
    const { reach, ratio } = this;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * reach;
    const context = canvas.getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, reach, reach);
    draw(context);
    this.sprites.set(key, canvas);
    return canvas;
  }
}

/** All that `drawTown` looks at. */
function lookKey(state: ControlState | null, faded: boolean): string {
  if (!state || legendKey(state) === "unknown") return "unknown";
  const { status, holders, against } = state;
  return [status, holders[0], holders[1] ?? against[0] ?? "", faded].join("\n");
}
