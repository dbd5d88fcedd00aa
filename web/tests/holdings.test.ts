import { expect, test } from "vitest";
import { AreasOn } from "../src/areas.ts";
import { accountOf, holdingsOn, seriesOf, transfers, valueAt } from "../src/holdings.ts";
import { largeAreas, lattice } from "./made.ts";

const total = (area: ArrayLike<number>) => Array.from(area).reduce((a, b) => a + b, 0);

test("land of every day adds up to the country, in the series and on the day", () => {
  const data = largeAreas();
  const whole = total(data.faceArea);
  const series = seriesOf(data);
  const on = new AreasOn(data);
  for (const i of [0, 500, series.days.length - 1]) {
    on.seek(series.days[i]);
    const byAccount = new Map<string, number>();
    for (const { label, km2 } of holdingsOn(on)) {
      const account = accountOf(data.labels[label]);
      byAccount.set(account, (byAccount.get(account) ?? 0) + km2);
    }
    series.accounts.forEach((account, n) => {
      expect(Math.abs(series.km2[n][i] - (byAccount.get(account) ?? 0))).toBeLessThan(1e-5 * whole);
    });
    expect(Math.abs(series.km2.reduce((sum, km2) => sum + km2[i], 0) / whole - 1)).toBeLessThan(1e-6);
  }
});

test("a series begins with the record, and knows nothing before its first change", () => {
  const data = lattice(2, 1, [[150, 0, 1, 0]]);
  const { days, accounts, km2 } = seriesOf(data);
  expect([...days]).toEqual([100, 150]);
  expect(accounts.at(-1)).toBe("unknown");
  expect(km2[accounts.indexOf("army")][0]).toBe(0);
  expect(km2[accounts.indexOf("army")][1]).toBeCloseTo(data.faceArea[0], 3);
});

test("between two days land goes from one to the other, and back where it was it goes nowhere", () => {
  const data = lattice(3, 1, [
    [100, 0, 1, 0],
    [100, 1, 1, 0],
    [120, 0, 2, 0],
    [130, 1, 2, 0],
    [140, 1, 1, 0],
  ]);
  const [before, after] = [new AreasOn(data), new AreasOn(data)];
  before.seek(110);
  after.seek(150);
  expect(transfers(before, after)).toEqual([{ from: "army", to: "rebels", km2: data.faceArea[0], population: 1_000 }]);
  expect(transfers(after, before)[0]).toMatchObject({ from: "rebels", to: "army" });
});

test("a series tells the land of any day, also between and beyond its days", () => {
  const data = lattice(2, 1, [
    [120, 0, 1, 0],
    [150, 1, 1, 0],
  ]);
  const series = seriesOf(data);
  const army = series.accounts.indexOf("army");
  const [one, other] = data.faceArea;
  const expected = [0, 0, one, one, one + other, one + other];
  [90, 119, 120, 149, 150, 900].forEach((day, i) => {
    expect(valueAt(series, army, day)).toBeCloseTo(expected[i], 2);
  });
});
