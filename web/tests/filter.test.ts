import { expect, test } from "vitest";
import { rowsIn } from "../src/columns.ts";
import { countGroups, countSides, countStatuses, shownRows } from "../src/filter.ts";
import { binDays, dailyCounts } from "../src/histogram.ts";
import { columnsOf } from "./fixtures.ts";

const columns = columnsOf([
  { start: 10, kind: 0, actor1: 0 },
  { start: 11, kind: 1, actor1: 0, actor2: 1, status: 2 },
  { start: 12, kind: 2, status: 3 },
  { start: 12, kind: 0, actor1: 1, status: 1 },
]);
const sides = ["government", "opposition"];
const filter = (groups: string[], hidden: string[], statuses: string[] = []) => [
  ...shownRows(columns, sides, {
    hiddenGroups: new Set(groups),
    hiddenSides: new Set(hidden),
    hiddenStatuses: new Set(statuses),
  }),
];

test("a switched-off type disappears", () => {
  expect(filter(["air-strike"], [])).toEqual([0, 1, 1, 0]);
});

test("a switched-off side takes its events along, and a side alone keeps all it takes part in", () => {
  expect(filter([], ["government"])).toEqual([0, 0, 1, 1]);
  expect(filter([], ["opposition", "unknown"])).toEqual([1, 1, 0, 0]);
  expect(filter([], ["government", "opposition"])).toEqual([0, 0, 1, 0]);
  expect(filter([], ["unknown"])).toEqual([1, 1, 0, 1]);
});

test("a switched-off status takes its events along, together with the other filters", () => {
  expect(filter([], [], ["single", "corroborated"])).toEqual([0, 1, 1, 0]);
  expect(filter(["battle"], [], ["single", "corroborated"])).toEqual([0, 0, 1, 0]);
});

test("the legend counts what a type would show, and each side once", () => {
  const rows = rowsIn(columns, { from: 10, to: 13 });
  const all = new Uint8Array(columns.count).fill(1);
  expect(countGroups(columns, rows, all)).toEqual([2, 0, 0, 1, 0, 1, 0]);
  expect(countStatuses(columns, rows, all)).toEqual([1, 1, 1, 1]);
  expect(Object.fromEntries(countSides(columns, rows, sides, all))).toEqual({
    government: 2,
    opposition: 2,
    unknown: 1,
  });
});

test("the histogram holds every shown event once, whatever the number of bars", () => {
  const all = new Uint8Array(columns.count).fill(1);
  const counts = dailyCounts(columns, all, { first: 10, last: 12 });
  expect([...counts.strikes]).toEqual([1, 0, 1]);
  for (const bars of [1, 2, 3, 50]) {
    const total = binDays(counts, bars).reduce((sum, bar) => sum + bar.strikes + bar.others, 0);
    expect(total).toBe(4);
  }
});

test("an event outside the theatre's days is counted at the nearest end", () => {
  const counts = dailyCounts(columns, new Uint8Array(4).fill(1), { first: 11, last: 11 });
  expect(counts.strikes[0] + counts.others[0]).toBe(4);
});
