// The made-up areas of control, decoded, and a small lattice with labels of one's own.
import { encodeAreas, makeLattice } from "../dev/areas.mjs";
import { makeAreas, makeControl, makeLargeAreas } from "../dev/theatre.mjs";
import { type AreaData, decodeAreas, type Label } from "../src/mesh.ts";
import { random } from "./fixtures.ts";

export const madeAreas = (): AreaData => decodeAreas(makeAreas(makeControl()).block.buffer as ArrayBuffer);
export const largeAreas = (): AreaData => decodeAreas(makeLargeAreas().buffer as ArrayBuffer);

export const LABELS: Label[] = [
  { status: "unknown", holders: [], against: [] },
  { status: "held", holders: ["army"], against: [] },
  { status: "held", holders: ["rebels"], against: [] },
  { status: "contested", holders: ["army"], against: ["rebels"] },
];

/** A change is `[day, face, label, doubt]`; faces are numbered row by row from the south-west. */
export function latticeBytes(columns: number, rows: number, changes: [number, number, number, number][]): Uint8Array {
  const lattice = makeLattice({ bbox: [36, 34, 37, 35], columns, rows, random: random(5) });
  return encodeAreas({
    lattice,
    facePlace: lattice.middles.map((_, face) => (face === 0 ? 0 : -1)),
    places: ["town"],
    population: [1_000],
    labels: LABELS,
    changes: [...changes].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    hostile: [["rebels", "army"]],
    firstDay: 100,
    lastDay: 200,
  });
}

export const lattice = (...parts: Parameters<typeof latticeBytes>): AreaData =>
  decodeAreas(latticeBytes(...parts).buffer as ArrayBuffer);
