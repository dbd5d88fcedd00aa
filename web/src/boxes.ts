// Boxes on the map and on the canvas: what a face's look reaches, which faces reach into a box, and a few boxes that cover
// many.
import type { Some } from "./borders.ts";
import { type Mesh, OUTSIDE, startOf } from "./mesh.ts";

/** Left, top, right, bottom. */
export type Box = [number, number, number, number];

/** Drawing one box more costs about as much as this many pixels. */
const COST_OF_A_BOX = 20_000;
/** Beyond so many, boxes are thrown together row by row first. */
const MANY = 48;

/** Four numbers a face, in mercator fractions: the box around every arc that touches one of its corners. */
export function boxesOfFaces(mesh: Mesh): Float64Array {
  const { nodeX, nodeY, pointX, pointY, pointEnd, arcFrom, arcTo } = mesh;
  const corners = emptyBoxes(mesh.nodes);
  for (let arc = 0; arc < mesh.arcs; arc++) {
    const [from, to] = [arcFrom[arc], arcTo[arc]];
    for (const node of [from, to]) {
      widen(corners, node, nodeX[from], nodeY[from]);
      widen(corners, node, nodeX[to], nodeY[to]);
      for (let i = arc === 0 ? 0 : pointEnd[arc - 1]; i < pointEnd[arc]; i++) {
        widen(corners, node, pointX[i], pointY[i]);
      }
    }
  }
  const faces = emptyBoxes(mesh.faces);
  for (let half = 0; half < 2 * mesh.arcs; half++) {
    const face = (half & 1 ? mesh.right : mesh.left)[half >> 1];
    if (face === OUTSIDE) continue;
    const node = 4 * startOf(mesh, half);
    widen(faces, face, corners[node], corners[node + 1]);
    widen(faces, face, corners[node + 2], corners[node + 3]);
  }
  return faces;
}

/** Finds the faces whose look reaches into a box: a grid over all of them, with each face in every cell that it touches. */
export class FaceGrid implements Some {
  /** As of `boxesOfFaces`. */
  readonly boxes: Float64Array;
  readonly faces: Int32Array;
  count = 0;
  private readonly side: number;
  private readonly bounds: Box;
  private readonly cells: Int32Array[];
  private readonly found: Uint32Array;
  private stamp = 0;

  constructor(mesh: Mesh) {
    this.boxes = boxesOfFaces(mesh);
    this.faces = new Int32Array(mesh.faces);
    this.found = new Uint32Array(mesh.faces);
    this.side = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(mesh.faces / 3))));
    this.bounds = [1, 1, 0, 0];
    for (let face = 0; face < mesh.faces; face++) {
      const [left, top, right, bottom] = this.boxes.subarray(4 * face);
      this.bounds = around(this.bounds, [left, top, right, bottom]);
    }
    const lists: number[][] = Array.from({ length: this.side ** 2 }, () => []);
    for (let face = 0; face < mesh.faces; face++) {
      const [left, top, right, bottom] = this.boxes.subarray(4 * face);
      this.visit([left, top, right, bottom], (cell) => lists[cell].push(face));
    }
    this.cells = lists.map((list) => Int32Array.from(list));
  }

  /** From now on `faces`, `count` and `has` speak of those in this box of mercator fractions. */
  find(box: Box): this {
    const stamp = ++this.stamp;
    const { boxes, faces, found } = this;
    const [left, top, right, bottom] = box;
    this.count = 0;
    this.visit(box, (cell) => {
      for (const face of this.cells[cell]) {
        if (found[face] === stamp || boxes[4 * face] > right || boxes[4 * face + 1] > bottom) continue;
        if (boxes[4 * face + 2] < left || boxes[4 * face + 3] < top) continue;
        found[face] = stamp;
        faces[this.count++] = face;
      }
    });
    return this;
  }

  has(face: number): boolean {
    return this.found[face] === this.stamp;
  }

  private visit([left, top, right, bottom]: Box, onCell: (cell: number) => void): void {
    const [west, north, east, south] = this.bounds;
    const { side } = this;
    const cellOf = (at: number, low: number, high: number) =>
      Math.max(0, Math.min(side - 1, Math.floor(((at - low) / (high - low || 1)) * side)));
    const last = cellOf(right, west, east);
    for (let y = cellOf(top, north, south); y <= cellOf(bottom, north, south); y++) {
      for (let x = cellOf(left, west, east); x <= last; x++) onCell(y * side + x);
    }
  }
}

function emptyBoxes(count: number): Float64Array {
  return Float64Array.from({ length: 4 * count }, (_, i) => (i % 4 < 2 ? Number.POSITIVE_INFINITY : -1));
}

function widen(boxes: Float64Array, i: number, x: number, y: number): void {
  if (x < boxes[4 * i]) boxes[4 * i] = x;
  if (y < boxes[4 * i + 1]) boxes[4 * i + 1] = y;
  if (x > boxes[4 * i + 2]) boxes[4 * i + 2] = x;
  if (y > boxes[4 * i + 3]) boxes[4 * i + 3] = y;
}

/** A few boxes of whole pixels within the canvas that do not overlap and cover all of these. */
export function fewBoxes(boxes: Box[], { width, height }: { width: number; height: number }): Box[] {
  let few: Box[] = boxes.map(([left, top, right, bottom]) => [
    Math.max(0, Math.floor(left)),
    Math.max(0, Math.floor(top)),
    Math.min(width, Math.ceil(right)),
    Math.min(height, Math.ceil(bottom)),
  ]);
  if (few.length > MANY) {
    const rows = new Map<number, Box>();
    for (const box of few) {
      const row = Math.floor(box[1] / 64) * 64 + Math.floor(box[0] / 128);
      const there = rows.get(row);
      rows.set(row, there ? around(there, box) : box);
    }
    few = [...rows.values()];
  }
  for (;;) {
    let best: [number, number] | null = null;
    let gain = 0;
    for (let i = 0; i < few.length; i++) {
      for (let j = i + 1; j < few.length; j++) {
        const more = areaOf(around(few[i], few[j])) - areaOf(few[i]) - areaOf(few[j]);
        const saved = overlap(few[i], few[j]) ? Number.POSITIVE_INFINITY : COST_OF_A_BOX - more;
        if (saved <= gain) continue;
        gain = saved;
        best = [i, j];
      }
    }
    if (!best) return few;
    few[best[0]] = around(few[best[0]], few[best[1]]);
    few.splice(best[1], 1);
  }
}

const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
const areaOf = ([left, top, right, bottom]: Box) => Math.max(0, right - left) * Math.max(0, bottom - top);
const overlap = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
