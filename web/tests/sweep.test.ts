import { expect, test } from "vitest";
import { remaining, type Sweep, sweepsOf } from "../src/sweep.ts";
import { random } from "./fixtures.ts";
import { lattice } from "./made.ts";

const SIZE = 10;
const { mesh } = lattice(SIZE, SIZE, []);
const every = [...Array(SIZE * SIZE).keys()];

function areaLeft(sweep: Sweep, share: number): number {
  let area = 0;
  remaining(sweep, share, (points) => {
    points.forEach(([x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length];
      area += (x * nextY - y * nextX) / 2;
    });
  });
  return Math.abs(area);
}

const frontOf = (sweep: Sweep, share: number) => {
  const points: [number, number][] = [];
  remaining(
    sweep,
    share,
    () => {},
    (one, other) => points.push(one, other),
  );
  return points;
};

test("a sweep begins with nothing taken, ends with everything taken, and never goes back", () => {
  const next = random(2);
  for (let round = 0; round < 12; round++) {
    const before = every.map(() => 1 + Math.floor(next() * 3));
    const after = before.map((key) => (next() < 0.5 ? key : 1 + Math.floor(next() * 3)));
    const changed = every.filter((face) => before[face] !== after[face]);
    const sweeps = sweepsOf(
      mesh,
      every,
      (face) => before[face],
      (face) => after[face],
    );
    expect(sweeps.flatMap((sweep) => sweep.faces).sort((a, b) => a - b)).toEqual(changed);
    for (const sweep of sweeps) {
      const left = [-0.001, 0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => areaLeft(sweep, share));
      expect(Math.abs(left[1] / left[0] - 1)).toBeLessThan(1e-9);
      expect(left.at(-1)).toBe(0);
      for (let i = 1; i < left.length; i++) expect(left[i]).toBeLessThanOrEqual(left[i - 1] * (1 + 1e-9));
    }
  }
});

test("a front that moves east moves from its old line to its new one", () => {
  const column = (face: number) => face % SIZE;
  const [sweep, ...others] = sweepsOf(
    mesh,
    every,
    (face) => (column(face) < 3 ? 1 : 2),
    (face) => (column(face) < 7 ? 1 : 2),
  );
  expect(others).toEqual([]);
  expect([sweep.from, sweep.to, sweep.faces.length]).toEqual([2, 1, 40]);
  const middle = (share: number) => {
    const points = frontOf(sweep, share);
    return (points.reduce((sum, [x]) => sum + x, 0) / points.length - 0.6) * 360 * SIZE;
  };
  expect(middle(0.02)).toBeLessThan(3.6);
  expect(middle(0.98)).toBeGreaterThan(6.4);
  expect(Math.abs(middle(0.5) - 5)).toBeLessThan(0.5);
});

test("an enclave that falls shrinks to nothing, and one that rises grows from within", () => {
  const inside = (face: number) => Math.abs((face % SIZE) - 4.5) < 2 && Math.abs(Math.floor(face / SIZE) - 4.5) < 2;
  const [falls] = sweepsOf(
    mesh,
    every,
    (face) => (inside(face) ? 2 : 1),
    () => 1,
  );
  expect(areaLeft(falls, 0.9)).toBeGreaterThan(0);
  expect(areaLeft(falls, 1)).toBe(0);
  const [rises] = sweepsOf(
    mesh,
    every,
    () => 1,
    (face) => (inside(face) ? 2 : 1),
  );
  expect(rises.to).toBe(2);
  expect(areaLeft(rises, 0.1)).toBeGreaterThan(0.8 * areaLeft(rises, 0));
});
