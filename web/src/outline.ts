// The course of rings and chains as it is drawn. Where a border only bends, it is straightened, and the corner rounded off by
// a curve from the middle of one arc to the middle of the next, which is the same from either side: what two neighbors draw leaves no gap.
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

  constructor(mesh: Mesh) {
    this.mesh = mesh;
  }

  /** Takes another view. */
  place(placing: Placing): void {
    this.placing = placing;
  }

  /** Draws half-edges that follow each other; a closed course ends where it began. */
  trace(pen: Pen, borders: Borders, course: ArrayLike<number>, length: number, isClosed: boolean): void {
    const [endX, endY] = this.follow(pen, borders, course, length, isClosed);
    if (isClosed) pen.closePath();
    else pen.lineTo(endX, endY);
  }

  /**
   * Draws a closed course that is to be filled, which closes it: to say so with `closePath` makes Chromium measure all of
   * the path once more for every ring.
   */
  traceFilled(pen: Pen, borders: Borders, ring: ArrayLike<number>, length: number): void {
    this.follow(pen, borders, ring, length, true);
  }

  /** All but its end, which is answered. */
  private follow(
    pen: Pen,
    borders: Borders,
    course: ArrayLike<number>,
    length: number,
    isClosed: boolean,
  ): [number, number] {
    const { mesh } = this;
    const { scale, originX, originY } = this.placing;
    const x = (node: number) => borders.drawnX(node) * scale - originX;
    const y = (node: number) => borders.drawnY(node) * scale - originY;
    const first = course[0];
    let start = startOf(mesh, first);
    let end = endOf(mesh, first);
    let [startX, startY, endX, endY] = [x(start), y(start), x(end), y(end)];
    if (isClosed && isStraight(mesh, first >> 1)) pen.moveTo((startX + endX) / 2, (startY + endY) / 2);
    else {
      pen.moveTo(startX, startY);
      this.pass(pen, first, (startX + endX) / 2, (startY + endY) / 2);
    }
    // A closed course begins amid its first arc, or behind that arc's points, and comes back there.
    const steps = isClosed ? length + 1 : length;
    for (let i = 1; i < steps; i++) {
      const half = course[i % length];
      start = startOf(mesh, half);
      end = endOf(mesh, half);
      [startX, startY, endX, endY] = [endX, endY, x(end), y(end)];
      if (borders.isSmooth(start)) {
        pen.quadraticCurveTo(startX, startY, (startX + endX) / 2, (startY + endY) / 2);
      } else {
        pen.lineTo(startX, startY);
        this.pass(pen, half, (startX + endX) / 2, (startY + endY) / 2);
      }
    }
    return [endX, endY];
  }

  /** From the start of a half-edge to its middle, or through all its points. */
  private pass(pen: Pen, half: number, middleX: number, middleY: number): void {
    const { mesh, placing } = this;
    const arc = half >> 1;
    const low = arc === 0 ? 0 : mesh.pointEnd[arc - 1];
    const high = mesh.pointEnd[arc];
    if (low === high) pen.lineTo(middleX, middleY);
    for (let i = low; i < high; i++) {
      const point = half & 1 ? high - 1 - (i - low) : i;
      pen.lineTo(
        mesh.pointX[point] * placing.scale - placing.originX,
        mesh.pointY[point] * placing.scale - placing.originY,
      );
    }
  }
}
