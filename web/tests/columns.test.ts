import { expect, test } from "vitest";
import { encodeColumns, makeEvents } from "../dev/theatre.mjs";
import { decodeColumns, drawingOrder, rowsIn } from "../src/columns.ts";
import { GROUPS, groupOf } from "../src/kinds.ts";
import { overlaps } from "../src/time.ts";
import { columnsOf, random } from "./fixtures.ts";

test("what the server encodes is what the page reads", () => {
  const events = makeEvents(500);
  const columns = decodeColumns(encodeColumns(events).buffer as ArrayBuffer);
  expect(columns.count).toBe(500);
  for (const row of [0, 1, 250, 499]) {
    const event = events[row];
    expect(columns.idOf(row)).toBe(event.id);
    expect(columns.rowOf(event.id)).toBe(row);
    expect([columns.start[row], columns.end[row]]).toEqual([event.start, event.end]);
    expect(columns.longitude[row]).toBeCloseTo(event.longitude, 4);
    expect(columns.deaths[row]).toBe(event.deaths);
  }
  expect(columns.rowOf("ev-999999")).toBe(-1);
});

test("a theatre without events is read, not refused", () => {
  const columns = decodeColumns(encodeColumns([]).buffer as ArrayBuffer);
  expect(columns.count).toBe(0);
  expect(rowsIn(columns, { from: 0, to: 99999 })).toEqual({ low: 0, high: 0, carried: [] });
});

test("a file that is something else, or cut short, says so", () => {
  expect(() => decodeColumns(new TextEncoder().encode("<!doctype html><title>").buffer as ArrayBuffer)).toThrow(
    "KHARITA1",
  );
  const whole = encodeColumns(makeEvents(50));
  expect(() => decodeColumns(whole.slice(0, whole.length - 400).buffer as ArrayBuffer)).toThrow("runs past the end");
});

test("an event that began before the window and still lasts is in it", () => {
  const columns = columnsOf([{ start: 10, end: 41 }, { start: 20 }, { start: 30 }]);
  expect(rowsIn(columns, { from: 30, to: 31 })).toEqual({ low: 2, high: 3, carried: [0] });
  expect(rowsIn(columns, { from: 40, to: 41 }).carried).toEqual([0]);
  expect(rowsIn(columns, { from: 41, to: 42 }).carried).toEqual([]);
});

test("the rows of any window are those whose interval overlaps it, each once", () => {
  const next = random(3);
  for (let round = 0; round < 60; round++) {
    const rows = Array.from({ length: 120 }, () => {
      const start = Math.floor(next() * 200);
      return { start, end: start + 1 + (next() < 0.3 ? Math.floor(next() * 60) : 0) };
    });
    const columns = columnsOf(rows);
    const from = Math.floor(next() * 220) - 10;
    const window = { from, to: from + 1 + Math.floor(next() * 40) };
    const { low, high, carried } = rowsIn(columns, window);
    const found = [...carried, ...Array.from({ length: high - low }, (_, i) => low + i)].sort((a, b) => a - b);
    const wanted = [...columns.start.keys()].filter((row) => overlaps(columns.start[row], columns.end[row], window));
    expect(found).toEqual(wanted);
  }
});

test("types of events fall into the group a reader expects", () => {
  const group = (type: string, sub: string) => GROUPS[groupOf(type, sub)];
  expect(group("Explosions/Remote violence", "Air/drone strike")).toBe("air-strike");
  expect(group("Explosions/Remote violence", "Shelling/artillery/missile attack")).toBe("shelling");
  expect(group("Explosions/Remote violence", "Suicide bomb")).toBe("explosion");
  expect(group("Battles", "Non-state actor overtakes territory")).toBe("battle");
  expect(group("Violence against civilians", "Attack")).toBe("civilians");
  expect(group("Riots", "Violent demonstration")).toBe("protest");
  expect(group("Strategic developments", "Agreement")).toBe("strategic");
  expect(group("Something new", "")).toBe("strategic");
});

test("within a day strikes are drawn last, and days keep their order", () => {
  const columns = columnsOf([
    { start: 1, kind: 0 },
    { start: 1, kind: 2 },
    { start: 2, kind: 1 },
    { start: 2, kind: 0 },
    { start: 2, kind: 1 },
  ]);
  expect([...drawingOrder(columns)]).toEqual([1, 0, 2, 4, 3]);
});
