import { expect, test } from "vitest";
import type { ControlFeature } from "../src/api.ts";
import { claimsOn, isUncertain, legendKey, readTowns, stateOn } from "../src/control.ts";
import { parseDay } from "../src/time.ts";

const day = (iso: string) => parseDay(iso)!;

function feature(change: Partial<ControlFeature["properties"]>): ControlFeature {
  return {
    geometry: { coordinates: [36.63, 35.93] },
    properties: {
      id: "s",
      place_id: "idlib",
      place_name: "Idlib",
      start: "2012-01-01",
      until: null,
      status: "held",
      holders: ["army"],
      basis: "assessed",
      sources: [],
      ...change,
    },
  };
}

const { towns, problems } = readTowns([
  feature({ id: "b", start: "2015-03-28", start_latest: "2015-03-30", until: "2017-01-28", holders: ["rebels"] }),
  feature({ id: "a", until: "2015-03-28" }),
  feature({ id: "c", start: "2016-01-01", basis: "claimed", holders: ["army"] }),
  feature({ id: "bad", start: "spring 2014" }),
]);
const [idlib] = towns;

test("the day a state begins belongs to the new holder, the day before to the old", () => {
  expect(stateOn(idlib, day("2015-03-27"))?.id).toBe("a");
  expect(stateOn(idlib, day("2015-03-28"))?.id).toBe("b");
});

test("before the first and after the last state nothing is known", () => {
  expect(stateOn(idlib, day("2011-12-31"))).toBeNull();
  expect(stateOn(idlib, day("2017-01-27"))?.id).toBe("b");
  expect(stateOn(idlib, day("2017-01-28"))).toBeNull();
  expect(legendKey(stateOn(idlib, day("2017-01-28")))).toBe("unknown");
});

test("a rival claim never colors the map", () => {
  expect(legendKey(stateOn(idlib, day("2016-06-01")))).toBe("rebels");
  expect(claimsOn(idlib, day("2016-06-01")).map((c) => c.id)).toEqual(["c"]);
});

test("a change known only to lie between two days is marked as uncertain between them", () => {
  const state = stateOn(idlib, day("2015-03-29"))!;
  expect(isUncertain(state, day("2015-03-29"))).toBe(true);
  expect(isUncertain(state, day("2015-03-30"))).toBe(false);
});

test("a state without a readable date is left out and counted", () => {
  expect(problems).toBe(1);
});

test("what has faded is not known any more", () => {
  const [town] = readTowns([feature({ fades: "2018-01-01" })]).towns;
  expect(stateOn(town, day("2017-12-31"))?.id).toBe("s");
  expect(stateOn(town, day("2018-01-01"))).toBeNull();
});
