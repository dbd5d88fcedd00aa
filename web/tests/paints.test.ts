import { expect, test } from "vitest";
import { advancesIn } from "../src/advances.ts";
import { AreasOn } from "../src/areas.ts";
import { frontClass, isDoubtful, isFresh, NO_PAINT, paintsOf } from "../src/paints.ts";
import { LABELS, lattice } from "./made.ts";

test("what its holder is switched off for has no paint, and what is unknown is nobody's", () => {
  const { paints, byLabel } = paintsOf(LABELS, new Set(["rebels"]));
  expect(byLabel[2]).toBe(NO_PAINT);
  expect(paints[byLabel[0]]).toMatchObject({ kind: "unknown", first: "" });
  expect(paints[byLabel[3]]).toMatchObject({ kind: "contested", first: "army", second: "rebels" });
});

test("a siege does not change whose land it is, only how it is outlined", () => {
  const besieged = { status: "besieged" as const, holders: ["rebels"], against: ["army"] };
  const { paints, byLabel } = paintsOf([LABELS[2], besieged], new Set());
  expect(paints[byLabel[1]]).toEqual({ ...paints[byLabel[0]], besieger: "army" });
});

test("land is fresh from the day it is taken for as many days as are shown; what was only unknown is not taken", () => {
  const data = lattice(2, 1, [
    [110, 0, 1, 0],
    [120, 0, 2, 4],
    [120, 1, 2, 0],
  ]);
  const on = new AreasOn(data);
  const fresh = (day: number, face: number) => {
    on.seek(day);
    return isFresh(on, face, 7);
  };
  expect([119, 120, 126, 127].map((day) => fresh(day, 0))).toEqual([false, true, true, false]);
  expect(fresh(121, 1)).toBe(false);
  expect([0, 1].map((face) => isDoubtful(on, face))).toEqual([true, false]);
});

test("a front line is most recent on the day it moved, and grows old", () => {
  expect([0, 6, 7, 29, 30, 90, 364, 365, 5000].map((age) => frontClass(1000 - age, 1000))).toEqual([
    0, 0, 1, 1, 2, 3, 3, 4, 4,
  ]);
});

test("an arrow runs from the old front through what was taken", () => {
  const size = 8;
  const faces = [...Array(size * size).keys()];
  const taken = faces.filter((face) => face % size >= 3 && face % size <= 5);
  const data = lattice(size, size, [
    ...faces.map((face): [number, number, number, number] => [100, face, face % size < 3 ? 2 : 1, 0]),
    ...taken.map((face): [number, number, number, number] => [120, face, 2, 0]),
  ]);
  const on = new AreasOn(data);
  on.seek(121);
  const [arrow, ...others] = advancesIn(on, 30, 1, () => true);
  expect(others).toEqual([]);
  expect(arrow.taker).toBe("rebels");
  expect(arrow.toX - arrow.fromX).toBeGreaterThan((2.5 / size) * (1 / 360));
  expect(Math.abs(arrow.toY - arrow.fromY)).toBeLessThan((arrow.toX - arrow.fromX) / 4);
  expect(advancesIn(on, 30, 1e6, () => true)).toEqual([]);
  expect(advancesIn(on, 30, 1, () => false)).toEqual([]);
  on.seek(160);
  expect(advancesIn(on, 30, 1, () => true)).toEqual([]);
});
