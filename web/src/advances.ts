// Where a front moved far within some days: from where to where, for an arrow. The faces that changed hands from one holder
// to another are grouped into connected pieces; an arrow runs from the border that was the taker's already to the middle of
// the new front, or, where no enemy is left behind it, to the far end of the piece.
import { type AreasOn, changesBefore } from "./areas.ts";
import { accountOf } from "./holdings.ts";
import { endOf, faceOf, OUTSIDE, startOf } from "./mesh.ts";
import { isFresh } from "./paints.ts";

export interface Advance {
  taker: string;
  km2: number;
  /** Mercator fractions: begin and tip. */
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
}

/** Arrows on one map: more would be a thicket. */
const MOST = 24;

/**
 * The largest advances of the `days` that end with the day shown, each of at least `least` km2. `areEnemies` tells of two
 * labels whether one is an advance upon the other: what goes over to an ally, or only changes its name, is none.
 */
export function advancesIn(
  on: AreasOn,
  days: number,
  least: number,
  areEnemies: (one: number, other: number) => boolean,
): Advance[] {
  const { data } = on;
  const { changes, labels, mesh } = data;
  const accounts = labels.map(accountOf);
  const piece = new Set<number>();
  const found: Advance[] = [];
  for (let i = changesBefore(data, on.day - days + 1); i < on.cursor; i++) {
    const face = changes.face[i];
    if (piece.has(face) || !isTaken(face)) continue;
    const advance = follow(face);
    if (advance && advance.km2 >= least) found.push(advance);
  }
  return found.sort((a, b) => b.km2 - a.km2).slice(0, MOST);

  function isTaken(face: number): boolean {
    const [is, was] = [on.label[face], on.former[face]];
    return labels[is].status !== "contested" && isFresh(on, face, days) && areEnemies(is, was);
  }

  function follow(first: number): Advance | null {
    const taker = accounts[on.label[first]];
    const loser = accounts[on.former[first]];
    const faces = [first];
    piece.add(first);
    let km2 = 0;
    const rear: number[] = [];
    const front: number[] = [];
    const all: number[] = [];
    for (let i = 0; i < faces.length; i++) {
      const face = faces[i];
      km2 += data.faceArea[face];
      for (let at = face === 0 ? 0 : mesh.aroundEnd[face - 1]; at < mesh.aroundEnd[face]; at++) {
        const half = mesh.around[at];
        const other = faceOf(mesh, half ^ 1);
        all.push(startOf(mesh, half));
        if (other === OUTSIDE) continue;
        const isSame = accounts[on.label[other]] === taker;
        if (isSame && isTaken(other) && accounts[on.former[other]] === loser) {
          if (piece.has(other)) continue;
          piece.add(other);
          faces.push(other);
        } else if (isSame) rear.push(startOf(mesh, half), endOf(mesh, half));
        else if (areEnemies(on.label[face], on.label[other])) front.push(startOf(mesh, half), endOf(mesh, half));
      }
    }
    if (rear.length === 0) return null;
    const [fromX, fromY] = middleOf(rear);
    // The tip is a corner of the piece, so that it points at nothing that was not taken.
    const away = (node: number, x: number, y: number) => Math.hypot(mesh.nodeX[node] - x, mesh.nodeY[node] - y);
    const [middleX, middleY] = middleOf(front);
    const tip = front.length
      ? front.reduce((a, b) => (away(b, middleX, middleY) < away(a, middleX, middleY) ? b : a))
      : all.reduce((a, b) => (away(b, fromX, fromY) > away(a, fromX, fromY) ? b : a));
    return { taker, km2, fromX, fromY, toX: mesh.nodeX[tip], toY: mesh.nodeY[tip] };
  }

  function middleOf(nodes: number[]): [number, number] {
    let [x, y] = [0, 0];
    for (const node of nodes) {
      x += mesh.nodeX[node] / nodes.length;
      y += mesh.nodeY[node] / nodes.length;
    }
    return [x, y];
  }
}
