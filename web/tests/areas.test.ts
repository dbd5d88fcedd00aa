import { expect, test } from "vitest";
import { AreasOn, arcSince, changesBefore, frontsBetween, NEVER } from "../src/areas.ts";
import { random } from "./fixtures.ts";
import { largeAreas, lattice, madeAreas } from "./made.ts";

test("a day looks the same whichever way one comes to it", () => {
  const data = madeAreas();
  const walked = new AreasOn(data);
  const next = random(4);
  for (let round = 0; round < 40; round++) {
    const day = data.firstDay - 5 + Math.floor(next() * (data.lastDay - data.firstDay + 10));
    walked.seek(day);
    const fresh = new AreasOn(data);
    fresh.seek(day);
    for (const part of ["label", "doubt", "since", "former"] as const) {
      expect(walked[part].every((value, face) => value === fresh[part][face])).toBe(true);
    }
    expect(walked.cursor).toBe(changesBefore(data, day + 1));
  }
  walked.seek(NEVER);
  expect(walked.label.every((label) => label === 0)).toBe(true);
});

test("whoever draws hears of every face that changed, and of no other", () => {
  const data = lattice(3, 3, [
    [110, 0, 1, 0],
    [110, 4, 2, 0],
    [120, 4, 1, 0],
  ]);
  const on = new AreasOn(data);
  const heard: number[] = [];
  on.seek(115, (face) => heard.push(face));
  expect(heard).toEqual([0, 4]);
  on.seek(120, (face) => heard.push(face));
  on.seek(119, (face) => heard.push(face));
  expect(heard).toEqual([0, 4, 4, 4]);
  expect([on.label[4], on.since[4], on.former[4]]).toEqual([2, 110, 0]);
});

test("another doubt does not make a front line younger", () => {
  const data = lattice(2, 1, [
    [100, 0, 1, 0],
    [100, 1, 2, 0],
    [150, 1, 2, 3],
  ]);
  const on = new AreasOn(data);
  on.seek(160);
  const between = [...data.mesh.left.keys()].filter((arc) => data.mesh.left[arc] >= 0 && data.mesh.right[arc] >= 0);
  expect(between.map((arc) => arcSince(on, arc))).toEqual([100]);
  expect(on.doubt[1]).toBe(3);
});

test("enemies have a front line between them, in a contested area too, and nobody has one with the unknown", () => {
  const data = lattice(1, 1, []);
  const front = frontsBetween(data);
  expect(front(1, 2)).toEqual(["army", "rebels"]);
  expect(front(2, 1)).toEqual(["rebels", "army"]);
  expect(front(3, 1)).toEqual(["rebels", "army"]);
  expect(front(1, 1)).toBe(null);
  expect(front(0, 1)).toBe(null);
});

test("thirteen years of changes are gone through in a blink", () => {
  const data = largeAreas();
  const on = new AreasOn(data);
  on.seek(data.firstDay);
  const spent: number[] = [];
  for (let round = 0; round < 21; round++) {
    const start = performance.now();
    on.seek(round % 2 ? data.firstDay : data.lastDay);
    spent.push(performance.now() - start);
  }
  spent.sort((a, b) => a - b);
  console.log(`${data.changes.count - data.mesh.faces} changes: ${spent[10].toFixed(2)} ms`);
  expect(spent[10]).toBeLessThan(15);
});
