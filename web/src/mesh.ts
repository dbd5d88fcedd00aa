// The mesh of faces that areas of control are made of, and the stream of their changes: reading what the server sends.
// A half-edge is an arc with a direction: `2 * arc` runs from its first node to its second with the arc's left face on its
// left hand, `2 * arc + 1` runs back with the right face on its left.
import { type Block, readBlock, Varints } from "./block.ts";
import type { ControlStatus } from "./control.ts";
import { mercatorX, mercatorY } from "./mercator.ts";
import type { Day } from "./time.ts";

/** The face beyond the country's border. */
export const OUTSIDE = -1;

/** Who holds a face, and how. */
export interface Label {
  status: ControlStatus;
  holders: string[];
  against: string[];
}

/** Faces whose r lies from `from` to `to`, of which the share `wrong` is held by somebody else than is drawn. */
export interface DoubtClass {
  from: number;
  to: number;
  wrong: number;
}

/** What never moves: nodes, arcs and faces. Coordinates are web mercator as fractions of the world. */
export interface Mesh {
  nodes: number;
  arcs: number;
  faces: number;
  nodeX: Float64Array;
  nodeY: Float64Array;
  arcFrom: Int32Array;
  arcTo: Int32Array;
  left: Int32Array;
  right: Int32Array;
  /** Points of an arc between its nodes are `[pointEnd[arc - 1], pointEnd[arc])`. */
  pointEnd: Int32Array;
  pointX: Float64Array;
  pointY: Float64Array;
  /** The half-edge after this one around the face on its left; -1 where the mesh is broken. */
  next: Int32Array;
  /** Half-edges that leave node n are `outgoing[outgoingEnd[n - 1]..outgoingEnd[n]]`. */
  outgoing: Int32Array;
  outgoingEnd: Int32Array;
  /** Half-edges with face f on their left, in no order. */
  around: Int32Array;
  aroundEnd: Int32Array;
  /** 1 where a node's place must not be smoothed: at the country's border, and where a course has points of its own. */
  exact: Uint8Array;
}

/** One row a change of one face; sorted by day, then face. */
export interface Changes {
  count: number;
  day: Int32Array;
  face: Int32Array;
  label: Uint16Array;
  doubt: Uint8Array;
}

export interface AreaData {
  mesh: Mesh;
  /** km2. */
  faceArea: Float32Array;
  /** Index into `places`, or -1 for a face without one. */
  facePlace: Int32Array;
  places: string[];
  /** 0 where it is not known. */
  population: Uint32Array;
  labels: Label[];
  /** Actors whose meeting is a front line. */
  hostile: [string, string][];
  doubts: DoubtClass[];
  changes: Changes;
  firstDay: Day;
  lastDay: Day;
}

interface Header {
  columns: { name: string; type: string; offset: number; length: number }[];
  transform: { scale: [number, number]; translate: [number, number] };
  nodes: number;
  arcs: number;
  faces: number;
  changes: number;
  labels: Label[];
  places: string[];
  hostile: [string, string][];
  doubts: DoubtClass[];
  first_day: Day;
  last_day: Day;
}

/** Reads `/columns/control`. Throws with the column's name when the file is not what it says it is. */
export function decodeAreas(buffer: ArrayBuffer): AreaData {
  const block = readBlock<Header>(buffer, "areas of control");
  const { header } = block;
  const places = new Varints(block.bytes("face_place"), "face_place");
  return {
    mesh: readMesh(block),
    faceArea: block.view("face_area", Float32Array, header.faces),
    facePlace: Int32Array.from({ length: header.faces }, () => within(places.unsigned() - 1, -1, header.places.length)),
    places: header.places,
    population: block.view("place_population", Uint32Array, header.places.length),
    labels: header.labels,
    hostile: header.hostile,
    doubts: header.doubts,
    changes: readChanges(block),
    firstDay: header.first_day,
    lastDay: header.last_day,
  };
}

export const startOf = ({ arcFrom, arcTo }: Mesh, half: number) => (half & 1 ? arcTo : arcFrom)[half >> 1];
export const endOf = (mesh: Mesh, half: number) => startOf(mesh, half ^ 1);
export const faceOf = ({ left, right }: Mesh, half: number) => (half & 1 ? right : left)[half >> 1];
export const isStraight = ({ pointEnd }: Mesh, arc: number) => pointEnd[arc] === (arc === 0 ? 0 : pointEnd[arc - 1]);

function readMesh(block: Block<Header>): Mesh {
  const { nodes, arcs, faces, transform } = block.header;
  const [scaleX, scaleY] = transform.scale;
  const [west, south] = transform.translate;
  const x = (quantized: number) => mercatorX(quantized * scaleX + west);
  const y = (quantized: number) => mercatorY(quantized * scaleY + south);
  const quantizedX = block.view("node_x", Uint16Array, nodes);
  const quantizedY = block.view("node_y", Uint16Array, nodes);
  const arcFrom = new Int32Array(arcs);
  const arcTo = new Int32Array(arcs);
  const left = new Int32Array(arcs);
  const right = new Int32Array(arcs);
  const pointEnd = new Int32Array(arcs);
  const pointX: number[] = [];
  const pointY: number[] = [];
  const numbers = new Varints(block.bytes("arc"), "arc");
  let from = 0;
  let face = 0;
  for (let arc = 0; arc < arcs; arc++) {
    from = arcFrom[arc] = within(from + numbers.signed(), 0, nodes);
    arcTo[arc] = within(from + numbers.signed(), 0, nodes);
    face = left[arc] = within(face + numbers.signed(), OUTSIDE, faces);
    right[arc] = within(face + numbers.signed(), OUTSIDE, faces);
    let px = quantizedX[from];
    let py = quantizedY[from];
    for (let points = numbers.unsigned(); points > 0; points--) {
      px += numbers.signed();
      py += numbers.signed();
      pointX.push(x(px));
      pointY.push(y(py));
    }
    pointEnd[arc] = pointX.length;
  }
  return joinMesh({
    nodes,
    arcs,
    faces,
    nodeX: Float64Array.from(quantizedX, x),
    nodeY: Float64Array.from(quantizedY, y),
    arcFrom,
    arcTo,
    left,
    right,
    pointEnd,
    pointX: Float64Array.from(pointX),
    pointY: Float64Array.from(pointY),
  });
}

/** Adds what follows from the arcs: which half-edges leave a node, go around a face, and come one after the other. */
function joinMesh(raw: Omit<Mesh, "next" | "outgoing" | "outgoingEnd" | "around" | "aroundEnd" | "exact">): Mesh {
  const halves = 2 * raw.arcs;
  const mesh: Mesh = {
    ...raw,
    next: new Int32Array(halves).fill(-1),
    outgoing: new Int32Array(halves),
    outgoingEnd: new Int32Array(raw.nodes),
    around: new Int32Array(halves),
    aroundEnd: new Int32Array(raw.faces),
    exact: new Uint8Array(raw.nodes),
  };
  group(halves, (half) => startOf(mesh, half), mesh.outgoing, mesh.outgoingEnd);
  group(halves, (half) => faceOf(mesh, half), mesh.around, mesh.aroundEnd);
  for (let arc = 0; arc < raw.arcs; arc++) {
    if (isStraight(mesh, arc) && raw.left[arc] !== OUTSIDE && raw.right[arc] !== OUTSIDE) continue;
    mesh.exact[raw.arcFrom[arc]] = mesh.exact[raw.arcTo[arc]] = 1;
  }
  for (let half = 0; half < halves; half++) mesh.next[half] = nextOf(mesh, half);
  return mesh;
}

/** Among the half-edges that leave the node where this one ends and have its face, the first to the right of the way back. */
function nextOf(mesh: Mesh, half: number): number {
  const { outgoing, outgoingEnd } = mesh;
  const node = endOf(mesh, half);
  const face = faceOf(mesh, half);
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  let back = Number.NaN;
  for (let i = node === 0 ? 0 : outgoingEnd[node - 1]; i < outgoingEnd[node]; i++) {
    const candidate = outgoing[i];
    if (faceOf(mesh, candidate) !== face) continue;
    if (found < 0) {
      found = candidate;
      continue;
    }
    // Only a face that touches the node twice needs angles.
    if (Number.isNaN(back)) {
      back = angleOf(mesh, half ^ 1);
      least = turn(back, angleOf(mesh, found));
    }
    const angle = turn(back, angleOf(mesh, candidate));
    if (angle < least) {
      least = angle;
      found = candidate;
    }
  }
  return found;
}

/** How far to turn right from one direction to another; a full turn for the same. */
function turn(from: number, to: number): number {
  const angle = to - from;
  return angle > 0 ? angle : angle + 2 * Math.PI;
}

/** The direction in which a half-edge leaves its node; y runs south, so greater angles lie to the right. */
function angleOf(mesh: Mesh, half: number): number {
  const arc = half >> 1;
  const node = startOf(mesh, half);
  const low = arc === 0 ? 0 : mesh.pointEnd[arc - 1];
  const high = mesh.pointEnd[arc];
  const end = endOf(mesh, half);
  const point = half & 1 ? high - 1 : low;
  const x = low === high ? mesh.nodeX[end] : mesh.pointX[point];
  const y = low === high ? mesh.nodeY[end] : mesh.pointY[point];
  return Math.atan2(y - mesh.nodeY[node], x - mesh.nodeX[node]);
}

/** Writes `count` numbers into `members`, grouped by key; keys below zero have no group. */
function group(count: number, keyOf: (member: number) => number, members: Int32Array, ends: Int32Array): void {
  for (let i = 0; i < count; i++) if (keyOf(i) >= 0) ends[keyOf(i)]++;
  for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
  const at = ends.slice();
  for (let i = count - 1; i >= 0; i--) if (keyOf(i) >= 0) members[--at[keyOf(i)]] = i;
}

function readChanges(block: Block<Header>): Changes {
  const { changes: count, faces, labels, doubts, first_day } = block.header;
  const numbers = new Varints(block.bytes("change"), "change");
  const changes: Changes = {
    count,
    day: new Int32Array(count),
    face: new Int32Array(count),
    label: new Uint16Array(count),
    doubt: new Uint8Array(count),
  };
  let day = first_day;
  let face = 0;
  for (let i = 0; i < count; i++) {
    day = changes.day[i] = day + numbers.unsigned();
    face = changes.face[i] = within(face + numbers.signed(), 0, faces);
    changes.label[i] = within(numbers.unsigned(), 0, labels.length);
    changes.doubt[i] = within(numbers.unsigned(), 0, Math.max(1, doubts.length));
  }
  return changes;
}

function within(value: number, low: number, high: number): number {
  if (value >= low && value < high) return value;
  throw new Error(`the server's areas of control name ${value}, which is not from ${low} to ${high - 1}`);
}
