// Types of the made-up areas of control, as far as tests use them.
import type { Label } from "../src/mesh.ts";

export interface Lattice {
  nodes: [number, number][];
  arcs: [number, number, number, number][];
  middles: [number, number][];
  area: number[];
}
export function makeLattice(parts: {
  bbox: [number, number, number, number];
  columns: number;
  rows: number;
  random: () => number;
  isInside?: (longitude: number, latitude: number) => boolean;
}): Lattice;
export function encodeAreas(parts: {
  lattice: Lattice;
  facePlace: number[];
  places: string[];
  population: number[];
  labels: Label[];
  changes: [number, number, number, number][];
  hostile: [string, string][];
  firstDay: number;
  lastDay: number;
}): Uint8Array;
