import { expect, test } from "vitest";
import { advance, formatDay, overlaps, parseDay, windowAt } from "../src/time.ts";
import { random } from "./fixtures.ts";

const span = { first: 15048, last: 20065 };

test("a day number and its date are the same thing", () => {
  expect(parseDay("1970-01-01")).toBe(0);
  expect(parseDay("2017-11-13")).toBe(17483);
  for (let day = span.first; day < span.last; day += 37) expect(parseDay(formatDay(day))).toBe(day);
});

test("days that are in no calendar are refused", () => {
  for (const text of ["2017-02-30", "2017-13-01", "13.11.2017", "", "2017-1-1"]) expect(parseDay(text)).toBeNull();
});

test("a window ends with the moment and holds exactly its days", () => {
  expect(windowAt(17483, 30, "window", span)).toEqual({ from: 17454, to: 17484 });
  expect(windowAt(17483, 1, "window", span)).toEqual({ from: 17483, to: 17484 });
});

test("the first and the last day of the theatre can be shown", () => {
  expect(windowAt(span.first, 30, "window", span)).toEqual({ from: span.first, to: span.first + 1 });
  expect(windowAt(span.last, 7, "window", span).to).toBe(span.last + 1);
  expect(windowAt(span.last, 7, "cumulative", span)).toEqual({ from: span.first, to: span.last + 1 });
});

test("windows laid side by side show every one-day event exactly once", () => {
  const next = random(5);
  for (let round = 0; round < 200; round++) {
    const length = 1 + Math.floor(next() * 40);
    const event = span.first + Math.floor(next() * 400);
    let seen = 0;
    for (let day = span.first + length - 1; day < span.first + 480; day += length) {
      if (overlaps(event, event + 1, windowAt(day, length, "window", span))) seen++;
    }
    expect(seen).toBe(1);
  }
});

test("playing moves by whole days and loses none of the time between frames", () => {
  let carried = 0;
  let days = 0;
  for (let frame = 0; frame < 600; frame++) {
    const step = advance(1000 / 60, 14, carried);
    carried = step.carried;
    days += step.days;
  }
  expect(days + carried).toBeCloseTo(140, 6);
});
