import { expect, test } from "vitest";
import { isSameSpot, topmostAt } from "../src/hit.ts";

const drawn = (points: [number, number][]) => ({
  count: points.length,
  x: points.map((p) => p[0]),
  y: points.map((p) => p[1]),
});

test("of symbols on one spot the one drawn last is meant", () => {
  expect(
    topmostAt(
      drawn([
        [10, 10],
        [10, 10],
        [10, 10],
      ]),
      11,
      10,
      7,
    ),
  ).toBe(2);
});

test("between overlapping symbols the clearly nearer one is meant, even from beneath", () => {
  const points = drawn([
    [10, 10],
    [16, 10],
  ]);
  expect(topmostAt(points, 10, 10, 7)).toBe(0);
  expect(topmostAt(points, 16, 10, 7)).toBe(1);
  expect(topmostAt(points, 13, 10, 7)).toBe(1);
});

test("what is not drawn cannot be hit", () => {
  expect(
    topmostAt(
      {
        ...drawn([
          [10, 10],
          [50, 50],
        ]),
        count: 1,
      },
      50,
      50,
      7,
    ),
  ).toBe(-1);
  expect(topmostAt(drawn([]), 0, 0, 7)).toBe(-1);
  expect(topmostAt(drawn([[10, 10]]), 18, 10, 7)).toBe(-1);
});

test("only symbols within a cell of each other share a spot", () => {
  expect(isSameSpot(10, 10, 12, 9, 2)).toBe(true);
  expect(isSameSpot(10, 10, 12.5, 10, 2)).toBe(false);
});
