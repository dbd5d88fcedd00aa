// How land that changes hands is passed over from the old front to the new. The faces that go from one look to another are
// grouped into connected pieces; every corner of a piece has a number, 0 at the old front and 1 at the new: its way from the
// old over its ways from both, along the edges of the mesh. At the fraction s of a sweep everything up to s is the taker's.
// It is the piece's own land at either end, and never goes back.
import { endOf, faceOf, type Mesh, OUTSIDE, startOf } from "./mesh.ts";

export interface Sweep {
  /** Looks, as of `keyBefore` and `keyAfter`. */
  from: number;
  to: number;
  faces: number[];
  /** Three corners a triangle, six numbers, in mercator fractions. */
  corners: Float64Array;
  /** Three numbers a triangle. */
  values: Float64Array;
}

type KeyOf = (face: number) => number;

/** One sweep a connected piece of `faces` with the same look before and the same after. */
export function sweepsOf(mesh: Mesh, faces: number[], keyBefore: KeyOf, keyAfter: KeyOf): Sweep[] {
  const open = new Set(faces.filter((face) => keyBefore(face) !== keyAfter(face)));
  const sweeps: Sweep[] = [];
  for (const first of faces) {
    if (!open.delete(first)) continue;
    const [from, to] = [keyBefore(first), keyAfter(first)];
    const piece = [first];
    for (let i = 0; i < piece.length; i++) {
      eachHalf(mesh, piece[i], (half) => {
        const other = faceOf(mesh, half ^ 1);
        if (!open.has(other) || keyBefore(other) !== from || keyAfter(other) !== to) return;
        open.delete(other);
        piece.push(other);
      });
    }
    sweeps.push({ from, to, faces: piece, ...numbered(mesh, piece, to, keyBefore, keyAfter) });
  }
  return sweeps;
}

/** The part of a sweep that is not yet the taker's at `share`, as polygons; and where the front stands, as pairs of points. */
export function remaining(
  { corners, values }: Sweep,
  share: number,
  onPolygon: (points: [number, number][]) => void,
  onFront?: (one: [number, number], other: [number, number]) => void,
): void {
  for (let t = 0; 3 * t < values.length; t++) {
    const points: [number, number][] = [];
    const front: [number, number][] = [];
    for (let i = 0; i < 3; i++) {
      const [a, b] = [3 * t + i, 3 * t + ((i + 1) % 3)];
      const [isLeft, isNextLeft] = [values[a] > share, values[b] > share];
      if (isLeft) points.push([corners[2 * a], corners[2 * a + 1]]);
      if (isLeft === isNextLeft) continue;
      const part = (share - values[a]) / (values[b] - values[a]);
      const cut: [number, number] = [
        corners[2 * a] + (corners[2 * b] - corners[2 * a]) * part,
        corners[2 * a + 1] + (corners[2 * b + 1] - corners[2 * a + 1]) * part,
      ];
      points.push(cut);
      front.push(cut);
    }
    if (points.length > 2) onPolygon(points);
    if (front.length === 2) onFront?.(front[0], front[1]);
  }
}

/** Triangles of a piece, from the middle of each face to its border, and the number of each corner. */
function numbered(
  mesh: Mesh,
  piece: number[],
  to: number,
  keyBefore: KeyOf,
  keyAfter: KeyOf,
): Pick<Sweep, "corners" | "values"> {
  const { nodes, nodeX, nodeY, pointX, pointY, pointEnd } = mesh;
  const inPiece = new Set(piece);
  const numbers = new Map<number, number>();
  const x: number[] = [];
  const y: number[] = [];
  const near: [number, number][][] = [];
  const pointOf = (id: number, px: number, py: number) => {
    let n = numbers.get(id);
    if (n === undefined) {
      n = x.length;
      numbers.set(id, n);
      x.push(px);
      y.push(py);
      near.push([]);
    }
    return n;
  };
  const triangles: [number, number, number][] = [];
  const [oldFront, newFront] = [new Set<number>(), new Set<number>()];
  for (const face of piece) {
    const edges: [number, number][] = [];
    eachHalf(mesh, face, (half) => {
      const arc = half >> 1;
      const course = [pointOf(startOf(mesh, half), nodeX[startOf(mesh, half)], nodeY[startOf(mesh, half)])];
      const low = arc === 0 ? 0 : pointEnd[arc - 1];
      for (let i = low; i < pointEnd[arc]; i++) {
        const point = half & 1 ? pointEnd[arc] - 1 - (i - low) : i;
        course.push(pointOf(nodes + point, pointX[point], pointY[point]));
      }
      course.push(pointOf(endOf(mesh, half), nodeX[endOf(mesh, half)], nodeY[endOf(mesh, half)]));
      for (let i = 1; i < course.length; i++) edges.push([course[i - 1], course[i]]);
      const other = faceOf(mesh, half ^ 1);
      if (other === OUTSIDE || inPiece.has(other)) return;
      if (keyBefore(other) === to) for (const n of course) oldFront.add(n);
      if (keyAfter(other) !== to) for (const n of course) newFront.add(n);
    });
    const middle = pointOf(
      nodes + pointX.length + face,
      edges.reduce((sum, [n]) => sum + x[n], 0) / edges.length,
      edges.reduce((sum, [n]) => sum + y[n], 0) / edges.length,
    );
    for (const [a, b] of edges) triangles.push([middle, a, b]);
  }
  for (const [a, b, c] of triangles) {
    for (const [one, other] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      const distance = Math.hypot(x[one] - x[other], y[one] - y[other]);
      near[one].push([other, distance]);
      near[other].push([one, distance]);
    }
  }
  // Land taken in the midst of the loser's is taken from the middle of its first face on.
  if (oldFront.size === 0) oldFront.add(numbers.get(nodes + pointX.length + piece[0]) ?? 0);
  const fromOld = distances(near, oldFront);
  const fromNew = distances(near, newFront);
  const furthest = fromOld.reduce((most, d) => (Number.isFinite(d) ? Math.max(most, d) : most), 0) || 1;
  const shareOf = (n: number) => {
    const [a, b] = [fromOld[n], fromNew[n]];
    if (!Number.isFinite(a)) return 1;
    // With no front left after it, what lies furthest goes last.
    if (!Number.isFinite(b)) return a / furthest;
    return a + b === 0 ? 0.5 : a / (a + b);
  };
  const value = near.map((_, n) => shareOf(n));
  return {
    corners: Float64Array.from(triangles.flatMap((three) => three.flatMap((n) => [x[n], y[n]]))),
    values: Float64Array.from(triangles.flatMap((three) => three.map((n) => value[n]))),
  };
}

/** The shortest way to each point from any of the sources (Dijkstra); infinite where there is none. */
function distances(near: [number, number][][], sources: Set<number>): Float64Array {
  const found = new Float64Array(near.length).fill(Number.POSITIVE_INFINITY);
  const heap: [number, number][] = [];
  const push = (distance: number, point: number) => {
    found[point] = distance;
    let at = heap.push([distance, point]) - 1;
    while (at > 0 && heap[(at - 1) >> 1][0] > heap[at][0]) {
      const parent = (at - 1) >> 1;
      [heap[at], heap[parent]] = [heap[parent], heap[at]];
      at = parent;
    }
  };
  const pop = () => {
    const top = heap[0];
    const last = heap.pop()!;
    if (heap.length > 0) heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && heap[child][0] < heap[least][0]) least = child;
      }
      if (least === at) return top;
      [heap[at], heap[least]] = [heap[least], heap[at]];
      at = least;
    }
  };
  for (const source of sources) push(0, source);
  while (heap.length > 0) {
    const [distance, point] = pop();
    if (distance > found[point]) continue;
    for (const [other, step] of near[point]) if (distance + step < found[other]) push(distance + step, other);
  }
  return found;
}

function eachHalf({ around, aroundEnd }: Mesh, face: number, visit: (half: number) => void): void {
  for (let i = face === 0 ? 0 : aroundEnd[face - 1]; i < aroundEnd[face]; i++) visit(around[i]);
}
