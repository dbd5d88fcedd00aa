import { expect, test } from "vitest";
import { AreasOn } from "../src/areas.ts";
import { Borders, type Some } from "../src/borders.ts";
import { type Box, FaceGrid, fewBoxes } from "../src/boxes.ts";
import type { AreaData } from "../src/mesh.ts";
import { Outline, type Pen } from "../src/outline.ts";
import { random } from "./fixtures.ts";
import { lattice, madeAreas } from "./made.ts";

/** Takes down a path as points, each curve cut into pieces. */
class Notes implements Pen {
  readonly rings: [number, number][][] = [];
  moveTo(x: number, y: number) {
    this.rings.push([[x, y]]);
  }
  lineTo(x: number, y: number) {
    this.rings.at(-1)!.push([x, y]);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number) {
    const [fromX, fromY] = this.rings.at(-1)!.at(-1)!;
    for (let i = 1; i <= 8; i++) {
      const t = i / 8;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
      this.lineTo(a * fromX + b * cx + c * x, a * fromY + b * cy + c * y);
    }
  }
  closePath() {
    const ring = this.rings.at(-1)!;
    ring.push(ring[0]);
  }
  area(): number {
    let sum = 0;
    for (const ring of this.rings) {
      for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    }
    return sum / 2;
  }
}

const all = ({ mesh }: AreaData): Some => ({
  faces: [...Array(mesh.faces).keys()],
  count: mesh.faces,
  has: () => true,
});

function bordersOf(data: AreaData, keyOf: (face: number) => number): Borders {
  const borders = new Borders(data.mesh);
  for (let face = 0; face < data.mesh.faces; face++) borders.set(face, keyOf(face));
  return borders;
}

/** Area inside the rings of each key, in square pixels. */
function areas(data: AreaData, borders: Borders, some: Some): Map<number, number> {
  const outline = new Outline(data.mesh);
  outline.place({ scale: 256 * 2 ** 8, originX: 0, originY: 0 });
  const notes = new Map<number, Notes>();
  borders.rings(some, (key, ring, length) => {
    if (!notes.has(key)) notes.set(key, new Notes());
    outline.trace(notes.get(key)!, borders, ring, length, true);
  });
  return new Map([...notes].map(([key, note]) => [key, note.area()]));
}

test("areas tile the country: what one gives up its neighbor has, to the hair", () => {
  const data = madeAreas();
  const whole = areas(
    data,
    bordersOf(data, () => 1),
    all(data),
  ).get(1)!;
  const on = new AreasOn(data);
  for (const day of [data.firstDay + 700, data.firstDay + 1500, data.lastDay]) {
    on.seek(day);
    const parts = areas(
      data,
      bordersOf(data, (face) => 1 + on.label[face]),
      all(data),
    );
    expect(parts.size).toBeGreaterThan(3);
    const sum = [...parts.values()].reduce((a, b) => a + b, 0);
    expect(Math.abs(sum / whole - 1)).toBeLessThan(1e-9);
  }
});

test("areas that touch at corners only, as on a chessboard, keep all their land", () => {
  const data = lattice(6, 6, []);
  const borders = bordersOf(data, (face) => 1 + ((face + Math.floor(face / 6)) % 2));
  const parts = areas(data, borders, all(data));
  const whole = areas(
    data,
    bordersOf(data, () => 1),
    all(data),
  ).get(1)!;
  expect(Math.abs((parts.get(1)! + parts.get(2)!) / whole - 1)).toBeLessThan(1e-9);
  let rings = 0;
  borders.rings(all(data), () => rings++);
  expect(rings).toBe(36);
});

test("borders kept up change by change are those of a fresh start", () => {
  const data = madeAreas();
  const on = new AreasOn(data);
  const kept = bordersOf(data, () => 1);
  const next = random(8);
  for (let round = 0; round < 6; round++) {
    on.seek(data.firstDay + Math.floor(next() * 5000), (face) => kept.set(face, 1 + on.label[face]));
    for (let face = 0; face < data.mesh.faces; face++) kept.set(face, 1 + on.label[face]);
    expect(areas(data, kept, all(data))).toEqual(
      areas(
        data,
        bordersOf(data, (face) => 1 + on.label[face]),
        all(data),
      ),
    );
  }
});

test("every stretch of border is in one chain, once", () => {
  const data = madeAreas();
  const on = new AreasOn(data);
  on.seek(data.firstDay + 1200);
  const borders = bordersOf(data, (face) => 1 + on.label[face]);
  const { left, right } = data.mesh;
  const isBorder = (arc: number) => left[arc] >= 0 && right[arc] >= 0 && on.label[left[arc]] !== on.label[right[arc]];
  const seen: number[] = [];
  let chains = 0;
  borders.chains(
    all(data),
    (arc) => (left[arc] < 0 || right[arc] < 0 ? 0 : 1),
    (_, chain) => {
      chains++;
      seen.push(...chain.map((half) => half >> 1));
    },
  );
  expect(seen.sort((a, b) => a - b)).toEqual([...left.keys()].filter(isBorder));
  expect(chains).toBeLessThan(seen.length / 4);
});

test("a part of the map is walked as if it were the whole, as far as it is seen", () => {
  const data = madeAreas();
  const on = new AreasOn(data);
  on.seek(data.firstDay + 1500);
  const borders = bordersOf(data, (face) => 1 + on.label[face]);
  const grid = new FaceGrid(data.mesh);
  const { nodeX, nodeY, left, right, arcFrom } = data.mesh;
  const isFront = (arc: number) => left[arc] >= 0 && right[arc] >= 0 && on.label[left[arc]] !== on.label[right[arc]];
  const node = arcFrom[[...left.keys()].filter(isFront)[60]];
  const half = 0.0006;
  const box: Box = [nodeX[node] - half, nodeY[node] - half, nodeX[node] + half, nodeY[node] + half];
  const part = grid.find(box);
  expect(part.count).toBeGreaterThan(20);
  expect(part.count).toBeLessThan(data.mesh.faces / 4);
  const outline = new Outline(data.mesh);
  outline.place({ scale: 2 ** 20, originX: 0, originY: 0 });
  const within = (some: Some) => {
    const points = new Set<string>();
    borders.rings(some, (key, ring, length) => {
      const notes = new Notes();
      outline.trace(notes, borders, ring, length, true);
      for (const [x, y] of notes.rings.flat()) {
        const [u, v] = [x / 2 ** 20, y / 2 ** 20];
        if (u > box[0] && u < box[2] && v > box[1] && v < box[3]) points.add(`${key} ${x.toFixed(3)} ${y.toFixed(3)}`);
      }
    });
    return [...points].sort();
  };
  const whole = within(all(data));
  const seen = within(grid.find(box));
  expect(whole.length).toBeGreaterThan(10);
  expect(seen).toEqual(whole);
});

test("a few boxes cover many, and none lies over another", () => {
  const next = random(6);
  for (let round = 0; round < 30; round++) {
    const count = 1 + Math.floor(next() * 90);
    const boxes = Array.from({ length: count }, () => {
      const [x, y] = [next() * 1400 - 50, next() * 900 - 50];
      return [x, y, x + next() * 60, y + next() * 60] as [number, number, number, number];
    });
    const few = fewBoxes(boxes, { width: 1300, height: 800 });
    for (const [left, top, right, bottom] of boxes) {
      const [l, t, r, b] = [Math.max(0, left), Math.max(0, top), Math.min(1300, right), Math.min(800, bottom)];
      if (l >= r || t >= b) continue;
      expect(few.some((box) => box[0] <= l && box[1] <= t && box[2] >= r && box[3] >= b)).toBe(true);
    }
    for (const a of few) {
      for (const b of few) {
        const overlap = a !== b && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
        expect(overlap).toBe(false);
      }
    }
  }
});
