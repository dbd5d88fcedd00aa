// A spot of the map that somebody asks about: its name in the address, and the face that it lies in.
import type { FaceGrid } from "./boxes.ts";
import { endOf, type Mesh, startOf } from "./mesh.ts";

export interface Spot {
  longitude: number;
  latitude: number;
}

/** About ten meters. */
const DIGITS = 4;

export function spotName({ longitude, latitude }: Spot): string {
  return `${longitude.toFixed(DIGITS)},${latitude.toFixed(DIGITS)}`;
}

/** Null where the text names no spot on earth. */
export function readSpot(name: string): Spot | null {
  const parts = name.split(",");
  const [longitude, latitude] = parts.map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const isPlace = parts.length === 2 && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85;
  return isPlace ? { longitude, latitude } : null;
}

/** The face around a point of mercator fractions, or -1. Every second border that a line to the west meets leads out. */
export function faceAt(mesh: Mesh, grid: FaceGrid, x: number, y: number): number {
  const some = grid.find([x, y, x, y]);
  for (let i = 0; i < some.count; i++) if (isInside(mesh, some.faces[i], x, y)) return some.faces[i];
  return -1;
}

function isInside(mesh: Mesh, face: number, x: number, y: number): boolean {
  const { around, aroundEnd, nodeX, nodeY, pointX, pointY, pointEnd } = mesh;
  let inside = false;
  let [fromX, fromY] = [0, 0];
  const go = (toX: number, toY: number) => {
    if (fromY > y !== toY > y && x > fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) inside = !inside;
    [fromX, fromY] = [toX, toY];
  };
  for (let i = face === 0 ? 0 : aroundEnd[face - 1]; i < aroundEnd[face]; i++) {
    const half = around[i];
    const arc = half >> 1;
    // Both sides of a spur within the face: it counts twice, which is not at all.
    const [start, end] = [startOf(mesh, half & ~1), endOf(mesh, half & ~1)];
    [fromX, fromY] = [nodeX[start], nodeY[start]];
    for (let p = arc === 0 ? 0 : pointEnd[arc - 1]; p < pointEnd[arc]; p++) go(pointX[p], pointY[p]);
    go(nodeX[end], nodeY[end]);
  }
  return inside;
}
