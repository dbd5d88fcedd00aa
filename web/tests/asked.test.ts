import { expect, test } from "vitest";
import { dayAsked } from "../src/asked.ts";
import { lattice } from "./made.ts";

const data = { areas: lattice(2, 2, []) };
const here = { type: "spot" as const, id: "36.6312,35.9301" };
const compared = { day: 17_000, against: 16_000, compare: "swipe" as const, data, selection: here };

test("a spot is asked about on the day drawn where it was clicked", () => {
  expect(dayAsked(compared)).toBe(17_000);
  expect(dayAsked({ ...compared, selection: { ...here, beside: true } })).toBe(16_000);
});

test("where only one day is drawn, it is the one asked about", () => {
  const left = { ...compared, selection: { ...here, beside: true as const } };
  expect(dayAsked({ ...left, against: null })).toBe(17_000);
  expect(dayAsked({ ...left, compare: "difference" })).toBe(17_000);
  expect(dayAsked({ ...left, data: { areas: null } })).toBe(17_000);
});
