import { expect, test } from "vitest";
import { type Cell, Cells } from "../src/cells.ts";

const REACH = 12;
const SIZE = 400;
/** Some within the canvas, some across its edges, some beyond. */
const places = Array.from({ length: 300 }, (_, i): [number, number] => [
  ((i * 7919) % (SIZE + 80)) - 40,
  ((i * 104_729) % (SIZE + 80)) - 40,
]);

function filled(): Cells {
  const cells = new Cells(SIZE, SIZE, REACH);
  places.forEach(([x, y], i) => {
    cells.add(i, x, y);
  });
  return cells;
}

test("a cell has all symbols that touch it, and no other, in the order they are drawn", () => {
  const all = filled().around(places);
  expect(all.length).toBeGreaterThan(200);
  for (const { left, top, side, symbols } of all) {
    const touching = [...places.keys()].filter((i) => {
      const [x, y] = places[i];
      return x + REACH > left && x - REACH < left + side && y + REACH > top && y - REACH < top + side;
    });
    expect(symbols).toEqual(touching);
  }
});

test("the cells around a symbol cover it as far as the canvas reaches, and are few", () => {
  const cells = filled();
  for (const [x, y] of places) {
    const around = cells.around([[x, y]]);
    expect(around.length).toBeLessThanOrEqual(4);
    const [left, top] = [Math.max(0, x - REACH), Math.max(0, y - REACH)];
    const [right, bottom] = [Math.min(SIZE, x + REACH), Math.min(SIZE, y + REACH)];
    let once = true;
    for (let px = left; px < right; px++) {
      for (let py = top; py < bottom; py++) {
        const isIn = (c: Cell) => px >= c.left && px < c.left + c.side && py >= c.top && py < c.top + c.side;
        once &&= around.filter(isIn).length === 1;
      }
    }
    expect(once).toBe(true);
  }
});
