import { expect, test } from "vitest";
import { FaceGrid } from "../src/boxes.ts";
import { mercatorX, mercatorY } from "../src/mercator.ts";
import { faceAt } from "../src/spot.ts";
import { lattice } from "./made.ts";

test("a spot lies in the face around it, and in none beyond the border", () => {
  const { mesh } = lattice(8, 8, []);
  const grid = new FaceGrid(mesh);
  const at = (longitude: number, latitude: number) => faceAt(mesh, grid, mercatorX(longitude), mercatorY(latitude));
  for (let face = 0; face < 64; face++) {
    expect(at(36 + ((face % 8) + 0.5) / 8, 34 + (Math.floor(face / 8) + 0.5) / 8)).toBe(face);
  }
  expect(at(35.9, 34.5)).toBe(-1);
  expect(at(36.5, 35.1)).toBe(-1);
});
