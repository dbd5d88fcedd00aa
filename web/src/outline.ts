// The course of rings and chains as it is drawn. Where a border only bends, the corner is rounded off by a curve from the
// middle of one arc to the middle of the next, which is the same from either side: what two neighbors draw leaves no gap.
// Junctions, the country's border and arcs with points of their own stay as they are.
import type { Borders } from "./borders.ts";
import { endOf, isStraight, type Mesh, startOf } from "./mesh.ts";

/** What a path is drawn with: a `Path2D`, or whatever a test writes down. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
  closePath(): void;
}

/** Where the world lies on a canvas: pixel = mercator * scale - origin. */
export interface Placing {
  scale: number;
  originX: number;
  originY: number;
}

export class Outline {
  private readonly mesh: Mesh;
  private placing: Placing = { scale: 1, originX: 0, originY: 0 };
  private readonly x: Float64Array;
  private readonly y: Float64Array;

  constructor(mesh: Mesh) {
    this.mesh = mesh;
    this.x = new Float64Array(mesh.nodes);
    this.y = new Float64Array(mesh.nodes);
  }

  /** Takes another view. */
  place(placing: Placing): void {
    const { scale, originX, originY } = placing;
    const { nodeX, nodeY, nodes } = this.mesh;
    this.placing = placing;
    for (let node = 0; node < nodes; node++) {
      this.x[node] = nodeX[node] * scale - originX;
      this.y[node] = nodeY[node] * scale - originY;
    }
  }

  /** Draws half-edges that follow each other; a closed course ends where it began. */
  trace(pen: Pen, borders: Borders, course: ArrayLike<number>, length: number, isClosed: boolean): void {
    const { mesh, x, y } = this;
    const first = course[0];
    const start = startOf(mesh, first);
    if (!isClosed) {
      pen.moveTo(x[start], y[start]);
      this.pass(pen, first);
    } else if (isStraight(mesh, first >> 1)) {
      pen.moveTo(this.middleX(first), this.middleY(first));
    } else {
      pen.moveTo(x[start], y[start]);
      this.pass(pen, first);
    }
    // A closed course begins amid its first arc, or behind that arc's points, and comes back there.
    const steps = isClosed ? length + 1 : length;
    for (let i = 1; i < steps; i++) {
      const half = course[i % length];
      const node = startOf(mesh, half);
      if (borders.isSmooth(node)) {
        pen.quadraticCurveTo(x[node], y[node], this.middleX(half), this.middleY(half));
      } else {
        pen.lineTo(x[node], y[node]);
        this.pass(pen, half);
      }
    }
    if (isClosed) pen.closePath();
    else {
      const end = endOf(mesh, course[length - 1]);
      pen.lineTo(x[end], y[end]);
    }
  }

  /** From the start of a half-edge to its middle, or through all its points. */
  private pass(pen: Pen, half: number): void {
    const { mesh, placing } = this;
    const arc = half >> 1;
    const low = arc === 0 ? 0 : mesh.pointEnd[arc - 1];
    const high = mesh.pointEnd[arc];
    if (low === high) pen.lineTo(this.middleX(half), this.middleY(half));
    for (let i = low; i < high; i++) {
      const point = half & 1 ? high - 1 - (i - low) : i;
      pen.lineTo(
        mesh.pointX[point] * placing.scale - placing.originX,
        mesh.pointY[point] * placing.scale - placing.originY,
      );
    }
  }

  private middleX(half: number): number {
    return (this.x[this.mesh.arcFrom[half >> 1]] + this.x[this.mesh.arcTo[half >> 1]]) / 2;
  }

  private middleY(half: number): number {
    return (this.y[this.mesh.arcFrom[half >> 1]] + this.y[this.mesh.arcTo[half >> 1]]) / 2;
  }
}
