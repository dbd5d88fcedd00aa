// Sweeps under way while the film plays: what is not yet taken is drawn over the new state in its old look.
import type { Box } from "../boxes.ts";
import type { Placing } from "../outline.ts";
import type { Paint } from "../paints.ts";
import type { Palette } from "../palette.ts";
import { remaining, type Sweep } from "../sweep.ts";
import type { AreaFills } from "./area-fills.ts";
import { FRONT_WIDTHS } from "./front-lines.ts";

/** How long land takes to change hands on the screen. */
const SWEEP_MS = 600;
/** Faces under way at once; beyond that they change in a step, so that the film does not stumble. */
const MOST_FACES = 1_500;

interface UnderWay {
  sweep: Sweep;
  begun: number;
  box: Box;
}

export class Sweeping {
  private active: UnderWay[] = [];
  private frame = 0;
  private readonly onFrame: (boxes: Box[]) => void;

  /** `onFrame` is to draw boxes of mercator fractions anew. */
  constructor(onFrame: (boxes: Box[]) => void) {
    this.onFrame = onFrame;
  }

  /** Begins sweeps; of those under way the ones that touch a face of theirs are left out. Answers where these were. */
  begin(sweeps: Sweep[]): Box[] {
    const faces = new Set(sweeps.flatMap((sweep) => sweep.faces));
    const left = this.drop(({ sweep }) => sweep.faces.some((face) => faces.has(face)));
    const busy = this.active.reduce((sum, { sweep }) => sum + sweep.faces.length, faces.size);
    if (busy > MOST_FACES) return left;
    const begun = performance.now();
    this.active.push(...sweeps.map((sweep) => ({ sweep, begun, box: boxOf(sweep) })));
    if (this.active.length > 0 && this.frame === 0) this.frame = requestAnimationFrame(() => this.tick());
    return left;
  }

  /** Ends all at once; answers where they were. */
  end(): Box[] {
    return this.drop(() => true);
  }

  /** Draws the land of a box that is not yet taken in its old look, and the front that moves over it. */
  draw(
    context: CanvasRenderingContext2D,
    fills: AreaFills,
    paints: Paint[],
    palette: Palette,
    placing: Placing,
    shows: { areas: boolean; fronts: boolean },
  ): void {
    const now = performance.now();
    const x = (mercator: number) => mercator * placing.scale - placing.originX;
    const y = (mercator: number) => mercator * placing.scale - placing.originY;
    for (const { sweep, begun } of this.active) {
      const [land, front] = [new Path2D(), new Path2D()];
      remaining(
        sweep,
        ease((now - begun) / SWEEP_MS),
        (points) => {
          points.forEach(([px, py], i) => {
            if (i === 0) land.moveTo(x(px), y(py));
            else land.lineTo(x(px), y(py));
          });
          land.closePath();
        },
        (one, other) => {
          front.moveTo(x(one[0]), y(one[1]));
          front.lineTo(x(other[0]), y(other[1]));
        },
      );
      if (shows.areas) {
        context.globalAlpha = 1;
        context.globalCompositeOperation = "destination-out";
        context.fill(land);
        context.globalCompositeOperation = "source-over";
        for (const { style, alpha } of paints[sweep.from] ? fills.of(paints[sweep.from]) : []) {
          context.globalAlpha = alpha;
          context.fillStyle = style;
          context.fill(land);
        }
      }
      context.globalAlpha = 1;
      if (!shows.fronts) continue;
      context.lineCap = "round";
      context.strokeStyle = palette.front.ages[0];
      context.lineWidth = FRONT_WIDTHS[0];
      context.stroke(front);
    }
  }

  private tick(): void {
    this.frame = 0;
    const boxes = this.active.map(({ box }) => box);
    const now = performance.now();
    this.active = this.active.filter(({ begun }) => now - begun < SWEEP_MS);
    if (boxes.length > 0) this.onFrame(boxes);
    if (this.active.length > 0) this.frame = requestAnimationFrame(() => this.tick());
  }

  private drop(isOver: (one: UnderWay) => boolean): Box[] {
    const over = this.active.filter(isOver);
    this.active = this.active.filter((one) => !over.includes(one));
    return over.map(({ box }) => box);
  }
}

function ease(share: number): number {
  const part = Math.max(0, Math.min(1, share));
  return part * part * (3 - 2 * part);
}

function boxOf({ corners }: Sweep): Box {
  const box: Box = [1, 1, 0, 0];
  for (let i = 0; i < corners.length; i += 2) {
    box[0] = Math.min(box[0], corners[i]);
    box[1] = Math.min(box[1], corners[i + 1]);
    box[2] = Math.max(box[2], corners[i]);
    box[3] = Math.max(box[3], corners[i + 1]);
  }
  return box;
}
